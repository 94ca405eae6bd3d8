"""`stik journeys`: what customers went through, as it happened."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import stik
from stik.errors import QuestionError
from stik_cli.grouped_flags import with_flags
from stik_cli.journey_flags import Choosing, Words
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import print_answer_json

UNKNOWN = 1


class Verb(StrEnum):
    """What is asked of the instances."""

    DISCOVER = "discover"
    VARIANTS = "variants"
    FUNNEL = "funnel"
    REWORK = "rework"
    AROUND = "around"
    CLUSTERS = "clusters"
    COMPARE = "compare"
    DRAFT = "draft"
    CHECK = "check"
    PROMISES = "promises"
    FITS = "fits"
    TIMELINE = "timeline"
    BLUEPRINT = "blueprint"


VerbArgument = Annotated[
    Verb,
    typer.Argument(
        help="discover: which step follows which, how often and how fast; variants: "
        "the whole ways, the most frequent first; funnel: how many reach each of "
        "--steps; rework: which steps they come back to; around: what lies before and "
        "after --anchor; clusters: who went much alike; compare: how they differ from "
        "others; draft: a design of it; check: how far they went as designed, step by "
        "step; fits: how far each instance did; promises: which were broken; timeline: "
        "all that happened to one customer; blueprint: what is done behind each step, "
        "and what to change there.",
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Write the table to this .csv file; what is discovered also to .svg or "
        ".html, a draft to .yaml or .bpmn.",
    ),
]


@with_flags
def journeys(
    place: PlaceArgument,
    verb: VerbArgument,
    *,
    choosing: Choosing,
    words: Words,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Say what customers went through: which steps, in which order, how fast."""
    # Others need not wait for what only this one imports.
    from stik_cli import journeys_forms, journeys_view  # noqa: PLC0415 - see above
    from stik_cli.journeys_draft import draft  # noqa: PLC0415 - as above
    from stik_cli.journeys_picture import PICTURES, draw  # noqa: PLC0415 - as above

    journeys_forms.check_words(verb.value, words)
    workspace = stik.open(place)
    if verb is Verb.DRAFT and json:
        raise QuestionError("a draft is no table; leave --json away, or add --out.")
    if verb is Verb.DRAFT:
        language = workspace.place.language
        draft(choosing.of(workspace), words, out=out, language=language)
        return
    form, chosen = journeys_forms.FORMS[verb.value], choosing.of(workspace)
    result = form.ask(chosen, words)
    if out is not None and out.suffix in PICTURES and verb is Verb.DISCOVER:
        draw(chosen, words, out)
    elif out is not None:
        journeys_view.write(result, out)
    if json:
        print_answer_json(result, place=place)
    else:
        form.show(result, zone=workspace.place.zone)
    if not result.explain()["n"]:
        raise typer.Exit(UNKNOWN)

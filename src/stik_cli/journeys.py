"""`stik journeys`: what customers went through, as it happened."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import stik
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
    CHECK = "check"
    PROMISES = "promises"
    FITS = "fits"
    TIMELINE = "timeline"


VerbArgument = Annotated[
    Verb,
    typer.Argument(
        help="discover: which step follows which, how often and how fast; variants: "
        "the whole ways, the most frequent first; funnel: how many reach each of "
        "--steps; rework: which steps they come back to; around: what lies before and "
        "after --anchor; clusters: who went much alike; compare: how they differ from "
        "others; check: how far they went as designed, step by step; fits: how far "
        "each instance did; promises: which were broken; timeline: all that happened "
        "to one customer.",
    ),
]
OutOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the table to this .csv file.")
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
    from stik_cli import journeys_forms, journeys_view  # noqa: PLC0415

    form = journeys_forms.form_of(verb.value, words)
    workspace = stik.open(place)
    result = form.ask(choosing.of(workspace), words)
    if out is not None:
        journeys_view.write(result, out)
    if json:
        print_answer_json(result, place=place)
    else:
        form.show(result, zone=workspace.place.zone)
    if not result.explain()["n"]:
        raise typer.Exit(UNKNOWN)

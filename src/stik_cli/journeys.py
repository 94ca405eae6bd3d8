"""`stik journeys`: what customers went through, as it happened."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import stik
from stik_cli.options import (
    AsOfOption,
    CompareOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WhereOption,
    names,
    which,
)
from stik_cli.output import print_answer_json

if TYPE_CHECKING:
    from stik.workspace.journeys import Journeys

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


VerbArgument = Annotated[
    Verb,
    typer.Argument(
        help="discover: which step follows which, how often and how fast; variants: "
        "the whole ways, the most frequent first; funnel: how many reach each of "
        "--steps, in their order; rework: which steps they come back to; around: what "
        "lies before and after --anchor; clusters: who went much alike; compare: how "
        "they differ from others.",
    ),
]
JourneyOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Of this journey alone; default of any."),
]
StepOption = Annotated[
    str, typer.Option(metavar="COLUMN", help="A step is a touchpoint, channel or unit.")
]
TouchedOption = Annotated[
    str | None, typer.Option(metavar="A,B", help="Instances that went through these.")
]
UntouchedOption = Annotated[
    str | None,
    typer.Option("--not-touched", metavar="A,B", help="Those that went through none."),
]
LongerOption = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Those that took longer, such as '10 days'."),
]
ShorterOption = Annotated[
    str | None, typer.Option(metavar="TIME", help="Those that took shorter.")
]
FollowsOption = Annotated[
    str | None,
    typer.Option(
        metavar="PATTERN",
        help="Those that went so: 'order -> not(call)* -> delivery'; '...' are any "
        "steps between, (a|b), a+, start, end.",
    ),
]
ByOption = Annotated[
    bool,
    typer.Option(
        "--by-customer",
        help="A customer's interactions make the instances, and not a number of an "
        "order or claim.",
    ),
]
StartsOption = Annotated[
    str | None, typer.Option(metavar="A,B", help="An instance begins with these steps.")
]
EndsOption = Annotated[
    str | None, typer.Option(metavar="A,B", help="An instance ends with these steps.")
]
GapOption = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="A longer pause ends an instance: '30 days'."),
]
AtMostOption = Annotated[
    str | None, typer.Option(metavar="TIME", help="No instance lasts longer.")
]
StepsOption = Annotated[
    str | None,
    typer.Option(metavar="A,B", help="The steps of a funnel, in their order."),
]
AnchorOption = Annotated[
    str | None, typer.Option(metavar="STEP", help="The step to look around.")
]
BeforeOption = Annotated[
    int | None, typer.Option(metavar="N", help="So many places before it; default 3.")
]
AfterOption = Annotated[
    int | None, typer.Option(metavar="N", help="So many places after it; default 3.")
]
FormOption = Annotated[
    str | None,
    typer.Option(
        metavar="FORM", help="What is compared: graph, variants, funnel or rework."
    ),
]
OutOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the table to this .csv file.")
]


def journeys(
    place: PlaceArgument,
    verb: VerbArgument,
    *,
    journey: JourneyOption = None,
    step: StepOption = "touchpoint",
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    touched: TouchedOption = None,
    untouched: UntouchedOption = None,
    longer_than: LongerOption = None,
    shorter_than: ShorterOption = None,
    follows: FollowsOption = None,
    by_customer: ByOption = False,
    starts_with: StartsOption = None,
    ends_with: EndsOption = None,
    gap: GapOption = None,
    at_most: AtMostOption = None,
    steps: StepsOption = None,
    anchor: AnchorOption = None,
    before: BeforeOption = None,
    after: AfterOption = None,
    compare: CompareOption = None,
    form: FormOption = None,
    as_of: AsOfOption = None,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Say what customers went through: which steps, in which order, how fast."""
    rule = _rule(starts_with, ends_with, gap, at_most)
    ways = _ways(touched, untouched, longer_than, shorter_than)
    chosen = stik.open(place).journeys(journey, step=step)
    chosen = chosen.made("customer" if by_customer else "instance", **rule)
    chosen = chosen.where(**which(where, from_, to, as_of), **ways, follows=follows)
    words: dict[str, Any] = {"steps": names(steps) or None, "compare": compare}
    words |= {"form": form, "anchor": anchor, "before": before, "after": after}
    _tell(chosen, verb, words, place=place, out=out, as_json=json)


def _rule(
    starts_with: str | None, ends_with: str | None, gap: str | None, at_most: str | None
) -> dict[str, Any]:
    """Return what makes an instance, as `Journeys.made` takes it."""
    steps = {"starts_with": names(starts_with), "ends_with": names(ends_with)}
    return {**steps, "gap": gap, "at_most": at_most}


def _ways(
    touched: str | None,
    untouched: str | None,
    longer_than: str | None,
    shorter_than: str | None,
) -> dict[str, Any]:
    """Return which instances count, as `Journeys.where` takes it."""
    steps = {"touched": names(touched), "untouched": names(untouched)}
    return {**steps, "longer_than": longer_than, "shorter_than": shorter_than}


def _tell(
    chosen: "Journeys",
    verb: Verb,
    words: Mapping[str, Any],
    *,
    place: Path,
    out: Path | None,
    as_json: bool,
) -> None:
    """Tell the answer as it is wanted."""
    # Other commands need not wait for these.
    from stik_cli import journeys_forms, journeys_view  # noqa: PLC0415

    result = journeys_forms.answer(chosen, verb.value, words)
    if out is not None:
        journeys_view.write(result, out)
    if as_json:
        print_answer_json(result, place=place)
    else:
        journeys_forms.FORMS[verb.value].show(result)
    if not result.explain()["n"]:
        raise typer.Exit(UNKNOWN)

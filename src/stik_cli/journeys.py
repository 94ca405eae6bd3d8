"""`stik journeys`: what customers went through, as it happened."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import stik
from stik_cli.options import (
    AsOfOption,
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


VerbArgument = Annotated[
    Verb,
    typer.Argument(
        help="discover: which step follows which, how often and how fast; variants: "
        "the whole ways, the most frequent first.",
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
    as_of: AsOfOption = None,
    out: OutOption = None,
    json: JsonOption = False,
) -> None:
    """Say what customers went through: which steps, in which order, how fast."""
    chosen = stik.open(place).journeys(journey, step=step)
    chosen = chosen.made(
        "customer" if by_customer else "instance",
        starts_with=names(starts_with),
        ends_with=names(ends_with),
        gap=gap,
        at_most=at_most,
    ).where(
        **which(where, from_, to, as_of),
        touched=names(touched),
        untouched=names(untouched),
        longer_than=longer_than,
        shorter_than=shorter_than,
        follows=follows,
    )
    raise typer.Exit(_told(chosen, verb, place=place, out=out, as_json=json))


def _told(
    chosen: "Journeys", verb: Verb, *, place: Path, out: Path | None, as_json: bool
) -> int:
    """Tell the answer as it is wanted; return the exit code."""
    from stik_cli import journeys_view  # noqa: PLC0415 - others need not wait for it

    ask, show = journeys_view.FORMS[verb.value]
    result = ask(chosen)
    if out is not None:
        journeys_view.write(result, out)
    if as_json:
        print_answer_json(result, place=place)
    else:
        show(result)
    return 0 if result.table.num_rows else UNKNOWN

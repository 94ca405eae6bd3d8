"""`stik leaving`: why do customers leave, in their words and by what goes with it?"""

from typing import Annotated, Any

import typer

import stik
from stik_cli.leaving_view import print_leaving
from stik_cli.lifetime_options import (
    JoinedOnOption,
    LeftOnOption,
    LeftOption,
    MonthsOption,
    said,
)
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
from stik_cli.output import print_answer_json, print_told

UNKNOWN = 1

ReasonsOption = Annotated[
    str | None,
    typer.Option(metavar="TRAIT", help="The trait with the reason they stated."),
]
OfOption = Annotated[
    str | None,
    typer.Option(
        metavar="A,B",
        help="Traits, segmentations and questions, held alike; default each by itself.",
    ),
]


def leaving(
    place: PlaceArgument,
    *,
    of: OfOption = None,
    left: LeftOption = None,
    left_on: LeftOnOption = None,
    joined_on: JoinedOnOption = None,
    months: MonthsOption = None,
    reasons: ReasonsOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Say which reasons customers state for leaving, and what goes with leaving."""
    result = stik.open(place).leaving(
        of=names(of),
        lifetime=said(
            left=left,
            left_on=left_on,
            joined_on=joined_on,
            months=months,
            reasons=reasons,
        ),
        **which(where, from_, to, as_of),
    )
    rows: list[dict[str, Any]] = result.table.to_pylist()
    if json:
        print_answer_json(result, place=place)
    else:
        print_leaving(rows, result.explain())
        print_told(result)
    if all(row["unknown"] for row in rows):
        raise typer.Exit(UNKNOWN)

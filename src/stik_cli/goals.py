"""`stik goals`: will they be reached, and can they be at all?"""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from stik.errors import QuestionError
from stik_cli.options import (
    AsOfOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    WeightedOption,
    moment,
    weights,
)


class Look(StrEnum):
    """How to look at the goals."""

    JUDGE = "judge"
    CHECK = "check"


def goals(
    place: PlaceArgument,
    look: Annotated[
        Look,
        typer.Argument(
            help="judge: how each goal stands; check: what speaks against it as it is "
            "written."
        ),
    ] = Look.JUDGE,
    *,
    today: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day to judge them on; default today."),
    ] = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Judge the goals of the programme, or check whether they can be reached and seen.

    The exit code is 1 when nothing can be told of a goal, or when something speaks
    against one.
    """
    # The engine would slow every other command down.
    from stik_cli import goals_view  # noqa: PLC0415

    known = moment(as_of)
    today_there = known.date() if known else goals_view.day_at(place)
    day = _day(today, default=today_there)
    if look is Look.CHECK:
        code = goals_view.check(place, today=day, as_of=known, as_json=json)
    else:
        chosen = weights(weighted=weighted, raked=raked)
        code = goals_view.judge(
            place, today=day, as_of=known, weighted=chosen, as_json=json
        )
    raise typer.Exit(code)


def _day(text: str | None, *, default: date) -> date:
    if text is None:
        return default
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(f"--today {text} is no day; write 2026-05-31.") from error

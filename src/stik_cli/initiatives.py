"""`stik initiatives`: did what we changed have the effect we expected?"""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from stik.errors import QuestionError
from stik_cli.options import (
    JsonOption,
    PlaceArgument,
    RakedOption,
    WeightedOption,
    weights,
)


class Action(StrEnum):
    """What to do with the initiatives."""

    VERIFY = "verify"
    REGISTER = "register"
    LIST = "list"


def initiatives(
    place: PlaceArgument,
    action: Annotated[
        Action,
        typer.Argument(
            help="verify: register what is new, judge what has begun; register: only "
            "write down what is new; list: what was registered, and when.",
        ),
    ] = Action.VERIFY,
    *,
    today: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Judge as on this day; default today."),
    ] = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Register what is new in the programme, and judge what has begun.

    The exit code of verify is 1 when a verdict is unknown, or there are none.
    """
    # The engine would slow every other command down.
    from stik_cli import initiative_actions  # noqa: PLC0415

    if action is Action.LIST:
        initiative_actions.show_registered(place, as_json=json)
    elif action is Action.REGISTER:
        initiative_actions.register(place, as_json=json)
    else:
        raise typer.Exit(
            initiative_actions.verify(
                place,
                today=_day(today),
                weighted=weights(weighted=weighted, raked=raked),
                as_json=json,
            )
        )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(f"--today {text} is no day; write 2026-05-31.") from error

"""`stik beliefs`: what owners believe before they see, and what came of it."""

from enum import StrEnum
from typing import Annotated

import typer

from stik.errors import QuestionError
from stik_cli.options import (
    JsonOption,
    PlaceArgument,
    RakedOption,
    WeightedOption,
    WhereOption,
    filters,
    weights,
)


class Action(StrEnum):
    """What to do with beliefs."""

    ADD = "add"
    SHOW = "show"


ActionArgument = Annotated[
    Action,
    typer.Argument(help="add: write a belief down; show: beliefs against the answers."),
]
WhoOption = Annotated[str | None, typer.Option(metavar="WHO", help="Who believes it.")]
MetricOption = Annotated[
    str | None, typer.Option(metavar="METRIC", help="Of which metric.")
]
ValueOption = Annotated[
    float | None,
    typer.Option(metavar="VALUE", help="In its unit; a share as 0.7 for 70 %."),
]
PeriodOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="2026-05, 2026 …; default this month."),
]
TouchpointOption = Annotated[
    str | None, typer.Option(metavar="TOUCHPOINT", help="At which touchpoint.")
]


def beliefs(
    place: PlaceArgument,
    action: ActionArgument,
    *,
    by: WhoOption = None,
    metric: MetricOption = None,
    value: ValueOption = None,
    period: PeriodOption = None,
    touchpoint: TouchpointOption = None,
    where: WhereOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Write down what somebody believes a metric to be, or show who was how far off.

    The exit code of show is 1 when a gap is unknown, or there are no beliefs.
    """
    # The engine would slow every other command down.
    from stik_cli import belief_actions  # noqa: PLC0415

    if action is Action.SHOW:
        raise typer.Exit(
            belief_actions.show(
                place,
                by=by,
                weighted=weights(weighted=weighted, raked=raked),
                as_json=json,
            )
        )
    if by is None or metric is None or value is None:
        raise QuestionError(
            "a belief needs who, what and how much: --by Ana --metric nps --value 45."
        )
    of = filters(where) | ({"touchpoint": (touchpoint,)} if touchpoint else {})
    belief = {"by": by, "value": value, "period": period, "where": of}
    belief_actions.add(place, metric=metric, belief=belief, as_json=json)

"""`stik ask`: one metric, by what, of which answers, compared with what."""

from typing import Annotated

import typer

import stik
from stik_cli.options import (
    AsOfOption,
    ByOption,
    CompareOption,
    FromOption,
    JsonOption,
    NowOption,
    PlaceArgument,
    RakedOption,
    ToOption,
    WeightedOption,
    WhereOption,
    names,
    weights,
    which,
)
from stik_cli.output import print_answer, print_answer_json

UNKNOWN = 1

MetricArgument = Annotated[
    str,
    typer.Argument(
        metavar="METRIC",
        help="nps, csat, ces, mean, emotion, expectation_gap or met_or_exceeded.",
    ),
]


def ask(
    place: PlaceArgument,
    metric: MetricArgument,
    *,
    by: ByOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    compare: CompareOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    as_they_are_now: NowOption = False,
    json: JsonOption = False,
) -> None:
    """Answer how good it is: a metric with its 95 % interval and n."""
    result = stik.open(place).ask(
        metric,
        by=names(by),
        **which(where, from_, to, as_of),
        compare=compare,
        weighted=weights(weighted=weighted, raked=raked),
        as_they_are_now=as_they_are_now,
    )
    if json:
        print_answer_json(result, place=place)
    else:
        print_answer(result, by=dict.fromkeys(names(by)))
    if result.has_unknown:
        raise typer.Exit(UNKNOWN)

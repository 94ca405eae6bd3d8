"""`stik drivers`: which ratings go with an outcome, and how much each explains."""

from typing import Annotated, Any

import typer

import stik
from stik_cli.drivers_by_group import print_groups
from stik_cli.drivers_grid import print_grid
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    ToOption,
    WeightedOption,
    WhereOption,
    names,
    weights,
    which,
)
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    print_answer_json,
    print_told,
)

UNKNOWN = 1

_NUMBERS = ("share", "95 % interval", "n", "mean")


OutcomeArgument = Annotated[
    str,
    typer.Argument(
        metavar="METRIC",
        help="The outcome: a metric asked of the whole experience, a question, or "
        "trait=value.",
    ),
]
OfOption = Annotated[
    str | None,
    typer.Option(
        metavar="A,B",
        help="The questions or touchpoints that may drive it; default all ratings.",
    ),
]


WithinOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="A",
        help="Drivers within each value of a trait, channel or unit, and which differ.",
    ),
]


def drivers(
    place: PlaceArgument,
    outcome: OutcomeArgument,
    *,
    of: OfOption = None,
    by: WithinOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Rank ratings by how much of an outcome they explain; it proves no cause."""
    result = stik.open(place).drivers(
        outcome,
        of=names(of),
        by=names(by),
        **which(where, from_, to, as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    told = result.explain()
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result.table.to_pylist(), told)
        print_told(result)
    if told["unknown"]:
        raise typer.Exit(UNKNOWN)


def _print(rows: list[dict[str, Any]], told: dict[str, Any]) -> None:
    out = console()
    if told["asked"]["by"] and rows:
        print_groups(rows, told)
    elif rows:
        table = plain_table(["rank", "driver"], numbers=_NUMBERS)
        for row in rows:
            add_texts(table, _texts(row), is_grey=row["unknown"] is not None)
        out.print(fit(table))
        print_grid(rows)
    if told["unknown"]:
        sentence = f"What drives {told['outcome']} is unknown: {told['unknown']}."
    elif told["r_squared"] is None:
        return
    else:
        sentence = (
            f"\nTogether they explain {100 * told['r_squared']:.0f} % of "
            f"{told['outcome']} (n = {told['n']:,}; {told['method']})."
        )
    out.print(sentence, markup=False)


def _texts(row: dict[str, Any]) -> list[str]:
    return [
        _rank(row),
        row["driver"],
        number(row["value"], unit="share"),
        interval(row["low"], row["high"], unit="share"),
        f"{row['n']:,}",
        number(row["mean"], unit="steps"),
        _remark(row),
    ]


def _rank(row: dict[str, Any]) -> str:
    """Return the ranks that it may have."""
    first, last = row["first_rank"], row["last_rank"]
    if first is None:
        return ""
    return str(first) if first == last else f"{first}{DASH}{last}"


def _remark(row: dict[str, Any]) -> str:
    if row["unknown"]:
        return str(row["unknown"])
    if row["is_another_word"]:
        return "another word for the outcome, or a leak"
    return row["quadrant"] or ""

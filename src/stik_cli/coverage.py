"""`stik coverage`: whom a score hears, of how many it could."""

from typing import TYPE_CHECKING, Any

import typer

import stik
from stik_cli.ask import MetricArgument
from stik_cli.options import (
    AsOfOption,
    ByOption,
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
    remark,
)

if TYPE_CHECKING:
    from stik.insights.result import Result

UNKNOWN = 1


def coverage(
    place: PlaceArgument,
    metric: MetricArgument,
    *,
    by: ByOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Say whom a score hears: how many customers of those who were there."""
    grouped = names(by)
    result = stik.open(place).coverage(
        metric,
        by=grouped,
        **which(where, from_, to, as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result, by=tuple(dict.fromkeys(grouped)))
        print_told(result)
    known = result.table["coverage"].to_pylist()
    if not any(share is not None for share in known):
        raise typer.Exit(UNKNOWN)


def _print(result: "Result", *, by: tuple[str, ...]) -> None:
    rows, out = result.table.to_pylist(), console()
    if not rows:
        out.print("No answers to that.")
        return
    numbers = ["value", "95 % interval", "n", "customers", "met", "coverage"]
    table = plain_table(by, numbers=numbers)
    for row in rows:
        names_of_row = [
            str(row[name]) if row[name] is not None else DASH for name in by
        ]
        add_texts(table, [*names_of_row, *_texts(row, unit=result.unit)])
    out.print(fit(table))
    for reason in dict.fromkeys(row["coverage_unknown"] for row in rows):
        if reason is not None:
            out.print(f"\nCoverage is unknown: {reason}.", markup=False)


def _texts(row: dict[str, Any], *, unit: str) -> list[str]:
    share = row["coverage"]
    return [
        number(row["value"], unit=unit),
        interval(row["low"], row["high"], unit=unit),
        f"{row['n']:,}",
        f"{row['customers']:,}",
        DASH if row["met"] is None else f"{row['met']:,}",
        DASH if share is None else f"{share:.0%}",
        remark(row),
    ]

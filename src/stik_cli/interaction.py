"""`stik interaction`: does the lead of one group depend on something else?"""

from itertools import product
from typing import Annotated, Any

import typer

import stik
from stik_cli.ask import MetricArgument
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    ToOption,
    WeightedOption,
    WhereOption,
    filters,
    moment,
    names,
    weights,
)
from stik_cli.output import (
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    print_answer_json,
    print_told,
    signed,
)

UNKNOWN = 1

MOST_CELLS, MOST_LEADS = 40, 12
"""More are not printed: --json has them all."""

TwoOption = Annotated[
    str,
    typer.Option(
        "--of",
        metavar="A,B",
        help="Two of touchpoint, channel, unit, a trait, or a grain of time.",
    ),
]


def interaction(
    place: PlaceArgument,
    metric: MetricArgument,
    *,
    of: TwoOption,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Say where the lead of one group over another is larger than elsewhere."""
    result = stik.open(place).interaction(
        metric,
        of=names(of),
        where=filters(where),
        from_date=from_,
        to_date=to,
        as_of=moment(as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result.table.to_pylist(), result.explain(), unit=result.unit)
        print_told(result)
    if result.has_unknown:
        raise typer.Exit(UNKNOWN)


def _print(rows: list[dict[str, Any]], told: dict[str, Any], *, unit: str) -> None:
    out = console()
    if not rows:
        first, second = told["of"]
        out.print(f"There are no two values each of {first} and {second} to compare.")
        return
    shown = rows[:MOST_LEADS]
    _print_cells(told, shown, unit=unit)
    out.print()
    _print_leads(shown, unit="percentage points" if unit == "share" else unit)
    if len(rows) > len(shown):
        n_real = sum(row["is_real"] is True for row in rows)
        out.print(
            f"\n{len(shown)} of {len(rows):,} shown, the surest first; {n_real:,} are "
            "real, corrected for all of them. --json has them all."
        )


def _cells(told: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every cell, or where there are many those of the leads shown."""
    cells: list[dict[str, Any]] = told["cells"]
    if len(cells) <= MOST_CELLS:
        return cells
    names = (("first", "first_against"), ("second", "second_against"))
    kept = {
        (row[first], row[second]) for row in rows for first, second in product(*names)
    }
    return [cell for cell in cells if (cell["first"], cell["second"]) in kept]


def _print_cells(
    told: dict[str, Any], rows: list[dict[str, Any]], *, unit: str
) -> None:
    """Print the value of each cell, by the first and the second dimension."""
    numbers = ["value", "95 % interval", "n"]
    table = plain_table(told["of"], numbers=numbers)
    for cell in _cells(told, rows):
        texts = [
            cell["first"],
            cell["second"],
            number(cell["value"], unit=unit),
            interval(cell["low"], cell["high"], unit=unit),
            f"{cell['n']:,}",
            cell["unknown"] or "",
        ]
        add_texts(table, texts, is_grey=cell["unknown"] is not None)
    console().print(fit(table))


def _print_leads(rows: list[dict[str, Any]], *, unit: str) -> None:
    """Print each lead here and there, and how much the two differ."""
    table = plain_table(["lead of"], numbers=["lead", "95 % interval"])
    for row in rows:
        add_texts(table, [f"{row['first']} over {row['first_against']}", "", "", ""])
        add_texts(table, _lead(row, "here", f"  in {row['second']}", unit=unit))
        add_texts(
            table, _lead(row, "there", f"  in {row['second_against']}", unit=unit)
        )
        add_texts(
            table,
            [
                "  so much more",
                signed(row["value"], unit=unit),
                interval(row["low"], row["high"], unit=unit),
                _verdict(row),
            ],
        )
    console().print(fit(table))


def _lead(row: dict[str, Any], which: str, name: str, *, unit: str) -> list[str]:
    ends = interval(row[f"{which}_low"], row[f"{which}_high"], unit=unit)
    return [name, signed(row[which], unit=unit), ends, ""]


def _verdict(row: dict[str, Any]) -> str:
    if row["unknown"]:
        return str(row["unknown"])
    if row["is_real"] is None:
        return "too few to tell"
    return "▲ a real interaction" if row["is_real"] else "may be chance"

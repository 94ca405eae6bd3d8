"""`stik weakest`: which part of the experience is not good, worst first."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import typer

import stik
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    ToOption,
    WeightedOption,
    WhereOption,
    weights,
    which,
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
)

UNKNOWN = 1


def weakest(
    place: PlaceArgument,
    *,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Rank touchpoints by how far they fall short, how many they reach, how surely."""
    result = stik.open(place).weakest(
        **which(where, from_, to, as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    rows = result.table.to_pylist()
    if json:
        print_answer_json(result, place=place)
    else:
        _print(rows)
        print_told(result)
    if not any(row["rank"] for row in rows):
        raise typer.Exit(UNKNOWN)


def _print(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        console().print("No touchpoint has been rated that this asks for.")
        return
    numbers = ("mean", "95 % interval", "n", "shortfall", "reach")
    table = plain_table(("", "touchpoint"), numbers=numbers)
    for scale, group in groupby(rows, key=lambda row: row["scale"]):
        table.add_row("", f"on {scale}", style="bold")
        for row in group:
            add_texts(table, _texts(row), is_grey=row["not_ranked"] is not None)
    console().print(fit(table, name_width=20))


def _texts(row: dict[str, Any]) -> list[str]:
    return [
        str(row["rank"] or ""),
        row["touchpoint"],
        number(row["value"], unit="steps"),
        interval(row["low"], row["high"], unit="steps"),
        f"{row['n']:,}",
        number(row["shortfall"], unit="share"),
        f"{100 * row['reach']:.0f} %",
        row["not_ranked"] or ("▼ worse" if row["is_worse"] else ""),
    ]

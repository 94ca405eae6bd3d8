"""`stik weakest`: which part of the experience is not good, worst first."""

from typing import Any

import typer

import stik
from stik_cli.options import (
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WhereOption,
    filters,
)
from stik_cli.output import console, interval, number, plain_table, print_json

UNKNOWN = 1


def weakest(
    place: PlaceArgument,
    *,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    json: JsonOption = False,
) -> None:
    """Rank touchpoints by how far they fall short, how many they reach, how surely."""
    result = stik.open(place).weakest(where=filters(where), from_date=from_, to_date=to)
    if json:
        print_json(result.to_json())
    else:
        _print(result.table.to_pylist(), str(result.explain()["definition"]))
    if not any(row["rank"] for row in result.table.to_pylist()):
        raise typer.Exit(UNKNOWN)


def _print(rows: list[dict[str, Any]], definition: str) -> None:
    out = console()
    for scale in dict.fromkeys(row["scale"] for row in rows):
        out.print(f"[bold]on {scale}[/bold]")
        table = plain_table(
            ("", "touchpoint"),
            numbers=("mean", "95 % interval", "n", "short", "reach"),
        )
        for row in rows:
            if row["scale"] == scale:
                table.add_row(*_texts(row), style="dim" if row["unknown"] else None)
        out.print(table)
    if rows:
        out.print(f"\n[dim]{definition}[/dim]")
    else:
        out.print("No touchpoint has been rated yet.")


def _texts(row: dict[str, Any]) -> list[str]:
    return [
        str(row["rank"] or ""),
        row["touchpoint"],
        number(row["value"], unit="steps"),
        interval(row["low"], row["high"], unit="steps"),
        f"{row['n']:,}",
        number(row["shortfall"], unit="share"),
        f"{100 * row['reach']:.0f} %",
        row["unknown"] or ("▼ worse" if row["is_worse"] else ""),
    ]

"""How the grid of importance and performance looks in a terminal."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from stik_cli.output import console

_ROWS = (
    ("explains more", ("act first", "keep up")),
    ("explains less", ("watch", "leave")),
)


def print_grid(rows: Sequence[dict[str, Any]]) -> None:
    """Print which drivers to act on first, and of which it cannot be told.

    Only the reasons where no driver has a place.
    """
    out = console()
    out.print()
    if any(row["quadrant"] for row in rows):
        out.print(_grid(rows))
    for reason in dict.fromkeys(_why_not(rows)):
        named = [row["driver"] for row in rows if row["not_placed"] == reason]
        out.print(f"{', '.join(named)}: {reason}", markup=False)


def _grid(rows: Sequence[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("against the average")
    table.add_column("performs worse", overflow="fold", ratio=1)
    table.add_column("performs better", overflow="fold", ratio=1)
    for title, quadrants in _ROWS:
        table.add_row(title, *quadrants, style="bold")
        table.add_row("", *(_names(rows, quadrant) for quadrant in quadrants))
    return table


def _names(rows: Sequence[dict[str, Any]], quadrant: str) -> str:
    return escape(", ".join(r["driver"] for r in rows if r["quadrant"] == quadrant))


def _why_not(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return why known drivers have no place; unknown ones have said it themselves."""
    known = [row for row in rows if row["unknown"] is None]
    return [row["not_placed"] for row in known if row["not_placed"]]

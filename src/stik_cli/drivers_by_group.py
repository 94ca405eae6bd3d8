"""How the drivers within each group look in a terminal: groups side by side."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from stik_cli.output import DASH, console, interval, number

_NAME_WIDTH = 24
_GROUP_WIDTH = 23
"""So wide is a group with share, interval and mark."""


def print_groups(rows: Sequence[dict[str, Any]], told: dict[str, Any]) -> None:
    """Print the share of each driver in each group, marked where it differs."""
    (by,) = told["asked"]["by"]
    out = console()
    n_beside = max((out.width - _NAME_WIDTH) // _GROUP_WIDTH, 1)
    groups = told["groups"]
    for start in range(0, len(groups), n_beside):
        out.print(_table(rows, groups[start : start + n_beside], by=by))
        out.print()
    for group in groups:
        if group["unknown"]:
            out.print(f"{by} {group[by]}: {group['unknown']}", markup=False)
    out.print("▲ ▼ explains really more or less here than in the other groups")


def _table(
    rows: Sequence[dict[str, Any]], groups: Sequence[dict[str, Any]], *, by: str
) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(escape(by), overflow="fold")
    for group in groups:
        table.add_column(escape(str(group[by])), justify="right")
    table.add_row("n", *(f"{group['n']:,}" for group in groups), style="dim")
    explained = (number(group["r_squared"], unit="share") for group in groups)
    table.add_row("explained together", *explained, style="dim")
    found = {(row[by], row["driver"]): row for row in rows}
    for driver in dict.fromkeys(row["driver"] for row in rows):
        cells = [_cell(found.get((group[by], driver))) for group in groups]
        table.add_row(escape(driver), *cells)
    return table


def _cell(row: dict[str, Any] | None) -> str:
    """Return a share with its interval, and whether it differs from the others."""
    if row is None or row["value"] is None:
        return f"{DASH}  "
    mark = " "
    if row["is_real"]:
        mark = "▲" if row["difference"] > 0 else "▼"
    ends = interval(row["low"], row["high"], unit="share")
    return f"{number(row['value'], unit='share')} ({ends.removesuffix(' %')}) {mark}"

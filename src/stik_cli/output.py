"""How answers look in a terminal, and as JSON."""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from stik.terms.estimate import N_TOO_FEW

DASH = "\N{EN DASH}"


def console() -> Console:
    """Return the console for answers: standard output, its own width."""
    return Console(highlight=False, soft_wrap=False)


def print_json(content: Any) -> None:  # noqa: ANN401 whatever can be JSON
    """Print a value as JSON; dates are ISO texts."""
    json.dump(content, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def number(value: float | None, *, unit: str) -> str:
    """Return a number as people read it in its unit; a dash where it is unknown."""
    if value is None:
        return DASH
    if unit == "share":
        return f"{100 * value:.1f} %"
    if unit == "points":
        return f"{value:+.1f}"
    return f"{value:.2f}"


def interval(low: float | None, high: float | None, *, unit: str) -> str:
    """Return a 95 % interval, empty where it is unknown."""
    if low is None or high is None:
        return ""
    return f"{number(low, unit=unit)} to {number(high, unit=unit)}"


def remark(row: dict[str, Any]) -> str:
    """Return what must be said beside a number: unknown, or too few to tell."""
    if row.get("unknown"):
        return str(row["unknown"])
    return "too few to tell" if row["n"] < N_TOO_FEW else ""


def plain_table(names: Sequence[str], *, numbers: Sequence[str]) -> Table:
    """Return an empty table: names to the left, numbers to the right, then a remark."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="ellipsis", no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("")
    return table


def answer_table(
    rows: Sequence[dict[str, Any]], *, by: Sequence[str], unit: str
) -> Table:
    """Return the rows of an answer as a table; compared rows say what is real."""
    is_compared = bool(rows) and "difference" in rows[0]
    numbers = ["value", "95 % interval", "n"]
    if is_compared:
        numbers += ["before", "change", "95 % interval"]
    table = plain_table(by, numbers=numbers)
    for row in rows:
        is_thin = row["n"] < N_TOO_FEW
        table.add_row(*_texts(row, by, unit), style="dim" if is_thin else None)
    return table


def _texts(row: dict[str, Any], by: Sequence[str], unit: str) -> list[str]:
    texts = [str(row[name]) if row[name] is not None else DASH for name in by]
    texts += [
        number(row["value"], unit=unit),
        interval(row["low"], row["high"], unit=unit),
        f"{row['n']:,}",
    ]
    if "difference" not in row:
        return [*texts, remark(row)]
    ends = (row["difference_low"], row["difference_high"])
    return [
        *texts,
        number(row["value_before"], unit=unit),
        _signed(row["difference"], unit=unit),
        interval(*ends, unit=unit),
        remark(row) or _verdict(row),
    ]


def _signed(value: float | None, *, unit: str) -> str:
    text = number(value, unit=unit)
    return f"+{text}" if value is not None and value > 0 and text[0] != "+" else text


def _verdict(row: dict[str, Any]) -> str:
    if row["difference_unknown"]:
        return str(row["difference_unknown"])
    if not row["is_real"]:
        return "may be chance"
    return "▲ higher" if row["difference"] > 0 else "▼ lower"

"""How answers look in a terminal, and as JSON."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from stik.terms.estimate import N_TOO_FEW

if TYPE_CHECKING:
    from stik.insights.result import Result

LEAST_WIDTH = 80
"""On a narrower terminal lines wrap; no column is left out."""

DASH = "\N{EN DASH}"

WIDE = 110
"""From so many columns on a comparison shows the value before with its n as well."""

_NAME, _SHORT_NAME = 24, 14
_REMARK = 15
"""Shorter names and remarks stand on one line."""


def console() -> Console:
    """Return the console for answers: at least as wide as a table needs."""
    found = Console(highlight=False, soft_wrap=False, emoji=False)
    found.width = max(found.width, LEAST_WIDTH)
    return found


def print_json(content: Any) -> None:  # noqa: ANN401 whatever can be JSON
    """Print a value as JSON; dates are ISO texts."""
    json.dump(
        content,
        sys.stdout,
        ensure_ascii=False,
        allow_nan=False,
        indent=2,
        default=_plain,
    )
    sys.stdout.write("\n")


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def print_answer_json(result: "Result", *, place: Path) -> None:
    """Print an answer as JSON, with its place, so that it can be explained later."""
    content = result.to_json()
    content["explain"]["place"] = str(place.resolve())
    print_json(content)


def print_answer(result: "Result", *, by: Iterable[str]) -> None:
    """Print an answer as a table, then what it means and what was left out."""
    rows = result.table.to_pylist()
    out = console()
    if rows:
        is_wide = out.width >= WIDE
        out.print(answer_table(rows, by=tuple(by), unit=result.unit, is_wide=is_wide))
    else:
        out.print("No answers to that.")
    print_told(result, name=f"{result.name}: ")


def print_told(result: "Result", *, name: str = "") -> None:
    """Print what an answer means, and its notes."""
    told = result.explain()
    out = console()
    out.print(f"\n{name}{told['definition']}", style="dim", markup=False)
    for note in told["notes"]:
        out.print(note, style="dim", markup=False)


def number(value: float | None, *, unit: str) -> str:
    """Return a number as people read it in its unit; a dash where it is unknown."""
    if value is None:
        return DASH
    if unit == "share":
        return f"{100 * value:z.1f} %"
    if unit == "percentage points":
        return f"{100 * value:z.1f} pp"
    if unit == "points":
        return f"{value:+z.1f}"
    return f"{value:z.2f}"


def interval(low: float | None, high: float | None, *, unit: str) -> str:
    """Return a 95 % interval, empty where it is unknown."""
    if low is None or high is None:
        return ""
    first, last = number(low, unit=unit), number(high, unit=unit)
    return f"{first.partition(' ')[0]} to {last}"


def remark(row: dict[str, Any]) -> str:
    """Return what must be said beside a number: unknown, or too few to tell."""
    if row.get("unknown"):
        return str(row["unknown"])
    return "too few to tell" if row["n"] < N_TOO_FEW else ""


def plain_table(names: Sequence[str], *, numbers: Sequence[str]) -> Table:
    """Return an empty table: names to the left, numbers to the right, then a remark.

    Where it is too wide, names and remarks go on in the next line; no number does.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(escape(name), overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", overflow="fold")
    return table


def add_texts(table: Table, texts: Iterable[str], *, is_grey: bool = False) -> None:
    """Add a row to a table, its texts as they are: a name may have brackets."""
    table.add_row(*map(escape, texts), style="dim" if is_grey else None)


def fit(table: Table, *, name_width: int = _NAME) -> Table:
    """Return the table, its names not broken where they need not be.

    The shortest stay whole first, while there is room beside numbers and remark.
    """
    *names, remark = (column for column in table.columns if not column.no_wrap)
    fixed = sum(_width(column) for column in table.columns if column.no_wrap)
    room = console().width - fixed - min(_width(remark), _REMARK)
    for column in sorted(names, key=_width):
        room -= _width(column)
        column.no_wrap = _width(column) <= name_width + 1 and room >= 0
    return table


def _width(column: Column) -> int:
    """Return how wide a column is whose texts are not broken, with the gap after it."""
    texts = map(str, (column.header, *column.cells))
    return max(Text.from_markup(text).cell_len for text in texts) + 1


def answer_table(
    rows: Sequence[dict[str, Any]], *, by: Sequence[str], unit: str, is_wide: bool
) -> Table:
    """Return the rows of an answer as a table; compared rows say what is real."""
    is_compared = bool(rows) and "difference" in rows[0]
    numbers = ["value", "95 % interval", "n"]
    if "n_effective" in (rows[0] if rows else {}):
        numbers.append("worth n")
    if is_compared:
        before = ["before", "n before"] if is_wide else []
        numbers = ["value", "n", *before, "change", "95 % interval"]
    table = plain_table(by, numbers=numbers)
    for row in rows:
        texts = [str(row[name]) if row[name] is not None else DASH for name in by]
        if is_compared:
            texts += _compared(row, unit=unit, is_wide=is_wide)
        else:
            texts += [*_numbers(row, unit=unit), remark(row)]
        add_texts(table, texts, is_grey=row["n"] < N_TOO_FEW)
    is_tight = is_compared and not is_wide
    return fit(table, name_width=_SHORT_NAME if is_tight else _NAME)


def _numbers(row: dict[str, Any], *, unit: str) -> list[str]:
    worth = []
    if "n_effective" in row:
        known = row["n_effective"]
        worth = [DASH if known is None else f"{known:,.0f}"]
    return [
        number(row["value"], unit=unit),
        interval(row["low"], row["high"], unit=unit),
        f"{row['n']:,}",
        *worth,
    ]


def _compared(row: dict[str, Any], *, unit: str, is_wide: bool) -> list[str]:
    n_before = DASH if row["n_before"] is None else f"{row['n_before']:,}"
    before = [number(row["value_before"], unit=unit), n_before]
    change = "percentage points" if unit == "share" else unit
    return [
        number(row["value"], unit=unit),
        f"{row['n']:,}",
        *(before if is_wide else []),
        signed(row["difference"], unit=change),
        interval(row["difference_low"], row["difference_high"], unit=change),
        remark(row) or verdict(row),
    ]


def signed(value: float | None, *, unit: str) -> str:
    """Return a difference as people read it, above 0 with its sign."""
    text = number(value, unit=unit)
    return f"+{text}" if value is not None and value > 0 and text[0] != "+" else text


def verdict(row: dict[str, Any]) -> str:
    """Return whether a difference is real, in a word or two."""
    if row["difference"] is None:
        return str(row["difference_unknown"])
    if row["is_real"] is None:
        return "too few to tell"
    if not row["is_real"]:
        return "may be chance"
    return "▲ higher" if row["difference"] > 0 else "▼ lower"

"""Real tables: for eyes, for screen readers, for paper, and as CSV."""

import csv
import string
from dataclasses import dataclass
from io import StringIO
from urllib.parse import quote

from stik.report.markup import Markup, element
from stik.report.words import Words

_KEPT = string.ascii_letters + string.digits + ",.;:/-_~=@!$*()+"
_ESCAPED = {n: quote(chr(n), safe="") for n in range(128) if chr(n) not in _KEPT}
"""What an address cannot hold as it is; other alphabets it can, and stay short."""

_DECIMALS = 6
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Raw = str | float | int | None


@dataclass(frozen=True)
class Column:
    """A column of a table; `kind` is "name", "number", "picture" or "text"."""

    title: str
    kind: str = "number"
    head: Markup | None = None


@dataclass(frozen=True)
class Table:
    """Rows as they are shown, and the same rows raw for a spreadsheet.

    The first cell of a shown row is its header. `raw` begins with the row of names.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    raw: tuple[tuple[Raw, ...], ...]
    style: str = "cards"


def table(shown: Table) -> Markup:
    """Return the table as HTML; on a narrow screen each row becomes a small card."""
    head = element("tr", *(_head(column) for column in shown.columns), role="row")
    body = (
        element("tr", *_cells(shown.columns, row), role="row") for row in shown.rows
    )
    return element(
        "table",
        element("caption", shown.caption),
        element("thead", head, role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        class_=shown.style,
        role="table",
    )


def _head(column: Column) -> Markup:
    return element(
        "th",
        column.title,
        column.head,
        scope="col",
        class_=column.kind,
        role="columnheader",
    )


def _cells(columns: tuple[Column, ...], row: tuple[object, ...]) -> list[Markup]:
    first = element("th", row[0], scope="row", class_="name", role="rowheader")
    others = zip(columns[1:], row[1:], strict=True)
    return [first, *(_cell(column, cell) for column, cell in others)]


def _cell(column: Column, cell: object) -> Markup:
    return element("td", cell, class_=column.kind, data_label=column.title, role="cell")


def csv_link(words: Words, shown: Table, *, file_name: str) -> Markup:
    """Return a link that saves the table as CSV; numbers with a decimal point."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerows([_plain(cell) for cell in row] for row in shown.raw)
    return element(
        "a",
        words.say("Save as CSV"),
        href=f"data:text/csv;charset=utf-8,{written.getvalue().translate(_ESCAPED)}",
        download=f"{file_name}.csv",
        class_="save",
        aria_label=words.say("Save as CSV: {table}", table=shown.caption),
    )


def _plain(cell: Raw) -> Raw:
    """Keep a spreadsheet from running a name as a formula, and numbers short."""
    if isinstance(cell, float):
        return round(cell, _DECIMALS)
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell

"""The reasons for which a row is broken, each with its sentence and mend."""

import json
from collections.abc import Mapping, Sequence

from stik.formats.row_chunk import BrokenRow

MOST_CELL_CHARACTERS = 100_000
"""A longer cell breaks its row: it is a mistake of the file, not an answer."""

_SHOWN_CHARACTERS = 200

Cells = Mapping[str, str | None]
"""The cells of one row by their column; bytes that are no text stand as surrogates."""


def cells_or_fault(
    row: int, cells: Cells, columns: Sequence[str], *, encoding: str = "utf-8"
) -> list[str | None] | BrokenRow:
    """Return the cells of `columns`, blank ones null, or why the row has to stay out.

    Only `columns` are judged: damage in another cell does not keep the row out.
    """
    found = [cells.get(column) for column in columns]
    for column, value in zip(columns, found, strict=True):
        if value is None:
            continue
        if not _is_text(value):
            return _not_utf8(row, cells, field=column, encoding=encoding)
        if len(value) > MOST_CELL_CHARACTERS:
            return _cell_too_long(row, cells, field=column)
    return [None if value is None or not value.strip() else value for value in found]


def wrong_column_count(row: int, cells: Cells, *, n_columns: int) -> BrokenRow:
    """Return the row that has more or fewer cells than the header."""
    mend = (
        "add the missing cells"
        if len(cells) < n_columns
        else "put quotation marks round a cell that holds the delimiter"
    )
    return BrokenRow(
        row=row,
        raw=_json(cells),
        field=None,
        value=None,
        reason="wrong_column_count",
        sentence=f"row {row} has {len(cells)} cells, the header has {n_columns}; "
        f"{mend}.",
    )


def broken_json(row: int, line: str, *, fault: str) -> BrokenRow:
    """Return the line that is no JSON object; its `raw` is `{"line": …}`."""
    return BrokenRow(
        row=row,
        raw=_json({"line": line}),
        field=None,
        value=_shown(line),
        reason="broken_json",
        sentence=f"row {row} is not one JSON object, {fault}; mend or delete the line.",
    )


def broken_event(
    row: int, text: str, *, fault: str, where: str, trace: str | None
) -> BrokenRow:
    """Return the event of a log that cannot be read; its `raw` is `{"event": …}`."""
    of_trace = "" if trace is None else f" of trace '{_shown(trace)}'"
    text = text.strip()
    return BrokenRow(
        row=row,
        raw=_json({"event": text}),
        field=None,
        value=_shown(text),
        reason="broken_event",
        sentence=f"row {row} is an event{of_trace} that cannot be read: {fault}, at "
        f"{where}; mend or delete it.",
    )


def written(text: str) -> str:
    r"""Return text with each byte that is none as its number, such as `\xe9`."""
    return text.encode(errors="backslashreplace").decode().replace(r"\udc", r"\x")


def _not_utf8(row: int, cells: Cells, *, field: str, encoding: str) -> BrokenRow:
    value = _shown(cells[field] or "")
    return BrokenRow(
        row=row,
        raw=_json(cells),
        field=field,
        value=value,
        reason="not_utf8",
        sentence=f"row {row}, field '{field}': '{value}' is not valid {encoding}, "
        "unlike the rest of the file; write the cell anew.",
    )


def _cell_too_long(row: int, cells: Cells, *, field: str) -> BrokenRow:
    value = cells[field] or ""
    return BrokenRow(
        row=row,
        raw=_json(cells),
        field=field,
        value=_shown(value),
        reason="cell_too_long",
        sentence=f"row {row}, field '{field}': the cell has {len(value):,} characters, "
        f"at most {MOST_CELL_CHARACTERS:,} are read; shorten it, or close the "
        "quotation mark it begins with.",
    )


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(value: str) -> str:
    """Return the beginning of a value, written so that it can be stored."""
    if len(value) > _SHOWN_CHARACTERS:
        value = value[:_SHOWN_CHARACTERS] + "…"
    return written(value)


def _json(cells: Cells) -> str:
    raw = {
        name: None if cell is None else written(cell) for name, cell in cells.items()
    }
    return json.dumps(raw, ensure_ascii=False)

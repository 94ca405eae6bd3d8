"""Rows as JSON lines: an object a row, every column in it."""

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_NOTHING = pa.scalar("null", pa.large_string())


def json_lines_bytes(parts: Iterable[pa.Table], _schema: pa.Schema) -> Iterator[bytes]:
    """Yield rows as JSON lines; moments and days as texts of ISO 8601."""
    for part in parts:
        yield _lines(part) if part.num_rows else b""


def _lines(rows: pa.Table) -> bytes:
    """Return the lines of some rows, made column by column: that is ten times faster.

    Joined texts lie one after the other in memory, which is what is written.
    """
    pieces: list[pa.Array | str] = []
    for place, (name, column) in enumerate(zip(rows.column_names, rows, strict=True)):
        opening = "{" if place == 0 else ","
        pieces += [f"{opening}{_text(name)}:", _values(column.combine_chunks())]
    joined = pc.binary_join_element_wise(*map(_large, [*pieces, "}\n"]), _large(""))
    _, ends, texts = joined.buffers()
    return bytes(texts[: np.frombuffer(ends, np.int64)[len(joined)]])


def _large(piece: "pa.Array | str") -> "pa.Array | pa.Scalar":
    if isinstance(piece, str):
        return pa.scalar(piece, pa.large_string())
    return piece


def _values(column: pa.Array) -> pa.Array:
    """Return each value of a column as JSON."""
    if pa.types.is_dictionary(column.type):
        told = _values(column.dictionary).take(column.indices)
    elif column.type == pa.string():
        texts = column.to_pylist()
        told = pa.array([_text(text) for text in texts], pa.large_string())
    elif pa.types.is_temporal(column.type):
        told = _in_quotes(_iso(column))
    else:
        told = column.cast(pa.large_string())
    return pc.fill_null(told, _NOTHING)


def _text(text: str | None) -> str | None:
    return None if text is None else msgspec.json.encode(text).decode()


def _iso(moments: pa.Array) -> pa.Array:
    told = moments.cast(pa.large_string())
    return pc.replace_substring(told, " ", "T")


def _in_quotes(texts: pa.Array) -> pa.Array:
    quote, nothing = (pa.scalar(text, pa.large_string()) for text in ('"', ""))
    return pc.binary_join_element_wise(quote, texts, quote, nothing)

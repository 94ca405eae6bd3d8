"""Rows as CSV that a spreadsheet opens as it is, and takes no text for a formula."""

from collections.abc import Iterable, Iterator
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

_BOM = b"\xef\xbb\xbf"
"""Excel takes a CSV for UTF-8 only with a byte order mark."""

_FORMULA = "^['=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""How a text begins that a spreadsheet may run, in full width too, or that begins with
what is put before such a text. Source: OWASP, CSV injection."""

_ROWS_ALONE = csv.WriteOptions(include_header=False)


def csv_bytes(parts: Iterable[pa.Table], schema: pa.Schema) -> Iterator[bytes]:
    """Yield rows as CSV: a header, then each part.

    A text that a spreadsheet would run, and one that begins with ', gets a ' before it:
    to take one ' off each text that begins so gives them as they were.
    """
    yield _BOM + _csv(schema.empty_table(), csv.WriteOptions())
    for part in parts:
        guarded = [_guarded(column) for column in part.columns]
        yield _csv(pa.table(guarded, names=part.column_names), _ROWS_ALONE)


def _csv(rows: pa.Table, options: csv.WriteOptions) -> bytes:
    written = BytesIO()
    csv.write_csv(rows, written, options)
    return written.getvalue()


def _guarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        chunks = [_guarded_texts_of(chunk) for chunk in column.chunks]
        return pa.chunked_array(chunks, column.type)
    return _guarded_texts(column) if column.type == pa.string() else column


def _guarded_texts_of(coded: pa.DictionaryArray) -> pa.DictionaryArray:
    texts = _guarded_texts(coded.dictionary)
    return pa.DictionaryArray.from_arrays(coded.indices, texts)


def _guarded_texts(texts: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    may_run = pc.match_substring_regex(texts, _FORMULA)
    return pc.if_else(may_run, pc.binary_join_element_wise("'", texts, ""), texts)

"""How rows lie in a Parquet file: in as few bytes as are read fast again."""

from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

COMPRESSION: Literal["ZSTD"] = "ZSTD"
LEVEL = 1
DIFFERENCES: Literal["DELTA_BINARY_PACKED"] = "DELTA_BINARY_PACKED"
"""Moments and sequences follow each other closely: two bytes a row and not eight."""


def write_rows(rows: pa.Table, path: Path) -> None:
    """Write rows to a new file; each text, and each amount, is in it once."""
    rows = _without_unused(rows.unify_dictionaries())
    by_differences = told_by_differences(rows.schema)
    repeated = [name for name in rows.column_names if name not in by_differences]
    pq.write_table(
        rows,
        path,
        compression=COMPRESSION,
        compression_level=LEVEL,
        use_dictionary=repeated,
        column_encoding=dict.fromkeys(by_differences, DIFFERENCES),
        store_schema=False,
    )


def as_stored(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return rows with the columns and types of a schema.

    Texts that come as a dictionary stay one: a file holds them so anyway.
    """
    columns = [_in_type(rows[field.name], field.type) for field in schema]
    pairs = zip(schema, columns, strict=True)
    fields = [field.with_type(column.type) for field, column in pairs]
    return pa.table(columns, schema=pa.schema(fields))


def _in_type(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type) and column.type.value_type == wanted:
        return column
    return column if column.type == wanted else column.cast(wanted)


def told_by_differences(schema: pa.Schema) -> list[str]:
    """Return the columns of which each value is told by what it is more than the last.

    Engines read this of whole numbers alone.
    """
    return [
        field.name
        for field in schema
        if pa.types.is_int64(field.type) or pa.types.is_timestamp(field.type)
    ]


def _without_unused(rows: pa.Table) -> pa.Table:
    """Return rows whose dictionaries hold only what a row says: others were erased."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_dictionary(field.type):
            texts = _only_used(rows.column(place).combine_chunks())
            rows = rows.set_column(place, field, texts)
    return rows


def _only_used(texts: pa.DictionaryArray) -> pa.DictionaryArray:
    if not len(texts.dictionary):
        return texts
    codes = pc.fill_null(texts.indices, len(texts.dictionary)).to_numpy()
    is_used = np.zeros(len(texts.dictionary) + 1, dtype=np.bool_)
    is_used[codes] = True
    if is_used[:-1].all():
        return texts
    recoded = (np.cumsum(is_used) - 1).astype(np.int32)[codes]
    return pa.DictionaryArray.from_arrays(
        pa.array(recoded, texts.indices.type, mask=codes == len(texts.dictionary)),
        texts.dictionary.filter(pa.array(is_used[:-1])),
    )

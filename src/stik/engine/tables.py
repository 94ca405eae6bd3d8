"""Tables as a question sees them: names and types, and the files that hold the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import ibis
import ibis.expr.datatypes as dt
import pyarrow as pa

ARROW_TYPES: Mapping[dt.DataType, pa.DataType] = {
    dt.boolean: pa.bool_(),
    dt.int8: pa.int8(),
    dt.int16: pa.int16(),
    dt.int32: pa.int32(),
    dt.int64: pa.int64(),
    dt.float32: pa.float32(),
    dt.float64: pa.float64(),
    dt.string: pa.string(),
    dt.date: pa.date32(),
    dt.Timestamp(timezone="UTC", scale=6): pa.timestamp("us", tz="UTC"),
}
"""What a type of Ibis is in Arrow, on every engine; more are added when needed."""

_OF_CUSTOMERS = ("interactions", "answers", "verbatims", "traits", "identities")

_IBIS_TYPES = {arrow: abstract for abstract, arrow in ARROW_TYPES.items()}


@dataclass(frozen=True)
class TableFiles:
    """A table: the Parquet files that hold it and the rows of them that count.

    `files` are absolute paths, `condition` is an SQL filter such as
    ``sequence <= 123`` and None where every row counts. `is_little` says that so few
    rows are read of it that several cores would cost more than they help. By the rows
    of `merged` (of `facts.schema.MERGED`) its customers are those they turned out to
    be; None where nobody turned out to be another.
    """

    name: str
    files: tuple[str, ...]
    schema: pa.Schema
    condition: str | None = None
    is_little: bool = False
    merged: "TableFiles | None" = None


def with_one_number_each(table: TableFiles, merged: TableFiles) -> TableFiles:
    """Return a table of facts whose customers are those they turned out to be."""
    if table.name not in _OF_CUSTOMERS or not merged.files:
        return table
    return replace(table, merged=merged)


def unbound(name: str, schema: pa.Schema) -> ibis.Table:
    """Return the table `name` to write expressions on; it holds no rows.

    Examples
    --------
    >>> answers = unbound("answers", pa.schema([("value", pa.float64())]))
    >>> answers.value.mean().get_name()
    'Mean(value)'
    """
    columns = {
        field.name: _IBIS_TYPES[field.type].copy(nullable=field.nullable)
        for field in schema
    }
    return ibis.table(columns, name=name)


def arrow_schema(expression: ibis.Table) -> pa.Schema:
    """Return the columns and types that the answer to `expression` has."""
    return pa.schema(
        [pa.field(name, _arrow_type(of)) for name, of in expression.schema().items()]
    )


def _arrow_type(of: dt.DataType) -> pa.DataType:
    """Return the Arrow type of `of`; every moment is in UTC to the microsecond."""
    if of.is_timestamp():
        return pa.timestamp("us", tz="UTC")
    return ARROW_TYPES[of.copy(nullable=True)]

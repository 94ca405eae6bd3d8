"""DuckDB inside this process: the engine of everything one machine can hold."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from typing import Self
from uuid import uuid4

import duckdb
import ibis.expr.types as ir
import pyarrow as pa

from stik.engine.engine import compiled, in_own_types, table_names
from stik.engine.tables import TableFiles, arrow_schema
from stik.errors import FilesMoved

_ROWS_A_PART = 100_000


class Embedded:
    """Runs expressions with DuckDB; may be asked from several threads at once.

    Parameters
    ----------
    threads
        How many cores a question may use; None is all of them.
    memory_limit
        What the questions of this engine may hold in memory together, such as
        ``"500MB"``; what is more is spilled to `spill_folder`. Those of tables that are
        little have as much again for themselves.
    spill_folder
        Made when first needed, gone at `close`; None is a new one among the
        temporary files of the machine.
    """

    def __init__(
        self,
        *,
        threads: int | None = None,
        memory_limit: str = "2GB",
        spill_folder: Path | None = None,
    ) -> None:
        spill = spill_folder or Path(gettempdir(), f"stik_spill_{uuid4().hex}")
        self._tables: dict[str, TableFiles] = {}
        many = threads or os.cpu_count() or 1
        self._database = _Database(many, memory_limit=memory_limit, spill=spill)
        # Where little is asked, two cores took twice the CPU for the same.
        beside = spill.with_name(f"{spill.name}_of_one_core")
        self._of_one_core = _Database(1, memory_limit=memory_limit, spill=beside)

    def _database_of(self, stored: Sequence[TableFiles]) -> "_Database":
        """Return where a question of some tables is asked."""
        is_little = bool(stored) and all(table.is_little for table in stored)
        return self._of_one_core if is_little else self._database

    def register(self, tables: Iterable[TableFiles]) -> None:
        """Make `tables` askable by name; a name known already is replaced."""
        for table in tables:
            self._tables[table.name] = table

    def run(self, expression: ir.Expr) -> pa.Table:
        """Return the rows of `expression`, in the types that the expression has."""
        return self.run_with(expression, {})

    def run_with(self, expression: ir.Expr, given: Mapping[str, pa.Table]) -> pa.Table:
        """Return the rows of `expression`, its tables in `given` read from memory."""
        asked = expression.as_table()
        stored = [self._tables[name] for name in table_names(asked) - given.keys()]
        with _told_of_moved(stored), self._cursor(stored) as cursor:
            for name, table in given.items():
                cursor.register(name, table)
            answer = cursor.execute(compiled(asked, dialect="duckdb")).to_arrow_table()
        return in_own_types(answer, asked)

    def stream(self, expression: ir.Expr) -> Iterator[pa.RecordBatch]:
        """Yield the rows of `expression` in parts: they need not fit in memory."""
        asked = expression.as_table()
        stored = [self._tables[name] for name in table_names(asked)]
        schema = arrow_schema(asked)
        with _told_of_moved(stored), self._cursor(stored) as cursor:
            answer = cursor.execute(compiled(asked, dialect="duckdb"))
            for part in answer.to_arrow_reader(_ROWS_A_PART):
                yield part.cast(schema)

    def in_order(
        self, parts: Iterable[pa.Table], schema: pa.Schema, *, by: Sequence[str]
    ) -> Iterator[pa.Table]:
        """Yield rows of `parts` ordered by columns, nulls last; they may spill."""
        batches = (batch for part in parts for batch in part.to_batches())
        given = pa.RecordBatchReader.from_batches(schema, batches)
        order = ", ".join(f'"{name}" ASC NULLS LAST' for name in by)
        with self._cursor([]) as cursor:
            cursor.register("given", given)
            answer = cursor.sql("FROM given").order(order)
            for batch in answer.to_arrow_reader(_ROWS_A_PART):
                yield pa.Table.from_batches([batch]).cast(schema)

    @contextmanager
    def _cursor(
        self, stored: Sequence[TableFiles]
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor that knows some tables."""
        database = self._database_of(stored)
        database.view([table for table in stored if table.files])
        with database.connection.cursor() as cursor:
            for table in stored:
                if not table.files:
                    cursor.register(table.name, table.schema.empty_table())
            yield cursor

    def close(self) -> None:
        """Give back memory and spilled files; the engine cannot run again."""
        for database in (self._database, self._of_one_core):
            database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Database:
    """DuckDB with so many threads, and the views it has; opened when first asked."""

    def __init__(self, threads: int, *, memory_limit: str, spill: Path) -> None:
        self._viewed: dict[str, TableFiles] = {}
        self._making_views, self._connecting = Lock(), Lock()
        self._connected: duckdb.DuckDBPyConnection | None = None
        self._config: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads,
            "memory_limit": memory_limit,
            "temp_directory": str(spill),
            "preserve_insertion_order": False,
            "python_enable_replacements": False,
            "autoinstall_known_extensions": False,
        }

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return the connection; who asks nothing, as some loads do, needs none."""
        with self._connecting:
            if self._connected is None:
                self._connected = duckdb.connect(":memory:", config=self._config)
                self._connected.execute("SET GLOBAL TimeZone = 'UTC'")
                self._connected.execute("SET GLOBAL parquet_metadata_cache = true")
            return self._connected

    def close(self) -> None:
        """Give back memory and spilled files."""
        if self._connected is not None:
            self._connected.close()

    def view(self, tables: Iterable[TableFiles]) -> None:
        """Make the views that are not there yet: opening files costs, so only these."""
        with self._making_views:
            for table in tables:
                if self._viewed.get(table.name) != table:
                    _view(table, self.connection)
                    self._viewed[table.name] = table


def _view(table: TableFiles, connection: duckdb.DuckDBPyConnection) -> None:
    """Make `table` a view over its files, for every cursor of `connection`."""
    rows = _rows(table, connection)
    if table.merged is not None:
        rows = _with_one_number_each(rows, _rows(table.merged, connection))
    rows.create_view(table.name, replace=True)


def _rows(
    table: TableFiles, connection: duckdb.DuckDBPyConnection
) -> duckdb.DuckDBPyRelation:
    """Return the rows of a table's files that count."""
    files = [_literal_path(file) for file in table.files]
    columns = [duckdb.ColumnExpression(name) for name in table.schema.names]
    rows = connection.read_parquet(files, hive_partitioning=False).select(*columns)
    return rows if table.condition is None else rows.filter(table.condition)


def _with_one_number_each(
    rows: duckdb.DuckDBPyRelation, merged: duckdb.DuckDBPyRelation
) -> duckdb.DuckDBPyRelation:
    """Return rows whose customers are those they turned out to be."""
    latest = merged.aggregate(
        "customer AS was, arg_max(same_as, sequence) AS same_as", "customer"
    )
    joined = rows.set_alias("stored").join(
        latest.set_alias("latest"), "stored.customer = latest.was", how="left"
    )
    columns = [
        "coalesce(latest.same_as, stored.customer) AS customer"
        if name == "customer"
        else f'stored."{name}"'
        for name in rows.columns
    ]
    return joined.project(", ".join(columns))


@contextmanager
def _told_of_moved(tables: Iterable[TableFiles]) -> Iterator[None]:
    """Tell a file that is gone as what it is: upkeep has put its rows in others."""
    try:
        yield
    except duckdb.IOException as error:
        gone = (f for table in tables for f in table.files if not Path(f).exists())
        missing = next(gone, None)
        if missing is None:
            raise
        raise FilesMoved(missing) from error


def _literal_path(path: str) -> str:
    """Return `path` as the pattern of itself: a folder may be called ``[2020]``."""
    return re.sub(r"([*?\[])", r"[\1]", path)

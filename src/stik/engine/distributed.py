"""Spark on a cluster: the engine of what one machine cannot hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

import ibis
import ibis.config

from stik.engine.engine import compiled, in_own_types, table_names
from stik.errors import EngineMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import ibis.expr.types as ir
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from stik.engine.tables import TableFiles

SAME_AS_EMBEDDED = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
"""With ANSI mode off a value that cannot be cast becomes null instead of an error."""


class _CompilerOptions(ibis.config.Config):  # type: ignore[misc]  # ibis is untyped
    """What the compiler of Ibis looks up where a connected backend had put it."""

    treat_nan_as_null: bool = False


class Distributed:
    """Runs expressions on a Spark cluster that can read the files of the tables.

    A Spark application that runs in this process already is joined and left
    running at `close`; one that was started here is stopped.

    Parameters
    ----------
    master_url
        Where the cluster is, such as ``"spark://host:7077"``.
    settings
        More settings of Spark, such as ``{"spark.executor.memory": "8g"}``.

    Raises
    ------
    EngineMissing
        When pyspark is not installed.
    """

    def __init__(
        self, master_url: str, *, settings: Mapping[str, str] | None = None
    ) -> None:
        try:
            # An extra of 490 MB, absent where nobody asks for Spark.
            from pyspark.sql import SparkSession  # noqa: PLC0415
        except ImportError as missing:
            raise EngineMissing from missing
        ibis.options.pyspark = _CompilerOptions()
        self._is_ours = SparkSession.getActiveSession() is None
        builder = SparkSession.builder.master(master_url).appName("stik")
        application = builder.config(map=dict(settings or {})).getOrCreate()
        self._session: SparkSession = application.newSession()
        for name, value in SAME_AS_EMBEDDED.items():
            self._session.conf.set(name, value)
        self._tables: dict[str, TableFiles] = {}
        self._viewed: dict[str, TableFiles] = {}

    def register(self, tables: Iterable[TableFiles]) -> None:
        """Make `tables` askable by name; a name known already is replaced."""
        self._tables.update({table.name: table for table in tables})

    def run(self, expression: ir.Expr) -> pa.Table:
        """Return the rows of `expression`, in the types that the expression has."""
        asked = expression.as_table()
        for name in sorted(table_names(asked)):
            self._view(self._tables[name])
        answer = self._session.sql(compiled(asked, dialect="pyspark")).toArrow()
        return in_own_types(answer, asked)

    def close(self) -> None:
        """Stop the Spark application if it was started here."""
        if self._is_ours:
            self._session.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _view(self, table: TableFiles) -> None:
        """Make the view of `table` if it is not there yet: listing files costs."""
        if self._viewed.get(table.name) == table:
            return
        rows = self._rows(table)
        if table.merged is not None:
            rows = _with_one_number_each(rows, self._rows(table.merged))
        rows.createOrReplaceTempView(table.name)
        self._viewed[table.name] = table

    def _rows(self, table: TableFiles) -> DataFrame:
        empty = self._session.createDataFrame(table.schema.empty_table())
        if not table.files:
            return empty
        files = [_literal_path(file) for file in table.files]
        rows = self._session.read.schema(empty.schema).parquet(*files)
        return rows if table.condition is None else rows.where(table.condition)


def _with_one_number_each(rows: DataFrame, merged: DataFrame) -> DataFrame:
    """Return rows whose customers are those they turned out to be."""
    from pyspark.sql import functions as call  # noqa: PLC0415 - as in `__init__`

    newest = call.max_by("same_as", "sequence").alias("same_as")
    latest = merged.groupBy(merged.customer.alias("was")).agg(newest)
    joined = rows.join(latest, rows.customer == latest.was, "left")
    customer = call.coalesce(latest.same_as, rows.customer)
    return joined.withColumn("customer", customer).select(*rows.columns)


def _literal_path(path: str) -> str:
    """Return `path` as the pattern of itself: a folder may be called ``[2020]``."""
    return re.sub(r"([*?\[\]{}\\])", r"\\\1", path)

"""What every engine promises: the same expression gives the same table."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

from stik.engine.tables import TableFiles, arrow_schema


class Engine(Protocol):
    """Runs expressions over the tables registered with it."""

    def register(self, tables: Iterable[TableFiles]) -> None:
        """Make `tables` askable by name; a name known already is replaced."""

    def run(self, expression: ir.Expr) -> pa.Table:
        """Return the rows of `expression`, in the types that the expression has."""

    def close(self) -> None:
        """Give back memory, files and processes; the engine cannot run again."""


def compiled(expression: ir.Expr, *, dialect: str) -> str:
    """Return `expression` as SQL; the same expression is compiled once."""
    return _compiled(expression.op(), dialect)


@lru_cache(maxsize=512)
def _compiled(question: ops.Node, dialect: str) -> str:
    return str(ibis.to_sql(question.to_expr(), dialect=dialect, pretty=False))


def table_names(expression: ir.Expr) -> frozenset[str]:
    """Return the names of the tables that `expression` reads."""
    return frozenset(table.name for table in expression.op().find(ops.UnboundTable))


def asks_who(expression: ir.Expr) -> bool:
    """Return whether `expression` looks at the customers of what it reads."""
    columns = {column.name for column in expression.op().find(ops.Field)}
    return "customer" in columns | set(expression.as_table().columns)


def in_own_types(answer: pa.Table, expression: ibis.Table) -> pa.Table:
    """Return `answer` in the types of `expression`: engines differ in what they give.

    A sum of integers is a decimal on one and an integer on the other, a moment
    comes with or without its zone, text comes plain, large or as a dictionary.
    """
    return answer.cast(arrow_schema(expression))

"""Grouped questions as they are asked of stik, of PostgreSQL, and of pandas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import pandas as pd
import psycopg
import pyarrow as pa
from pyarrow import csv

from bench.many_answers import NOW, QUESTIONS
from stik.workspace import Workspace

Rows = Sequence[tuple[int, float]]
"""The number of answers and the score of each group."""

KEPT = [
    "customer",
    "occurred_date",
    "touchpoint",
    "channel",
    "unit",
    "language",
    "question",
    "value",
]
_MADE = """
    CREATE TABLE answers (
        customer bigint, occurred_date date, touchpoint text, channel text, unit text,
        language text, question text, value smallint)
"""
_SCORES = {
    "nps": "100.0 * (count(*) FILTER (WHERE value >= 9)"
    " - count(*) FILTER (WHERE value <= 6)) / count(*)",
    "csat": "1.0 * count(*) FILTER (WHERE value >= 4) / count(*)",
    "mean": "avg(value), stddev_samp(value)",
}
_MONTH = "date_trunc('month', occurred_date::timestamp)"


@dataclass(frozen=True)
class Grouped:
    """A metric by some groups, of the answers to one question of the survey."""

    metric: str
    by: tuple[str, ...]
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return it in words."""
        chosen = "".join(
            f", {len(values)} of the {name}s" for name, values in self.where.items()
        )
        return f"`{self.metric}` by {' and '.join(self.by)}{chosen}"

    @property
    def question(self) -> str:
        """Return which question of the survey its answers are to."""
        return QUESTIONS[1 if self.metric == "csat" else 0].name

    def of_stik(self, workspace: Workspace, *, is_raw: bool) -> Rows:
        """Ask stik; raw by asking as of a later moment, which rollups cannot tell."""
        table = workspace.ask(
            self.metric,
            by=self.by,
            where={**self.where, "question": self.question},
            as_of=NOW + timedelta(days=1) if is_raw else None,
        ).table
        return _pairs(table)

    def of_postgres(self, connection: psycopg.Connection) -> Rows:
        """Ask PostgreSQL in SQL by hand: the score alone, and the spread of a mean."""
        keys = ", ".join(_MONTH if name == "month" else name for name in self.by)
        filters = [f"question = '{self.question}'"]
        for name, values in self.where.items():
            filters.append(f"{name} IN ({', '.join(map(repr, values))})")
        rows = connection.execute(
            f"SELECT count(*), {_SCORES[self.metric]} FROM answers "  # noqa: S608 our own words
            f"WHERE {' AND '.join(filters)} GROUP BY {keys} ORDER BY {keys}"
        ).fetchall()
        return [(row[0], float(row[1])) for row in rows]

    def of_pandas(self, answers: pd.DataFrame) -> Rows:
        """Ask pandas: the score alone, and the spread of a mean."""
        chosen = answers[answers["question"] == self.question]
        for name, values in self.where.items():
            chosen = chosen[chosen[name].isin(list(values))]
        value = chosen["value"]
        score = {
            "nps": lambda: ((value >= 9).astype("int8") - (value <= 6)) * 100.0,
            "csat": lambda: (value >= 4).astype("float64"),
            "mean": lambda: value,
        }[self.metric]()
        keys = [
            chosen["occurred_date"].to_numpy().astype("datetime64[M]")
            if name == "month"
            else chosen[name]
            for name in self.by
        ]
        wanted = ["size", "mean", "std"] if self.metric == "mean" else ["size", "mean"]
        found = score.groupby(keys, observed=True).agg(wanted)
        return list(zip(found["size"].tolist(), found["mean"].tolist(), strict=True))


SOME = tuple(f"touchpoint {number}" for number in range(3))
GROUPED = (
    Grouped("nps", ("touchpoint",)),
    Grouped("nps", ("month",)),
    Grouped("nps", ("touchpoint", "month")),
    Grouped("nps", ("channel",), {"touchpoint": SOME}),
    Grouped("nps", ("unit", "month")),
    Grouped("mean", ("unit",)),
    Grouped("csat", ("touchpoint",)),
    Grouped("csat", ("channel", "touchpoint")),
    Grouped("nps", ("unit", "channel")),
)


def load_postgres(connection: psycopg.Connection, parts: Sequence[pa.Table]) -> None:
    """Load the answers by COPY, index their days, put them in shared memory."""
    connection.execute(_MADE)
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY answers FROM STDIN (FORMAT csv)") as copy,
    ):
        for part in parts:
            copy.write(_csv(part))
    connection.execute("CREATE INDEX ON answers (occurred_date)")
    connection.execute("VACUUM ANALYZE answers")
    # A scan of a large table leaves nothing of it in shared memory by itself.
    connection.execute("CREATE EXTENSION pg_prewarm")
    connection.execute("SELECT pg_prewarm('answers')")
    connection.execute("CHECKPOINT")


def in_memory(parts: Sequence[pa.Table]) -> pd.DataFrame:
    """Return the answers as a data frame: texts as categories, small numbers."""
    texts = ["touchpoint", "channel", "unit", "language", "question"]
    rows = pa.concat_tables(parts).combine_chunks()
    frame = rows.to_pandas(categories=texts, date_as_object=False)
    return frame.astype({"value": np.int8})


def _csv(part: pa.Table) -> bytes:
    whole = part.set_column(
        part.schema.get_field_index("value"), "value", part["value"].cast(pa.int16())
    )
    sink = pa.BufferOutputStream()
    csv.write_csv(whole, sink, csv.WriteOptions(include_header=False))
    return bytes(sink.getvalue())


def _pairs(table: pa.Table) -> Rows:
    return list(zip(table["n"].to_pylist(), table["value"].to_pylist(), strict=True))

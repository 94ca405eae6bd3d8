"""Questions with at most one dimension beyond the base, and what the engine pays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from time import process_time

import ibis.expr.types as ir
import pyarrow as pa

import stik
from bench.cost import cpu_seconds
from bench.measure import Measure, written
from bench.pace import pace
from stik.engine.embedded import Embedded
from stik.engine.engine import table_names
from stik.workspace import Workspace

MOST_MILLISECONDS = 20
REPEATS = 9
COLUMNS = (
    *("question", "reads", "rows", "engine CPU", "at the usual pace"),
    *("must be", "", "whole `ask` CPU"),
)


@dataclass(frozen=True)
class Question:
    """A question as `ask` takes it."""

    metric: str
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    from_date: str | None = None
    to_date: str | None = None

    def __str__(self) -> str:
        """Return it in words."""
        grouped = f"by {' and '.join(self.by)}" if self.by else "overall"
        parts = [
            f"`{self.metric}`",
            grouped,
            *(f"of one {name}" for name in self.where),
        ]
        if self.from_date:
            parts.append(f"from {self.from_date} to {self.to_date}")
        return " ".join(parts)

    def ask(self, workspace: Workspace) -> pa.Table:
        """Return the answer of a workspace."""
        return workspace.ask(
            self.metric,
            by=self.by,
            where=self.where,
            from_date=self.from_date,
            to_date=self.to_date,
        ).table


QUESTIONS = (
    Question("nps"),
    Question("nps", ("touchpoint",)),
    Question("nps", ("month",)),
    Question("nps", ("touchpoint", "month")),
    Question("nps", ("channel",)),
    Question("nps", ("unit",)),
    Question("nps", ("language",)),
    Question("nps", ("channel", "month")),
    Question("nps", ("unit", "month")),
    Question("nps", ("channel",), {"touchpoint": "touchpoint 3"}),
    Question("nps", ("touchpoint", "month"), {"unit": "unit 3"}),
    Question("nps", ("unit",), {}, "2024-03", "2024-05"),
    Question("nps", ("unit",), {}, "2024-03-03", "2024-05-05"),
    Question("csat", ("touchpoint",)),
    Question("csat", ("unit", "quarter")),
    Question("mean", ("channel",), {"scale": "nps_0_10"}),
    Question("nps", ("week",)),
    Question("nps", ("day",)),
    Question("nps", ("unit", "touchpoint", "month")),
    Question("nps", ("channel", "week")),
    Question("nps", ("unit", "week")),
)


class Clocked(Embedded):
    """The engine, with the CPU time it took and the tables it read."""

    def __init__(self) -> None:
        super().__init__()
        self.forget()

    def forget(self) -> None:
        """Begin to count anew."""
        self.seconds, self.read = 0.0, set[str]()

    def run(self, expression: ir.Expr) -> pa.Table:
        """Return the rows of `expression`."""
        before = process_time()
        rows = super().run(expression)
        self.seconds += process_time() - before
        self.read |= table_names(expression)
        return rows


def asked_of_rollups(place: str) -> list[list[str]]:
    """Return a row for each question: what the engine, and the whole `ask`, pays."""
    engine = Clocked()
    workspace = stik.open(place, engine=engine)
    at = workspace.store.latest()
    rows = []
    for question in QUESTIONS:
        question.ask(workspace)
        engine.forget()
        turns = [_turn(question, workspace, engine) for _ in range(REPEATS)]
        whole, engine_only = (1000 * median(turn) for turn in zip(*turns, strict=True))
        [table] = engine.read
        found = Measure("", engine_only, "CPU ms", at_most=MOST_MILLISECONDS)
        found = found.at_usual(pace())
        told = [
            str(question),
            f"`{table}`",
            f"{workspace.store.n_rows(table, at=at):,}",
        ]
        told += [f"{written(engine_only)} ms", f"{written(found.figure)} ms"]
        told += [f"{found.target} ms", found.verdict]
        rows.append([*told, f"{written(whole)} ms"])
    return rows


def _turn(
    question: Question, workspace: Workspace, engine: Clocked
) -> tuple[float, float]:
    before = engine.seconds
    whole = cpu_seconds(lambda: question.ask(workspace))
    return whole, engine.seconds - before

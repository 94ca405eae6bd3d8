"""What a question costs on many answers: raw, from rollups, and in SQL by hand."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.cost import median_cpu_seconds
from bench.many_answers import NOW, workspace_of
from bench.measure import Measure
from stik.insights.result import Result
from stik.workspace import Workspace

ANSWERS = 10_000_000
REPEATS = 7
BY = ("touchpoint", "month")
BY_HAND = """
    SELECT touchpoint, date_trunc('month', occurred_date) AS month, count(*) AS n,
        100.0 * (count(*) FILTER (value >= 9) - count(*) FILTER (value <= 6))
            / count(*) AS nps
    FROM read_parquet($files) WHERE scale = 'nps_0_10'
    GROUP BY ALL ORDER BY ALL
"""


def asking(folder: Path, *, share: float) -> list[Measure]:
    """Return how `ask nps` by touchpoint and month compares, raw and from rollups."""
    workspace = workspace_of(int(ANSWERS * share), folder / "many")
    hand, from_raw, cheap = against_by_hand(workspace, repeats=REPEATS)
    name = f"`ask nps` by touchpoint and month, {int(ANSWERS * share):,} answers"
    return [
        Measure(
            f"{name}, raw: CPU over that of SQL by hand", from_raw / hand, at_most=1.25
        ),
        Measure(
            "the same from rollups: times cheaper than raw",
            from_raw / cheap,
            at_least=20,
        ),
        Measure("SQL by hand", hand, "CPU s"),
        Measure("raw", from_raw, "CPU s"),
        Measure("from rollups", cheap, "CPU s"),
    ]


def against_by_hand(workspace: Workspace, *, repeats: int) -> list[float]:
    """Return the CPU time of the question by hand in SQL, raw, and from rollups."""
    files = workspace.store.files("answers", at=workspace.store.latest())
    connection = duckdb.connect()

    def by_hand() -> pa.Table:
        return connection.execute(BY_HAND, {"files": list(files)}).to_arrow_table()

    _check_same(by_hand(), raw(workspace), from_rollups(workspace))
    sides = [by_hand, lambda: raw(workspace), lambda: from_rollups(workspace)]
    return median_cpu_seconds(sides, repeats=repeats)


def raw(workspace: Workspace) -> Result:
    """Ask as of a later moment than any: rollups know no earlier state, so raw."""
    return workspace.ask("nps", by=BY, as_of=NOW + timedelta(days=1))


def from_rollups(workspace: Workspace) -> Result:
    """Ask as anyone would."""
    return workspace.ask("nps", by=BY)


def _check_same(by_hand: pa.Table, *results: Result) -> None:
    """Stop when the three ways do not count the same: then speed means nothing."""
    for result in results:
        if sorted(result.table["n"].to_pylist()) != sorted(by_hand["n"].to_pylist()):
            raise SystemExit("the question and the SQL by hand count differently")

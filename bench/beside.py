"""stik beside PostgreSQL and pandas: the same questions of the same answers."""

from collections.abc import Callable, Sequence
from math import isclose
from pathlib import Path
from statistics import median

import pandas as pd
import pyarrow.parquet as pq

from bench.cost import cpu_seconds
from bench.grouped import GROUPED, KEPT, Grouped, Rows, in_memory, load_postgres
from bench.many_answers import COMPANY, workspace_of
from bench.measure import Measure, Section, written
from bench.postgres import Cluster, running
from stik.rollups.counting import table_for
from stik.terms.inquiry import Inquiry
from stik.workspace import Workspace

ANSWERS = 10_000_000
REPEATS = 5
LEAST_TIMES, LEAST_IN_THE_MIDDLE = 3, 5
COLUMNS = (
    "question",
    "PostgreSQL, CPU s",
    "stik raw",
    "times less",
    "must be",
    "",
    "pandas",
    "stik from rollups",
)
_HOW = (
    "CPU seconds of {n:,} answers of {company}. PostgreSQL {version}: loaded by COPY "
    "into typed columns, with an index on the day, vacuumed and analysed, all of it in "
    "shared memory, {workers} parallel workers allowed for a question; its CPU is that "
    "of all its processes, the workers that ended included (from `/proc`), without the "
    "client's. It returns counts and scores alone, stik also an interval for each. "
    "stik raw is the whole `ask` from the answers, as files on disk; pandas has the "
    "answers in memory, texts as categories, and to load them is not counted. All four "
    "count the same, which is checked, and took turns; medians of {repeats}."
)


def beside(folder: Path, *, share: float) -> Section:
    """Return the CPU time of each question, on each side, of the same answers."""
    n = int(ANSWERS * share)
    with running() as cluster:
        workspace = workspace_of(n, folder / "many")
        files = workspace.store.files("answers", at=workspace.store.latest())
        parts = [pq.read_table(file, columns=KEPT) for file in files]
        load_postgres(cluster.connection, parts)
        frame = in_memory(parts)
        del parts
        costs = [_costs(each, cluster, workspace, frame) for each in GROUPED]
        how = _HOW.format(
            n=n,
            company=COMPANY,
            version=_told(cluster, "server_version").split()[0],
            workers=_told(cluster, "max_parallel_workers_per_gather"),
            repeats=REPEATS,
        )
    return Section(
        f"Beside PostgreSQL and pandas, {n:,} answers",
        _in_short(costs),
        how,
        COLUMNS,
        [_row(each, cost) for each, cost in zip(GROUPED, costs, strict=True)],
    )


def _costs(
    asked: Grouped, cluster: Cluster, workspace: Workspace, frame: pd.DataFrame
) -> list[float]:
    """Return the median CPU time on each side; they take turns, after one unpaid."""
    connection = cluster.connection
    sides: list[Callable[[], Rows]] = [
        lambda: asked.of_postgres(connection),
        lambda: asked.of_stik(workspace, is_raw=True),
        lambda: asked.of_pandas(frame),
        lambda: asked.of_stik(workspace, is_raw=False),
    ]
    _check_same(asked, [side() for side in sides])
    clocks = [cluster.cpu_seconds, cpu_seconds, cpu_seconds, cpu_seconds]
    turns = [
        [clock(side) for clock, side in zip(clocks, sides, strict=True)]
        for _ in range(REPEATS)
    ]
    return [median(turn) for turn in zip(*turns, strict=True)]


def _in_short(costs: Sequence[Sequence[float]]) -> list[Measure]:
    times = [postgres / raw for postgres, raw, _, _ in costs]
    name = "times less CPU than PostgreSQL from the answers themselves"
    return [
        Measure(f"{name}, least of all questions", min(times), at_least=LEAST_TIMES),
        Measure(f"{name}, median", median(times), at_least=LEAST_IN_THE_MIDDLE),
    ]


def _row(asked: Grouped, cost: Sequence[float]) -> list[str]:
    postgres, raw, frame, cheap = cost
    times = Measure("", postgres / raw, at_least=LEAST_TIMES)
    told = [written(postgres), written(raw), written(times.figure)]
    told += [times.target, times.verdict, written(frame)]
    inquiry = Inquiry(asked.metric, by=asked.by, where=dict.fromkeys(asked.where, ()))
    has_rollup = table_for(inquiry) != "answers"
    return [str(asked), *told, written(cheap) if has_rollup else "no rollup holds it"]


def _check_same(asked: Grouped, answers: Sequence[Rows]) -> None:
    """Stop when the sides do not say the same: then speed means nothing."""
    first, *others = (sorted(rows) for rows in answers)
    for rows in others:
        is_same = len(rows) == len(first) and all(
            n == m and isclose(value, other, rel_tol=1e-9, abs_tol=1e-9)
            for (n, value), (m, other) in zip(first, rows, strict=True)
        )
        if not is_same:
            raise SystemExit(f"{asked}: not the same on every side")


def _told(cluster: Cluster, setting: str) -> str:
    row = cluster.connection.execute(f"SHOW {setting}").fetchone()
    return str(row[0]) if row else ""

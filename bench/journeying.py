"""What it costs to see which step follows which, and which ways were gone.

pm4py (AGPL, no dependency) is measured in an environment of its own, on the file that
`write_visits` writes: `read_csv`, `format_dataframe`, `discover_dfg`,
`discover_performance_dfg` and `get_variants`, by `time.process_time()`.
"""

from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from pyarrow import csv

import stik
from bench.cost import cpu_seconds, median_cpu_seconds
from bench.many_answers import NOW
from bench.measure import Measure
from stik.insights.journeys.holding import held_against
from stik.insights.journeys.steps import Steps, steps_of
from stik.insights.journeys.variants import variants_of
from stik.rollups.journey_steps import journey_steps
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances
from stik.terms.journey import Journey, Phase, Step
from stik.workspace import Workspace

INSTANCES = 100_000
TIMES = 4
REPEATS = 3
_STEPS = 24
_DAY = 86_400
_BEGIN = 1_700_000_000
_MAPPING = """
source = "log"
[row]
occurred = { column = "at", precision = "second" }
touchpoint = "step"
journey_instance = "order"
"""
_SCAN = (
    "SELECT max(journey_instance), max(touchpoint), max(epoch_us(occurred_at)) "
    "FROM read_parquet({files})"
)
_LISTED = (
    "SELECT way, count(*) FROM (SELECT list(touchpoint ORDER BY occurred_at) AS way "
    "FROM read_parquet({files}) GROUP BY journey_instance) GROUP BY way"
)


def journeying(folder: Path, *, share: float) -> list[Measure]:
    """Return what graph, variants and a check cost, at two sizes."""
    n = int(INSTANCES * share)
    few, many = (_place(folder / f"visits_{size}", size) for size in (n, n * TIMES))
    graph, scan = median_cpu_seconds(
        [few.journeys().graph, partial(_by_hand, few, _SCAN)], repeats=REPEATS
    )
    larger = cpu_seconds(many.journeys().graph)
    steps = _steps(few)
    ways, listed = median_cpu_seconds(
        [partial(variants_of, steps), partial(_by_hand, few, _LISTED)], repeats=REPEATS
    )
    check = cpu_seconds(partial(held_against, _design(steps), steps))
    name = f"of {len(steps):,} visits"
    return [
        Measure(f"graph with exact medians {name}", graph, "CPU s"),
        Measure("its CPU over that of scanning its columns", graph / scan, at_most=3),
        Measure(
            f"{TIMES} times as many visits: CPU over that of the few",
            larger / graph,
            at_most=TIMES * 1.1,
        ),
        Measure(
            f"variants {name}: CPU of lists in SQL over theirs",
            listed / ways,
            at_least=10,
        ),
        Measure(
            "held against a design of 12 steps",
            steps.n_instances / check,
            "instances per CPU s",
            at_least=100_000,
        ),
    ]


def _place(folder: Path, n: int) -> Workspace:
    folder.mkdir()
    file, mapping = folder / "visits.csv", folder / "map.toml"
    mapping.write_text(_MAPPING)
    write_visits(file, n=n)
    made = stik.create(folder / "place", now=NOW)
    made.load(file, mapping=mapping, now=NOW)
    made.mend(now=NOW)
    return made


def write_visits(file: Path, *, n: int) -> None:
    """Write visits of so many orders: most go on to the next step, some come back."""
    chance = np.random.default_rng(7)
    lengths = chance.integers(4, 36, n)
    order = np.repeat(np.arange(n), lengths)
    place = np.arange(len(order)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    moved = np.where(chance.random(len(order)) < 0.9, place, place // 2)
    at = _BEGIN + np.repeat(chance.integers(0, 700 * _DAY, n), lengths) + place * 7_000
    table = pa.table(
        {
            "order": pa.array(np.char.add("order-", order.astype(str))),
            "step": pa.array(np.char.add("step ", (moved % _STEPS).astype(str))),
            "at": pa.array(at).cast(pa.timestamp("s")),
        }
    )
    csv.write_csv(table, file)


def _by_hand(workspace: Workspace, sql: str) -> None:
    store = workspace.store
    files = list(store.files("interactions", at=store.latest()))
    duckdb.sql(sql.format(files=files)).fetchall()


def _steps(workspace: Workspace) -> Steps:
    reading = workspace._visible.reading()  # noqa: SLF001 what the library works on
    return steps_of(reading.run(journey_steps(Inquiry("mean"), Instances())))


def _design(steps: Steps) -> Journey:
    named = sorted(steps.names)[:12]
    designed = tuple(Step(name=each, touchpoint=each) for each in named)
    return Journey(name="orders", phases=(Phase(name="all", steps=designed),))

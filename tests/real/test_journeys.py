"""Real logs of services: what follows what, as pm4py counts it.

pm4py 2.7 (AGPL) was run in an environment apart, never as a part of this project:
`format_dataframe` with case:concept:name, concept:name and time:timestamp in UTC, then
`discover_dfg`, `discover_performance_dfg` and `get_variants`. Of each log these figures
were kept: visits, instances, arrows, times one was taken, variants, the five most
frequent, and the most taken arrow with its median in seconds. All arrows, all their
medians, starts and ends were the same when they were held against each other.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import stik
from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.reading import walked
from stik.insights.journeys.variants import variants_of
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances

NOW = datetime(2026, 3, 2, tzinfo=UTC)
MAPPING = """
source = "log"
[row]
occurred = { column = "time:timestamp", precision = "second" }
touchpoint = "concept:name"
journey_instance = "case:concept:name"
"""
LOGS = {
    "helpdesk": (16_937, 3_664, 40, 13_273, 160, [2_074, 261, 217, 206, 138]),
    "bpi2012_loan": (
        214_377,
        10_469,
        125,
        203_908,
        3_572,
        [2_690, 1_546, 227, 170, 128],
    ),
    "receipt_permit": (8_577, 1_434, 99, 7_143, 116, [713, 123, 116, 115, 75]),
    "teleclaims_simulated": (46_138, 3_512, 30, 42_626, 12, [525, 469, 367, 262, 260]),
    "bpi2013_closed_problems": (6_660, 1_487, 27, 5_173, 327, [485, 129, 110, 95, 67]),
}
MOST_TAKEN = {
    "helpdesk": (3_660, 2_746_106.0),
    "bpi2012_loan": (30_947, 309.85),
    "bpi2013_closed_problems": (1_266, 2_000.5),
}
"""How often the most taken arrow was, and its median in seconds."""


@pytest.mark.parametrize("log", LOGS)
def test_what_follows_what_is_as_pm4py_counts_it(log, tmp_path: Path, real_data: Path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING)
    workspace = stik.create(tmp_path / "place", now=NOW)
    file = real_data / f"log_{log}" / "events.csv.gz"
    assert workspace.load(file, mapping=mapping, now=NOW).n_held == 0
    steps = walked(Inquiry("mean"), workspace._visible.reading(), Instances()).steps
    graph, variants = graph_of(steps), variants_of(steps)
    edges = graph.edges.to_pylist()
    assert (
        len(steps),
        steps.n_instances,
        len(edges),
        sum(edge["n_visits"] for edge in edges),
        variants.num_rows,
        variants["n_instances"].slice(0, 5).to_pylist(),
    ) == LOGS[log]
    if log in MOST_TAKEN:
        n_visits, median = MOST_TAKEN[log]
        assert edges[0]["n_visits"] == n_visits
        assert edges[0]["median_seconds"] == pytest.approx(median)

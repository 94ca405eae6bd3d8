"""A real log held against designs drawn from itself, as pm4py's alignments cost it.

pm4py 2.7 (AGPL) was run in an environment apart, never as a part of this project: the
designs as Petri nets (a silent transition past an optional step, another one of the
same label back to its place for a repeatable one), `alignments.petri_net.algorithm`
with its own costs, and of the alignments the moves on one side alone that are not
silent. Every variant of at most 24 visits had the same cost in both; kept is how many
variants have each cost.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import csv

from stik.insights.journeys.draft import draft_of
from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.holding import held_against
from stik.insights.journeys.steps import steps_of

LONGEST = 24
AS_DRAFTED = "0 10 27 27 68 115 61 37 19 4 0 1 3 0 1 1 0 0 1 1"
"""How many variants cost 0, 1, 2 …"""

ALL_MUST_COME = (
    "0 0 0 0 0 0 0 0 0 0 0 1 0 9 0 27 4 37 16 37 21 49 23 39 "
    "13 22 5 10 8 13 5 9 8 7 3 7 3"
)


@pytest.fixture(scope="module")
def steps(real_data):
    """Return the visits of the log of loans, those of a moment as they are stored."""
    events = csv.read_csv(real_data / "log_bpi2012_loan" / "events.csv.gz")
    moments = pc.cast(events["time:timestamp"], pa.timestamp("us", "UTC"))
    rows = pa.table(
        {
            "instance": events["case:concept:name"].cast(pa.string()),
            "at": moments,
            "stored": pa.array(range(len(events))),
            "step": events["concept:name"],
            "customer": pa.nulls(len(events), pa.int64()),
        }
    )
    return steps_of(
        rows.sort_by([(name, "ascending") for name in rows.column_names[:3]])
    )


def all_must_come(journey):
    [phase] = journey.phases
    steps = [replace(step, optional=False, repeatable=False) for step in phase.steps]
    return replace(journey, phases=(replace(phase, steps=tuple(steps)),))


def costs_of_variants(journey, steps):
    """Return how many variants of at most 24 visits cost 0, 1, 2 …"""
    cost = held_against(journey, steps).cost.tolist()
    ends = zip(steps.starts, steps.ends + 1, strict=True)
    ways = [steps.step[start:end].tobytes() for start, end in ends]
    most = LONGEST * steps.step.itemsize
    different = {way: n for way, n in zip(ways, cost, strict=True) if len(way) <= most}
    counts = np.bincount(list(different.values()))
    return " ".join(map(str, counts))


def test_each_variant_costs_what_an_optimal_alignment_does(steps):
    drafted = draft_of(graph_of(steps), name="loan")

    assert costs_of_variants(drafted, steps) == AS_DRAFTED
    assert costs_of_variants(all_must_come(drafted), steps) == ALL_MUST_COME

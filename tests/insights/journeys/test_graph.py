"""What follows what, worked by hand; and that no order of storing changes it."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.steps import steps_of
from stik.insights.journeys.variants import variants_of


def test_arrows_count_visits_instances_and_customers():
    """abb, ab and ba: a→b twice of two instances, b→b once, b→a once."""
    graph = graph_of(log("abb", "ab", "ba", customers=[7, 7, None]))
    edges = {
        f"{row['step']}{row['next_step']}": (
            row["n_visits"],
            row["n_instances"],
            row["n_customers"],
        )
        for row in graph.edges.to_pylist()
    }
    assert edges == {"ab": (2, 2, 1), "ba": (1, 1, 0), "bb": (1, 1, 1)}


def test_steps_count_where_instances_begin_and_end():
    graph = graph_of(log("abb", "ab", "ba", customers=[7, 7, None]))
    nodes = {row.pop("step"): tuple(row.values()) for row in graph.nodes.to_pylist()}
    # visits, instances, customers, starts, ends
    assert nodes == {"b": (4, 3, 1, 1, 2), "a": (3, 3, 1, 2, 1)}


def test_the_median_time_is_exact():
    rows = pa.table(
        {
            "instance": ["x"] * 2 + ["y"] * 2 + ["z"] * 2 + ["w"] * 2,
            "at": pa.array([0, 10, 0, 20, 0, 40, 0, 100], pa.int64()),
            "step": ["a", "b"] * 4,
            "customer": pa.nulls(8, pa.int64()),
        }
    )
    [edge] = graph_of(steps_of(rows)).edges.to_pylist()
    assert edge["median_seconds"] == pytest.approx(30e-6)
    assert edge["p90_seconds"] == pytest.approx(82e-6)


def test_of_nothing_nothing_follows():
    nothing = log()
    assert graph_of(nothing).edges.num_rows == graph_of(nothing).nodes.num_rows == 0
    assert variants_of(nothing).num_rows == 0


def test_an_instance_of_one_visit_begins_and_ends_there():
    graph = graph_of(log("a"))
    [node] = graph.nodes.to_pylist()
    assert (node["n_starts"], node["n_ends"], graph.edges.num_rows) == (1, 1, 0)


def test_an_instance_in_two_pieces_is_refused():
    rows = pa.table(
        {
            "instance": ["x", "y", "x"],
            "at": pa.array([0, 0, 1], pa.int64()),
            "step": ["a", "b", "c"],
            "customer": pa.nulls(3, pa.int64()),
        }
    )
    with pytest.raises(ValueError, match="two pieces"):
        steps_of(rows)


def test_variants_are_the_ways_of_instances_the_most_frequent_first():
    rows = variants_of(log("ab", "aab", "ab", "ba")).to_pylist()
    told = [("".join(row["steps"]), row["n_instances"], row["share"]) for row in rows]
    assert told == [("ab", 2, 0.5), ("aab", 1, 0.25), ("ba", 1, 0.25)]
    assert rows[0]["median_seconds"] == 60
    assert rows[0]["example"] == "i0"


WAYS = some.lists(some.text("abc", min_size=1, max_size=6), max_size=12)


@settings(max_examples=60, deadline=None)
@given(WAYS)
def test_arrows_and_variants_are_those_of_counting_by_hand(ways):
    steps = log(*ways)
    pairs = [way[n : n + 2] for way in ways for n in range(len(way) - 1)]
    edges = graph_of(steps).edges.to_pylist()
    found = {row["step"] + row["next_step"]: row["n_visits"] for row in edges}
    assert found == {pair: pairs.count(pair) for pair in pairs}
    counted = variants_of(steps).to_pylist()
    told = {"".join(row["steps"]): row["n_instances"] for row in counted}
    assert told == {way: ways.count(way) for way in ways}


def test_some_instances_are_numbered_anew():
    steps = log("ab", "c", "aab")
    chosen = steps.of(np.array([0, 2]))
    assert variants_of(chosen)["example"].to_pylist() == ["i0", "i2"]
    assert len(chosen) == 5

"""Clusters of instances: found where there are any, the same in whatever order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.insights.journeys.apart import steps_apart, traits_apart
from stik.insights.journeys.clusters import clusters_of, ways_of

PLAIN, CALLERS = ["oi"] * 60, ["occi"] * 40


def test_those_who_go_alike_are_put_together_the_most_first():
    found = clusters_of(ways_of(log(*CALLERS, *PLAIN)))
    assert found.n == 2
    assert found.which.tolist() == [1] * 40 + [0] * 60
    assert found.clearness == pytest.approx(1)


def test_a_cluster_is_told_by_the_two_steps_that_set_it_most_apart():
    """Of the callers all come to c and pay; of the others none, and all are shown s."""
    steps = log(*["osi"] * 60, *["occpi"] * 40)
    ways = ways_of(steps)
    marks = list(steps_apart(ways, clusters_of(ways)))
    told = [(m.cluster, m.kind, m.name, m.inside.value) for m in marks]
    assert told == [
        (0, "step", "c", 0.0),
        (0, "step", "p", 0.0),
        (1, "step", "c", 1.0),
        (1, "step", "p", 1.0),
    ]
    assert marks[2].elsewhere.n == 60


def test_a_cluster_is_told_by_the_trait_that_most_surely_sets_it_apart():
    clusters = clusters_of(ways_of(log(*PLAIN, *CALLERS)))
    area = np.array([0] * 54 + [1] * 6 + [0] * 8 + [1] * 32)
    sex = np.array([0, 1] * 50)
    said = {"area": (area, ["city", "rural"]), "sex": (sex, ["f", "m"])}
    marks = list(traits_apart(clusters, said))
    assert [mark.name.partition("=")[0] for mark in marks] == ["area", "area"]
    [of_callers] = [mark for mark in marks if mark.cluster == 1]
    assert (of_callers.inside.n, of_callers.elsewhere.n) == (40, 60)
    assert of_callers.compared.is_real


def test_a_trait_of_nobody_sets_nothing_apart():
    clusters = clusters_of(ways_of(log(*PLAIN, *CALLERS)))
    nothing = {"area": (np.full(100, -1), ["city"])}
    assert list(traits_apart(clusters, nothing)) == []


def test_where_all_go_the_same_way_there_are_no_clusters():
    assert clusters_of(ways_of(log(*["oi"] * 100))) is None


def test_of_few_there_are_no_clusters():
    assert clusters_of(ways_of(log(*["oi"] * 20, *["oci"] * 20))) is None
    assert clusters_of(ways_of(log(*["oi"] * 80, *["oci"] * 20))) is None
    assert clusters_of(ways_of(log())) is None


def test_where_every_mixture_is_met_there_are_no_clear_clusters():
    letters = "abcdefgh"
    mixed = [
        "".join(letters[bit] for bit in range(8) if number >> bit & 1) or "z"
        for number in range(256)
    ]
    assert clusters_of(ways_of(log(*mixed))) is None


@settings(max_examples=20, deadline=None)
@given(some.permutations([*["oi"] * 31, *["oci"] * 30, *["xyz"] * 32]))
def test_the_order_of_the_instances_changes_nothing(ways):
    found = clusters_of(ways_of(log(*ways)))
    assert found.n == 3
    by_way = {way: set() for way in ways}
    for way, cluster in zip(ways, found.which.tolist(), strict=True):
        by_way[way].add(cluster)
    assert by_way == {"xyz": {0}, "oi": {1}, "oci": {2}}

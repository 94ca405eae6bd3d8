"""Instances by rule: where they begin and end, by hand and against one visit a time."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as some
from tests.insights.journeys.walks import MINUTE, log, ways

from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.parting import judged_over, parted
from stik.insights.journeys.steps import US
from stik.insights.journeys.variants import variants_of
from stik.terms.instances import Rule

_MINUTE = MINUTE // US


def parts(*customers, **rule):
    found, _ = parted(log(*customers), Rule(**rule))
    return dict(zip(found.instances.to_pylist(), ways(found), strict=True))


def test_without_a_rule_all_of_a_customer_is_one_instance():
    assert parts("abc", "a") == {"i0/1": "abc", "i1/1": "a"}


def test_each_start_begins_another_where_nothing_ends_one():
    found = parts("xabab", starts_with=("a",))
    assert found == {"i0/1": "ab", "i0/2": "ab"}


def test_a_start_inside_an_open_instance_begins_none():
    found = parts("aabea", starts_with=("a",), ends_with=("e",))
    assert found == {"i0/1": "aabe", "i0/2": "a"}


def test_what_comes_between_an_end_and_the_next_start_is_in_none():
    steps, rows = parted(log("aexxae"), Rule(("a",), ("e",)))
    assert ways(steps) == ["ae", "ae"]
    assert rows.tolist() == [0, 1, 4, 5]


def test_a_pause_longer_than_the_gap_ends_an_instance():
    assert list(parts("ab   c", gap=3 * _MINUTE).values()) == ["ab", "c"]
    assert list(parts("ab   c", gap=4 * _MINUTE).values()) == ["abc"]


def test_an_instance_lasts_no_longer_than_it_may():
    assert list(parts("abcdef", at_most=2 * _MINUTE).values()) == ["abc", "def"]


def test_an_instance_without_its_end_is_not_over():
    steps, _ = parted(log("abe", "ab"), Rule(ends_with=("e",)))
    assert steps.is_over.tolist() == [True, False]
    assert variants_of(steps)["steps"].to_pylist() == [["a", "b", "e"]]
    ends = {row["step"]: row["n_ends"] for row in graph_of(steps).nodes.to_pylist()}
    assert ends == {"a": 0, "b": 0, "e": 1}


def test_who_was_silent_for_long_is_over():
    steps = judged_over(log("a", "a         b"), Rule(gap=5 * _MINUTE))
    assert steps.is_over.tolist() == [True, False]


def test_a_period_invents_no_start_and_no_end():
    steps = log("abc", "b", "ab")
    cut = steps.cut(np.array([False, True, True, True, True, False]))
    assert ways(cut) == ["bc", "b", "a"]
    assert cut.is_begun.tolist() == [False, True, True]
    assert cut.is_over.tolist() == [True, True, False]
    nodes = {row["step"]: row for row in graph_of(cut).nodes.to_pylist()}
    assert (nodes["b"]["n_starts"], nodes["b"]["n_ends"]) == (1, 1)
    assert (nodes["a"]["n_starts"], nodes["a"]["n_ends"]) == (1, 0)


def test_of_nothing_there_are_no_parts():
    assert parts() == {}
    assert parts(starts_with=("a",), gap=1, at_most=1, ends_with=("b",)) == {}


def one_at_a_time(way, rule):
    """Return the instances of one customer, visit by visit."""
    found, current, begun, before = [], None, 0, 0
    for place, step in enumerate(way):
        if step == " ":
            continue
        is_late = rule.at_most is not None and place - begun > rule.at_most // _MINUTE
        is_apart = rule.gap is not None and place - before > rule.gap // _MINUTE
        restarts = not rule.can_end and step in rule.starts_with
        if current is not None and (is_late or is_apart or restarts):
            current = None
        if current is None and (not rule.starts_with or step in rule.starts_with):
            current, begun = [], place
            found.append(current)
        if current is not None:
            current.append(step)
        if step in rule.ends_with:
            current = None
        before = place
    return ["".join(each) for each in found]


WAYS = some.text("ab e", min_size=1, max_size=12).filter(lambda way: way.strip())
TIMES = some.none() | some.integers(1, 4).map(lambda n: n * _MINUTE)


@given(
    some.lists(WAYS, min_size=1, max_size=5),
    some.sampled_from([(), ("a",), ("a", "b")]),
    some.sampled_from([(), ("e",), ("b", "e")]),
    TIMES,
    TIMES,
)
def test_all_at_once_gives_the_same_as_visit_by_visit(
    customers, starts, ends, gap, at_most
):
    rule = Rule(starts, ends, gap, at_most)
    found, _ = parted(log(*customers), rule)
    by_hand = [way for each in customers for way in one_at_a_time(each, rule)]
    assert ways(found) == by_hand

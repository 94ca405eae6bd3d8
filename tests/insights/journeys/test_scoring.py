"""Scores beside journeys: which visit an answer is about, and what it counts there."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.insights.journeys.walks import MINUTE, log

from stik.insights.journeys.attributing import NONE, visits_answered
from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.outcomes import bought_later, left_later
from stik.insights.journeys.scoring import Answers, scored
from stik.insights.value.lives.known import Lives
from stik.metrics.registry import metric
from stik.terms.scale import Scale

SCHEMA = pa.schema(
    [
        ("instance", pa.string()),
        ("customer", pa.int64()),
        ("step", pa.string()),
        ("at", pa.int64()),
    ]
)


def answers(*rows):
    told = [dict(zip(SCHEMA.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(told, schema=SCHEMA)


def test_an_answer_is_about_the_last_visit_before_it():
    steps = log("aba", customers=[7])
    asked = answers(
        (None, 7, "a", 0), (None, 7, "a", 2 * MINUTE - 1), (None, 7, "a", 9 * MINUTE)
    )
    assert visits_answered(steps, asked, is_whole=False).tolist() == [0, 0, 2]


def test_an_answer_before_any_visit_or_of_nobody_is_about_none():
    steps = log(" ab", customers=[7])
    asked = answers(
        (None, 7, "a", 0),
        (None, None, "a", MINUTE),
        (None, 8, "a", 9),
        (None, 7, "x", 9),
    )
    assert set(visits_answered(steps, asked, is_whole=False).tolist()) == {NONE}


def test_an_answer_that_names_an_instance_is_of_no_other():
    steps = log("a", "a", customers=[7, 7])
    asked = answers(("i1", 7, "a", MINUTE), ("i9", 7, "a", MINUTE))
    assert visits_answered(steps, asked, is_whole=False).tolist() == [1, NONE]


def test_an_answer_about_the_whole_is_about_the_last_visit_anywhere():
    steps = log("abc", customers=[7])
    asked = answers((None, 7, "overall", 1 * MINUTE), (None, 7, None, 5 * MINUTE))
    assert visits_answered(steps, asked, is_whole=True).tolist() == [1, 2]


@given(
    some.lists(some.text("ab ", min_size=1, max_size=6), min_size=1, max_size=4),
    some.lists(
        some.tuples(some.integers(0, 3), some.sampled_from("abc"), some.integers(0, 6)),
        max_size=8,
    ),
)
def test_the_visit_is_the_one_that_a_search_row_by_row_finds(ways, asked):
    customers = [10 + number for number in range(len(ways))]
    steps = log(*ways, customers=customers)
    rows = [(None, 10 + who, step, at * MINUTE) for who, step, at in asked]
    found = visits_answered(steps, answers(*rows), is_whole=False).tolist()
    expected = []
    for _, who, step, at in rows:
        fitting = [
            row
            for row in range(len(steps))
            if steps.customer[row] == who
            and steps.names[steps.step[row]] == step
            and steps.at[row] <= at
        ]
        expected.append(max(fitting, default=NONE))
    assert found == expected


def told(visit, value, *, who=None, is_whole=False):
    who = range(len(visit)) if who is None else who
    csat = metric("csat")
    return Answers(
        csat,
        Scale.parse("csat_1_5"),
        np.array(visit, dtype=np.int64),
        np.array(who),
        np.array(value, dtype=float),
        is_whole,
    )


def nodes(steps, answered):
    graph = scored(graph_of(steps), steps, [answered])
    return {row["step"]: row for row in graph.nodes.to_pylist()}, graph


def test_a_step_is_scored_by_its_own_answers_and_held_against_the_others():
    """40 at a: 30 satisfied; 40 at b: 10 satisfied. 75 % and 25 % of 40 each."""
    steps = log(*["ab"] * 40)
    visit = [2 * n for n in range(40)] + [2 * n + 1 for n in range(40)]
    value = [5] * 30 + [2] * 10 + [4] * 10 + [1] * 30
    found, graph = nodes(steps, told(visit, value))
    assert (found["a"]["score"], found["b"]["score"]) == (0.75, 0.25)
    assert found["a"]["difference"] == pytest.approx(0.5)
    assert found["a"]["is_real"] is True
    assert found["b"]["n_scored"] == 40
    [arrow] = graph.edges.to_pylist()
    assert (arrow["score"], arrow["n_scored"]) == (0.25, 40)


def test_an_answer_about_the_whole_counts_once_at_each_step_of_its_instance():
    steps = log(*["aab"] * 10, *["b"] * 10)
    visit = [*range(0, 30, 3), *range(30, 40)]
    found, _ = nodes(steps, told(visit, [5] * 10 + [1] * 10, is_whole=True))
    assert (found["a"]["score"], found["a"]["n_scored"]) == (1.0, 10)
    assert (found["b"]["score"], found["b"]["n_scored"]) == (0.5, 20)


def test_one_person_who_answers_often_is_worth_no_more():
    steps = log(*["a"] * 40)
    visit, value = list(range(40)), [5, 1] * 20
    alone, _ = nodes(steps, told(visit, value))
    often, _ = nodes(steps, told(visit, sorted(value), who=[n // 4 for n in range(40)]))
    widths = [each["a"]["high"] - each["a"]["low"] for each in (alone, often)]
    assert widths[1] > 1.6 * widths[0]


def test_without_answers_a_score_is_unknown():
    found, _ = nodes(log("ab"), told([], []))
    assert found["a"]["unknown"] == "no answers"
    few, _ = nodes(log("ab"), told([0], [5]))
    assert few["a"]["unknown"] == "n = 1, needs 5"


def test_answers_on_several_scales_are_never_mixed():
    steps = log(*["ab"] * 10)
    first = told([2 * n for n in range(10)], [5] * 10)
    other = told([2 * n for n in range(5)] + [2 * n + 1 for n in range(5)], [1] * 10)
    other = replace(other, scale=Scale.parse("csat_1_10"))
    graph = scored(graph_of(steps), steps, [first, other])
    found = {row["step"]: row for row in graph.nodes.to_pylist()}
    assert found["a"]["unknown"] == "answers on several scales"
    assert (found["a"]["n_scored"], found["b"]["n_scored"]) == (15, 5)
    assert found["b"]["score"] == 0.0


def test_who_left_before_the_end_did_not_leave_because_of_it():
    day = 24 * 60
    steps = log("a", " " * (3 * day) + "a", "a", "a", customers=[1, 2, 3, 4])
    lives = Lives(
        who=np.array([1, 2, 3]),
        has_left=np.array([True, True, False]),
        joined=np.full(3, np.nan),
        left=np.array([5.0, 1.0, np.nan]),
        months=None,
        until=9.0,
        began=None,
        said={},
    )
    found = left_later(steps, lives)
    assert found.who.tolist() == [1, 3]
    assert found.value.tolist() == [1.0, 0.0]


def test_a_purchase_counts_only_after_the_last_visit():
    steps = log("ab", "ab", "ab", customers=[1, 2, None])
    bought = pa.table({"customer": [1, 2], "at": [MINUTE, MINUTE + 1]})
    found = bought_later(steps, bought)
    assert found.value.tolist() == [0.0, 1.0]

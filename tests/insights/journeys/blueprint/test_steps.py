"""Steps with what is behind them, worked by hand."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.insights.journeys.walks import MINUTE, log

from stik.insights.journeys.blueprint.steps import blueprint_of, changes
from stik.terms.process import Activity, Process

DAY = 24 * 60 * MINUTE


def columns(*units):
    return pa.table({"unit": pa.array(units, pa.string())})


def made(steps, *processes, units=None):
    units = units or [None] * len(steps)
    found = blueprint_of(steps, processes, is_handed=changes(steps, columns(*units)))
    return {step.name: step for step in found}


def test_waiting_is_the_time_since_the_visit_before_whichever_it_was():
    """Before b: 1, 1, 2, 1, 3 and 1 minutes; a begins and is waited for once."""
    found = made(log("ab", "cb", "a b", "ab", "a  b", "ab", "ba"))
    assert (found["b"].waiting.median.value, found["b"].waiting.median.n) == (60, 6)
    assert (found["b"].waiting.median.low, found["b"].waiting.median.high) == (60, 180)
    assert found["b"].waiting.p90_seconds == pytest.approx(150)
    assert (found["a"].waiting.median.value, found["a"].waiting.median.n) == (None, 1)


def test_rework_is_the_share_of_instances_that_come_back():
    """Of five instances with a call, two come back: one once, one twice."""
    found = made(log("aba", "aaa", "ab", "a", "a", "b"))["a"]
    assert (found.rework.share.value, found.rework.share.n, found.rework.n_back) == (
        0.4,
        5,
        2,
    )
    assert found.rework.returns.n == 3
    assert found.visits.n == 8


def test_a_visit_is_handed_over_where_the_unit_is_known_to_change():
    """desk→desk, desk→lab, lab→?, ?→lab: one of four, and none between instances."""
    steps = log("ababa", "a")
    units = ["desk", "desk", "lab", None, "lab", "desk"]
    assert changes(steps, columns(*units)).tolist() == [
        *(False, False, True, False, False, False)
    ]


def test_any_of_the_columns_may_change():
    steps = log("ab")
    both = columns("desk", "desk").append_column("channel", [["web", "phone"]])
    assert changes(steps, both).tolist() == [False, True]


def test_visits_a_month_are_those_of_the_days_seen():
    """61 visits in 60.875 days, which are two months."""
    steps = log(*["a"] * 61)
    at = (np.arange(61) * DAY * 60.875 / 60).astype(np.int64)
    found = made(replace(steps, at=at))["a"].visits
    assert (found.value, found.n) == (pytest.approx(30.5), 61)


def test_only_processes_behind_a_step_work_for_it():
    weigh = Activity(name="weigh", by="clerk", minutes=2)
    luggage = Process(name="luggage", behind=("a",), activities=(weigh,))
    gate = Process(name="gate", behind=("a", "b"))
    found = made(log("ab"), luggage, gate)
    assert [each.name for each in found["a"].processes] == ["luggage", "gate"]
    assert (found["a"].minutes, found["b"].minutes) == (None, None)
    assert made(log("ab"), luggage)["a"].minutes == 2


def test_of_nothing_there_is_no_blueprint():
    assert made(log()) == {}

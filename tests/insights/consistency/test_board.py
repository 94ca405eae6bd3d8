"""A board says how many false signals to expect in a month."""

from math import exp

import pytest
from tests.insights.consistency.making import samples, shares, values

from stik.errors import QuestionError
from stik.insights.consistency.board import board
from stik.insights.consistency.charts import control_chart
from stik.insights.consistency.plan import Plan
from stik.insights.consistency.readings import Reading
from stik.metrics.intervals import p_t_two_sided

STEADY = [35, 37, 34, 36, 35, 33, 36, 35, 37, 34, 36, 35]


def test_expected_false_signals_add_up_over_charts():
    one = control_chart(shares(STEADY, 50))
    shown = board({f"touchpoint {i}": one for i in range(30)})
    assert shown.false_signals == pytest.approx(30 * one.false_signals)
    assert shown.chance_of_any == pytest.approx(1 - exp(-shown.false_signals))


def test_a_chart_of_days_speaks_thirty_times_as_often_as_one_of_months():
    monthly = control_chart(values([float(i % 5) for i in range(28)]))
    daily = control_chart(
        [Reading.of_value(f"2024-02-{i + 1:02d}", float(i % 5)) for i in range(28)]
    )
    ratio = board({"d": daily}).false_signals / board({"m": monthly}).false_signals
    assert ratio == pytest.approx(365.25 / 12)


def test_limits_from_few_ranges_are_expected_to_speak_more_often():
    few = control_chart(
        values([float(i % 5) for i in range(12)]), plan=Plan(rules=(1,))
    )
    many = control_chart(
        values([float(i % 5) for i in range(48)]), plan=Plan(rules=(1,))
    )
    z = 3 / (1 + 1 / 12) ** 0.5
    assert few.false_signals == pytest.approx(p_t_two_sided(z, degrees=0.62 * 11))
    assert many.false_signals < few.false_signals / 3


def test_more_rules_mean_more_false_signals():
    numbers = values([float(i % 5) for i in range(24)])
    two = control_chart(numbers)
    all_eight = control_chart(numbers, plan=Plan(rules=tuple(range(1, 9))))
    assert all_eight.false_signals > two.false_signals


def test_a_chart_without_limits_is_on_the_board_and_says_why():
    shown = board({"new": control_chart(values([1.0, 2.0]))})
    assert shown.n_judged == 0
    assert shown.charts[0].unknown == "2 periods to make limits of, needs 8"
    assert shown.false_signals == 0


def test_only_what_speaks_now_is_on_the_board():
    now = control_chart(shares([*STEADY, 15], 50))
    past = control_chart(shares([15, *STEADY], 50))
    shown = board({"now": now, "past": past})
    assert [len(each.signals) for each in shown.charts] == [1, 0]
    assert shown.n_speaking == 1


def test_periods_without_a_known_length_need_to_be_told():
    chart = control_chart(
        [Reading.of_value(name, float(i % 5)) for i, name in enumerate(samples(12))]
    )
    with pytest.raises(QuestionError, match="chart 'batches' are no years"):
        board({"batches": chart})
    told = board({"batches": chart}, periods_a_month=4)
    assert told.false_signals == pytest.approx(4 * chart.false_signals)


def test_an_empty_board_expects_nothing():
    assert board({}).false_signals == 0

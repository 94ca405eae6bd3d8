"""What would have come anyway is taken off, and the comparison is checked."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.effects.examples import cases, months

from stik.effects.differences import difference_in_differences, difference_of
from stik.effects.groups import Period, Question, pooled
from stik.errors import QuestionError
from stik.metrics.metric import Difference
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

NPS = Question(metric("nps"), Scale.parse("nps_0_10"))
BEGINS = months(12)[6]


def answers(score, n=400):
    """Return answers with an NPS of so many points, half of them not passive."""
    promoters = round(n * (0.25 + score / 200))
    return Counts.of([10, 8, 3], n=[promoters, n // 2, n // 2 - promoters])


def periods(treated, control):
    pairs = zip(months(len(treated)), treated, control, strict=True)
    return [Period(day, answers(one), answers(other)) for day, one, other in pairs]


@pytest.mark.parametrize(
    "case", cases("two_by_two")["case"], ids=lambda case: case["about"]
)
def test_cases_worked_by_hand(case):
    def counts(name):
        return Counts.of(case["values"], n=case[name])

    question = Question(metric(case["metric"]), Scale.parse(case["scale"]))
    before = Period(months(1)[0], counts("treated_before"), counts("control_before"))
    after = Period(BEGINS, counts("treated_after"), counts("control_after"))
    found = difference_in_differences(
        [before, after], begins_on=BEGINS, question=question
    )
    assert found.effect.unknown == case.get("unknown")
    if "effect" in case:
        assert found.effect.value == pytest.approx(case["effect"], abs=1e-9)
        assert found.effect.low < case["effect"] < found.effect.high
    assert [check.has_passed for check in found.checks] == [None, None]


def test_the_minimum_wage_in_new_jersey_comes_out_as_published():
    """Card and Krueger (1994), table 3, row 3: 2.76 with a standard error of 1.36."""

    def change(value, error, n):
        half = 1.959964 * error
        return Difference(value, value - half, value + half, 0.1, n, n)

    found = difference_of(change(0.59, 0.54, 309), change(-2.16, 1.25, 75))
    assert found.value == pytest.approx(2.76, abs=0.011)
    assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(1.36, abs=0.005)
    assert found.is_real


def test_the_same_change_on_both_sides_is_no_effect():
    found = difference_in_differences(
        periods([10] * 6 + [20] * 6, [5] * 6 + [15] * 6), begins_on=BEGINS, question=NPS
    )
    assert found.effect.value == pytest.approx(0)
    assert found.effect.is_real is False
    assert [check.has_passed for check in found.checks] == [True, True]


def test_groups_that_moved_apart_before_are_named():
    treated = [0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 66]
    found = difference_in_differences(
        periods(treated, [0] * 12), begins_on=BEGINS, question=NPS
    )
    assert found.pre_trend.has_passed is False
    assert "already moved apart by +6 a period" in found.pre_trend.sentence


def test_a_made_up_start_that_shows_something_is_named():
    treated = [0] * 3 + [18] * 3 + [18] * 6
    found = difference_in_differences(
        periods(treated, [0] * 12), begins_on=BEGINS, question=NPS
    )
    assert found.placebo.has_passed is False
    assert "made-up start on 2023-04-01 shows +18" in found.placebo.sentence


def test_a_passed_check_names_the_drift_it_could_not_see():
    found = difference_in_differences(
        periods([10] * 12, [5] * 12), begins_on=BEGINS, question=NPS
    )
    assert "could not have been seen" in found.pre_trend.sentence


def test_a_group_that_jumps_from_month_to_month_widens_the_interval():
    jumping = [0, 40, 0, 40, 0, 40] * 2
    steady = difference_in_differences(
        periods([20] * 12, [10] * 12), begins_on=BEGINS, question=NPS
    ).effect
    found = difference_in_differences(
        periods(jumping, [10] * 12), begins_on=BEGINS, question=NPS
    )
    assert found.effect.high - found.effect.low > 3 * (steady.high - steady.low)
    assert "period to period" in found.notes[0]


def test_groups_that_only_chance_moves_are_not_said_to_move():
    found = difference_in_differences(
        periods([20] * 6 + [40] * 6, [10] * 12), begins_on=BEGINS, question=NPS
    )
    assert found.notes == ()


def test_moves_that_last_widen_the_interval_further_and_are_named():
    lasting = [0, 0, 0, 40, 40, 40] * 2
    jumping, lasted = (
        difference_in_differences(
            periods(treated, [10] * 12), begins_on=BEGINS, question=NPS
        )
        for treated in ([0, 40] * 6, lasting)
    )
    assert lasted.effect.value == pytest.approx(jumping.effect.value)
    assert lasted.effect.high > 2 * jumping.effect.high
    assert "95% of a move lasts into the next" in lasted.notes[0]


def test_one_period_on_each_side_says_what_its_interval_leaves_out():
    found = difference_in_differences(
        periods([10, 20], [5, 5]), begins_on=months(2)[1], question=NPS
    )
    assert "not what befalls a whole group" in found.notes[0]


@pytest.mark.parametrize(
    ("grain", "middle"), [("month", date(2023, 7, 18)), ("week", date(2023, 2, 15))]
)
def test_a_period_it_began_in_the_middle_of_belongs_to_neither_side(grain, middle):
    """Taken for before, its answers would move the made-up 20 points to 17."""
    treated = [10] * 6 + [28] + [30] * 5
    first = date(2023, 1, 2)
    weeks = [first + timedelta(weeks=place) for place in range(12)]
    days = months(12) if grain == "month" else weeks
    rows = [
        replace(row, first_date=day)
        for row, day in zip(periods(treated, [5] * 12), days, strict=True)
    ]
    found = difference_in_differences(rows, begins_on=middle, question=NPS, grain=grain)
    assert found.effect.value == pytest.approx(20)
    assert found.effect.n_before == 6 * 400
    assert found.notes[0] == f"the {grain} in which it began is left out"


def test_the_first_day_of_a_month_leaves_none_out():
    found = difference_in_differences(
        periods([10] * 6 + [30] * 6, [5] * 12), begins_on=BEGINS, question=NPS
    )
    assert found.effect.n_before == 6 * 400
    assert not any("left out" in note for note in found.notes)


def test_weeks_are_not_taken_for_months():
    rows = periods([10] * 12, [5] * 12)
    weeks = [date(2023, 1, 2) + timedelta(weeks=place) for place in range(12)]
    named = [replace(row, first_date=day) for row, day in zip(rows, weeks, strict=True)]
    with pytest.raises(QuestionError, match="each month may stand in a series once"):
        difference_in_differences(named, begins_on=weeks[6], question=NPS)


@pytest.mark.parametrize(("place", "side"), [(0, "before"), (12, "since")])
def test_no_time_on_one_side_is_refused(place, side):
    with pytest.raises(QuestionError, match=f"no answers {side} "):
        difference_in_differences(
            periods([10] * 12, [5] * 12), begins_on=months(13)[place], question=NPS
        )


def test_pooling_in_any_order_gives_the_same_counts():
    parts = [answers(10), answers(20), Counts.of([0.0, 10.0])]
    forward, backward = pooled(parts), pooled(parts[::-1])
    assert forward.n.tolist() == backward.n.tolist()
    assert forward.total == 802
    assert np.array_equal(forward.weight, backward.weight)

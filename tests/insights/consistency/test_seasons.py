"""A swing that recurs every year is no signal; a change beside it is one."""

import numpy as np
import pytest
from tests.insights.consistency.making import months, shares, swinging_shares, values

from stik.insights.consistency.charts import control_chart
from stik.insights.consistency.plan import PhaseStart, Plan
from stik.insights.consistency.readings import Reading


def a_swing(how_many: int) -> list[float]:
    generator = np.random.default_rng(3)
    season = 10 * np.sin(2 * np.pi * np.arange(how_many) / 12)
    return (50 + season + generator.standard_normal(how_many)).tolist()


def test_a_swing_that_recurs_every_year_does_not_alarm():
    chart = control_chart(values(a_swing(36)))
    assert chart.limits.is_seasonal
    assert chart.signals == ()


def test_the_same_swing_alarms_where_seasons_are_not_asked_for():
    chart = control_chart(values(a_swing(36)), plan=Plan(seasonal=False))
    assert chart.is_consistent is False


def test_a_fall_beside_the_swing_is_found_although_within_the_usual_range():
    numbers = a_swing(36)
    july = 30
    numbers[july] += 11
    assert numbers[july] < max(numbers[:july])
    chart = control_chart(values(numbers))
    assert [each.periods for each in chart.signals] == [("2022-07",)]


def test_a_period_is_held_against_its_own_season_of_earlier_years():
    numbers = [float(i + i % 5) for i in range(24)]
    chart = control_chart(values(numbers), plan=Plan(seasonal=True))
    assert [each.state for each in chart.points] == ["first_year"] * 12 + [
        "judged"
    ] * 12
    assert [each.centre for each in chart.points[12:]] == numbers[:12]


def test_the_expected_level_weighs_earlier_years_by_their_answers():
    sizes = [100] * 12 + [300] * 12 + [200] * 12
    successes = [50] * 12 + [180] * 12 + [120] * 12
    chart = control_chart(shares(successes, sizes), plan=Plan(seasonal=True))
    assert chart.points[24].centre == pytest.approx((50 + 180) / 400)


def test_years_that_repeat_to_the_digit_have_no_spread_to_judge_by():
    chart = control_chart(values([float(i % 12) for i in range(36)]))
    assert chart.unknown.startswith("all periods are as in earlier years")


def test_less_than_two_years_cannot_be_seasonal():
    chart = control_chart(values(a_swing(23)), plan=Plan(seasonal=True))
    assert chart.unknown == "seasons need 24 periods, there are 23"
    assert control_chart(values(a_swing(23))).limits.is_seasonal is False


def test_years_have_no_seasons():
    yearly = [Reading.of_value(str(2000 + i), i % 3) for i in range(30)]
    chart = control_chart(yearly, plan=Plan(seasonal=True))
    assert chart.unknown == "seasons need months, weeks or quarters"


def test_weeks_have_seasons_and_the_53rd_counts_as_the_52nd():
    labels = [f"{2019 + i // 52}-W{i % 52 + 1:02d}" for i in range(104)] + ["2020-W53"]
    labels.sort()
    swing = [
        50 + 10 * np.cos(2 * np.pi * int(w[-2:]) / 52) + int(w[-1]) % 2 for w in labels
    ]
    chart = control_chart(list(map(Reading.of_value, labels, swing)))
    assert chart.limits.is_seasonal
    assert chart.points[-1].period == "2020-W53"
    assert chart.points[-1].state == "judged"


def test_a_lasting_fall_of_a_swinging_share_is_found():
    generator = np.random.default_rng(4)
    readings = swinging_shares(48, generator=generator, step_from=42)
    chart = control_chart(readings)
    assert chart.limits.is_seasonal
    assert {each.direction for each in chart.current_signals} == {"down"}


def test_a_known_change_keeps_the_swing_of_the_seasons():
    numbers = a_swing(46)
    moved = numbers[:36] + [each + 25 for each in numbers[36:]]
    phases = (PhaseStart("2023-01", "new price"),)
    chart = control_chart(values(moved), plan=Plan(phases=phases))
    assert chart.phases[1].limits.is_seasonal
    assert chart.signals == ()
    deaf = control_chart(values(moved), plan=Plan(phases=phases, seasonal=False))
    assert any(each.phase == 0 for each in deaf.signals)


def test_noise_is_seldom_taken_for_seasons():
    generator = np.random.default_rng(6)
    taken = [
        control_chart(values(generator.standard_normal(36).tolist())).limits.is_seasonal
        for _ in range(300)
    ]
    assert sum(taken) <= 10


def test_a_steady_trend_is_not_taken_for_seasons():
    trend = (np.arange(36) + np.random.default_rng(1).standard_normal(36)).tolist()
    assert control_chart(values(trend)).limits.is_seasonal is False


def test_the_first_year_of_seasons_is_never_judged():
    generator = np.random.default_rng(9)
    chart = control_chart(swinging_shares(36, generator=generator))
    assert {each.state for each in chart.points[:12]} == {"first_year"}
    assert set(chart.phases[0].baseline) == set(months(36)[12:])

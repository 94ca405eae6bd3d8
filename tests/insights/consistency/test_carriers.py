"""Who carries a change: rate and mix of each part add up to the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.insights.consistency.making import (
    CSAT,
    CSAT_SCALE,
    NPS,
    NPS_SCALE,
    months,
    shares,
    swinging_shares,
    values,
)

from stik.insights.consistency.carriers import Carried, Windows, carriers, windows
from stik.insights.consistency.charts import control_chart
from stik.insights.consistency.plan import Plan
from stik.terms.counts import Counts


def satisfied(n: int, *, of: int) -> Counts:
    return Counts.of([5, 1], [n, of - n])


def of_csat(before: dict[str, Counts], after: dict[str, Counts]) -> Carried:
    found = carriers(before, after, metric=CSAT, scale=CSAT_SCALE)
    assert found is not None
    return found


def test_rate_and_mix_come_out_as_worked_by_hand():
    # web 60/100 → 40/100, shop 80/100 → 240/300; whole 0.7 → 280/400 = 0.7.
    # web: rate -0.2·(0.5+0.25)/2 = -0.075, mix (0.25-0.5)·(0.5-0.7) = 0.05
    # shop: rate 0, mix (0.75-0.5)·(0.8-0.7) = 0.025
    found = of_csat(
        {"web": satisfied(60, of=100), "shop": satisfied(80, of=100)},
        {"web": satisfied(40, of=100), "shop": satisfied(240, of=300)},
    )
    by_name = {each.part: (each.rate, each.mix) for each in found.parts}
    assert by_name["web"] == pytest.approx((-0.075, 0.05))
    assert by_name["shop"] == pytest.approx((0.0, 0.025))
    assert found.change == pytest.approx(0.0, abs=1e-12)


def test_the_part_that_fell_carries_the_fall():
    found = of_csat(
        {"web": satisfied(320, of=400), "shop": satisfied(320, of=400)},
        {"web": satisfied(200, of=400), "shop": satisfied(324, of=400)},
    )
    first, second = found.parts
    assert (first.part, first.rank, first.own.is_real) == ("web", 1, True)
    assert first.share == pytest.approx(60 / 58)
    assert (second.rank, second.own.is_real) == (None, False)


def test_every_part_rose_and_the_whole_fell_because_the_mix_changed():
    found = of_csat(
        {"easy": satisfied(720, of=800), "hard": satisfied(80, of=200)},
        {"easy": satisfied(186, of=200), "hard": satisfied(344, of=800)},
    )
    assert found.change < 0
    assert found.rate > 0
    assert found.mix < found.change


def test_a_new_part_acts_by_the_mix_alone():
    found = of_csat(
        {"shop": satisfied(160, of=200)},
        {"shop": satisfied(160, of=200), "web": satisfied(60, of=200)},
    )
    web = next(each for each in found.parts if each.part == "web")
    assert web.rate == 0
    assert web.rank == 1
    assert found.remainder == pytest.approx(0.0, abs=1e-12)


def test_a_part_below_five_answers_is_told_of_only_in_the_remainder():
    found = of_csat(
        {"shop": satisfied(160, of=200), "kiosk": satisfied(4, of=4)},
        {"shop": satisfied(150, of=200), "kiosk": satisfied(0, of=40)},
    )
    kiosk = found.parts[-1]
    assert (kiosk.part, kiosk.contribution) == ("kiosk", None)
    assert kiosk.unknown == "n = 4, needs 5"
    assert found.remainder < 0
    assert found.rate + found.mix + found.remainder == pytest.approx(found.change)


def test_a_part_below_thirty_answers_has_no_rank():
    found = of_csat(
        {"shop": satisfied(160, of=200), "kiosk": satisfied(20, of=20)},
        {"shop": satisfied(160, of=200), "kiosk": satisfied(0, of=20)},
    )
    kiosk = next(each for each in found.parts if each.part == "kiosk")
    assert kiosk.share == pytest.approx(1.0, abs=0.01)
    assert kiosk.rank is None
    assert kiosk.own.is_real is None


def test_nothing_to_compare_is_unknown():
    nothing = {"shop": Counts.of([])}
    some = {"shop": satisfied(40, of=50)}
    assert carriers(nothing, some, metric=CSAT, scale=CSAT_SCALE) is None


def test_the_same_before_and_after_has_no_share_and_no_rank():
    same = {"shop": satisfied(40, of=50), "web": satisfied(20, of=50)}
    found = of_csat(same, same)
    assert {(each.share, each.rank) for each in found.parts} == {(None, None)}


groups = st.lists(st.integers(0, 60), min_size=3, max_size=3).filter(
    lambda g: sum(g) > 4
)
parts = st.dictionaries(st.sampled_from("abcde"), groups, min_size=1)


@given(parts, parts)
def test_rates_mixes_and_the_remainder_sum_to_the_change_of_an_nps(before, after):
    def counts(side):
        return {name: Counts.of([10, 8, 3], n) for name, n in side.items()}

    found = carriers(counts(before), counts(after), metric=NPS, scale=NPS_SCALE)
    assert found.rate + found.mix == pytest.approx(found.change, abs=1e-9)
    assert found.remainder == pytest.approx(0.0, abs=1e-9)


@given(parts, parts)
def test_turned_round_in_time_everything_changes_its_sign(before, after):
    def counts(side):
        return {name: Counts.of([10, 8, 3], n) for name, n in side.items()}

    there = carriers(counts(before), counts(after), metric=NPS, scale=NPS_SCALE)
    back = carriers(counts(after), counts(before), metric=NPS, scale=NPS_SCALE)
    assert there.rate == pytest.approx(-back.rate, abs=1e-9)
    assert there.mix == pytest.approx(-back.mix, abs=1e-9)


def test_a_signal_is_held_against_the_rest_of_its_baseline():
    fallen = shares([35, 36, 34, 35, 37, 33, 35, 36, 34, 10], 50)
    chart = control_chart(fallen, plan=Plan(rules=(1,)))
    assert windows(chart, chart.signals[0]) == Windows(tuple(months(9)), ("2020-10",))


def test_a_signal_among_seasons_is_held_against_the_same_seasons_before():
    readings = swinging_shares(36, generator=np.random.default_rng(2), step_from=35)
    chart = control_chart(readings, plan=Plan(kind="p"))
    last = chart.current_signals[0]
    assert last.periods == ("2022-12",)
    assert windows(chart, last).before == ("2020-12", "2021-12")


def test_a_signal_that_takes_in_its_whole_baseline_still_has_a_before():
    chart = control_chart(values([float(i) for i in range(8)]), plan=Plan(rules=(3,)))
    assert windows(chart, chart.signals[0]).before == tuple(months(8))

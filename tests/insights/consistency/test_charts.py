"""Which chart is drawn, which periods are judged, and what becomes of the others."""

import numpy as np
import pytest
from tests.insights.consistency.making import (
    CSAT,
    NPS,
    NPS_SCALE,
    months,
    nps,
    shares,
    values,
)

from stik.errors import QuestionError, ScaleRefused
from stik.insights.consistency.charts import control_chart
from stik.insights.consistency.plan import KINDS, PhaseStart, Plan
from stik.insights.consistency.readings import Reading
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

STEADY = [25, 27, 24, 26, 25, 23, 26, 25, 27, 24, 26, 25]


def states(chart):
    return [each.state for each in chart.points]


def test_small_shares_are_charted_by_sampling_alone():
    assert control_chart(shares([x * 1 for x in STEADY], 50)).kind == "p"


def test_large_shares_that_vary_more_than_sampling_have_the_chart_of_laney():
    restless = [700, 760, 690, 750, 680, 770, 700, 760, 690, 750]
    assert control_chart(shares(restless, 1000)).kind == "p_prime"


def test_large_shares_never_get_limits_narrower_than_sampling_makes_them():
    quiet = [700, 701, 699, 700, 701, 699, 700, 701]
    chart = control_chart(shares(quiet, 1000))
    assert chart.kind == "p"
    assert chart.limits.sigma_z < 1


def test_an_nps_is_charted_as_a_mean_of_answers():
    groups = [(50 + i % 4, 30, 20 - i % 4) for i in range(12)]
    assert control_chart(nps(groups)).kind in ("mean", "mean_prime")


def test_a_chosen_chart_overrides_ours():
    chart = control_chart(shares(STEADY, 50), plan=Plan(kind="xmr"))
    ranges = np.abs(np.diff(np.array(STEADY) / 50))
    assert chart.kind == "xmr"
    assert chart.limits.moving_range == pytest.approx(ranges.mean())


def test_a_chart_that_does_not_suit_the_readings_is_refused():
    sentence = "a 'u' chart cannot be made of a share; choose from i_prime, p, p_prime"
    with pytest.raises(QuestionError, match=sentence):
        control_chart(shares(STEADY, 50), plan=Plan(kind="u"))


def test_an_unknown_chart_is_refused_with_the_nearest():
    with pytest.raises(QuestionError, match="did you mean 'p_prime'"):
        Plan(kind="p_prim")


def test_readings_of_two_kinds_are_refused():
    mixed = [*shares(STEADY, 50), Reading.of_value("2030-01", 4.0)]
    with pytest.raises(QuestionError, match="share and value cannot share a chart"):
        control_chart(mixed)


def test_a_period_given_twice_is_refused():
    with pytest.raises(QuestionError, match="'2020-01' is given twice"):
        control_chart([*values([1.0, 2.0]), Reading.of_value("2020-01", 3.0)])


def test_periods_out_of_order_are_refused():
    with pytest.raises(QuestionError, match="'2020-01' comes after '2020-02'"):
        control_chart(values([1.0, 2.0])[::-1])


def test_a_scale_the_metric_is_not_defined_on_is_refused():
    with pytest.raises(ScaleRefused):
        Reading.of_counts("2020-01", Counts.of([1]), metric=CSAT, scale=NPS_SCALE)


def test_more_successes_than_answers_are_refused():
    with pytest.raises(QuestionError, match="2020-01: 7 of 6 is no share"):
        Reading.of_share("2020-01", 7, n=6)


def test_a_period_below_five_answers_is_a_gap():
    readings = shares([*STEADY[:5], 2, *STEADY[5:]], [50] * 5 + [4] + [50] * 7)
    chart = control_chart(readings)
    gap = chart.points[5]
    assert (gap.state, gap.value, gap.unknown) == ("unknown", None, "n = 4, needs 5")
    assert chart.limits.n_baseline == len(STEADY)


@pytest.mark.parametrize("n", [5, 29])
def test_a_period_below_thirty_answers_never_alarms(n):
    readings = shares([*STEADY, 0], [50] * 12 + [n])
    chart = control_chart(readings)
    assert chart.points[-1].state == "too_few"
    assert chart.points[-1].value == 0.0
    assert chart.signals == ()
    enough = control_chart(shares([*STEADY, 0], [50] * 12 + [30]))
    assert [each.rule for each in enough.signals] == [1]


def test_a_run_passes_over_a_gap_and_over_periods_with_few_answers():
    before = [30] * 6 + [20] * 6
    after = [20, 2, 20, 20, 3, 20]
    sizes = [50] * 13 + [4] + [50] * 2 + [20, 50]
    chart = control_chart(
        shares(before + after, sizes), plan=Plan(baseline=12, rules=(2,))
    )
    assert [each.n_periods for each in chart.signals] == [10]


def test_seven_periods_are_too_few_for_limits():
    chart = control_chart(values([1.0, 2.0, 1.5, 2.5, 1.0, 2.0, 1.5]))
    assert chart.unknown == "7 periods to make limits of, needs 8"
    assert set(states(chart)) == {"no_limits"}
    assert chart.is_consistent is None
    assert chart.false_signals == 0


@pytest.mark.parametrize(("n_periods", "is_provisional"), [(19, True), (20, False)])
def test_limits_of_fewer_than_twenty_periods_are_provisional(n_periods, is_provisional):
    chart = control_chart(values([float(i % 4) for i in range(n_periods)]))
    assert chart.limits.is_provisional is is_provisional


def test_no_periods_at_all_make_an_empty_chart():
    chart = control_chart([])
    assert (chart.points, chart.unknown, chart.kind) == ((), "no periods", None)
    assert chart.current_signals == ()


def test_one_period_alone_has_no_limits():
    chart = control_chart(values([3.0]))
    assert chart.unknown == "1 periods to make limits of, needs 8"


@pytest.mark.parametrize("successes", [[50] * 10, [0] * 10])
def test_a_share_that_is_always_the_same_end_has_no_spread(successes):
    chart = control_chart(shares(successes, 50))
    assert chart.unknown.startswith("all periods have the same value")


def test_a_value_that_never_moves_has_no_spread():
    chart = control_chart(values([4.0] * 10))
    assert chart.unknown.startswith("all periods have the same value")


def test_limits_of_a_baseline_judge_what_comes_later():
    numbers = [1.0, 2.0] * 6 + [9.0]
    frozen = control_chart(values(numbers), plan=Plan(baseline=12))
    assert frozen.limits.centre == 1.5
    assert frozen.limits.n_baseline == 12
    assert frozen.phases[0].baseline == tuple(months(12))
    assert [each.periods for each in frozen.signals] == [("2021-01",)]


def test_a_baseline_below_eight_periods_is_refused():
    with pytest.raises(QuestionError, match="a baseline of 7 periods is too short"):
        Plan(baseline=7)


def test_an_exceptional_period_is_shown_but_neither_judged_nor_part_of_the_limits():
    numbers = [1.0, 2.0] * 5
    strike = [*numbers[:5], 40.0, *numbers[5:]]
    chart = control_chart(values(strike), plan=Plan(exceptional=("2020-06",)))
    assert chart.points[5].state == "exceptional"
    assert chart.points[5].value == 40.0
    assert chart.limits.centre == 1.5
    assert chart.is_consistent is True
    assert "2020-06" not in chart.phases[0].baseline


def test_an_exceptional_period_that_is_not_there_is_refused():
    with pytest.raises(QuestionError, match="did you mean '2020-01'"):
        control_chart(values([1.0, 2.0]), plan=Plan(exceptional=("2020-1",)))


def test_a_known_change_starts_new_limits():
    numbers = [1.0, 2.0] * 5 + [11.0, 12.0] * 5
    plan = Plan(phases=(PhaseStart("2020-11", "new web shop"),))
    whole, split = (
        control_chart(values(numbers)),
        control_chart(values(numbers), plan=plan),
    )
    assert whole.is_consistent is False
    assert split.signals == ()
    assert [each.limits.centre for each in split.phases] == [1.5, 11.5]
    assert split.phases[1].change == "new web shop"
    assert split.phases[1].first_period == "2020-11"


def test_a_run_does_not_cross_a_known_change():
    numbers = [0.0, 3.0, 0.0, 3.0, 0.0, 2.9, 2.9, 2.9, 2.9, 2.9]
    more = [5.1, 5.1, 5.1, 5.1, 5.1, 0.0, 8.0, 0.0, 8.0, 0.0]
    plan = Plan(phases=(PhaseStart("2020-11"),), rules=(2,))
    assert control_chart(values(numbers + more), plan=plan).signals == ()


def test_a_phase_that_begins_nowhere_is_refused():
    with pytest.raises(QuestionError, match="no period '2031-01' to begin a phase"):
        control_chart(values([1.0]), plan=Plan(phases=(PhaseStart("2031-01"),)))


def test_a_young_phase_has_no_limits_yet_while_the_one_before_keeps_its_own():
    numbers = [1.0, 2.0] * 6 + [5.0, 6.0]
    chart = control_chart(
        values(numbers), plan=Plan(phases=(PhaseStart("2021-01", "move"),))
    )
    assert chart.phases[0].limits is not None
    assert chart.unknown == "2 periods to make limits of, needs 8"
    assert states(chart)[-2:] == ["no_limits", "no_limits"]


def test_weights_of_one_change_nothing():
    groups = [(50 + i % 5, 30 - i % 3, 20) for i in range(12)]
    plain = control_chart(nps(groups))
    weighted = [
        Reading.of_counts(
            period,
            Counts(*(np.array(c, dtype=float) for c in ([10, 8, 3], g, g, g))),
            metric=NPS,
            scale=NPS_SCALE,
        )
        for period, g in zip(months(12), groups, strict=True)
    ]
    assert control_chart(weighted).points == plain.points


def test_uneven_weights_widen_the_limits():
    counts = Counts.of([5, 1], [70, 30])
    uneven = Counts(counts.value, counts.n, counts.weight, counts.weight * 3)
    scale = Scale.parse("csat_1_5")
    plain, wide = (
        Reading.of_counts("2020-01", each, metric=CSAT, scale=scale)
        for each in (counts, uneven)
    )
    assert (plain.value, plain.n) == (wide.value, wide.n)
    assert wide.size == pytest.approx(plain.size / 3)


def test_an_unknown_estimate_is_a_gap():
    reading = Reading.of_estimate("2020-01", Estimate.missing(n=3, reason="n = 3"))
    assert (reading.value, reading.unknown) == (None, "n = 3")


def test_no_area_of_opportunity_is_a_gap():
    reading = Reading.of_events("2020-01", 0, area=0)
    assert reading.unknown == "nothing to count in this period"


def test_an_area_in_thousands_says_how_many_were_looked_at():
    events = [12, 14, 9, 11, 15, 10, 13, 12]
    in_thousands = [
        Reading.of_events(period, each, area=3.5, n=3500)
        for period, each in zip(months(8), events, strict=True)
    ]
    assert set(states(control_chart(in_thousands))) == {"judged"}


def test_limits_stay_within_what_is_possible():
    chart = control_chart(shares([48, 49, 50, 47, 49, 48, 50, 49], 50))
    assert max(each.high for each in chart.points) <= 1.0


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_says_in_a_line_what_it_is(kind):
    assert KINDS[kind]

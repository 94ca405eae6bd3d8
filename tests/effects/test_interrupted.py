"""An interruption is told from trend and season, and from nothing."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.effects.examples import cases, months

from stik.effects.interrupted import interrupted
from stik.effects.model import Design
from stik.effects.series import CountSeries, MeanSeries, measured
from stik.errors import QuestionError
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

SICILY = cases("sicily")
BAN = SICILY["begins_on"]


@pytest.fixture
def sicily():
    return CountSeries(
        months(59, first=SICILY["first_date"]),
        np.array(SICILY["events"], dtype=float),
        np.array(SICILY["population"], dtype=float),
    )


@pytest.mark.parametrize("case", SICILY["case"], ids=lambda case: case["about"])
def test_the_sicily_smoking_ban_comes_out_as_before(sicily, case):
    design = Design(harmonics=case["harmonics"])
    found = interrupted(sicily, begins_on=BAN, design=design)
    level = found.level
    known = (case["ratio"], case["low"], case["high"])
    assert (level.value, level.low, level.high) == pytest.approx(known, abs=5e-5)
    assert found.dispersion == pytest.approx(case["dispersion"], abs=5e-5)
    assert (level.n_before, level.n_after, level.counted) == (36, 23, "months")


def test_the_change_of_slope_after_the_ban_comes_out_as_before(sicily):
    """The tutorial's additional model: 1.001, 0.998 to 1.005 a month."""
    found = interrupted(sicily, begins_on=BAN, design=Design(has_slope=True))
    slope = found.slope
    assert (slope.value, slope.low, slope.high) == pytest.approx(
        (1.001, 0.998, 1.005), abs=5e-4
    )


def test_five_years_of_months_have_seasons_without_being_asked(sicily):
    usual = interrupted(sicily, begins_on=BAN)
    asked = interrupted(sicily, begins_on=BAN, design=Design(harmonics=2))
    assert usual.level == asked.level
    assert "2 pairs of harmonics" in usual.method


def test_counts_may_be_plain_whole_numbers(sicily):
    plain = CountSeries(sicily.first_date, SICILY["events"], SICILY["population"])
    ours, theirs = (interrupted(s, begins_on=BAN).level for s in (sicily, plain))
    assert ours == theirs


def test_less_than_two_years_have_no_seasons():
    series = CountSeries(months(20), np.linspace(90.0, 110.0, 20))
    found = interrupted(series, begins_on=series.first_date[12])
    assert "harmonics" not in found.method


def test_residuals_that_are_alike_are_said_to_make_the_interval_too_narrow():
    waves = 100 * np.exp(0.2 * np.sin(np.arange(20) / 2))
    found = interrupted(CountSeries(months(20), waves), begins_on=months(20)[12])
    assert found.autocorrelation > 0.4
    assert "too narrow" in found.notes[0]


def test_guarded_errors_are_never_narrower_than_the_others(sicily):
    widths = {}
    for errors in ("plain", "hac", "guarded"):
        design = Design(errors=errors)
        level = interrupted(sicily, begins_on=BAN, design=design).level
        widths[errors] = level.high / level.low
    assert widths["guarded"] == max(widths.values())


def test_doubling_exposure_and_count_changes_no_ratio(sicily):
    doubled = replace(sicily, exposure=2 * sicily.exposure)
    ours, theirs = (interrupted(s, begins_on=BAN).level for s in (sicily, doubled))
    assert theirs.value == pytest.approx(ours.value, rel=1e-9)


def test_a_step_of_means_is_found_beyond_trend_and_season():
    generator = np.random.default_rng(5)
    number = np.arange(48)
    value = 40 + 0.1 * number + 3 * np.sin(2 * np.pi * number / 12)
    value = value + 6.0 * (number >= 30) + generator.normal(0, 0.8, 48)
    series = MeanSeries(months(48), value, np.full(48, 200))
    found = interrupted(series, begins_on=months(48)[30])
    assert found.level.low < 6.0 < found.level.high
    assert found.level.is_real
    assert found.level.n_after == 18 * 200


def test_months_without_five_answers_are_left_out_and_said():
    answers = [Counts.of([10, 8, 3], n=[30, 20, 10])] * 20
    answers[4] = Counts.of([10, 3], n=[3, 1])
    varied = [
        Counts.of([10, 8, 3], n=[30 + i % 3, 20, 10]) if i != 4 else counts
        for i, counts in enumerate(answers)
    ]
    series = measured(
        list(zip(months(20), varied, strict=True)),
        metric=metric("nps"),
        scale=Scale.parse("nps_0_10"),
        grain="month",
    )
    found = interrupted(series, begins_on=months(20)[12])
    assert found.notes == ("1 months below 5 answers are left out",)
    assert found.level.is_real is False


def test_a_month_it_began_in_the_middle_of_belongs_to_neither_side():
    count = np.array([100.0, 101, 99, 100, 102, 98, 100, 99, 101, 70, 40, 41, 39, 40])
    middle = months(14)[9].replace(day=15)
    found = interrupted(CountSeries(months(14), count), begins_on=middle)
    assert found.notes == ("the month in which it began is left out",)
    assert found.level.value == pytest.approx(0.4, abs=0.01)
    assert (found.level.n_before, found.level.n_after) == (9, 4)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (5, "5 months before it began, needs 8"),
        (18, "2 months since it began, needs 3"),
    ],
)
def test_too_short_a_time_is_unknown_with_its_reason(place, reason):
    series = CountSeries(months(20), np.full(20, 50.0))
    found = interrupted(series, begins_on=series.first_date[place])
    assert found.level.value is None
    assert found.level.unknown == reason


@pytest.mark.parametrize("since", [0.0, 20.0])
def test_nothing_counted_before_has_no_ratio(since):
    count = np.array([0.0] * 12 + [since] * 8)
    found = interrupted(CountSeries(months(20), count), begins_on=months(20)[12])
    assert (
        found.level.unknown == "nothing happened before it began, so there is no ratio"
    )


def test_nothing_counted_since_is_a_ratio_of_0_with_an_upper_end():
    """Of about 160 expected none came: 3.69 of 160 (Garwood) are not ruled out."""
    count = np.array([21.0, 17, 24, 16, 20, 23, 18, 22, 19, 21, 16, 23] + [0.0] * 8)
    series = CountSeries(months(20), count)
    plain = Design(errors="plain")
    found = interrupted(series, begins_on=months(20)[12], design=plain)
    level = found.level
    assert (level.value, level.low) == (0, 0)
    assert 3.69 / 160 < level.high < 1.3 * 3.69 / 160
    assert level.p < 1e-6
    assert (level.n_before, level.n_after, level.counted) == (12, 8, "months")
    assert found.notes[-1].startswith("nothing happened since it began")


def test_counts_that_vary_more_rule_out_less():
    steady = np.array([20.0, 19, 21] * 8 + [0.0] * 6)
    varying = np.array([2.0, 38, 10, 30] * 6 + [0.0] * 6)
    ends = [
        interrupted(CountSeries(months(30), count), begins_on=months(30)[24]).level.high
        for count in (steady, varying)
    ]
    assert ends[1] > 3 * ends[0]


def test_where_few_came_anyway_none_at_all_tells_nothing():
    count = np.array([1.0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0] * 2 + [0.0] * 6)
    found = interrupted(CountSeries(months(30), count), begins_on=months(30)[24])
    assert found.level.is_real is False
    assert found.level.high > 1


@pytest.mark.parametrize("count", [[30.0] + [0.0] * 23, [0.0] * 23 + [30.0]])
def test_what_was_counted_in_one_month_only_carries_no_trend(count):
    found = interrupted(
        CountSeries(months(30), np.array(count + [0.0] * 6)), begins_on=months(30)[24]
    )
    assert found.level.is_real is False
    assert "harmonics" not in found.method


def test_where_nothing_was_counted_since_there_is_no_slope():
    count = np.array([20.0, 19, 21] * 8 + [0.0] * 6)
    series, design = CountSeries(months(30), count), Design(has_slope=True)
    found = interrupted(series, begins_on=months(30)[24], design=design)
    assert found.slope.unknown == "nothing happened since it began, so it has no slope"


def test_no_month_with_five_answers_is_unknown():
    series = MeanSeries(months(20), np.full(20, np.nan), np.full(20, 2))
    found = interrupted(series, begins_on=months(20)[12])
    assert found.level.unknown == "no month has 5 answers"


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        (
            lambda: CountSeries(months(2), np.ones(2), grain="day"),
            "weekends would be seen as changes",
        ),
        (lambda: CountSeries(months(2), np.ones(3)), "one value for each"),
        (lambda: CountSeries(months(2)[::-1], np.ones(2)), "oldest first"),
        (lambda: CountSeries(months(2), -np.ones(2)), "never below 0"),
        (
            lambda: CountSeries(months(2), np.ones(2), np.array([1.0, 0.0])),
            "nothing could have happened in 2023-02-01",
        ),
        (lambda: MeanSeries((), np.ones(0), np.ones(0, dtype=int)), "one value"),
    ],
)
def test_a_series_that_is_none_is_refused(series, sentence):
    with pytest.raises(QuestionError, match=sentence):
        series()


@pytest.mark.parametrize(
    ("grain", "step", "n"), [("week", 7, 130), ("quarter", 91.32, 16)]
)
def test_weeks_and_quarters_have_seasons_too(grain, step, n):
    dates = [date.fromordinal(737790 + int(i * step)) for i in range(n)]
    if grain == "quarter":
        dates = [date(2020 + i // 4, 3 * (i % 4) + 1, 1) for i in range(n)]
    turn = np.arange(n) / (365.25 / 7 if grain == "week" else 4)
    value = 50 + 5 * np.sin(2 * np.pi * turn) + np.random.default_rng(1).normal(0, 1, n)
    series = MeanSeries(tuple(dates), value, np.full(n, 100), grain)
    found = interrupted(series, begins_on=dates[int(n * 0.7)])
    assert "harmonics" in found.method
    assert abs(found.level.value) < 4

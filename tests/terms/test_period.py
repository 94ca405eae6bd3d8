"""Periods: what lies inside, what came before, what no calendar has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stik.errors import QuestionError
from stik.terms.inquiry import Inquiry
from stik.terms.period import (
    GRAINS,
    PRECISIONS,
    Period,
    named_days,
    period_before,
    period_begin,
    period_label,
    period_year_before,
)

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def named(first: str | None, last: str | None) -> Period:
    return Period.named(first=first, last=last)


@pytest.mark.parametrize(
    ("first", "last", "n_days"),
    [("2016", "2016", 366), ("2016", "2017-05", 366 + 151), ("2017-05-31",) * 2 + (1,)],
)
def test_both_named_ends_are_included_whole(first, last, n_days):
    period = named(first, last)
    assert (period.end_date - period.first_date).days == n_days


@pytest.mark.parametrize(
    ("first", "last", "year_before"),
    [
        ("2016-02-01", "2016-02-28", "2015-02-01 to 2015-02-28"),
        ("2016-02-01", "2016-02-29", "2015-02-01 to 2015-02-28"),
        ("2017-02", "2017-02", "2016-02-01 to 2016-02-29"),
        ("2017-03-10", "2017-06-15", "2016-03-10 to 2016-06-15"),
        ("2017", "2017", "2016-01-01 to 2016-12-31"),
    ],
)
def test_a_year_before_are_the_same_days_and_whole_months_stay_whole(
    first, last, year_before
):
    assert str(named(first, last).year_before()) == year_before


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2017-03", "2017-05", "2016-12-01 to 2017-02-28"),
        ("2017-03-10", "2017-03-16", "2017-03-03 to 2017-03-09"),
        ("2017", "2017", "2016-01-01 to 2016-12-31"),
    ],
)
def test_the_period_before_is_as_long_and_ends_where_this_begins(first, last, before):
    assert str(named(first, last).before()) == before


@pytest.mark.parametrize("name", ["9999", "0001", "2017-13", "2017-02-30", "soon", ""])
def test_what_no_calendar_has_is_told_as_no_date(name):
    with pytest.raises(QuestionError, match="is no date; write a year"):
        named_days(name)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(QuestionError, match="swap them"):
        named("2017", "2016")


def test_a_period_longer_than_the_calendar_has_none_before():
    with pytest.raises(QuestionError, match="too long"):
        named("1000", "9000").before()


def stands_for(day: date, precision: str) -> tuple[date, date]:
    """Return the first and last day that a date of this precision stands for."""
    grain = precision if precision in GRAINS else "day"
    first = last = period_begin(day, grain=grain)
    while period_begin(last + timedelta(days=1), grain=grain) == first:
        last += timedelta(days=1)
    return first, last


def holds(period: Period, day: date) -> bool:
    return (period.first_date is None or period.first_date <= day) and (
        period.end_date is None or day < period.end_date
    )


@given(
    day=DAYS,
    precision=st.sampled_from(PRECISIONS),
    first=st.none() | DAYS,
    last=st.none() | DAYS,
)
def test_a_coarse_date_is_inside_when_all_its_days_are(day, precision, first, last):
    period = Period(first, last)
    if period.is_backwards:
        return
    days = [holds(period, each) for each in _each_day(*stands_for(day, precision))]
    assert holds(period.inside(precision=precision), day) == all(days)
    assert holds(period.touching(precision=precision), day) >= any(days)


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@given(day=DAYS, grain=st.sampled_from(GRAINS))
def test_the_period_before_ends_the_day_before(day, grain):
    first = period_begin(day, grain=grain)
    before = period_before(first, grain=grain)
    assert period_begin(first - timedelta(days=1), grain=grain) == before


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2020, 12, 28), "2020-W53"),
        (date(2021, 1, 4), "2021-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_weeks_at_the_end_of_a_year_are_named_as_iso_does(day, label):
    assert period_label(day, grain="week") == label


def test_a_week_is_held_against_the_one_52_weeks_before():
    before = period_year_before(date(2021, 1, 4), grain="week")
    assert period_label(before, grain="week") == "2020-W02"


def test_one_question_has_one_grain_of_time():
    with pytest.raises(QuestionError, match="year and month at once"):
        Inquiry("nps", by=("year", "month"))


def test_time_is_filtered_by_its_ends():
    with pytest.raises(QuestionError, match="--from and --to"):
        Inquiry("nps", where={"year": ("2017",)})


def test_a_group_named_twice_is_one():
    assert Inquiry("nps", by=("unit", "unit")).by == ("unit",)

"""Which days of an earlier period match some days of a later one."""

import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stik.insights import running
from stik.insights.running import both_in, same_days
from stik.terms.period import (
    Period,
    period_after,
    period_before,
    period_begin,
    period_year_before,
)


def test_the_examples_hold():
    assert doctest.testmod(running).failed == 0


@given(
    day=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    n=st.integers(1, 400),
    grain=st.sampled_from(["year", "quarter", "month", "week"]),
    earlier=st.sampled_from([period_before, period_year_before]),
)
def test_as_many_days_lie_inside_the_earlier_period(day, n, grain, earlier):
    whole = _period(period_begin(day, grain=grain), grain)
    within = _period(earlier(whole.first_date, grain=grain), grain)
    days = both_in(whole, Period(day, day + timedelta(days=n)))
    found = same_days(days, of=whole, within=within)
    assert both_in(found, within) == found
    lacking = _n(days) - _n(found)
    assert lacking <= max(1, _n(whole) - _n(within)), "but a 29 February or shorter"


def _period(begun: date, grain: str) -> Period:
    return Period(begun, period_after(begun, grain=grain))


def _n(period: Period) -> int:
    return (period.end_date - period.first_date).days

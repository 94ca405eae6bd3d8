"""Axes and positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stik.report.charts.axis import axis
from stik.report.charts.trend import Labels, Place, spread, trend_chart
from stik.terms.estimate import Estimate

numbers = st.lists(
    st.floats(-1000, 1000).map(lambda number: round(number, 3)), min_size=1, max_size=9
)


@given(numbers)
def test_an_axis_holds_every_value_between_its_ends(values):
    across = axis(values)
    assert across.low <= min(values)
    assert across.high >= max(values)
    assert 2 <= len(across.ticks) <= 8
    assert all(0 <= across.position(tick) <= 100 for tick in across.ticks)


def test_ticks_are_round():
    assert axis([3.88, 4.07], ends=(1, 5)).ticks == (3.85, 3.9, 3.95, 4.0, 4.05, 4.1)


def test_an_axis_is_cut_at_the_ends_of_the_scale():
    across = axis([4.2, 4.99], ends=(1, 5))
    assert across.high == 5
    assert across.ticks[-1] == 5


def test_a_value_beyond_the_axis_stays_on_its_edge():
    assert axis([0.0, 10.0]).position(99) == 100


@pytest.mark.parametrize("values", [[], [3.0], [0.0, 0.0]])
def test_nothing_or_one_value_still_makes_an_axis(values):
    across = axis(values)
    assert across.low < across.high


def chart(n: int, label: str) -> str:
    estimate = Estimate(3.0, 2.9, 3.1, 400)
    places = [
        Place(x, f"{label}{index}", estimate, "3.00", "3.00")
        for index, x in enumerate(spread(n))
    ]
    labels = Labels(lambda ticks: [str(tick) for tick in ticks], "summary")
    return trend_chart(places, labels=labels, ends=(1, 5))


@pytest.mark.parametrize("n", [2, 8, 20, 52, 96, 400])
def test_names_of_periods_never_outgrow_their_chart(n):
    drawn = chart(n, "September 20")
    periods = drawn.split('class="periods"')[1]
    named = periods.count("<text")
    always = named - periods.count("tick wide")
    assert 1 <= named <= 12
    assert 1 <= always <= 3


def test_the_latest_period_is_always_named():
    assert "month 95<" in chart(96, "month ")


def test_a_thin_period_does_not_stretch_the_axis():
    firm, thin = Estimate(3.0, 2.9, 3.1, 400), Estimate(3.0, 1.2, 4.8, 9)
    places = [
        Place(25.0, "2024", firm, "3.00", ""),
        Place(75.0, "2025", thin, "3.00", ""),
    ]
    shown: list[float] = []

    def ticks(values):
        shown.extend(values)
        return [str(value) for value in values]

    trend_chart(places, labels=Labels(ticks, "summary"), ends=(1, 5))
    assert min(shown) >= 2.8
    assert max(shown) <= 3.2

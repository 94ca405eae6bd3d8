"""A forecast says where a metric goes, and how unsure that is."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from stik.insights.goals.forecast import Forecast, Sarimax, forecast, forecast_by

AIR = tomllib.loads(
    (Path(__file__).parent / "cases/air_passengers.toml").read_text(encoding="utf-8")
)


def test_the_airline_passengers_have_the_published_aic():
    found = forecast_by(
        Sarimax((2, 1, 1), (0, 1, 0), 12), AIR["passengers"], periods_ahead=12
    )
    assert found.aic == pytest.approx(AIR["aic"], abs=5e-4)
    assert found.low < found.value < found.high


def test_seasons_are_forecast_from_three_years_on():
    thousands = AIR["passengers"]
    with_seasons = forecast(thousands[:36], periods_ahead=7, season=12)
    assert "seasons" in with_seasons.model
    assert with_seasons.low < thousands[42] < with_seasons.high
    assert "seasons" not in forecast(thousands[:35], periods_ahead=7, season=12).model


def test_errors_grow_with_the_distance_where_the_level_drifts():
    drifting = np.cumsum(np.random.default_rng(2).normal(0, 2, 40)).tolist()
    near, far = (forecast(drifting, periods_ahead=h) for h in (1, 8))
    assert far.error > 1.5 * near.error


def test_the_error_of_a_drifting_level_is_that_of_the_textbook():
    """Hyndman et al. (2008), table 6.1: the variance h ahead is σ²(1 + α²(h - 1))."""
    drifting = np.cumsum(np.random.default_rng(2).normal(0, 2, 40)).tolist()
    one, two, three = (forecast(drifting, periods_ahead=h).error for h in (1, 2, 3))
    assert one**2 + three**2 == pytest.approx(2 * two**2)


def test_up_and_down_are_all_there_is():
    found = Forecast(40.0, 5.0, 10)
    up = found.probability(43.0, direction="up")
    down = found.probability(43.0, direction="down")
    assert up + down == pytest.approx(1)
    assert up < 0.5


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([40.0] * 12, "it never varied, so its error is unknown"),
        ([40.0, 41.0] * 3, "6 periods, a forecast needs 8"),
        ([], "0 periods, a forecast needs 8"),
    ],
)
def test_what_cannot_be_forecast_is_unknown(values, reason):
    found = forecast(values, periods_ahead=1)
    assert found.unknown == reason
    assert found.low is found.high is found.probability(3.0, direction="up") is None


def test_a_forecast_without_error_is_certain():
    assert Forecast(40.0, 0.0).probability(40.0, direction="up") == 1.0
    assert Forecast(40.0, 0.0).probability(41.0, direction="up") == 0.0


def held(n, *, drift, ahead, rounds):
    """Return how often the interval of a forecast holds what then comes."""
    generator, count = np.random.default_rng(n + ahead), 0
    for _ in range(rounds):
        level = 40 + np.cumsum(generator.normal(0, drift, n + ahead))
        value = level + generator.normal(0, 2, n + ahead)
        found = forecast(value[:n].tolist(), periods_ahead=ahead)
        count += found.low <= value[-1] <= found.high
    return count / rounds


def test_the_interval_holds_what_comes():
    assert held(12, drift=0.5, ahead=2, rounds=50) >= 0.86


@pytest.mark.soak
@pytest.mark.parametrize("n", [8, 12, 20])
@pytest.mark.parametrize("drift", [0, 1])
@pytest.mark.parametrize("ahead", [1, 4])
def test_the_interval_keeps_its_table(n, drift, ahead):
    assert held(n, drift=drift, ahead=ahead, rounds=200) >= 0.88

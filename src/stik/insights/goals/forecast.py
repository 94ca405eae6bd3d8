"""Forecast: where a metric goes if it goes on as it did, and how sure that is."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf, isinf, sqrt
from typing import Any

import numpy as np

from stik.metrics.intervals import Z_95, p_above, p_t_two_sided, t_95
from stik.terms.counts import Floats

PERIODS_NEEDED = 8
"""Fewer periods than these say nothing about the next."""

CYCLES_FOR_SEASONS = 3
"""Seasons are forecast from so many whole years on."""


@dataclass(frozen=True)
class Forecast:
    """What a metric will measure some periods ahead.

    `error` is the standard error of that measured value; both are None exactly when
    `unknown` says why. `degrees` are the degrees of freedom of Student's t; `model`
    names what was fitted, `aic` how well.
    """

    value: float | None
    error: float | None
    degrees: float = inf
    model: str = ""
    aic: float | None = None
    unknown: str | None = None

    @property
    def low(self) -> float | None:
        """Return the lower end of the 95 % interval."""
        return self._end(-1.0)

    @property
    def high(self) -> float | None:
        """Return the upper end of the 95 % interval."""
        return self._end(1.0)

    def _end(self, sign: float) -> float | None:
        if self.value is None or self.error is None:
            return None
        quantile = Z_95 if isinf(self.degrees) else t_95(self.degrees)
        return self.value + sign * quantile * self.error

    def probability(self, target: float, *, direction: str) -> float | None:
        """Return how likely the value is at least (up) or at most (down) the target.

        >>> Forecast(40.0, 5.0).probability(40.0, direction="up")
        0.5
        """
        if self.value is None or self.error is None:
            return None
        ahead = target - self.value if direction == "up" else self.value - target
        if self.error == 0:
            return 1.0 if ahead <= 0 else 0.0
        if isinf(self.degrees):
            return p_above(ahead / self.error)
        beyond = p_t_two_sided(ahead / self.error, degrees=self.degrees) / 2
        return beyond if ahead > 0 else 1 - beyond


@dataclass(frozen=True)
class Sarimax:
    """The orders of a seasonal ARIMA model; a season is so many periods long."""

    order: tuple[int, int, int]
    seasonal: tuple[int, int, int] = (0, 0, 0)
    season: int = 0


def forecast(
    values: Sequence[float], *, periods_ahead: int, season: int = 0
) -> Forecast:
    """Return the forecast by exponential smoothing, the best of four by AICc.

    The four: a level that drifts, with or without a damped trend, with or without
    seasons; those only from three whole `season`s on. The error is corrected for the
    number of values. Unknown below 8 values.

    Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential
    Smoothing.

    Examples
    --------
    >>> steady = [40.0, 41, 39, 40, 42, 38, 40, 41, 39, 40]
    >>> ahead = forecast(steady, periods_ahead=2)
    >>> round(ahead.value), ahead.model
    (40, 'ETS: level')
    """
    known = np.asarray(values, dtype=np.float64)
    if len(known) < PERIODS_NEEDED:
        reason = f"{len(known)} periods, a forecast needs {PERIODS_NEEDED}"
        return Forecast(None, None, unknown=reason)
    if known.min() == known.max():
        return Forecast(None, None, unknown="it never varied, so its error is unknown")
    has_seasons = season > 1 and len(known) >= CYCLES_FOR_SEASONS * season
    fits = [
        _smoothed(known, has_trend=has_trend, season=length)
        for has_trend in (False, True)
        for length in ((0, season) if has_seasons else (0,))
    ]
    best = min(fits, key=lambda fit: float(fit.aicc))
    return _ahead(best, periods_ahead, len(known))


def forecast_by(
    model: Sarimax, values: Sequence[float], *, periods_ahead: int
) -> Forecast:
    """Return the forecast of one given seasonal ARIMA model.

    Source: Box, Jenkins and Reinsel (1994), Time Series Analysis.
    """
    # It takes a second, which no other question need pay.
    from statsmodels.tsa.statespace.sarimax import SARIMAX  # noqa: PLC0415

    with _quiet():
        fit = SARIMAX(
            np.asarray(values, dtype=np.float64),
            order=model.order,
            seasonal_order=(*model.seasonal, model.season),
        ).fit(disp=0)
        ahead = fit.get_forecast(periods_ahead)
    name = "ARIMA {},{},{}".format(*model.order)
    if model.season:
        name += " with {},{},{} of ".format(*model.seasonal) + str(model.season)
    value, error = ahead.predicted_mean[-1], ahead.se_mean[-1]
    return Forecast(float(value), float(error), inf, name, float(fit.aic))


def _smoothed(known: Floats, *, has_trend: bool, season: int) -> Any:  # noqa: ANN401 - no types
    """Return a fitted model of additive exponential smoothing."""
    # It takes a second, which no other question need pay.
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # noqa: PLC0415

    with _quiet():
        return ETSModel(
            known,
            trend="add" if has_trend else None,
            damped_trend=has_trend,
            seasonal="add" if season else None,
            seasonal_periods=season or None,
        ).fit(disp=False)


def _ahead(fit: Any, periods_ahead: int, n: int) -> Forecast:  # noqa: ANN401 - no types
    """Return the last of so many periods ahead.

    Variance: Hyndman et al. (2008), table 6.1, from residuals over n less parameters.
    """
    parts = ["level"]
    parts += ["damped trend"] if fit.model.trend else []
    parts += ["seasons"] if fit.model.seasonal else []
    residual = np.asarray(fit.resid)
    degrees = max(n - len(fit.params), 1)
    noise = float(residual @ residual) / degrees
    carried = sum(_carried(fit, step) ** 2 for step in range(1, periods_ahead))
    return Forecast(
        float(np.asarray(fit.forecast(periods_ahead))[-1]),
        sqrt(noise * (1 + carried)),
        degrees,
        f"ETS: {', '.join(parts)}",
        float(fit.aic),
    )


def _carried(fit: Any, step: int) -> float:  # noqa: ANN401 - no types
    """Return what of a surprise is still there so many periods later."""
    carried = float(fit.smoothing_level)
    if fit.model.trend:
        damping = float(fit.damping_trend)
        carried += float(fit.smoothing_trend) * sum(
            damping**i for i in range(1, step + 1)
        )
    if fit.model.seasonal and step % fit.model.seasonal_periods == 0:
        carried += float(fit.smoothing_seasonal)
    return carried


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave warnings of a search out: its result is judged by AIC and simulation."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield

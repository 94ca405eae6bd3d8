"""Limits: where the values of a consistent process stay, made of a baseline.

One kernel makes them all. A value of size s has the standard deviation k · √(v / s)
round its centre, where v is the variance of one answer and k is Laney's sigma z:

======================  ===========================  ==========================
chart                   v, and size                  k
======================  ===========================  ==========================
`xmr`                   1, of each period 1          mean moving range ÷ 1.128
`i_prime`               1, n                         normalised moving range
`p`, `u`, `mean`        of the pooled answers, n     1: sampling alone
`p_prime`, `u_prime`,   of the pooled answers, n     moving range of z ÷ 1.128
`mean_prime`
======================  ===========================  ==========================

The variance of one answer is p(1 - p) for shares, the centre itself for events
(Poisson), and that of the answers for means; an NPS is the mean of answers that count
100, 0 and -100, so its variance is the multinomial one.

Source: Shewhart (1931); Laney (2002), Improved Control Charts for Attributes, Quality
Engineering 14(4):531-537; Taylor (2017), Normalized Individuals (IN) Control Chart.
"""

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from stik.errors import QuestionError
from stik.insights.consistency.plan import (
    FEWEST_IN_BASELINE,
    SETTLED_BASELINE,
    ChartKind,
)
from stik.insights.consistency.readings import ANYWHERE, Ends, ReadingKind
from stik.insights.consistency.series import Series
from stik.terms.counts import Floats

MEAN_RANGE_OF_TWO = 1.128
"""Mean range of two normal values, in standard deviations (d2), as published."""

SIGMAS = 3.0
N_LARGE = 100
"""From so many answers (or events) a period, spread between periods counts too."""

SAMPLING: dict[ReadingKind, ChartKind] = {"share": "p", "count": "u", "mean": "mean"}
BETWEEN: dict[ReadingKind, ChartKind] = {
    "share": "p_prime",
    "count": "u_prime",
    "mean": "mean_prime",
}
NO_SPREAD = "all periods have the same value, so their spread is unknown"
NO_SPREAD_BUT_SEASONS = (
    "all periods are as in earlier years, so their spread is unknown"
)


@dataclass(frozen=True)
class Limits:
    """How values of one phase spread while nothing changes.

    `sigma` is the standard deviation of a value of size 1, `size` the median size of
    the baseline, `sigma_z` how many times sampling alone the values spread (None where
    that is not known) and `moving_range` the mean difference of neighbours (of an XmR
    chart alone). `centre` is the mean of
    the baseline; on a seasonal chart each period has its own. `ends` are the lowest and
    the highest value possible: limits are drawn no farther.
    """

    kind: ChartKind
    centre: float
    sigma: float
    n_baseline: int
    size: float
    sigma_z: float | None = None
    moving_range: float | None = None
    is_seasonal: bool = False
    ends: Ends = ANYWHERE

    @property
    def is_provisional(self) -> bool:
        """Return whether they are made of fewer than 20 periods."""
        return self.n_baseline < SETTLED_BASELINE

    @property
    def is_of_sampling(self) -> bool:
        """Return whether the spread is that of sampling alone."""
        return self.kind in SAMPLING.values()

    def centres(self, series: Series) -> Floats:
        """Return what to expect of each reading."""
        if self.is_seasonal and series.expected is not None:
            return series.expected
        return np.full(len(series), self.centre)

    def spreads(self, series: Series) -> Floats:
        """Return the standard deviation of each reading round its centre."""
        return self.sigma / np.sqrt(series.size)

    def bounds(self, series: Series) -> tuple[Floats, Floats]:
        """Return the lower and the upper limit of each reading, within the ends."""
        centre, half = self.centres(series), SIGMAS * self.spreads(series)
        low = -np.inf if self.ends[0] is None else self.ends[0]
        high = np.inf if self.ends[1] is None else self.ends[1]
        return np.maximum(centre - half, low), np.minimum(centre + half, high)

    def standardised(self, series: Series) -> Floats:
        """Return how many standard deviations each reading lies from its centre."""
        return (series.value - self.centres(series)) / self.spreads(series)


def kind_for(reading: ReadingKind, series: Series) -> ChartKind:
    """Return the chart that suits readings of this kind, by their n.

    Shares, events and means spread by sampling alone while periods are small. From
    100 answers (for events: 100 events) in the median period, spread between the
    periods counts too, and Laney's chart is taken where it comes out larger than
    sampling alone. Values of which only n is known have the normalised chart of
    individuals, values without n the XmR chart.
    """
    if reading == "value":
        return "xmr" if bool(np.all(series.size == 1)) else "i_prime"
    sampling, between = SAMPLING[reading], BETWEEN[reading]
    typical = series.size * series.value if reading == "count" else series.size
    if float(np.median(typical)) < N_LARGE:
        return sampling
    sigma_z = _sigma_z(series, _variance(sampling, series))
    return between if sigma_z > 1 else sampling


def check_kind(kind: ChartKind, reading: ReadingKind) -> None:
    """Do nothing, or refuse a chart that such readings cannot be drawn on.

    Raises
    ------
    QuestionError
        Naming the charts that can.
    """
    fitting = {"xmr", "i_prime", SAMPLING.get(reading), BETWEEN.get(reading)} - {None}
    if kind not in fitting:
        names = ", ".join(sorted(map(str, fitting)))
        raise QuestionError(
            f"a '{kind}' chart cannot be made of a {reading}; choose from {names}."
        )


def limits_of(baseline: Series, kind: ChartKind) -> Limits | str:
    """Return the limits that a baseline gives, or why they are unknown.

    Examples
    --------
    >>> flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    >>> one = np.ones(10)
    >>> made = limits_of(Series(tuple("abcdefghij"), np.array(flow), one, one), "xmr")
    >>> round(made.centre, 2), round(made.moving_range, 6), round(made.sigma, 6)
    (50.81, 1.877778, 1.664697)
    """
    if len(baseline) < FEWEST_IN_BASELINE:
        return f"{len(baseline)} periods to make limits of, needs {FEWEST_IN_BASELINE}"
    variance = _variance(kind, baseline)
    if variance <= 0:
        return NO_SPREAD
    if kind == "i_prime":
        sigma_z = _normalised_moving_range(baseline)
    else:
        sigma_z = _sigma_z(baseline, variance)
    times_sampling = 1.0 if kind in SAMPLING.values() else sigma_z
    if times_sampling <= 0:
        return NO_SPREAD if baseline.expected is None else NO_SPREAD_BUT_SEASONS
    has_sampling = kind not in ("xmr", "i_prime")
    return Limits(
        kind,
        baseline.centre,
        times_sampling * sqrt(variance),
        len(baseline),
        float(np.median(baseline.size)),
        sigma_z if has_sampling else None,
        sigma_z * MEAN_RANGE_OF_TWO if kind == "xmr" else None,
        is_seasonal=baseline.expected is not None,
    )


def _residual(series: Series) -> Floats:
    expected = series.centre if series.expected is None else series.expected
    residual: Floats = series.value - expected
    return residual


def _variance(kind: ChartKind, series: Series) -> float:
    """Return the variance of one answer over the whole baseline."""
    if kind in ("xmr", "i_prime"):
        return 1.0
    if kind in ("u", "u_prime"):
        return series.centre
    within = series.variance
    if series.expected is None:
        within = within + _residual(series) ** 2
    return float(series.size @ within) / float(series.size.sum())


def _sigma_z(series: Series, variance: float) -> float:
    """Return the spread of the standardised values by their moving range."""
    if variance <= 0:
        return 0.0
    z = _residual(series) * np.sqrt(series.size / variance)
    return float(np.abs(np.diff(z)).mean()) / MEAN_RANGE_OF_TWO


def _normalised_moving_range(series: Series) -> float:
    """Return the standard deviation of a value of size 1 by Taylor's moving range."""
    steps = np.abs(np.diff(_residual(series)))
    spread = np.sqrt(1 / series.size[1:] + 1 / series.size[:-1])
    return sqrt(pi / 2) * float((steps / spread).mean())

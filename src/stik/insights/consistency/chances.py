"""Chances: how probable a point or a signal is while nothing changes."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from types import ModuleType

import numpy as np

from stik.insights.consistency.limits import SIGMAS, Limits
from stik.insights.consistency.rules import rule
from stik.insights.consistency.series import Series
from stik.metrics.intervals import p_t_two_sided, p_two_sided
from stik.terms.counts import Floats

RANGE_DEGREES = 0.62
"""Degrees of freedom that each moving range adds to a standard deviation.

Source: Wheeler (1995), Advanced Topics in Statistical Process Control, on the
effective degrees of freedom of an average moving range; checked by simulation.
"""

QUADRATURE_POINTS = 20


def degrees_of(limits: Limits) -> float | None:
    """Return the degrees of freedom of the spread, None where sampling gives it."""
    if limits.is_of_sampling:
        return None
    return RANGE_DEGREES * (limits.n_baseline - 1)


def point_chance(limits: Limits, series: Series, index: int) -> float:
    """Return how probable a value at least as far from its centre is.

    Exact for shares and events whose spread is that of sampling: binomial and Poisson,
    twice the smaller tail. Otherwise normal, or Student's t where the spread comes
    from moving ranges.
    """
    exact = None if limits.is_seasonal else _exact_tail(limits, series, index)
    if exact is not None:
        return min(2 * exact, 1.0)
    z = float(limits.standardised(series)[index])
    degrees = degrees_of(limits)
    return p_two_sided(z) if degrees is None else p_t_two_sided(z, degrees=degrees)


def false_signals(limits: Limits, number: int) -> float:
    """Return how many false signals a rule starts in a period to come.

    Limits made of few periods are themselves uncertain, which makes rules 1 and 2
    speak more often; the others are taken as on known limits. A share or a rate is
    taken to come from a period of median size.
    """
    if number == 1:
        return _beyond_limits(limits)
    if number == 2 and not limits.is_seasonal:
        return _same_side(limits)
    return rule(number).new_signals


def _beyond_limits(limits: Limits) -> float:
    """Return how probable a value outside its limits is."""
    degrees = degrees_of(limits)
    if _is_counted(limits):
        return _over_true_centres(limits, _exact_beyond)
    z = SIGMAS if limits.is_seasonal else SIGMAS / (1 + 1 / limits.n_baseline) ** 0.5
    return p_two_sided(z) if degrees is None else p_t_two_sided(z, degrees=degrees)


def _same_side(limits: Limits) -> float:
    """Return how often a run of nine starts."""
    return _over_true_centres(limits, _run_starts)


def _is_counted(limits: Limits) -> bool:
    """Return whether values are counts with a distribution of their own."""
    return limits.kind in ("p", "u") and not limits.is_seasonal


def _over_true_centres(
    limits: Limits, chance: Callable[[Limits, float], float]
) -> float:
    """Return a chance averaged over where the true centre may be.

    It is told by `n_baseline` periods only; `chance` takes it in standard deviations
    of a period from the centre drawn.
    """
    root, weight = np.polynomial.hermite_e.hermegauss(QUADRATURE_POINTS)
    off = (root / limits.n_baseline**0.5).tolist()
    chances = [chance(limits, each) for each in off]
    return float(weight @ chances / weight.sum())


def _run_starts(limits: Limits, off: float) -> float:
    if _is_counted(limits):
        mean = limits.size * limits.centre
        below = _up_to(limits, np.ceil(mean) - 1, off)
        above = 1 - _up_to(limits, np.floor(mean), off)
    else:
        above = float(_special().ndtr(off))
        below = 1 - above
    return float(above**9 * (1 - above) + below**9 * (1 - below))


def _exact_beyond(limits: Limits, off: float) -> float:
    mean, half = limits.size * limits.centre, SIGMAS * limits.sigma * limits.size**0.5
    below = _up_to(limits, np.ceil(mean - half) - 1, off)
    return below + 1 - _up_to(limits, np.floor(mean + half), off)


def _up_to(limits: Limits, events: float, off: float) -> float:
    """Return how probable at most so many events are in a period of median size."""
    centre = max(limits.centre + off * limits.sigma / limits.size**0.5, 0.0)
    if limits.kind == "p":
        return _binomial(events, limits.size, min(centre, 1.0))
    return _poisson(events, limits.size * centre)


def _exact_tail(limits: Limits, series: Series, index: int) -> float | None:
    """Return the smaller tail of a count by its own distribution, None without one."""
    size, value = float(series.size[index]), float(series.value[index])
    events = round(size * value)
    if limits.kind == "p" and size == round(size):
        up_to = _binomial(events, size, limits.centre)
        return min(up_to, 1 - _binomial(events - 1, size, limits.centre))
    if limits.kind == "u":
        mean = size * limits.centre
        return min(_poisson(events, mean), 1 - _poisson(events - 1, mean))
    return None


def _binomial(events: float, n: float, share: float) -> float:
    if events < 0:
        return 0.0
    return float(_special().bdtr(min(events, round(n)), round(n), share))


def _poisson(events: float, mean: float) -> float:
    return 0.0 if events < 0 else float(_special().pdtr(events, mean))


def extreme(z: Floats) -> int:
    """Return which standardised value lies farthest from its centre."""
    return int(np.argmax(np.abs(z)))


@lru_cache(maxsize=1)
def _special() -> ModuleType:
    """Return scipy.special: it costs 0.3 CPU s, which a chart at rest need not pay."""
    return import_module("scipy.special")

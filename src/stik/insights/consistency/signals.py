"""Signals: what on a chart does not look like chance, in parts that can be worded."""

from dataclasses import dataclass

from stik.insights.consistency.chances import extreme, point_chance
from stik.insights.consistency.limits import Limits
from stik.insights.consistency.rules import (
    Direction,
    Episode,
    Rule,
    episodes,
    length_probability,
    rule,
    window_probability,
)
from stik.insights.consistency.series import Series
from stik.metrics.metric import Unit


@dataclass(frozen=True)
class Signal:
    """One pattern that chance seldom makes.

    Every part that a sentence in any language needs is here; `sentence` is the
    English one.

    Parameters
    ----------
    rule, code : int, str
        Which of Nelson's rules, and its name: `beyond_limits`, `same_side`, …
    direction : {"up", "down"} or None
        None for patterns that have none.
    periods : tuple of str
        All periods of the pattern; it holds since the first of them.
    probability : float
        Of such a pattern in so many periods while nothing changes; of `beyond_limits`
        that of its most extreme value.
    value, centre, low, high : float
        Of the period that is farthest off.
    is_provisional : bool
        Whether the limits are made of fewer than 20 periods.
    phase : int
        The place of its phase on the chart, from 0.
    """

    rule: int
    code: str
    direction: Direction | None
    periods: tuple[str, ...]
    probability: float
    value: float
    centre: float
    low: float
    high: float
    is_provisional: bool
    phase: int

    @property
    def first_period(self) -> str:
        """Return since when."""
        return self.periods[0]

    @property
    def last_period(self) -> str:
        """Return the period in which it was last seen."""
        return self.periods[-1]

    @property
    def n_periods(self) -> int:
        """Return how many periods make the pattern."""
        return len(self.periods)


def signals_of(
    series: Series, limits: Limits, *, rules: tuple[int, ...], phase: int
) -> list[Signal]:
    """Return the signals of one phase, in the order in which they were completed."""
    z = limits.standardised(series)
    found = [
        (each.last, number, _signal(series, limits, rule(number), each, phase))
        for number in rules
        for each in episodes(z, rule(number))
    ]
    return [signal for _, _, signal in sorted(found, key=lambda each: each[:2])]


def _signal(
    series: Series, limits: Limits, asked: Rule, seen: Episode, phase: int
) -> Signal:
    where = slice(seen.first, seen.last + 1)
    farthest = seen.first + extreme(limits.standardised(series)[where])
    low, high = limits.bounds(series)
    return Signal(
        asked.number,
        asked.code,
        seen.direction,
        series.periods[where],
        _probability(series, limits, asked, seen, farthest),
        float(series.value[farthest]),
        float(limits.centres(series)[farthest]),
        float(low[farthest]),
        float(high[farthest]),
        limits.is_provisional,
        phase,
    )


def _probability(
    series: Series, limits: Limits, asked: Rule, seen: Episode, farthest: int
) -> float:
    if asked.number == 1:
        return point_chance(limits, series, farthest)
    if asked.needed < asked.points:
        return window_probability(asked)
    return length_probability(asked, length=seen.last - seen.first + 1)


_SENTENCES = {
    "beyond_limits": "{since}: {value} is {side} what chance allows ({low} to {high})",
    "same_side": "{since}: {n} periods in a row {side} {centre}",
    "trend": "{since}: {n} periods in a row, each {step} than the one before",
    "alternating": "{since}: {n} periods in a row, up and down by turns",
    "two_of_three_far": "{since}: 2 of 3 periods far {side} {centre}",
    "four_of_five_off": "{since}: 4 of 5 periods well {side} {centre}",
    "hugging_the_centre": "{since}: {n} periods in a row unusually close to {centre}",
    "avoiding_the_centre": "{since}: {n} periods in a row, none of them near {centre}",
}


def sentence(signal: Signal, *, unit: Unit = "steps") -> str:
    """Return the signal in English: what it is, since when, and how unlikely.

    Examples
    --------
    >>> print(sentence(Signal(2, "same_side", "down", tuple("abcdefghi"), 2 / 2**9,
    ...                       4.02, 4.41, 3.8, 5.0, False, 0)))
    Since a: 9 periods in a row below 4.41. Without a change that has a chance of 0.39%.
    """
    is_up = signal.direction == "up"
    one = signal.n_periods == 1
    said = _SENTENCES[signal.code].format(
        since=f"In {signal.first_period}" if one else f"Since {signal.first_period}",
        n=signal.n_periods,
        side="above" if is_up else "below",
        step="higher" if is_up else "lower",
        value=_written(signal.value, unit),
        centre=_written(signal.centre, unit),
        low=_written(signal.low, unit),
        high=_written(signal.high, unit),
    )
    chance = f"Without a change that has a chance of {_percent(signal.probability)}."
    few = " The limits are provisional." if signal.is_provisional else ""
    return f"{said}. {chance}{few}"


def _written(value: float, unit: Unit) -> str:
    if unit == "share":
        return f"{100 * value:.1f} %"
    return f"{value:+.1f}" if unit == "points" else f"{value:.2f}"


def _percent(probability: float) -> str:
    if probability < 0.0001:
        return "less than 0.01%"
    return f"{100 * probability:.2g}%"

"""Who carries it: which segments or touchpoints a change of the whole comes from.

The whole is the mean of its parts, each weighing by its answers. A part moves it in two
ways: its own value changes (*rate*), or it becomes a larger or smaller part of the
answers (*mix*). Both are taken at the average of before and after, so that all rates
and mixes add up to the change exactly and it does not matter which side is first.

Source: Kitagawa (1955), Components of a Difference Between Two Rates, JASA
50:1168-1194.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stik.insights.comparison import Comparison, judged
from stik.insights.consistency.charts import Chart
from stik.insights.consistency.seasons import season_of
from stik.insights.consistency.signals import Signal
from stik.metrics.metric import Metric
from stik.terms.counts import Counts
from stik.terms.estimate import N_TOO_FEW, Estimate
from stik.terms.scale import Scale

NOBODY = Counts.of([])


@dataclass(frozen=True)
class Windows:
    """The periods of a signal, and those that it is held against."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Carrier:
    """One part's share in the change of the whole.

    `rate` and `mix` are in the metric's unit and add up to `contribution`; `share` is
    the contribution as a share of the whole change (below 0: against it), None where
    the whole did not change. All are None exactly when `unknown` says why. `own` says
    whether the part's own value changed, corrected for the number of parts. Rank 1
    carries most; parts below 30 answers, or against the change, have no rank.
    """

    part: str
    before: Estimate
    after: Estimate
    own: Comparison
    rate: float | None = None
    mix: float | None = None
    share: float | None = None
    rank: int | None = None
    unknown: str | None = None

    @property
    def contribution(self) -> float | None:
        """Return how far this part moved the whole."""
        if self.rate is None or self.mix is None:
            return None
        return self.rate + self.mix


@dataclass(frozen=True)
class Carried:
    """A change of the whole, and its parts: the one that carries most first.

    `rate` and `mix` are the sums over the parts; `remainder` is what parts with too few
    answers to be shown contribute together. The three add up to `change`.
    """

    before: Estimate
    after: Estimate
    change: float
    rate: float
    mix: float
    remainder: float
    parts: tuple[Carrier, ...]


def windows(chart: Chart, signal: Signal) -> Windows:
    """Return which periods to add up to see who carries a signal.

    It is held against the baseline of its phase without the signal's own periods; on a
    seasonal chart against the same seasons of the phase's earlier years, if any.
    """
    phase = chart.phases[signal.phase]
    if phase.limits is not None and phase.limits.is_seasonal:
        seasons = {season_of(each) for each in signal.periods}
        earlier = _usable(
            chart, phase.periods[: phase.periods.index(signal.periods[0])]
        )
        same = tuple(each for each in earlier if season_of(each) in seasons)
        if same:
            return Windows(same, signal.periods)
    others = tuple(each for each in phase.baseline if each not in signal.periods)
    return Windows(others or phase.baseline, signal.periods)


def carriers(
    before: Mapping[str, Counts],
    after: Mapping[str, Counts],
    *,
    metric: Metric,
    scale: Scale,
) -> Carried | None:
    """Return which parts carry the change from before to after.

    The parts must together be the whole: answers that belong to none go in as a part
    of their own. None when the whole has below 5 answers on either side.

    Parameters
    ----------
    before, after : mapping of str to Counts
        The answers of each part, added up over the periods of `windows`.

    Examples
    --------
    Each shop is as good as it was, but the weaker one has more customers now.

    >>> from stik.metrics.registry import metric
    >>> def satisfied(n, of): return Counts.of([5, 1], [n, of - n])
    >>> found = carriers(
    ...     {"city": satisfied(720, 800), "mall": satisfied(120, 200)},
    ...     {"city": satisfied(450, 500), "mall": satisfied(300, 500)},
    ...     metric=metric("csat"), scale=Scale.parse("csat_1_5"))
    >>> round(found.change, 3), round(found.rate, 3), round(found.mix, 3)
    (-0.09, 0.0, -0.09)
    """
    whole = _Whole.of(before, after, metric, scale)
    if whole is None:
        return None
    return _carried(whole, _ranked(whole.parts(before, after), change=whole.change))


@dataclass(frozen=True)
class _Whole:
    """All parts together, before and after."""

    before: Estimate
    after: Estimate
    weights: tuple[float, float]
    metric: Metric
    scale: Scale

    @classmethod
    def of(
        cls,
        before: Mapping[str, Counts],
        after: Mapping[str, Counts],
        metric: Metric,
        scale: Scale,
    ) -> "_Whole | None":
        sides = [_together(list(each.values())) for each in (before, after)]
        first, second = (metric.estimate(each, scale) for each in sides)
        if first.value is None or second.value is None:
            return None
        weights = float(sides[0].weight.sum()), float(sides[1].weight.sum())
        return cls(first, second, weights, metric, scale)

    @property
    def change(self) -> float:
        return (self.after.value or 0.0) - (self.before.value or 0.0)

    @property
    def level(self) -> float:
        """Return the average of the whole before and after."""
        return ((self.after.value or 0.0) + (self.before.value or 0.0)) / 2

    def parts(
        self, before: Mapping[str, Counts], after: Mapping[str, Counts]
    ) -> list[Carrier]:
        """Return what each part contributes, by name."""
        names = sorted({*before, *after})
        sides = [(before.get(each, NOBODY), after.get(each, NOBODY)) for each in names]
        compared = judged(
            [self.metric.difference(last, first, self.scale) for first, last in sides]
        )
        return [
            self.carrier(name, first, last, own)
            for name, (first, last), own in zip(names, sides, compared, strict=True)
        ]

    def carrier(
        self, name: str, before: Counts, after: Counts, own: Comparison
    ) -> Carrier:
        first, second = (
            self.metric.estimate(each, self.scale) for each in (before, after)
        )
        bare = Carrier(name, first, second, own)
        for estimate in (first, second):
            if estimate.value is None and estimate.n > 0:
                return replace(bare, unknown=estimate.unknown)
        value = second.value if first.value is None else first.value
        later = first.value if second.value is None else second.value
        if value is None or later is None:
            return replace(bare, unknown=first.unknown)
        weight = float(before.weight.sum()) / self.weights[0]
        weight_later = float(after.weight.sum()) / self.weights[1]
        rate = (later - value) * (weight + weight_later) / 2
        mix = (weight_later - weight) * ((value + later) / 2 - self.level)
        share = (rate + mix) / self.change if self.change else None
        return replace(bare, rate=rate, mix=mix, share=share)


def _carried(whole: _Whole, parts: tuple[Carrier, ...]) -> Carried:
    rate = sum(each.rate for each in parts if each.rate is not None)
    mix = sum(each.mix for each in parts if each.mix is not None)
    remainder = whole.change - rate - mix
    return Carried(whole.before, whole.after, whole.change, rate, mix, remainder, parts)


def _ranked(parts: Sequence[Carrier], *, change: float) -> tuple[Carrier, ...]:
    """Return the parts that carry most first; those that cannot be told last."""
    direction = -1.0 if change < 0 else 1.0
    known = [each for each in parts if each.contribution is not None]
    known.sort(key=lambda each: -direction * (each.contribution or 0.0))
    placed: list[Carrier] = []
    rank = 0
    for each in known:
        carries = direction * (each.contribution or 0.0) > 0 and change != 0
        if carries and not _has_too_few(each):
            rank += 1
            placed.append(replace(each, rank=rank))
        else:
            placed.append(each)
    return (*placed, *(each for each in parts if each.contribution is None))


def _has_too_few(carrier: Carrier) -> bool:
    """Return whether a side it has answers on has below 30 of them."""
    sides = (carrier.before, carrier.after)
    return any(0 < each.n < N_TOO_FEW for each in sides)


def _together(parts: Sequence[Counts]) -> Counts:
    columns = ("value", "n", "weight", "weight_square")
    added = {
        name: np.concatenate([getattr(each, name) for each in (NOBODY, *parts)])
        for name in columns
    }
    return Counts(**added)


def _usable(chart: Chart, periods: Sequence[str]) -> list[str]:
    """Return the periods that were neither gaps, too few nor exceptional."""
    left_out = ("unknown", "too_few", "exceptional")
    shown = {each.period: each.state for each in chart.points}
    return [each for each in periods if shown[each] not in left_out]

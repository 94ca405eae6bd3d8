"""Mix: two periods compared as if the same kinds of customers had answered in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt
from typing import Literal

import numpy as np

from stik.errors import QuestionError
from stik.metrics.intervals import p_from_interval, wilson
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts, Floats
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN, Estimate
from stik.terms.scale import Scale

Kinds = Mapping[str, Counts]
"""The answers of each kind: of each channel, or of any other dimension."""

Standard = Literal["both", "before", "after"]

MOVED = 0.05
"""Below this part of the answers in another kind, a change of mix is let pass."""

P_MOVED = 0.01

LEFT_OUT_AT_MOST = 0.05
"""Kinds that cannot be compared may make up so much of the standard mix."""


@dataclass(frozen=True)
class MixChange:
    """How the answers moved between kinds.

    `moved` is the part of the answers, 0 to 1, that would have to be in another kind
    for the mixes to be alike (total variation distance); `p` is that of "the mix is
    the same" (chi-square). `widest` is the kind whose part changed most. Both are
    None exactly when `unknown` says why.
    """

    moved: float | None
    p: float | None
    widest: str | None
    n_before: int
    n_after: int
    unknown: str | None = None

    @property
    def is_flagged(self) -> bool:
        """Return whether a plain comparison may mislead: changed, and by enough."""
        if self.moved is None or self.p is None:
            return False
        return self.p < P_MOVED and self.moved >= MOVED


@dataclass(frozen=True)
class KindChange:
    """One kind of answer: its part of each mix, and its own change."""

    name: str
    before: float
    after: float
    standard: float
    difference: Difference


@dataclass(frozen=True)
class MixComparison:
    """After minus before: as it is, and at the same mix.

    `by_mix` is what of the plain difference comes from the mix alone; None where
    either is unknown. `left_out` is the part of the standard mix that is in kinds with
    too few answers on a side.
    """

    plain: Difference
    adjusted: Difference
    mix: MixChange
    kinds: tuple[KindChange, ...]
    left_out: float

    @property
    def by_mix(self) -> float | None:
        """Return the part of the plain difference that the mix alone makes."""
        if self.plain.value is None or self.adjusted.value is None:
            return None
        return self.plain.value - self.adjusted.value

    @property
    def is_reversed(self) -> bool:
        """Return whether all says one thing and its kinds the other (Simpson)."""
        if self.plain.value is None or self.adjusted.value is None:
            return False
        return self.plain.value * self.adjusted.value < 0


def compare_at_same_mix(
    before: Kinds,
    after: Kinds,
    *,
    metric: Metric,
    scale: Scale,
    standard: Standard = "both",
) -> MixComparison:
    """Return how a metric changed, plain and by direct standardisation.

    Each kind is compared with itself; the differences are weighted by the `standard`
    mix: of both periods together, of the one before or the one after. The interval
    combines those of the kinds (Zou and Donner 2008, Statistics in Medicine
    27:1693-1702). Kinds below 5 answers on a side are left out; unknown where they
    make up more than 5 % of the standard.

    Examples
    --------
    Both channels got better, but more answers came from the worse one.

    >>> from stik.metrics.registry import metric
    >>> def said(yes, of): return Counts.of([1, 0], [yes, of - yes])
    >>> found = compare_at_same_mix(
    ...     {"shop": said(180, 200), "web": said(50, 100)},
    ...     {"shop": said(95, 100), "web": said(120, 200)},
    ...     metric=metric("csat"), scale=Scale.parse("yes_no_0_1"))
    >>> round(found.plain.value, 3), round(found.adjusted.value, 3), found.is_reversed
    (-0.05, 0.075, True)
    """
    kinds = _kinds(before, after, standard=standard, measure=(metric, scale))
    left_out = sum(each.standard for each in kinds if each.difference.value is None)
    plain = metric.difference(
        together(list(after.values())), together(list(before.values())), scale
    )
    adjusted = _adjusted(kinds, plain, left_out=left_out)
    return MixComparison(plain, adjusted, mix_change(before, after), kinds, left_out)


def mix_change(before: Kinds, after: Kinds) -> MixChange:
    """Return how far the mix of answers moved, and whether by chance.

    Counted in answers, so that weights, which may undo the mix, do not hide it.

    >>> asked = Counts.of([5.0], [100])
    >>> moved = mix_change({"web": asked}, {"web": asked, "shop": asked})
    >>> moved.moved, moved.widest, moved.is_flagged
    (0.5, 'shop', True)
    """
    names = sorted({*before, *after})
    n = np.array(
        [
            [kinds[name].total if name in kinds else 0 for name in names]
            for kinds in (before, after)
        ]
    )
    n_before, n_after = n.sum(axis=1).tolist()
    least = min(n_before, n_after)
    if least < N_TOO_FEW:
        reason = f"n = {least}, a change of mix needs {N_TOO_FEW}"
        return MixChange(None, None, None, n_before, n_after, reason)
    parts = n / n.sum(axis=1, keepdims=True)
    change = parts[1] - parts[0]
    expected = np.outer(n.sum(axis=1), n.sum(axis=0)) / n.sum()
    some = expected > 0
    square = float((((n - expected) ** 2)[some] / expected[some]).sum())
    degrees = int((n.sum(axis=0) > 0).sum()) - 1
    p = chi_square_p(square, degrees=degrees) if degrees else 1.0
    moved = float(np.abs(change).sum() / 2)
    widest = names[int(np.abs(change).argmax())] if moved else None
    return MixChange(moved, p, widest, n_before, n_after)


def chi_square_p(square: float, *, degrees: int) -> float:
    """Return how probable a chi-square of at least `square` is, 0 to 1.

    The finite sum for whole degrees of freedom; ours, because every comparison asks
    for it and importing SciPy's costs 0.15 CPU seconds.

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.4.4
    and 26.4.5.

    >>> round(chi_square_p(3.841459, degrees=1), 6)
    0.05
    """
    half = square / 2
    if half <= 0:
        return 1.0
    begin = degrees % 2 / 2
    powers = [begin + step for step in range(degrees // 2)]
    tail = sum(exp(k * log(half) - half - lgamma(k + 1)) for k in powers)
    return min(1.0, tail + (erfc(sqrt(half)) if begin else 0.0))


def _kinds(
    before: Kinds,
    after: Kinds,
    *,
    standard: Standard,
    measure: tuple[Metric, Scale],
) -> tuple[KindChange, ...]:
    metric, scale = measure
    names = sorted({*before, *after})
    if not names:
        raise QuestionError("there are no answers of any kind to compare.")
    none = Counts.of([])
    pairs = [(before.get(name, none), after.get(name, none)) for name in names]
    weight = np.array([[float(each.weight.sum()) for each in pair] for pair in pairs])
    parts = _parts(weight)
    chosen = {"both": _parts(weight.sum(axis=1, keepdims=True))[:, 0]}
    chosen |= {"before": parts[:, 0], "after": parts[:, 1]}
    return tuple(
        KindChange(name, one, two, share, metric.difference(new, old, scale))
        for name, (one, two), share, (old, new) in zip(
            names, parts.tolist(), chosen[standard].tolist(), pairs, strict=True
        )
    )


def _parts(weight: Floats) -> Floats:
    total = weight.sum(axis=0)
    parts: Floats = weight / np.where(total > 0, total, 1)
    return parts


def _adjusted(
    kinds: Sequence[KindChange], plain: Difference, *, left_out: float
) -> Difference:
    """Return the differences of the kinds, weighted by the standard mix."""
    n = plain.n_first, plain.n_second
    if left_out > LEFT_OUT_AT_MOST:
        out = [each.name for each in kinds if each.difference.value is None]
        reason = (
            f"{left_out:.0%} of the mix cannot be compared with itself: "
            f"{', '.join(out)} has fewer than {N_UNKNOWN} answers on a side"
        )
        return Difference(None, None, None, None, *n, reason)
    value = below = above = 0.0
    for each in kinds:
        found, share = each.difference, each.standard / (1 - left_out)
        if found.value is None or found.low is None or found.high is None:
            continue
        value += share * found.value
        below += (share * (found.value - found.low)) ** 2
        above += (share * (found.high - found.value)) ** 2
    ends = value - sqrt(below), value + sqrt(above)
    return Difference(value, *ends, p_from_interval(value, ends), *n)


def together(parts: Sequence[Counts]) -> Counts:
    """Return the answers of several parts as one."""
    if not parts:
        return Counts.of([])
    names = ("value", "n", "weight", "weight_square")
    return Counts(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in names)
    )


@dataclass(frozen=True)
class Asked:
    """How many were asked, answered, and could have been: in customers.

    `n_customers` is all who met the touchpoint in the period; null where unknown.
    """

    n_asked: int
    n_answered: int
    n_customers: int | None = None

    def __post_init__(self) -> None:
        most = self.n_asked if self.n_customers is None else self.n_customers
        if not 0 <= self.n_answered <= self.n_asked <= most:
            raise QuestionError(
                f"{self.n_answered} answered, {self.n_asked} were asked, of {most}: "
                "each must be part of the next; count customers, not sendings."
            )


@dataclass(frozen=True)
class Reach:
    """For how many a score speaks, beside it.

    `response_rate` is the share of the asked who answered, `coverage` that of all
    customers, `asked` that of all customers who were asked.
    """

    response_rate: Estimate
    coverage: Estimate
    asked: Estimate


def reach(asked: Asked) -> Reach:
    """Return response rate and coverage, with Wilson's intervals.

    The intervals treat the period as a draw from all alike: the rates counted are
    exact, what they say of the next period is not. A low rate biases a score only as
    far as those who answer differ from those who do not.

    >>> found = reach(Asked(n_asked=400, n_answered=80, n_customers=2_000))
    >>> found.response_rate.value, found.coverage.value, found.asked.value
    (0.2, 0.04, 0.2)
    """
    n = asked.n_customers
    return Reach(
        _rate(asked.n_answered, asked.n_asked),
        _rate(asked.n_answered, n),
        _rate(asked.n_asked, n),
    )


def _rate(part: int, n: int | None) -> Estimate:
    if n is None:
        reason = "it is not known how many customers there were"
        return Estimate.missing(n=0, reason=reason)
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
    low, high = wilson(part / n, n=n)
    return Estimate(part / n, min(low, part / n), max(high, part / n), n)

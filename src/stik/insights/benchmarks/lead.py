"""How far we are ahead of somebody else, and who is the best of any industry."""

from collections.abc import Sequence

from stik.insights.benchmarks.figure import Figure
from stik.metrics.intervals import p_from_interval, square_and_add
from stik.metrics.metric import Difference
from stik.terms.counts import Counts
from stik.terms.estimate import N_TOO_FEW, Estimate


def lead_over(figure: Figure, *, ours: Counts) -> Difference:
    """Return ours less theirs, in the metric's unit, on the figure's scale.

    From their answers, where they are known or stood in for, as any two groups are
    compared; from their interval by squares added; a figure that is taken as exact
    leaves our uncertainty alone, and its n counts as ours.

    Unknown where either is. Source of the interval from two intervals: Zou and
    Donner (2008), Statistics in Medicine 27:1693-1702.

    Examples
    --------
    >>> from stik.insights.benchmarks.figure import entered
    >>> from stik.metrics.registry import metric
    >>> from stik.terms.benchmark import Benchmark
    >>> from stik.terms.scale import Scale
    >>> nps = Scale.parse("nps_0_10")
    >>> rival = Benchmark("r", "Rival", "competitor", "nps", nps, value=10.0)
    >>> answers = Counts.of([10, 8, 3], n=[300, 120, 180])
    >>> lead = lead_over(entered(rival, metric("nps")), ours=answers)
    >>> round(lead.value, 1), round(lead.low, 1), round(lead.high, 1)
    (10.0, 2.9, 16.9)
    """
    metric, theirs = figure.metric, figure.estimate
    if figure.counts is not None:
        return metric.difference(ours, figure.counts, figure.scale)
    estimate = metric.estimate(ours, figure.scale)
    if estimate.value is None or theirs.value is None:
        reason = estimate.unknown or f"theirs: {theirs.unknown}"
        return Difference.missing(ours, Counts.of([]), reason=reason)
    value, their_ends = theirs.value, _ends(theirs)
    low, high = square_and_add(estimate.value, _ends(estimate), value, their_ends)
    difference = estimate.value - value
    p = p_from_interval(difference, (low, high))
    n_theirs = theirs.n or estimate.n
    return Difference(difference, low, high, p, estimate.n, n_theirs)


def _ends(estimate: Estimate) -> tuple[float, float]:
    """Return the interval, of no width where a figure is taken as exact."""
    value = estimate.value or 0.0
    if estimate.low is None or estimate.high is None:
        return value, value
    return estimate.low, estimate.high


def best_of(figures: Sequence[Figure]) -> list[bool]:
    """Return which figures are the best of those that are alike.

    Alike are those of one metric, scale and question; of each company or industry only
    the latest counts. Of equals each is the best. Never one of fewer than 30 answers,
    where its n is known.
    """
    latest = {_last_of(figure): figure for figure in sorted(figures, key=_last_day)}
    ranked = [each for each in latest.values() if _may_be_ranked(each)]
    highest: dict[object, float] = {}
    for each in ranked:
        value = each.estimate.value or 0.0
        highest[_alike(each)] = max(value, highest.get(_alike(each), value))
    return [
        any(figure is each for each in ranked)
        and figure.estimate.value == highest[_alike(figure)]
        for figure in figures
    ]


def _alike(figure: Figure) -> tuple[str, str, str | None]:
    return figure.metric.name, figure.scale.name, figure.benchmark.question


def _last_of(figure: Figure) -> tuple[object, ...]:
    return figure.benchmark.of, *_alike(figure)


def _last_day(figure: Figure) -> str:
    return str(figure.days.end_date or "")


def _may_be_ranked(figure: Figure) -> bool:
    known = figure.estimate.value is not None
    return known and (figure.estimate.n >= N_TOO_FEW or not figure.estimate.n)

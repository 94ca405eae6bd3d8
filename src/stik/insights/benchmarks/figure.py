"""Somebody else's figure as it can be compared: with its answers, interval, or bare."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from stik.errors import QuestionError
from stik.metrics.metric import Metric
from stik.terms.benchmark import Benchmark
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.period import Period
from stik.terms.scale import Scale

EXACT = "comes without its n and is taken as exact"
SPREADLESS = "is on a scale without ends, where n says nothing, and is taken as exact"
WIDEST = "comes with its n alone: its interval is the widest that it can have"


@dataclass(frozen=True)
class Figure:
    """A figure of somebody else on a scale, of some days.

    `counts` are the answers it is made of, where they are known or can be stood in
    for; without counts and without an interval it is taken as exact. `note` says so.
    """

    benchmark: Benchmark
    metric: Metric
    scale: Scale
    estimate: Estimate
    days: Period
    counts: Counts | None = None
    note: str | None = None

    @property
    def is_taken_as_exact(self) -> bool:
        """Return whether nothing is known of its uncertainty."""
        return self.estimate.value is not None and self.estimate.low is None


def entered(benchmark: Benchmark, metric: Metric) -> Figure:
    """Return the figure that stands in a benchmark, in the unit of its metric.

    Its interval is the one that was given. With its n alone it is the widest there can
    be: that of answers at the two ends of the scale, which for a share is its own. With
    neither it has none and is taken as exact. Unknown beyond the metric's ends and
    below 5 answers.

    Raises
    ------
    QuestionError
        When the metric is another, or is not defined on the scale.

    Examples
    --------
    >>> from stik.metrics.registry import metric
    >>> nps = Scale.parse("nps_0_10")
    >>> rival = Benchmark("r", "Rival", "competitor", "nps", nps, value=30.0, n=400)
    >>> found = entered(rival, metric("nps")).estimate
    >>> found.value, round(found.low, 1), round(found.high, 1)
    (30.0, 20.5, 39.1)
    """
    value, scale = benchmark.value, benchmark.scale
    if value is None or scale is None:
        raise QuestionError(
            f"benchmark '{benchmark.name}' holds no figure; add a 'value' and a "
            "'scale' to the programme."
        )
    check_alike(benchmark, metric=metric.name, scales=(scale.name,))
    metric.check_scale(scale)
    estimate, counts, note = _measured(value, benchmark, metric=metric, scale=scale)
    return Figure(benchmark, metric, scale, estimate, benchmark.days, counts, note)


def _measured(
    value: float, benchmark: Benchmark, *, metric: Metric, scale: Scale
) -> tuple[Estimate, Counts | None, str | None]:
    """Return the estimate, the answers that stand in for theirs, and what to say."""
    n, ends = benchmark.n, metric.ends(scale)
    if ends is not None and not ends[0] <= value <= ends[1]:
        reason = f"{value:g} is beyond {metric.name}, {ends[0]:g} to {ends[1]:g}"
        return Estimate.missing(n=n or 0, reason=reason), None, None
    if benchmark.low is not None:
        return Estimate(value, benchmark.low, benchmark.high, n or 0), None, None
    if n is None or ends is None:
        bare = Estimate(value, None, None, n or 0)
        return bare, None, EXACT if n is None else SPREADLESS
    counts = at_the_ends(value, n=n, scale=scale, ends=ends)
    estimate = metric.estimate(counts, scale)
    if estimate.value is not None:
        estimate = replace(estimate, value=value)  # to the last digit
    return estimate, counts, None if metric.unit == "share" else WIDEST


def at_the_ends(
    value: float, *, n: int, scale: Scale, ends: tuple[float, float]
) -> Counts:
    """Return n answers at the two ends of a scale that measure a value.

    None vary more, so no interval of such a figure is wider.
    """
    part = (value - ends[0]) / (ends[1] - ends[0])
    weight = np.array([n * (1 - part), n * part])
    highest = round(n * part)
    answers = np.array([n - highest, highest], dtype=np.int64)
    steps = np.array([scale.low or 0, scale.high or 0], dtype=np.float64)
    return Counts(steps, answers, weight, weight)


def check_alike(
    benchmark: Benchmark,
    *,
    metric: str,
    scales: Collection[str] = (),
    question: str | None = None,
) -> None:
    """Do nothing, or refuse to compare what was asked otherwise.

    `scales` are ours where they are known, `question` ours where a single one is.

    Raises
    ------
    QuestionError
        Naming what theirs is and what ours is.
    """
    theirs = f"benchmark '{benchmark.name}'"
    if benchmark.metric != metric:
        raise QuestionError(
            f"{theirs} is of {benchmark.metric}, ours of {metric}; these are never "
            "compared."
        )
    if benchmark.scale is not None and scales and benchmark.scale.name not in scales:
        raise QuestionError(
            f"{theirs} was asked on {benchmark.scale.name}, ours on "
            f"{', '.join(sorted(scales))}; these are never compared."
        )
    if None not in (benchmark.question, question) and benchmark.question != question:
        raise QuestionError(
            f"{theirs} answers '{benchmark.question}', ours '{question}'; these are "
            "never compared."
        )

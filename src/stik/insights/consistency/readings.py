"""Readings: what a chart plots, one for each period."""

from dataclasses import dataclass
from typing import Literal

from stik.errors import QuestionError
from stik.metrics.mean import moments
from stik.metrics.metric import Metric
from stik.metrics.nps import nps_groups
from stik.terms.counts import Counts
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN, Estimate
from stik.terms.scale import Scale

ReadingKind = Literal["share", "count", "mean", "value"]
Ends = tuple[float | None, float | None]

ANYWHERE: Ends = (None, None)
NOTHING_TO_COUNT = "nothing to count in this period"


@dataclass(frozen=True)
class Reading:
    """The value of one period, and how firmly it stands.

    Make one with `of_counts`, `of_share`, `of_events`, `of_value` or `of_estimate`.

    Parameters
    ----------
    period : str
        As `stik.terms.period.period_label` writes it: `2024-03`, `2024-W07`.
    kind : {"share", "count", "mean", "value"}
        Successes of n; events per area of opportunity; the mean of n answers whose
        spread is known (an NPS is one: an answer counts 100, 0 or -100); or a value
        of which nothing more is known.
    value : float or None
        None exactly when `unknown` says why.
    size : float
        What the variance of one answer is divided by: the effective number of
        answers, or the area of opportunity.
    n : int or None
        How many answers; None where the value does not come from answers.
    variance : float or None
        Of one answer in this period, in the square of the value's unit.
    ends : tuple
        The lowest and the highest value possible.
    """

    period: str
    kind: ReadingKind
    value: float | None
    size: float
    n: int | None = None
    variance: float | None = None
    ends: Ends = ANYWHERE
    unknown: str | None = None

    @property
    def has_too_few(self) -> bool:
        """Return whether there are too few answers to judge it."""
        return self.n is not None and self.n < N_TOO_FEW

    @classmethod
    def of_counts(
        cls, period: str, counts: Counts, *, metric: Metric, scale: Scale
    ) -> "Reading":
        """Return the metric of the period's answers; unknown below 5 of them.

        Raises
        ------
        ScaleRefused
            On a scale the metric is not defined on.

        Examples
        --------
        >>> from stik.metrics.registry import metric
        >>> answers = Counts.of([10, 8, 3], n=[60, 20, 20])
        >>> nps, scale = metric("nps"), Scale.parse("nps_0_10")
        >>> march = Reading.of_counts("2024-03", answers, metric=nps, scale=scale)
        >>> march.kind, march.value, round(march.variance)
        ('mean', 40.0, 6400)
        """
        estimate = metric.estimate(counts, scale)
        if estimate.value is None:
            return cls.missing(period, n=estimate.n, reason=str(estimate.unknown))
        return cls(
            period,
            "share" if metric.unit == "share" else "mean",
            estimate.value,
            counts.n_effective,
            estimate.n,
            _variance(metric, counts, estimate.value),
            metric.ends(scale) or ANYWHERE,
        )

    @classmethod
    def of_share(cls, period: str, successes: int, *, n: int) -> "Reading":
        """Return a share of successes; unknown below 5.

        Examples
        --------
        >>> Reading.of_share("2024-03", 12, n=50).value
        0.24
        """
        if not 0 <= successes <= n:
            raise QuestionError(
                f"{period}: {successes} of {n} is no share; give 0 to {n} successes."
            )
        if n < N_UNKNOWN:
            return cls.missing(period, n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
        share = successes / n
        return cls(period, "share", share, n, n, share * (1 - share), (0.0, 1.0))

    @classmethod
    def of_events(
        cls, period: str, events: int, *, area: float, n: int | None = None
    ) -> "Reading":
        """Return events per area of opportunity, such as complaints per contact.

        `n` is how many contacts, orders or visits were looked at; without it they are
        `area`. Where `area` is in other units, such as thousands of contacts, give `n`.

        Examples
        --------
        >>> Reading.of_events("2024-03", 12, area=30).value
        0.4
        """
        looked_at = int(area) if n is None else n
        if area <= 0:
            return cls.missing(period, n=looked_at, reason=NOTHING_TO_COUNT)
        if events < 0:
            raise QuestionError(f"{period}: {events} events; a count is 0 or more.")
        if looked_at < N_UNKNOWN:
            reason = f"n = {looked_at}, needs {N_UNKNOWN}"
            return cls.missing(period, n=looked_at, reason=reason)
        return cls(period, "count", events / area, area, looked_at, ends=(0.0, None))

    @classmethod
    def of_value(cls, period: str, value: float | None) -> "Reading":
        """Return a value of which nothing more is known; None is unknown.

        Examples
        --------
        >>> Reading.of_value("2024-03", 49.6).n is None
        True
        """
        if value is None:
            return cls.missing(period, n=None, reason="no value in this period")
        return cls(period, "value", value, 1.0)

    @classmethod
    def of_estimate(cls, period: str, estimate: Estimate) -> "Reading":
        """Return an estimate whose answers are not at hand.

        Examples
        --------
        >>> Reading.of_estimate("2024-03", Estimate(4.1, 4.0, 4.2, 90)).size
        90.0
        """
        if estimate.value is None:
            return cls.missing(period, n=estimate.n, reason=str(estimate.unknown))
        return cls(period, "value", estimate.value, float(estimate.n), estimate.n)

    @classmethod
    def missing(cls, period: str, *, n: int | None, reason: str) -> "Reading":
        """Return a period without a value: it leaves a gap."""
        return cls(period, "value", None, 0.0, n, unknown=reason)


def _variance(metric: Metric, counts: Counts, value: float) -> float:
    """Return the variance of one answer, in the square of the metric's unit."""
    if metric.unit == "share":
        return value * (1 - value)
    if metric.unit == "points":
        return 100**2 * nps_groups(counts).variance
    return moments(counts).variance

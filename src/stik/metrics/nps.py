"""Net promoter score: how many more would recommend than advise against."""

from math import sqrt
from typing import NamedTuple

from stik.metrics.intervals import Z_95, p_two_sided
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts, Floats
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

PROMOTER_FROM = 9
DETRACTOR_TO = 6


class Groups(NamedTuple):
    """How many answers promote, stand by and detract; weighted: what they are worth."""

    promoters: float
    passives: float
    detractors: float

    @property
    def n(self) -> float:
        """Return the number of answers in the three groups."""
        return self.promoters + self.passives + self.detractors

    @property
    def net_share(self) -> float:
        """Return the share of promoters less the share of detractors, -1 to 1."""
        return (self.promoters - self.detractors) / self.n

    @property
    def variance(self) -> float:
        """Return the variance of one answer that counts 1, 0 or -1."""
        return (self.promoters + self.detractors) / self.n - self.net_share**2

    @property
    def adjusted(self) -> "Groups":
        """Return the groups with 3 answers added, as the adjusted Wald method asks."""
        return Groups(
            self.promoters + 0.75, self.passives + 1.5, self.detractors + 0.75
        )


def net_score(value: Floats, _scale: Scale | None = None) -> Floats:
    """Return what each answer counts: 1 promotes, -1 detracts, else 0."""
    score: Floats = (value >= PROMOTER_FROM) * 1.0 - (value <= DETRACTOR_TO) * 1.0
    return score


def nps_groups(counts: Counts) -> Groups:
    """Return promoters (9, 10), passives (7, 8) and detractors (0 to 6).

    Weighted answers are scaled down to what they are worth.
    """
    promoting = float(counts.weight[counts.value >= PROMOTER_FROM].sum())
    detracting = float(counts.weight[counts.value <= DETRACTOR_TO].sum())
    total = float(counts.weight.sum())
    worth = counts.worth(net_score(counts.value)) / total
    standing_by = total - promoting - detracting
    return Groups(promoting * worth, standing_by * worth, detracting * worth)


def net_difference(first: Groups, second: Groups) -> tuple[float, float, float]:
    """Return the difference of two net shares, its standard error and its p-value.

    >>> first, second = Groups(60, 20, 20), Groups(50, 20, 30)
    >>> [round(number, 6) for number in net_difference(first, second)]
    [0.2, 0.118322, 0.090969]
    >>> adjusted = net_difference(first.adjusted, second.adjusted)
    >>> [round(number, 6) for number in adjusted]
    [0.194175, 0.116336, 0.0951]
    """
    difference = first.net_share - second.net_share
    error = sqrt(first.variance / first.n + second.variance / second.n)
    return difference, error, p_two_sided(difference / error) if error > 0 else 1.0


def measure(counts: Counts, _scale: Scale) -> Estimate:
    """Return the net promoter score in points, -100 to 100.

    Goes in: answers on `nps_0_10`. The value is plain; the interval is the adjusted
    Wald interval, cut at -100 and 100.

    Source: Reichheld (2003), Harvard Business Review 81(12); interval: Sauro and
    Lewis (2016), Quantifying the User Experience, after Agresti and Min (2005).

    >>> answers = Counts.of([10, 9, 8, 7, 6, 0], n=[60, 20, 40, 20, 20, 40])
    >>> score = measure(answers, Scale.parse("nps_0_10"))
    >>> score.value, round(score.low, 1), round(score.high, 1), score.n
    (10.0, -1.6, 21.3, 200)
    """
    groups = nps_groups(counts)
    adjusted = groups.adjusted
    half = Z_95 * sqrt(adjusted.variance / adjusted.n)
    return Estimate(
        100 * groups.net_share,
        max(100 * (adjusted.net_share - half), -100.0),
        min(100 * (adjusted.net_share + half), 100.0),
        counts.total,
    )


def compare(first: Counts, second: Counts, _scale: Scale) -> Difference:
    """Return how many points the first score is above the second, -200 to 200.

    The value is the plain difference, so that it agrees with the two scores beside
    it; interval and p-value are those of the adjusted difference, the interval widened
    to the value where all on one side promote and all on the other detract.

    >>> march = Counts.of([10, 8, 3], n=[60, 20, 20])
    >>> april = Counts.of([10, 8, 3], n=[50, 20, 30])
    >>> change = compare(march, april, Scale.parse("nps_0_10"))
    >>> round(change.value, 6), round(change.p, 6)
    (20.0, 0.0951)
    """
    groups, others = nps_groups(first), nps_groups(second)
    centre, error, p = net_difference(groups.adjusted, others.adjusted)
    value = 100 * (groups.net_share - others.net_share)
    return Difference(
        value,
        min(max(100 * (centre - Z_95 * error), -200.0), value),
        max(min(100 * (centre + Z_95 * error), 200.0), value),
        p,
        first.total,
        second.total,
    )


NPS = Metric(
    name="nps",
    unit="points",
    kinds=("nps",),
    definition="Share of answers 9 and 10 less share of answers 0 to 6, in points.",
    method="adjusted Wald interval: 3 answers added, ¾, 1½ and ¾",
    measure=measure,
    compare=compare,
    score=net_score,
)

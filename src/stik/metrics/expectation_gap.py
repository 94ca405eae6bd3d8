"""Expectation gap: what was perceived less what was expected."""

from stik.metrics import mean
from stik.metrics.metric import Metric
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale


def measure(counts: Counts, scale: Scale) -> Estimate:
    """Return the mean gap in steps: below 0, expectations were not met.

    Goes in: answers on a gap scale, one per customer and question, each the
    perception less the expectation of the same person (intake pairs them), so the
    interval is that of a paired difference.

    Source: Parasuraman, Zeithaml and Berry (1988), SERVQUAL, Journal of Retailing
    64:12-40.

    >>> answers = Counts.of([1, 0, -1, -2], n=[10, 15, 15, 10])
    >>> gap = measure(answers, Scale.parse("gap_-4_4"))
    >>> gap.value, round(gap.low, 2), round(gap.high, 2), gap.n
    (-0.5, -0.87, -0.09, 50)
    """
    return mean.measure(counts, scale)


EXPECTATION_GAP = Metric(
    name="expectation_gap",
    unit="steps",
    kinds=("gap",),
    definition="Mean of perception less expectation of the same person, in steps.",
    method=mean.METHOD,
    measure=measure,
    compare=mean.compare,
)

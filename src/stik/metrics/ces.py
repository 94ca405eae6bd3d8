"""Customer effort score: how easy it was."""

from stik.metrics import mean
from stik.metrics.metric import Metric
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale


def measure(counts: Counts, scale: Scale) -> Estimate:
    """Return the mean ease, from the lowest to the highest value of the scale.

    Goes in: answers on a ces scale, where a higher value is easier (CES 2.0, "the
    company made it easy for me", 1 to 7). A question where a higher value means more
    effort is turned round in the mapping.

    Source: Dixon, Toman and DeLisi (2013), The Effortless Experience.

    >>> answers = Counts.of([7, 6, 5, 2], n=[20, 20, 5, 5])
    >>> ease = measure(answers, Scale.parse("ces_1_7"))
    >>> ease.value, round(ease.low, 2), round(ease.high, 2), ease.n
    (5.9, 5.35, 6.28, 50)
    """
    return mean.measure(counts, scale)


CES = Metric(
    name="ces",
    unit="steps",
    kinds=("ces",),
    definition="Mean of how easy it was, in steps; higher is easier.",
    method=mean.METHOD,
    measure=measure,
    compare=mean.compare,
)

"""Emotion: how the experience felt."""

from stik.metrics import mean
from stik.metrics.metric import Metric
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale


def measure(counts: Counts, scale: Scale) -> Estimate:
    """Return the mean feeling, from worst to best value of the scale.

    Goes in: answers on an emotion scale, such as -2 (very bad) to 2 (very good).

    Source: valence of Russell (1980), A circumplex model of affect, Journal of
    Personality and Social Psychology 39:1161-1178.

    >>> answers = Counts.of([2, 1, 0, -2], n=[10, 20, 10, 10])
    >>> feeling = measure(answers, Scale.parse("emotion_-2_2"))
    >>> feeling.value, round(feeling.low, 2), round(feeling.high, 2), feeling.n
    (0.4, -0.03, 0.79, 50)
    """
    return mean.measure(counts, scale)


EMOTION = Metric(
    name="emotion",
    unit="steps",
    kinds=("emotion",),
    definition="Mean of how it felt, in steps from the worst to the best feeling.",
    method=mean.METHOD,
    measure=measure,
    compare=mean.compare,
)

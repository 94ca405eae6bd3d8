"""A driver of an outcome: how much goes with it, how surely, and where to act."""

from dataclasses import dataclass

from stik.insights.drivers.leaks import Leak
from stik.insights.drivers.overlap import NO_OVERLAP, Overlap
from stik.insights.drivers.quadrant import Place
from stik.insights.drivers.ranking import Standing
from stik.terms.estimate import Estimate

ANOTHER_WORD = 0.8
"""A driver that explains more than this alone is the outcome in other words."""


@dataclass(frozen=True)
class Driver:
    """How much of the outcome goes with one rating.

    `share` is its part of what all drivers explain together, 0 to 1, with its 95 %
    interval `low` to `high`; `explained` is the same as a
    part of the outcome's variance. `correlation` has the sign: below 0 a better rating
    goes with a worse outcome. `mean` is in steps of the driver's own scale. `n` counts
    those who rated it and gave an outcome; `unanswered` is the share, 0 to 1, of those
    with an outcome who did not rate it, or to whom it did not apply. All numbers but
    these two, and `standing`, `place` and `overlap`, are null exactly when `unknown`
    says why.
    """

    name: str
    n: int
    unanswered: float | None = None
    mean: float | None = None
    correlation: float | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    explained: float | None = None
    standing: Standing | None = None
    place: Place | None = None
    overlap: Overlap = NO_OVERLAP
    leaks: tuple[Leak, ...] = ()
    unknown: str | None = None

    @property
    def is_another_word_for_outcome(self) -> bool:
        """Return whether it drives nothing: it explains over 80 % alone, or leaks."""
        explains_alone = 0.0 if self.correlation is None else self.correlation**2
        return explains_alone > ANOTHER_WORD or bool(self.leaks)

    @property
    def performance(self) -> Estimate | None:
        """Return the mean as a share of the way from the scale's low to its high end.

        None where there is no mean, or the scale has no ends.
        """
        return self.place.performance if self.place else None


@dataclass(frozen=True)
class Drivers:
    """The drivers of an outcome, the strongest first, those left out last.

    `r_squared` is the part of the outcome's variance they explain together, `n` the
    number of people with an outcome and any rating, `method` how the parts were told
    apart. `shrinkage` says how much smaller the correlations were made to go together,
    0 where everyone answered everything. All but `n` are null exactly when `unknown`
    says why.
    """

    drivers: tuple[Driver, ...]
    n: int
    r_squared: float | None = None
    method: str | None = None
    shrinkage: float | None = None
    unknown: str | None = None

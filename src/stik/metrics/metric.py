"""What a metric is, and what it gives: an estimate, or a difference of two."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from stik.errors import ScaleRefused
from stik.terms.counts import Counts, Floats
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN, Estimate
from stik.terms.scale import Scale

Unit = Literal["points", "share", "steps"]

N_EFFECTIVE_NEEDED = 2
"""Weighted answers worth fewer than this are in truth one answer outweighing all."""


@dataclass(frozen=True)
class Difference:
    """First minus second with its 95 % interval and the p-value of "no difference".

    `value`, `low`, `high` and `p` are None exactly when `unknown` says why.
    """

    value: float | None
    low: float | None
    high: float | None
    p: float | None
    n_first: int
    n_second: int
    unknown: str | None = None

    @classmethod
    def missing(cls, first: Counts, second: Counts, *, reason: str) -> "Difference":
        """Return an unknown difference with its reason."""
        return cls(None, None, None, None, first.total, second.total, reason)

    @property
    def has_too_few(self) -> bool:
        """Return whether either side has too few answers for a verdict."""
        return min(self.n_first, self.n_second) < N_TOO_FEW


@dataclass(frozen=True)
class Metric:
    """One way to sum answers up, defined on the scale kinds it names.

    Parameters
    ----------
    name : str
        What it is called in questions, such as `nps`.
    unit : {"points", "share", "steps"}
        Points from -100 to 100, a share from 0 to 1, or steps of the scale.
    kinds : tuple of str
        The scale kinds it accepts.
    definition, method : str
        One sentence each: what the number is, and how its interval is made.
    measure : callable
        The estimate for counts of enough answers on an accepted scale.
    compare : callable
        The difference of two such counts, first minus second.
    crosses_zero : bool
        Whether a scale must have values below and above 0.
    score : callable
        What an answer of each value counts: the metric is the mean of it (of nps a
        hundredth of it).
    """

    name: str
    unit: Unit
    kinds: tuple[str, ...]
    definition: str
    method: str
    measure: Callable[[Counts, Scale], Estimate]
    compare: Callable[[Counts, Counts, Scale], Difference]
    crosses_zero: bool = False
    score: Callable[[Floats, Scale], Floats] = lambda value, _scale: value

    def accepts(self, scale: Scale) -> bool:
        """Return whether the metric is defined on answers of this scale."""
        if scale.kind not in self.kinds:
            return False
        if not self.crosses_zero or scale.low is None or scale.high is None:
            return True
        return scale.low < 0 < scale.high

    def check_scale(self, scale: Scale) -> None:
        """Do nothing, or refuse a scale the metric is not defined on.

        Raises
        ------
        ScaleRefused
            Naming the metric, the scale and what would be right.
        """
        if not self.accepts(scale):
            raise ScaleRefused(self.name, got=scale.name, needed=self.needed)

    @property
    def needed(self) -> str:
        """Return the accepted scales in words, for an error or a reference."""
        kinds = " or ".join(self.kinds)
        return f"{kinds} with values below and above 0" if self.crosses_zero else kinds

    def ends(self, scale: Scale) -> tuple[float, float] | None:
        """Return the lowest and highest value possible, or None without ends."""
        if self.unit == "points":
            return -100.0, 100.0
        if self.unit == "share":
            return 0.0, 1.0
        if scale.low is None or scale.high is None:
            return None
        return float(scale.low), float(scale.high)

    def estimate(self, counts: Counts, scale: Scale) -> Estimate:
        """Return the value with its 95 % interval, unknown below 5 answers.

        Raises
        ------
        ScaleRefused
            On a scale the metric is not defined on.
        """
        self.check_scale(scale)
        reason = unknown_because(counts)
        if reason is not None:
            return Estimate.missing(n=counts.total, reason=reason)
        return self.measure(counts, scale)

    def difference(self, first: Counts, second: Counts, scale: Scale) -> Difference:
        """Return first minus second, unknown when either side has below 5 answers.

        Raises
        ------
        ScaleRefused
            On a scale the metric is not defined on.
        """
        self.check_scale(scale)
        for counts in (first, second):
            reason = unknown_because(counts)
            if reason is not None:
                return Difference.missing(first, second, reason=reason)
        return self.compare(first, second, scale)


def unknown_because(counts: Counts) -> str | None:
    """Return why no number can be given for so few answers, or None."""
    n = counts.total
    if n < N_UNKNOWN:
        return f"n = {n}, needs {N_UNKNOWN}"
    worth = counts.n_effective
    if worth < N_EFFECTIVE_NEEDED:
        return f"weights make n = {n} worth {worth:.1f}, needs {N_EFFECTIVE_NEEDED}"
    return None

"""An effect with its uncertainty, or why it is unknown; and a check made on the way."""

from dataclasses import dataclass
from math import exp, log

from stik.effects.initiative import Comparison
from stik.metrics.intervals import Z_95, p_t_two_sided, p_two_sided, t_95
from stik.terms.estimate import N_TOO_FEW

DEGREES_OF_NORMAL = 50
"""From so many degrees of freedom the normal distribution stands for Student's t."""


@dataclass(frozen=True)
class Effect:
    """What changed, with its 95 % interval and the p-value of "nothing changed".

    `value`, `low`, `high` and `p` are None exactly when `unknown` says why.
    `n_before` and `n_after` count answers, or what else `counted` names.
    """

    value: float | None
    low: float | None
    high: float | None
    p: float | None
    n_before: int
    n_after: int
    comparison: Comparison = "difference"
    counted: str = "answers"
    unknown: str | None = None

    @property
    def no_effect(self) -> float:
        """Return what an effect of nothing looks like: 0, as a ratio 1."""
        return 1.0 if self.comparison == "ratio" else 0.0

    @property
    def has_too_few(self) -> bool:
        """Return whether there are too few answers on a side for a verdict."""
        return self.counted == "answers" and (
            min(self.n_before, self.n_after) < N_TOO_FEW
        )

    @property
    def is_real(self) -> bool | None:
        """Return whether something changed, None when it cannot be told."""
        if self.p is None or self.has_too_few:
            return None
        return self.p < 0.05


@dataclass(frozen=True)
class Basis:
    """What an effect rests on: how it is told, and how much of what was counted."""

    n_before: int
    n_after: int
    comparison: Comparison = "difference"
    counted: str = "answers"

    def unknown(self, reason: str) -> Effect:
        """Return the effect that cannot be known, with its reason."""
        return Effect(
            None,
            None,
            None,
            None,
            self.n_before,
            self.n_after,
            self.comparison,
            self.counted,
            reason,
        )

    def effect(self, value: float, *, error: float, degrees: float) -> Effect:
        """Return the effect with a standard error; a ratio comes as its logarithm.

        Examples
        --------
        >>> halved = Basis(40, 30, "ratio").effect(log(0.5), error=0.2, degrees=60)
        >>> round(halved.value, 2), round(halved.low, 3), round(halved.high, 3)
        (0.5, 0.338, 0.74)
        """
        half = quantile_95(degrees) * error
        ends = value, value - half, value + half
        if self.comparison == "ratio":
            ends = exp(ends[0]), exp(ends[1]), exp(ends[2])
        p = p_value(value, error=error, degrees=degrees)
        return Effect(
            *ends, p, self.n_before, self.n_after, self.comparison, self.counted
        )


@dataclass(frozen=True)
class Check:
    """A question put to the time before, which an honest comparison must pass.

    `has_passed` is None when it cannot be told; `sentence` says what was seen.
    """

    name: str
    has_passed: bool | None
    sentence: str
    p: float | None = None


def error_of(effect: Effect) -> float:
    """Return the standard error that an effect's interval stands for.

    Of a ratio, that of its logarithm.
    """
    if effect.low is None or effect.high is None:
        raise ValueError("an unknown effect has no standard error")
    if effect.comparison == "ratio":
        return (log(effect.high) - log(effect.low)) / (2 * Z_95)
    return (effect.high - effect.low) / (2 * Z_95)


def quantile_95(degrees: float) -> float:
    """Return the 97.5 % quantile for an estimate with so many degrees of freedom."""
    return Z_95 if degrees >= DEGREES_OF_NORMAL else t_95(degrees)


def p_value(value: float, *, error: float, degrees: float) -> float:
    """Return the p-value of "it is 0" that agrees with `quantile_95`."""
    if error == 0:
        return 1.0 if value == 0 else 0.0
    if degrees >= DEGREES_OF_NORMAL:
        return p_two_sided(value / error)
    return p_t_two_sided(value / error, degrees=degrees)

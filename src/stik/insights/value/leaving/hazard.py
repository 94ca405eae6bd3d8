"""Leaving rates: which traits go with leaving sooner, the others held alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from stik.insights.comparison import corrected
from stik.insights.value.lives.lifetimes import Lifetimes
from stik.insights.value.lives.survival import Cox, cox
from stik.metrics.intervals import Z_95, p_two_sided
from stik.terms.counts import Booleans, Floats
from stik.terms.estimate import N_TOO_FEW, Estimate

LEAVERS_PER_TRAIT = 10
"""So many customers must have left for each trait (Peduzzi et al. 1995)."""

BY_CHANCE = 0.001
"""Below this probability all customers at an end of a trait did not leave by chance."""

NOTHING_OWN = 1e-6
"""Traits whose correlations have an eigenvalue below this repeat each other."""


@dataclass(frozen=True)
class LeavingRate:
    """How many times as fast customers leave for one more of a trait: an association.

    `log_ratio` is the coefficient of Cox's regression. `p_corrected` is corrected for
    the number of traits shown. `p_constant` is the p-value of "the ratio is the same
    early and late": below 0.05 the ratio is an average over the time observed. They
    are None exactly when the ratio is unknown. `n_leavers` of the ratio's n left.
    `is_leak` where everybody at one end of the trait has left, and so many that chance
    does not do it: the trait is then rather another word for leaving than a cause.
    """

    trait: str
    ratio: Estimate
    n_leavers: int
    log_ratio: float | None = None
    p: float | None = None
    p_corrected: float | None = None
    p_constant: float | None = None
    is_leak: bool = False

    @property
    def is_real(self) -> bool | None:
        """Return whether the trait goes with leaving, None when it cannot be told."""
        if self.p_corrected is None or self.ratio.has_too_few:
            return None
        return self.p_corrected < 0.05

    @property
    def is_constant(self) -> bool | None:
        """Return whether one ratio describes early and late months alike."""
        return None if self.p_constant is None else self.p_constant >= 0.05


def leaving_rates(
    lifetimes: Lifetimes, traits: Mapping[str, Floats]
) -> tuple[LeavingRate, ...]:
    """Return how each trait goes with leaving, the others held alike, in their order.

    Parameters
    ----------
    lifetimes : Lifetimes
        One entry per customer.
    traits : mapping of name to one number per customer
        1 and 0 for yes and no; an experience as its answer. NaN is not known: such a
        customer is left out, and n says how many remain.

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> was_late = np.repeat([0.0, 1.0], 200)
    >>> months = generator.exponential(12 / 2**was_late)
    >>> stays = Lifetimes(np.minimum(months, 24), months < 24)
    >>> [late] = leaving_rates(stays, {"a late delivery": was_late})
    >>> late.ratio.low < 2 < late.ratio.high, late.is_real
    (True, True)
    """
    if any(len(values) != lifetimes.n for values in traits.values()):
        raise ValueError("each trait must be one number per customer")
    columns = list(traits.values())
    known: Booleans = np.asarray(np.isfinite(np.column_stack(columns)).all(axis=1))
    seen, columns = lifetimes.only(known), [values[known] for values in columns]
    reason = _unknown(seen, columns, list(traits))
    fitted = None if reason else cox(seen, columns)
    if fitted is None:
        reason = reason or "a trait tells those who left apart completely, or nearly so"
        missing = Estimate.missing(n=seen.n, reason=reason)
        return tuple(
            LeavingRate(trait, missing, seen.n_left, is_leak=is_leak(seen, values))
            for trait, values in zip(traits, columns, strict=True)
        )
    leaks = [is_leak(seen, values) for values in columns]
    return _rates(list(traits), fitted, seen, leaks=leaks)


def is_leak(lifetimes: Lifetimes, trait: Floats) -> bool:
    """Return whether all customers at one end of a trait have left, beyond chance.

    >>> score = np.repeat([1.0, 3.0], 50)
    >>> is_leak(Lifetimes(np.full(100, 6.0), score == 1), score)
    True
    """
    if not 0 < lifetimes.n_left < lifetimes.n:
        return False
    stayed = trait[~lifetimes.has_left]
    beyond = max(int((trait < stayed.min()).sum()), int((trait > stayed.max()).sum()))
    chance = (lifetimes.n_left / lifetimes.n) ** beyond
    return beyond >= N_TOO_FEW and chance < BY_CHANCE


def _rates(
    traits: Sequence[str], fitted: Cox, seen: Lifetimes, *, leaks: Sequence[bool]
) -> tuple[LeavingRate, ...]:
    z = (fitted.log_ratio / fitted.error).tolist()
    p = [p_two_sided(each) for each in z]
    return tuple(
        LeavingRate(trait, _ratio(log, error, n=seen.n), seen.n_left, log, *rest)
        for trait, log, error, *rest in zip(
            traits,
            fitted.log_ratio.tolist(),
            fitted.error.tolist(),
            p,
            corrected(p),
            fitted.p_constant.tolist(),
            leaks,
            strict=True,
        )
    )


def _ratio(log_ratio: float, error: float, *, n: int) -> Estimate:
    half = Z_95 * error
    return Estimate(exp(log_ratio), exp(log_ratio - half), exp(log_ratio + half), n)


def _unknown(
    seen: Lifetimes, columns: Sequence[Floats], traits: Sequence[str]
) -> str | None:
    """Return why no rates can be given, or None."""
    needed = LEAVERS_PER_TRAIT * len(traits)
    if seen.n_left < needed:
        return f"{seen.n_left} customers left, {len(traits)} traits need {needed}"
    for trait, values in zip(traits, columns, strict=True):
        if np.ptp(values) == 0:
            return f"'{trait}' is the same for all customers"
    together = np.corrcoef(np.column_stack(columns).T).reshape(len(traits), -1)
    if np.linalg.eigvalsh(together)[0] < NOTHING_OWN:
        return "one trait repeats others; leave it out"
    return None

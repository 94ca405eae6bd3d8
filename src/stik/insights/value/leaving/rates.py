"""Rates: what goes with leaving sooner, of customers as the facts have them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stik.insights.comparison import corrected
from stik.insights.value.leaving.covariates import Covariate
from stik.insights.value.leaving.hazard import LeavingRate, is_leak, leaving_rates
from stik.insights.value.lives.known import Lives
from stik.insights.value.lives.lifetimes import Lifetimes
from stik.terms.counts import Booleans, Floats
from stik.terms.estimate import Estimate


@dataclass(frozen=True)
class Rate:
    """How one value of a trait, or one more of a number, goes with leaving.

    `leak` says in words which customers all left; None where the trait is no leak.
    `grows` where the trait adds up with the months stayed: it says how long, not why.
    """

    trait: str
    value: str
    against: str | None
    rate: LeavingRate
    leak: str | None = None
    grows: bool = False


def rates_alone(lives: Lives, covariates: Sequence[Covariate]) -> list[Rate]:
    """Return how each trait goes with leaving, by itself; the surest one first."""
    each = [list(_rates(lives, [covariate])) for covariate in covariates]
    return _corrected([rate for of in sorted(each, key=_least_p) for rate in of])


def _least_p(rates: Sequence[Rate]) -> float:
    """Return the smallest p-value of a trait's values, 2 where none is known."""
    return min((each.rate.p for each in rates if each.rate.p is not None), default=2.0)


def rates_together(lives: Lives, covariates: Sequence[Covariate]) -> list[Rate]:
    """Return how each trait goes with leaving, the others held alike.

    A leak is told by itself, and not held alike for the others: it would explain away
    whatever they have to do with leaving.
    """
    alone = {each.name: list(_rates(lives, [each])) for each in covariates}
    leaking = {name for name, of in alone.items() if any(r.leak for r in of)}
    others = [each for each in covariates if each.name not in leaking and each.columns]
    together = list(_rates(lives, others)) if others else []
    told = {
        each.name: [rate for rate in together if rate.trait == each.name]
        or alone[each.name]
        for each in covariates
    }
    return _corrected([rate for of in told.values() for rate in of])


def _rates(lives: Lives, covariates: Sequence[Covariate]) -> Iterator[Rate]:
    columns = {
        (c.name, v): column for c in covariates for v, column in c.columns.items()
    }
    by_name = {each.name: each for each in covariates}
    if not columns:
        for each in covariates:
            missing = Estimate.missing(n=0, reason=each.unknown or "nothing is known")
            yield Rate(each.name, "", None, LeavingRate(each.name, missing, 0))
        return
    lifetimes, kept = _seen(lives, covariates)
    named = {_label(*key): column[kept] for key, column in columns.items()}
    for (name, value), rate in zip(
        columns, leaving_rates(lifetimes, named), strict=True
    ):
        leak = leak_told(lifetimes, named[rate.trait]) if rate.is_leak else None
        of = by_name[name]
        yield Rate(name, value, of.against, rate, leak, of.grows)


def _label(name: str, value: str) -> str:
    return f"{name}={value}" if value else name


def _seen(lives: Lives, covariates: Sequence[Covariate]) -> tuple[Lifetimes, Booleans]:
    """Return the lifetimes, each from the day on that all answers were given."""
    days = [each.seen_from for each in covariates if each.seen_from is not None]
    since = np.maximum.reduce(days) if days else None
    stays = lives.stays(seen_from=since)
    return stays.lifetimes, stays.kept


def leak_told(lifetimes: Lifetimes, trait: Floats) -> str | None:
    """Return in words which customers at an end of a trait have all left, if any.

    >>> score = np.repeat([1.0, 2.0, 3.0], 40)
    >>> leak_told(Lifetimes(np.full(120, 6.0), score < 3), score)
    'all 80 customers with 1 to 2 have left'
    """
    known = np.isfinite(trait)
    seen, trait = lifetimes.only(known), trait[known]
    if not is_leak(seen, trait):
        return None
    stayed = trait[~seen.has_left]
    low, high = trait[trait < stayed.min()], trait[trait > stayed.max()]
    beyond = low if len(low) >= len(high) else high
    first, last = beyond.min(), beyond.max()
    where = f"{first:g}" if first == last else f"{first:g} to {last:g}"
    if set(np.unique(trait)) <= {0.0, 1.0}:
        return f"all {len(beyond):,} customers of whom it holds have left"
    return f"all {len(beyond):,} customers with {where} have left"


def _corrected(rates: Sequence[Rate]) -> list[Rate]:
    """Return the rates, their p-values corrected for all that are shown."""
    q = corrected([each.rate.p for each in rates])
    return [
        replace(each, rate=replace(each.rate, p_corrected=p_corrected))
        for each, p_corrected in zip(rates, q, strict=True)
    ]

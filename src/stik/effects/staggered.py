"""Staggered starts: units begin one after another, held against those not begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from stik.effects.effect import Basis, Check, Effect
from stik.errors import QuestionError
from stik.terms.counts import Floats

NEVER = -1
"""The beginning of a unit that never begins."""

UNITS_NEEDED = 5
"""Fewer units that begin, or that do not, say nothing about other units."""


@dataclass(frozen=True)
class Panel:
    """The measure of each unit in each period: `value` is (units, periods).

    `begins` is the column in which a unit begins, `NEVER` where it does not. NaN is
    unknown; such a unit is left out.

    Raises
    ------
    QuestionError
        When the sizes do not fit or a unit begins outside of the periods.
    """

    unit: Sequence[str]
    begins: Sequence[int]
    value: Floats

    def __post_init__(self) -> None:
        n_units, n_periods = self.value.shape
        if len(self.unit) != n_units or len(self.begins) != n_units:
            raise QuestionError("a panel needs one beginning and one row per unit.")
        for unit, begins in zip(self.unit, self.begins, strict=True):
            if not NEVER <= begins < n_periods:
                raise QuestionError(
                    f"unit '{unit}' begins in period {begins}; there are 0 to "
                    f"{n_periods - 1}, and {NEVER} is never."
                )


@dataclass(frozen=True)
class GroupTime:
    """The effect on the units that began in `begins`, seen in `period`."""

    begins: int
    period: int
    effect: Effect

    @property
    def is_before(self) -> bool:
        """Return whether the period lies before the units began."""
        return self.period < self.begins


@dataclass(frozen=True)
class Staggered:
    """The average effect, its parts, and whether the units moved alike before.

    `overall` averages the parts from the beginning on, each as often as it has units.
    """

    overall: Effect
    parts: tuple[GroupTime, ...] = ()
    pre_trend: Check | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Part:
    """A group-time average, with what each unit adds to its error.

    `n_begun` and `n_control` count the units on its two sides.
    """

    begins: int
    period: int
    value: float
    influence: Floats
    n_begun: int
    n_control: int


def staggered(panel: Panel, *, is_against_not_yet: bool = False) -> Staggered:
    """Return the average effect on units that begin at different times.

    Each group of units that begin together is held, in each period, against the units
    that never begin (or also those not yet begun), by how both changed since the
    period before it began. A two-way fixed effects regression would hold late units
    against early ones whose effect still grows, and can even turn the sign.

    Unknown below 5 units on either side. Errors count units, not answers, with
    Student's t on one less than the smaller side. Units that begin in the first
    period have no time before and are left out.

    Source: Callaway and Sant'Anna (2021), Journal of Econometrics 225:200-230, without
    covariates; errors by influence functions, as in the R package did.

    Examples
    --------
    Five shops begin in the third month and gain 2 points, five never begin.

    >>> steady = np.arange(10.0)[:, np.newaxis] + np.zeros((10, 4))
    >>> value = steady.copy()
    >>> value[:5, 2:] += 2.0
    >>> panel = Panel([f"shop {i}" for i in range(10)], [2] * 5 + [NEVER] * 5, value)
    >>> staggered(panel).overall.value
    2.0
    """
    kept, notes = _kept(panel)
    begins = np.asarray(kept.begins, dtype=np.int64)
    n_begun, n_never = int((begins != NEVER).sum()), int((begins == NEVER).sum())
    basis = Basis(n_never, n_begun, counted="units")
    if n_begun < UNITS_NEEDED:
        reason = f"{n_begun} units begin, needs {UNITS_NEEDED}"
        return Staggered(basis.unknown(reason), notes=notes)
    found = _parts(kept.value, begins, is_against_not_yet=is_against_not_yet)
    since = [part for part in found if part.period >= part.begins]
    if not since:
        reason = f"{n_never} units to compare with, needs {UNITS_NEEDED}"
        return Staggered(basis.unknown(reason), notes=notes)
    parts = tuple(map(_group_time, found))
    return Staggered(_overall(since, begins), parts, _moved_alike(found, begins), notes)


def _kept(panel: Panel) -> tuple[Panel, tuple[str, ...]]:
    """Return the units that can be compared, and why the others cannot."""
    is_known = ~np.isnan(panel.value).any(axis=1)
    has_before = np.asarray(panel.begins) != 0
    notes = []
    if not is_known.all():
        n = int((~is_known).sum())
        notes.append(f"{n} units are left out, because a period of theirs is unknown")
    if not has_before.all():
        n = int((~has_before).sum())
        notes.append(f"{n} units are left out, because they began in the first period")
    rows = np.flatnonzero(is_known & has_before).tolist()
    kept = Panel(
        [panel.unit[row] for row in rows],
        [panel.begins[row] for row in rows],
        panel.value[rows],
    )
    return kept, tuple(notes)


def _parts(
    value: Floats, begins: npt.NDArray[np.int64], *, is_against_not_yet: bool
) -> list[_Part]:
    """Return the average of each group in each period with enough units to compare.

    Before a group begins, the change is that since the period just before.
    """
    parts = []
    for group in np.unique(begins[begins != NEVER]).tolist():
        for period in range(1, value.shape[1]):
            base = period - 1 if period < group else group - 1
            control = begins == NEVER
            if is_against_not_yet:
                control |= (begins > max(period, base)) & (begins != group)
            if control.sum() >= UNITS_NEEDED:
                change = value[:, period] - value[:, base]
                parts.append(_part(change, begins == group, control, (group, period)))
    return parts


def _part(
    change: Floats,
    treated: npt.NDArray[np.bool_],
    control: npt.NDArray[np.bool_],
    where: tuple[int, int],
) -> _Part:
    n = len(change)
    here, there = float(change[treated].mean()), float(change[control].mean())
    influence = np.where(treated, (change - here) * n / treated.sum(), 0.0)
    influence -= np.where(control, (change - there) * n / control.sum(), 0.0)
    sides = int(treated.sum()), int(control.sum())
    return _Part(*where, here - there, influence, *sides)


def _overall(parts: Sequence[_Part], begins: npt.NDArray[np.int64]) -> Effect:
    """Return the average over the parts; its error counts how units fell on groups."""
    share = np.array([(begins == part.begins).mean() for part in parts])
    value = np.array([part.value for part in parts])
    total = share.sum()
    influence = np.stack([part.influence for part in parts], axis=1) @ (share / total)
    is_in = np.stack([begins == part.begins for part in parts], axis=1) - share
    of_weights = is_in / total - np.outer(is_in.sum(axis=1), share / total**2)
    n_begun = int(np.isin(begins, [part.begins for part in parts]).sum())
    return _effect(
        float(value @ share / total),
        influence + of_weights @ value,
        Basis(min(part.n_control for part in parts), n_begun, counted="units"),
    )


def _group_time(part: _Part) -> GroupTime:
    """Return the part with its interval, unknown where too few begin together."""
    basis = Basis(part.n_control, part.n_begun, counted="units")
    if part.n_begun < UNITS_NEEDED:
        reason = f"{part.n_begun} units begin together, needs {UNITS_NEEDED}"
        return GroupTime(part.begins, part.period, basis.unknown(reason))
    effect = _effect(part.value, part.influence, basis)
    return GroupTime(part.begins, part.period, effect)


def _effect(value: float, influence: Floats, basis: Basis) -> Effect:
    return basis.effect(
        value,
        error=sqrt(float(influence @ influence)) / len(influence),
        degrees=min(basis.n_before, basis.n_after) - 1,
    )


def _moved_alike(parts: Sequence[_Part], begins: npt.NDArray[np.int64]) -> Check:
    """Return whether neither a group nor their average changed before it began.

    The smallest p-value counts, times their number (Bonferroni).
    """
    name = "moved alike before"
    before = [part for part in parts if part.period < part.begins]
    if not before:
        return Check(name, None, "no unit has two periods before it began")
    effects = [_overall(before, begins), *(_group_time(each).effect for each in before)]
    known = [effect.p for effect in effects if effect.p is not None]
    p = min(1.0, min(known) * len(known))
    how = "alike" if p >= 0.05 else "apart"
    return Check(name, p >= 0.05, f"the units moved {how} before they began", p)

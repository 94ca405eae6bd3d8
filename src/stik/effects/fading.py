"""Fading: does the effect last, and when is that to be looked at again?"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import numpy as np

from stik.effects.effect import Effect
from stik.effects.initiative import Initiative
from stik.effects.interrupted import (
    PERIODS_AFTER,
    basis_of,
    clear_periods,
    is_after,
)
from stik.effects.model import GUARDED, Design, modelled
from stik.effects.series import Chosen, MeanSeries, Series
from stik.effects.verdict import Verdict, verdict

MONTHS_UNTIL_CHECKS = (3, 6, 12, 24)
"""How many months after it began an effect is looked at again."""


@dataclass(frozen=True)
class Fading:
    """The effect in the first half of the time since it began, and in the second.

    `change` is the second against the first. `is_fading` is None where it cannot be
    told.
    """

    early: Effect
    late: Effect
    change: Effect
    is_fading: bool | None


def fading(series: Series, *, begins_on: date, design: Design = GUARDED) -> Fading:
    """Return whether the effect of the second half is surely less than of the first.

    Unknown below 6 periods since it began (two halves of 3), and where nothing was
    counted in one of the halves.

    Examples
    --------
    Fewer complaints for six months, then as many as ever.

    >>> from stik.effects.series import CountSeries
    >>> months = tuple(date(2024 + i // 12, i % 12 + 1, 1) for i in range(22))
    >>> count = [100.0, 104, 97, 101, 99] * 2 + [70.0, 72, 69, 71, 70, 73] + [99.0] * 6
    >>> found = fading(
    ...     CountSeries(months, np.array(count)), begins_on=date(2024, 11, 1)
    ... )
    >>> found.is_fading, found.late.is_real
    (True, False)
    """
    kept, _ = clear_periods(series, begins_on=begins_on)
    basis, reason = basis_of(kept, begins_on=begins_on)
    after = is_after(kept, begins_on=begins_on)
    n_after, needed = int(after.sum()), 2 * PERIODS_AFTER
    if reason is None and n_after < needed:
        reason = f"{n_after} {kept.grain}s since it began, fading needs {needed}"
    if reason is None:
        is_late = after & (np.cumsum(after) > (n_after + 1) // 2)
        reason = _no_ratio(kept, is_late, after & ~is_late)
    if reason is None:
        late, both = is_late.astype(np.float64), after.astype(np.float64)
        halves = modelled(kept, [both - late, late], basis=basis, design=design)
        moved = modelled(kept, [late, both], basis=basis, design=design)
        reason = halves.unknown
    if reason is not None:
        nothing = basis.unknown(reason)
        return Fading(nothing, nothing, nothing, None)
    early, change = halves.effects[0], moved.effects[0]
    return Fading(early, halves.effects[1], change, _is_fading(early, change))


def _no_ratio(series: Series, *halves: Chosen) -> str | None:
    """Return why the halves of a count have no ratio, None where they have one."""
    if isinstance(series, MeanSeries) or all(
        series.count[half].any() for half in halves
    ):
        return None
    return "nothing happened in a half of the time since it began, so there is no ratio"


def _is_fading(early: Effect, change: Effect) -> bool | None:
    """Return whether a real effect was followed by a real step back towards nothing."""
    if early.is_real is None or change.is_real is None:
        return None
    if early.value is None or change.value is None:
        return None
    is_back = (early.value > early.no_effect) != (change.value > change.no_effect)
    return early.is_real and change.is_real and is_back


def verdict_again(initiative: Initiative, found: Fading) -> Verdict:
    """Return the verdict on what is left of the effect.

    An effect that worked at first and cannot be seen any more is to be changed.
    """
    now = verdict(initiative, found.late)
    if not found.is_fading or now.word in ("keep", "change"):
        return now
    first = verdict(initiative, found.early)
    if first.word not in ("keep", "change"):
        return now
    sentence = "Change: it worked at first, and the effect has faded."
    return Verdict("change", sentence, found.late)


def next_check(begins_on: date, *, last_checked: date) -> date | None:
    """Return the day the effect is looked at next; None after the last time.

    >>> next_check(date(2026, 3, 1), last_checked=date(2026, 7, 15))
    datetime.date(2026, 9, 1)
    """
    days = (_months_after(begins_on, months) for months in MONTHS_UNTIL_CHECKS)
    return next((day for day in days if day > last_checked), None)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Each period of an inquiry is put beside an earlier one, by as many days."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from stik.errors import QuestionError
from stik.insights.cells import Cell, CellKey
from stik.insights.focus import Focus
from stik.insights.pair import Pair, Pairs
from stik.insights.reading import Reading
from stik.insights.running import (
    Part,
    answered_until,
    both_in,
    same_days,
    too_coarse,
)
from stik.terms.inquiry import Inquiry
from stik.terms.period import (
    Period,
    period_after,
    period_before,
    period_begin,
    period_label,
    period_year_before,
)

LAST_YEAR, PREVIOUS = "last-year", "previous"

_DAY = timedelta(days=1)


def with_period(focused: Focus, reading: Reading) -> Pairs:
    """Pair the period as a whole with the one before; without one: the latest year.

    Where answers do not reach its end, with as many days.
    """
    inquiry = focused.inquiry
    if inquiry.period.is_open:
        if focused.latest_year is None:
            undated = [
                Pair(cell, alone="no answer has a date")
                for cell in reading.cells(inquiry)
            ]
            return Pairs(inquiry, inquiry, undated)
        inquiry = replace(inquiry, period=focused.latest_year)
    elif inquiry.period.first_date is None or inquiry.period.end_date is None:
        raise QuestionError(
            f"comparing with {inquiry.compare} needs both ends of the period; name "
            "--from and --to, or neither for the latest twelve months."
        )
    focused = replace(focused, inquiry=inquiry)
    part = part_of_all(inquiry, _known_days(focused, reading))
    other = replace(inquiry, period=part.before)
    known = {cell.groups: cell for cell in reading.cells(other)}
    pairs = [
        _pair(cell, known.get(cell.groups), part, focused)
        for cell in reading.cells(inquiry)
    ]
    note = f"{part.whole}, compared with {part.before}"
    notes = (part.said if part.is_cut else note,)
    return Pairs(inquiry, other, pairs, notes, (part,) if part.is_cut else ())


def part_of_all(inquiry: Inquiry, days: Period) -> Part:
    """Return which days of the period asked for are known, and those before it."""
    whole = inquiry.period
    is_year = inquiry.compare == LAST_YEAR
    within = whole.year_before() if is_year else whole.before()
    before = same_days(days, of=whole, within=within)
    return Part(str(whole), whole, days, str(within), before)


def with_earlier(focused: Focus, grain: str, reading: Reading) -> Pairs:
    """Pair each period with an earlier one, also where that was not asked for.

    One of which not all days are there, or asked for, is paired with as many days.
    """
    inquiry = focused.inquiry
    days = _known_days(focused, reading)
    part_of = partial(_part_of, days, inquiry, grain)
    found = reading.cells(inquiry)
    other = replace(inquiry, period=_earlier_days(inquiry, grain, days, part_of))
    known = _earlier_cells(found, inquiry, other, grain, reading)
    begins = sorted({cell.period for cell in found if cell.period is not None})
    part = {begun: part_of(begun) for begun in begins}
    pairs = []
    for cell in found:
        if cell.period is None:
            pairs.append(Pair(cell, alone="no date"))
            continue
        of = part[cell.period]
        begun = period_begin(of.before.first_date or date.min, grain=grain)
        pairs.append(_pair(cell, known.get((cell.groups, begun)), of, focused))
    return _told(inquiry, other, pairs, list(part.values()))


def _known_days(focused: Focus, reading: Reading) -> Period:
    """Return the days asked for up to the last of which there are answers."""
    period = focused.inquiry.period
    until = answered_until(focused, stored_at=reading.snapshot.recorded_at)
    return both_in(period, Period(None, until)) or period


def _part_of(known: Period, inquiry: Inquiry, grain: str, begun: date) -> Part:
    """Return which days of a period are known, and those of the earlier one."""
    whole = Period(begun, period_after(begun, grain=grain))
    days = both_in(whole, known) or whole
    is_year = inquiry.compare == LAST_YEAR
    earlier = (period_year_before if is_year else period_before)(begun, grain=grain)
    within = Period(earlier, period_after(earlier, grain=grain))
    return Part(
        period_label(begun, grain=grain),
        whole,
        days,
        period_label(earlier, grain=grain),
        same_days(days, of=whole, within=within),
    )


def _earlier_cells(
    found: Sequence[Cell],
    inquiry: Inquiry,
    other: Inquiry,
    grain: str,
    reading: Reading,
) -> dict[CellKey, Cell]:
    """Return the cells to compare with: those found, but for the days of `other`."""
    known = {(cell.groups, cell.period): cell for cell in found}
    if other == inquiry:
        return known
    others = {(cell.groups, cell.period): cell for cell in reading.cells(other)}
    if inquiry.period.first_date is not None:
        return others
    of = period_begin(other.period.first_date or date.min, grain=grain)
    return {key: cell for key, cell in known.items() if key[1] != of} | others


def _earlier_days(
    inquiry: Inquiry, grain: str, known: Period, part_of: Callable[[date], Part]
) -> Period:
    """Return the days of the earlier periods that are not asked for themselves.

    Without a first day all are, but for the one beside a last one that lacks days;
    else one stretch holds them: only the first and the last can lack any.
    """
    first, end = known.first_date, known.end_date
    last = None if end is None else part_of(period_begin(end - _DAY, grain=grain))
    if first is None:
        return last.before if last and last.is_cut else inquiry.period
    begun = part_of(period_begin(first, grain=grain)).before
    return Period(begun.first_date, last.before.end_date if last else None)


def _pair(cell: Cell, before: Cell | None, part: Part, focused: Focus) -> Pair:
    """Pair a cell; without a counterpart dates may be too coarse to find one."""
    label = str(part.before) if part.is_cut else part.label_before
    alone = None
    if before is None and part.is_cut:
        alone = too_coarse(part.before, focused.listed)
    return Pair(cell, before, label, alone)


def _told(
    inquiry: Inquiry, other: Inquiry, pairs: Sequence[Pair], parts: Sequence[Part]
) -> Pairs:
    """Return pairs with a note on each period compared by some of its days."""
    compared = {pair.label for pair in pairs if pair.before is not None}
    cut = tuple(each for each in parts if each.is_cut and str(each.before) in compared)
    return Pairs(inquiry, other, pairs, tuple(each.said for each in cut), cut)

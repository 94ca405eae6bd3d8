"""Each cell of an inquiry is put beside the one it is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from stik.errors import QuestionError
from stik.insights.cells import Cell, Key
from stik.insights.focus import Focus, check_names
from stik.insights.reading import Reading
from stik.insights.running import (
    Part,
    answered_until,
    both_in,
    same_days,
    too_coarse,
)
from stik.insights.telling import NO_DATE, left_out
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts
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


@dataclass(frozen=True)
class Pair:
    """A cell and the one it is compared with; `label` says which that is.

    `alone` says why there is none to compare with.
    """

    cell: Cell
    before: Cell | None = None
    label: str | None = None
    alone: str | None = None


@dataclass(frozen=True)
class Pairs:
    """The inquiry as it was asked in the end, the other one, and their cells.

    `parts` are the periods of which only some days are compared.
    """

    inquiry: Inquiry
    other: Inquiry
    pairs: Sequence[Pair]
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def difference_of(pair: Pair, metric: Metric) -> Difference:
    """Return how a cell differs from the one it is compared with, or why not known."""
    cell, before = pair.cell, pair.before
    if cell.scale is None or before is None or before.scale is None:
        reason = pair.alone or f"no answers in {pair.label}"
        return Difference.missing(cell.counts, Counts.of([]), reason=reason)
    if before.scale != cell.scale:
        return Difference.missing(
            cell.counts,
            before.counts,
            reason=f"asked on {before.scale.name} before, on {cell.scale.name} now",
        )
    for side in (cell, before):
        if side.estimate.unknown:
            return Difference.missing(
                cell.counts, before.counts, reason=side.estimate.unknown
            )
    return metric.difference(cell.counts, before.counts, cell.scale)


def pairs_of(focused: Focus, reading: Reading) -> Pairs:
    """Return the cells of an inquiry in pairs, as its `compare` says.

    Raises
    ------
    QuestionError
        When it cannot be compared like that; the sentence says what could.
    """
    inquiry = focused.inquiry
    if inquiry.compare not in (LAST_YEAR, PREVIOUS):
        return _with_group(inquiry, reading)
    if inquiry.grain is not None:
        return _with_earlier(focused, inquiry.grain, reading)
    return _with_period(focused, reading)


def _with_earlier(focused: Focus, grain: str, reading: Reading) -> Pairs:
    """Pair each period with an earlier one, also where that was not asked for.

    One of which not all days are there, or asked for, is paired with as many days.
    """
    inquiry = focused.inquiry
    days = _known_days(focused, reading)
    part_of = partial(_part_of, days, inquiry, grain)
    found = reading.cells(inquiry)
    other = replace(inquiry, period=_earlier_days(inquiry, grain, days, part_of))
    others = found if other == inquiry else reading.cells(other)
    known = {(cell.groups, cell.period): cell for cell in others}
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


def _earlier_days(
    inquiry: Inquiry, grain: str, known: Period, part_of: Callable[[date], Part]
) -> Period:
    """Return the days of all earlier periods: open where nothing ends inside one.

    Only the first and the last can lack days, so that one stretch holds them all.
    """
    first, end = known.first_date, known.end_date
    begins = first and part_of(period_begin(first, grain=grain))
    ends = end and part_of(period_begin(end - _DAY, grain=grain))
    if ends and ends.is_to_the_end and inquiry.period.end_date is None:
        ends = None
    return Period(
        begins.before.first_date if begins else None,
        ends.before.end_date if ends else None,
    )


def _with_period(focused: Focus, reading: Reading) -> Pairs:
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
    part = _part_of_all(inquiry, _known_days(focused, reading))
    other = replace(inquiry, period=part.before)
    known = {cell.groups: cell for cell in reading.cells(other)}
    pairs = [
        _pair(cell, known.get(cell.groups), part, focused)
        for cell in reading.cells(inquiry)
    ]
    note = f"{part.whole}, compared with {part.before}"
    notes = (part.said if part.is_cut else note,)
    return Pairs(inquiry, other, pairs, notes, (part,) if part.is_cut else ())


def _part_of_all(inquiry: Inquiry, days: Period) -> Part:
    """Return which days of the period asked for are known, and those before it."""
    whole = inquiry.period
    is_year = inquiry.compare == LAST_YEAR
    within = whole.year_before() if is_year else whole.before()
    before = same_days(days, of=whole, within=within)
    return Part(str(whole), whole, days, str(within), before)


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


def left_out_before(found: Pairs, reading: Reading) -> list[dict[str, Any]]:
    """Return what is left out of the other side, as `left_out` does.

    Not answers without a date where those asked for are of any time: they are shown.
    """
    if found.other.period == found.inquiry.period:
        return []
    missed = left_out(found.other, reading)
    if not found.inquiry.period.is_open:
        return missed
    return [each for each in missed if each["reason"] != NO_DATE]


def _with_group(inquiry: Inquiry, reading: Reading) -> Pairs:
    """Pair each cell with that of another group: `channel=web`."""
    compare = inquiry.compare or ""
    name, _, text = compare.partition("=")
    values = tuple(value.strip() for value in text.split(",") if value.strip())
    if not values:
        raise QuestionError(
            f"cannot compare with '{compare}'; say last-year, previous or a group "
            "such as channel=web."
        )
    if name not in inquiry.dimensions:
        raise QuestionError(
            f"comparing with {compare} needs the groups to compare; add --by {name} "
            f"or --where {name}=…"
        )
    other = replace(inquiry, where={**inquiry.where, name: values})
    check_names(other, reading.entries)
    if name not in inquiry.groups:
        pairs = _paired(reading.cells(inquiry), reading.cells(other), label=compare)
        return Pairs(inquiry, other, pairs)
    others = replace(other, by=tuple(each for each in inquiry.by if each != name))
    pairs = _each_with_group(
        reading.cells(inquiry),
        reading.cells(others),
        at=inquiry.groups.index(name),
        values=values,
        label=compare,
    )
    return Pairs(inquiry, others, pairs)


def _each_with_group(
    cells: Sequence[Cell],
    others: Sequence[Cell],
    *,
    at: int,
    values: Sequence[str],
    label: str,
) -> list[Pair]:
    """Pair each group with the one compared with, but not that one with itself."""
    known = {(cell.groups, cell.period): cell for cell in others}

    def rest(groups: Key) -> Key:
        return (*groups[:at], *groups[at + 1 :])

    return [
        Pair(cell, alone="the group compared with")
        if cell.groups[at] in values
        else Pair(cell, known.get((rest(cell.groups), cell.period)), label)
        for cell in cells
    ]


def _paired(cells: Sequence[Cell], others: Sequence[Cell], *, label: str) -> list[Pair]:
    known = {(cell.groups, cell.period): cell for cell in others}
    return [Pair(cell, known.get((cell.groups, cell.period)), label) for cell in cells]

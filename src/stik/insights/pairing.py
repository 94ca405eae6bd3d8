"""Each cell of an inquiry is put beside the one it is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stik.errors import QuestionError
from stik.insights.cells import Cell, Key
from stik.insights.focus import Focus, check_names
from stik.insights.reading import Reading
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts
from stik.terms.inquiry import Inquiry
from stik.terms.period import (
    Period,
    period_before,
    period_begin,
    period_label,
    period_year_before,
)

LAST_YEAR, PREVIOUS = "last-year", "previous"


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
    """The inquiry as it was asked in the end, the other one, and their cells."""

    inquiry: Inquiry
    other: Inquiry
    pairs: Sequence[Pair]
    notes: tuple[str, ...] = ()


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
        return _with_earlier(inquiry, inquiry.grain, reading)
    return _with_period(focused, reading)


def _with_earlier(inquiry: Inquiry, grain: str, reading: Reading) -> Pairs:
    """Pair each period with an earlier one, also where that was not asked for."""
    found = reading.cells(inquiry)
    other = replace(inquiry, period=_earlier_days(inquiry, grain))
    others = found if other == inquiry else reading.cells(other)
    known = {(cell.groups, cell.period): cell for cell in others}
    earlier = _earlier(inquiry)
    pairs = []
    for cell in found:
        if cell.period is None:
            pairs.append(Pair(cell, alone="no date"))
            continue
        before = earlier(cell.period, grain=grain)
        label = period_label(before, grain=grain)
        pairs.append(Pair(cell, known.get((cell.groups, before)), label))
    return Pairs(inquiry, other, pairs)


def _earlier(inquiry: Inquiry) -> Callable[..., date]:
    return period_year_before if inquiry.compare == LAST_YEAR else period_before


def _earlier_days(inquiry: Inquiry, grain: str) -> Period:
    """Return the days of the earlier periods: the same days of the year before.

    The period before is taken whole, also where the inquiry begins inside one.
    """
    period = inquiry.period
    if inquiry.compare == LAST_YEAR and grain != "week":
        return period.year_before()
    first, end = period.first_date, period.end_date
    if first is not None:
        first = _earlier(inquiry)(period_begin(first, grain=grain), grain=grain)
    return Period(first, end)


def _with_period(focused: Focus, reading: Reading) -> Pairs:
    """Pair the period as a whole with the one before; without one: the latest year."""
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
    is_year = inquiry.compare == LAST_YEAR
    before = inquiry.period.year_before() if is_year else inquiry.period.before()
    other = replace(inquiry, period=before)
    note = f"{inquiry.period}, compared with {before}"
    pairs = _paired(reading.cells(inquiry), reading.cells(other), label=str(before))
    return Pairs(inquiry, other, pairs, (note,))


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

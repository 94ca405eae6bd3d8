"""Each cell of an inquiry is put beside the one it is compared with."""

from collections.abc import Sequence
from dataclasses import replace

from stik.errors import QuestionError
from stik.insights.cells import Cell, Key
from stik.insights.earlier import LAST_YEAR, PREVIOUS, with_earlier, with_period
from stik.insights.focus import Focus, check_names
from stik.insights.pair import Pair, Pairs
from stik.insights.reading import Reading
from stik.terms.inquiry import Inquiry


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
        return with_earlier(focused, inquiry.grain, reading)
    return with_period(focused, reading)


def _with_group(inquiry: Inquiry, reading: Reading) -> Pairs:
    """Pair each cell with that of another group: `channel=web`."""
    compare = inquiry.compare or ""
    name, values = group_named(compare)
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


def group_named(compare: str) -> tuple[str, tuple[str, ...]]:
    """Return the dimension and the values of a group such as `channel=web`.

    Raises
    ------
    QuestionError
        When it names none.
    """
    name, _, text = compare.partition("=")
    values = tuple(value.strip() for value in text.split(",") if value.strip())
    if not values:
        raise QuestionError(
            f"cannot compare with '{compare}'; say last-year, previous or a group "
            "such as channel=web."
        )
    return name, values


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

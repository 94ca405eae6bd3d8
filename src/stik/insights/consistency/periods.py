"""The answers of a workspace, period by period, as the readings of control charts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from stik.errors import QuestionError
from stik.insights.cells import Cell, Key
from stik.insights.consistency.plan import FEWEST_IN_BASELINE
from stik.insights.consistency.readings import Reading as ChartReading
from stik.insights.focus import Focus
from stik.insights.reading import Reading
from stik.insights.running import whole_until
from stik.metrics.metric import Metric
from stik.terms.counts import Counts
from stik.terms.estimate import N_TOO_FEW
from stik.terms.inquiry import Inquiry
from stik.terms.period import (
    period_after,
    period_label,
    periods_through,
)

FINEST_FIRST = ("week", "month", "quarter", "year")
"""The grains a chart may have by itself."""

NEARLY_AS_MANY = 0.95
"""A finer grain is worth this share of the answers that a coarser one keeps."""

NO_ANSWERS = "no answers in this period"


@dataclass(frozen=True)
class Charted:
    """The periods of one chart: what is whole, and the one still running, if any.

    `counts` are the answers of each whole period that has any, by its label.
    """

    groups: Key
    readings: tuple[ChartReading, ...]
    running: ChartReading | None
    counts: Mapping[str, Counts]


@dataclass(frozen=True)
class Grain:
    """The grain of a chart that named none, and in words why it is this one."""

    name: str
    note: str


@dataclass(frozen=True)
class _Tried:
    """A grain, and how many answers its periods have; `n` are all that have one."""

    name: str
    n: int
    median: float
    most_usable: int


def chosen_grain(focused: Focus, reading: Reading) -> Grain:
    """Return the grain at which most can be seen.

    That is the finest at which the median period of a group has 30 answers, of those
    that give some group 8 whole periods with as many, of those that keep nearly as many
    answers as any of them: a date known to the year tells no week. Where none does the
    first, or the first two, it is chosen among the others.

    Raises
    ------
    QuestionError
        When no answer has a date.
    """
    end = whole_until(focused, stored_at=reading.snapshot.recorded_at)
    tried = [_tried(name, focused.inquiry, reading, end=end) for name in FINEST_FIRST]
    usable = [each for each in tried if each.n]
    if not usable:
        raise QuestionError("no answer has a date: nothing can be charted by time.")
    filled = [each for each in usable if each.median >= N_TOO_FEW]
    if not filled:
        coarsest = usable[-1].name
        return Grain(coarsest, f"by {coarsest}: no finer one has 30 answers a period")
    charted = [each for each in filled if each.most_usable >= FEWEST_IN_BASELINE]
    best = _keeping_most(charted or filled)
    if best == filled[0]:
        return Grain(best.name, f"by {best.name}, the finest with 30 answers")
    return Grain(best.name, f"by {best.name}: {_worse(filled[0], best)}")


def _tried(name: str, inquiry: Inquiry, reading: Reading, *, end: date) -> _Tried:
    by_it = replace(inquiry, by=(*inquiry.groups, name))
    cells = reading.cells(by_it, counts_people=False)
    n_in_period = _n_in_period(cells, grain=name)
    filled = Counter(
        cell.groups
        for cell in cells
        if cell.period is not None
        and cell.counts.total >= N_TOO_FEW
        and period_after(cell.period, grain=name) <= end
    )
    return _Tried(
        name,
        sum(n_in_period),
        median(n_in_period) if n_in_period else 0,
        max(filled.values(), default=0),
    )


def _keeping_most(finest_first: Sequence[_Tried]) -> _Tried:
    enough = NEARLY_AS_MANY * max(each.n for each in finest_first)
    return next(each for each in finest_first if each.n >= enough)


def _worse(finer: _Tried, than: _Tried) -> str:
    """Return in words why a finer grain was passed over."""
    if finer.n >= NEARLY_AS_MANY * than.n:
        return f"by {finer.name} fewer than {FEWEST_IN_BASELINE} periods are filled"
    dropped = 1 - finer.n / than.n
    return f"by {finer.name} the dates of {dropped:.0%} of the answers are too coarse"


def _n_in_period(cells: Sequence[Cell], *, grain: str) -> list[int]:
    """Return how many answers each period of each group has, also those with none."""
    found: dict[Key, dict[date, int]] = {}
    for cell in cells:
        if cell.period is not None:
            found.setdefault(cell.groups, {})[cell.period] = cell.counts.total
    n_in_period: list[int] = []
    for counted in found.values():
        n_periods = len(periods_through(min(counted), max(counted), grain=grain))
        n_in_period += [*counted.values(), *[0] * (n_periods - len(counted))]
    return n_in_period


def charted(
    focused: Focus, metric: Metric, reading: Reading, *, grain: str
) -> list[Charted]:
    """Return the periods of each group of an inquiry, without gaps between them."""
    inquiry = focused.inquiry
    cells = [cell for cell in reading.cells(inquiry) if cell.period is not None]
    if not cells:
        return []
    by_group: dict[Key, list[Cell]] = {}
    for cell in cells:
        by_group.setdefault(cell.groups, []).append(cell)
    end = whole_until(focused, stored_at=reading.snapshot.recorded_at)
    return [
        _charted(groups, found, metric, grain=grain, end=end)
        for groups, found in by_group.items()
    ]


def _charted(
    groups: Key, cells: Sequence[Cell], metric: Metric, *, grain: str, end: date
) -> Charted:
    """Return one chart's periods; one that ends after `end` is running."""
    dated = {cell.period: cell for cell in cells if cell.period is not None}
    first, last = min(dated), max(dated)
    running = None
    if period_after(last, grain=grain) > end:
        running = _reading(dated.pop(last), metric, grain)
        last = max(dated, default=first)
    known = {period_label(day, grain=grain): cell for day, cell in dated.items()}
    labels = periods_through(first, last, grain=grain) if dated else []
    return Charted(
        groups,
        tuple(
            _reading(known[label], metric, grain)
            if label in known
            else ChartReading.missing(label, n=0, reason=NO_ANSWERS)
            for label in labels
        ),
        running,
        {label: cell.counts for label, cell in known.items()},
    )


def _reading(cell: Cell, metric: Metric, grain: str) -> ChartReading:
    label = cell.label(grain) or ""
    if cell.scale is None or cell.estimate.unknown:
        reason = cell.estimate.unknown or NO_ANSWERS
        return ChartReading.missing(label, n=cell.counts.total, reason=reason)
    return ChartReading.of_counts(label, cell.counts, metric=metric, scale=cell.scale)

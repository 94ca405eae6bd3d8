"""The answers of a workspace, period by period, as the readings of control charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from stik.errors import QuestionError
from stik.insights.cells import Cell, Key
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


def chosen_grain(inquiry: Inquiry, reading: Reading) -> str:
    """Return the finest grain at which the median period of a group has 30 answers.

    The coarsest that dates allow where none has.

    Raises
    ------
    QuestionError
        When no answer has a date.
    """
    usable = []
    for grain in FINEST_FIRST:
        cells = reading.cells(replace(inquiry, by=(*inquiry.groups, grain)))
        n_in_period = _n_in_period(cells, grain=grain)
        if not n_in_period:
            continue
        usable.append(grain)
        if median(n_in_period) >= N_TOO_FEW:
            return grain
    if not usable:
        raise QuestionError("no answer has a date: nothing can be charted by time.")
    return usable[-1]


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

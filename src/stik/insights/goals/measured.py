"""What a goal is judged from: its past in its scope, and the rival it is against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from stik.errors import QuestionError
from stik.insights.benchmarks.figure import Figure, check_alike
from stik.insights.cells import Cell
from stik.insights.focus import Focus, Listed, focus
from stik.insights.goals.forecast import PERIODS_NEEDED
from stik.insights.goals.past import Past
from stik.insights.goals.rivals import as_rival, figure_of_rival
from stik.insights.goals.written import Rival, Written
from stik.insights.reading import Reading
from stik.metrics.metric import Metric
from stik.metrics.registry import metric as metric_called
from stik.terms.counts import Counts
from stik.terms.estimate import N_TOO_FEW
from stik.terms.goal import Scope
from stik.terms.inquiry import Inquiry
from stik.terms.period import period_before, period_begin
from stik.terms.programme import Programme
from stik.terms.scale import Scale
from stik.terms.unit import Unit


@dataclass(frozen=True)
class Measured:
    """The past of a goal, the rival it is held against, and what was asked for it."""

    past: Past
    rival: Rival | None
    asked: Inquiry
    notes: tuple[str, ...] = ()


def measured(
    written: Written, reading: Reading, *, programme: Programme, today: date
) -> Measured:
    """Return what was measured of a goal up to today, by periods that are over.

    The periods are those of `per`; else quarters, or years where dates are known to the
    year or most quarters have no answers. Of a goal whose day is to come, months where
    there are too few quarters for a forecast and enough answers in each month.

    Raises
    ------
    QuestionError
        When nothing was: no such metric, touchpoint or trait, no answers, no rival.
    """
    metric = metric_called(written.metric or "")
    scope = where_of(written.scope or Scope(), units=programme.units)
    inquiry = Inquiry(metric.name, where=scope)
    reading.check_dimensions(inquiry)
    figure = None
    if written.against is not None:
        figure = figure_of_rival(written, programme.benchmarks, reading)
    focused = _focused(inquiry, figure, metric=metric, entries=reading.entries)
    grain, cells = _periods(written, focused, reading, today=today)
    past = _past(cells, grain, metric=metric, scale=_scale(focused, metric))
    past = replace(past, n_customers=reading.customers_in(inquiry))
    rival = None if figure is None else as_rival(figure)
    return Measured(past, rival, focused.inquiry, focused.notes)


def _focused(
    inquiry: Inquiry,
    figure: Figure | None,
    *,
    metric: Metric,
    entries: Sequence[Listed],
) -> Focus:
    """Return the answers a goal is about, asked as its rival's were."""
    question = figure.benchmark.question if figure is not None else None
    if question is not None:
        inquiry = replace(inquiry, where={**inquiry.where, "question": (question,)})
    focused = focus(inquiry, metric, entries=entries)
    if not focused.listed:
        raise QuestionError(f"no answers are on {metric.needed}, which it needs.")
    if figure is None:
        return focused
    scales = {entry.scale for entry in focused.listed}
    theirs = replace(figure.benchmark, scale=figure.scale)
    check_alike(theirs, metric=metric.name, scales=scales)
    where = {**focused.inquiry.where, "scale": (figure.scale.name,)}
    return focus(replace(inquiry, where=where), metric, entries=entries)


def where_of(scope: Scope, *, units: Sequence[Unit]) -> dict[str, tuple[str, ...]]:
    """Return the filters of a scope; a unit stands for all units inside it too.

    >>> inside = [Unit("city"), Unit("shop", parent="city")]
    >>> where_of(Scope(channel="web", unit="city"), units=inside)
    {'channel': ('web',), 'unit': ('city', 'shop')}
    """
    said = {
        "touchpoint": scope.touchpoint,
        "channel": scope.channel,
        "journey": scope.journey,
        **dict(scope.traits),
    }
    where: dict[str, tuple[str, ...]] = {
        name: (value,) for name, value in said.items() if value is not None
    }
    if scope.unit is None:
        return where
    return {**where, "unit": _inside(scope.unit, units)}


def _inside(unit: str, units: Sequence[Unit]) -> tuple[str, ...]:
    """Return a unit and all that are inside it, however deep."""
    found = [unit]
    for name in found:
        found += [u.name for u in units if u.parent == name and u.name not in found]
    return tuple(found)


def _periods(
    written: Written, focused: Focus, reading: Reading, *, today: date
) -> tuple[str, list[Cell]]:
    """Return the grain of a goal, and its cells of the periods that are over."""

    def over(grain: str) -> list[Cell]:
        now = period_begin(today, grain=grain)
        cells = reading.cells(replace(focused.inquiry, by=(grain,)))
        return [cell for cell in cells if cell.period is not None and cell.period < now]

    if written.per is not None:
        return written.per, over(written.per)
    if any(entry.precision == "year" for entry in focused.listed):
        return "year", over("year")
    quarters = over("quarter")
    is_to_come = written.by is not None and today <= written.by
    if is_to_come and len(quarters) < PERIODS_NEEDED:
        months = over("month")
        if len(months) >= PERIODS_NEEDED and _are_enough(months):
            return "month", months
    if quarters and 2 * len(quarters) < len(_days(quarters, "quarter")):
        return "year", over("year")
    return "quarter", quarters


def _are_enough(cells: Sequence[Cell]) -> bool:
    return all(cell.counts.total >= N_TOO_FEW for cell in cells)


def _days(cells: Sequence[Cell], grain: str) -> list[date]:
    """Return the first day of each period from the first cell's to the last one's."""
    known = [cell.period for cell in cells if cell.period is not None]
    days = known[-1:]
    while days and days[-1] > known[0]:
        days.append(period_before(days[-1], grain=grain))
    return days[::-1]


def _past(cells: Sequence[Cell], grain: str, *, metric: Metric, scale: Scale) -> Past:
    """Return cells as a past; a period between without answers has none of them."""
    counts = {cell.period: cell.counts for cell in cells}
    days = _days(cells, grain)
    nobody = Counts.of([])
    return Past(
        metric,
        scale,
        grain,
        tuple(days),
        tuple(counts.get(day, nobody) for day in days),
    )


def _scale(focused: Focus, metric: Metric) -> Scale:
    scales = sorted({entry.scale for entry in focused.listed})
    if len(scales) > 1:
        raise QuestionError(
            f"{metric.name}: the answers are on several scales ({', '.join(scales)}), "
            "which are never mixed; name a touchpoint that has one."
        )
    return Scale.parse(scales[0])

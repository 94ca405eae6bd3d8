"""Who carries a signal, asked of a workspace: the touchpoint, channel or unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from stik.insights.consistency.carriers import Carried, Carrier, carriers, windows
from stik.insights.consistency.charts import Chart
from stik.insights.consistency.periods import Charted
from stik.insights.consistency.signals import Signal
from stik.insights.mix.comparing import together
from stik.insights.reading import Reading
from stik.metrics.metric import Metric
from stik.terms.counts import Counts
from stik.terms.inquiry import Inquiry

PARTS = ("touchpoint", "channel", "unit", "language")
"""By which parts a change of the whole is looked at."""

_MOST_SHOWN = 3
_NOT_SAID = "not said"


def carried_by(  # noqa: PLR0913 a signal, its chart, and where its answers are
    signal: Signal,
    chart: Chart,
    of: Charted,
    metric: Metric,
    inquiry: Inquiry,
    reading: Reading,
) -> dict[str, Any]:
    """Return which parts carry a signal, as plain values.

    Of the ways to part the answers that one whose first part changed beyond chance and
    carries most; `by` is null where none did. `looked_at` names the ways.
    """
    span = windows(chart, signal)
    here = _of_group(inquiry, of.groups)
    looked_at: list[str] = []
    best: tuple[str, Carried] | None = None
    told: dict[str, Any] = {"by": None, "looked_at": looked_at, "parts": []}
    if None in of.groups:
        return told
    for name in (each for each in PARTS if each not in here.dimensions):
        found = _carried(name, here, reading, metric, span.before, span.after)
        if found is None or len(found.parts) < 2:
            continue
        looked_at.append(name)
        if _share(found) > (_share(best[1]) if best else 0.0):
            best = (name, found)
    if best is None:
        return told
    shown = [each for each in best[1].parts if each.rank][:_MOST_SHOWN]
    return {**told, "by": best[0], "parts": [_part_told(each) for each in shown]}


def _of_group(inquiry: Inquiry, groups: Sequence[str | None]) -> Inquiry:
    """Return an inquiry about the answers of one chart alone."""
    named = {
        name: (value,)
        for name, value in zip(inquiry.groups, groups, strict=True)
        if value is not None
    }
    grain = () if inquiry.grain is None else (inquiry.grain,)
    return replace(inquiry, by=grain, where={**inquiry.where, **named})


def _carried(  # noqa: PLR0913 as above
    name: str,
    inquiry: Inquiry,
    reading: Reading,
    metric: Metric,
    before: Sequence[str],
    after: Sequence[str],
) -> Carried | None:
    cells = reading.cells(replace(inquiry, by=(name, *inquiry.by)))
    parts: dict[str, dict[str, Counts]] = {}
    for cell in cells:
        period = cell.label(inquiry.grain or "")
        if period is not None:
            part = cell.groups[0] or _NOT_SAID
            parts.setdefault(part, {})[period] = cell.counts
    scale = next((cell.scale for cell in cells if cell.scale), None)
    if scale is None:
        return None
    sides = (_added(parts, periods) for periods in (before, after))
    return carriers(*sides, metric=metric, scale=scale)


def _added(
    parts: Mapping[str, Mapping[str, Counts]], periods: Iterable[str]
) -> dict[str, Counts]:
    """Return the answers of each part in some periods, added up."""
    wanted = list(periods)
    return {
        part: together([counts[each] for each in wanted if each in counts])
        for part, counts in parts.items()
    }


def _share(carried: Carried) -> float:
    """Return how much its first part carries, 0 where that did not truly change."""
    first = next((each for each in carried.parts if each.rank == 1), None)
    if first is None or not first.own.is_real:
        return 0.0
    return min(first.share or 0.0, 1.0)


def _part_told(carrier: Carrier) -> dict[str, Any]:
    return {
        "part": carrier.part,
        "share": carrier.share,
        "before": carrier.before.value,
        "n_before": carrier.before.n,
        "after": carrier.after.value,
        "n_after": carrier.after.n,
        "is_real": carrier.own.is_real,
    }

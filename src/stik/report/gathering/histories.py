"""Every touchpoint through time, on each scale that touchpoints are judged on."""

from collections import Counter
from typing import Any

from stik.insights.consistency.periods import NO_ANSWERS
from stik.insights.weakest.asking import JUDGED
from stik.report.gathering.source import Source, estimate_of, mean_on, scale_of
from stik.report.story import Cell, History, HistoryRow
from stik.terms.estimate import Estimate
from stik.terms.touchpoint import OVERALL

MOST_PERIODS = 8
_NOBODY = Cell(Estimate.missing(n=0, reason=NO_ANSWERS))


def judged_scales(source: Source) -> list[str]:
    """Return the scales touchpoints are judged on, those of most answers first."""
    scales = Counter[str]()
    for entry in source.known.entries:
        if entry.touchpoint not in (OVERALL, None) and scale_of(entry).kind in JUDGED:
            scales[entry.scale] += entry.n
    return [scale for scale, _ in scales.most_common()]


def histories_of(source: Source) -> list[History]:
    """Return a history for each scale; real changes from period to period are marked.

    Differences are corrected for all of a history's own cells together.
    """
    grain = source.dates.long_grain
    if grain is None:
        return []
    found = (_history(source, scale, grain) for scale in judged_scales(source))
    return [history for history in found if history is not None]


def _history(source: Source, scale: str, grain: str) -> History | None:
    rows = source.rows(
        "mean", by=["touchpoint", grain], where={"scale": scale}, compare="previous"
    )
    rows = [r for r in rows if r[grain] and r["touchpoint"] not in (OVERALL, None)]
    periods = sorted({row[grain] for row in rows})[-MOST_PERIODS:]
    if len(periods) < 2:
        return None
    cells = {(row["touchpoint"], row[grain]): _cell(row) for row in rows}
    names = sorted({row["touchpoint"] for row in rows})
    return History(
        mean_on(scale),
        tuple(periods),
        tuple(
            HistoryRow(
                source.label(name),
                tuple(cells.get((name, period), _NOBODY) for period in periods),
            )
            for name in names
        ),
    )


def _cell(row: dict[str, Any]) -> Cell:
    if not row["is_real"]:
        return Cell(estimate_of(row))
    return Cell(estimate_of(row), "better" if row["difference"] > 0 else "worse")

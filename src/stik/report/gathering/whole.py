"""A workspace is asked everything a report tells; the answers become a `Story`."""

from dataclasses import replace
from datetime import datetime

from stik.insights.consistency.periods import NO_ANSWERS
from stik.insights.headline import Headline
from stik.report.gathering.changes import changes_of, moved_of
from stik.report.gathering.histories import histories_of
from stik.report.gathering.limits import gaps_of, held_back_of, unknowns_of
from stik.report.gathering.source import (
    Asked,
    Known,
    Source,
    estimate_of,
    measure_of,
)
from stik.report.gathering.standings import drivers_of, standings_of
from stik.report.gathering.steadiness import steadiness_of
from stik.report.story import Basis, Finding, Point, Story, Trend
from stik.terms.estimate import Estimate

_NOBODY = Estimate.missing(n=0, reason=NO_ANSWERS)


def gather(asked: Asked, known: Known, *, language: str, now: datetime) -> Story:
    """Return everything a report tells of a workspace, labels in `language`."""
    source = Source(asked, known, language)
    story = Story(
        company=known.company,
        made_at=now,
        basis=_basis(source),
        period=source.dates.now_label,
        findings=tuple(_finding(source, each) for each in source.headlines),
        trends=tuple(_trends(source)),
        changes=tuple(changes_of(source)),
        moved=tuple(moved_of(source)),
        standings=tuple(standings_of(source)),
        drivers=drivers_of(source),
        steadiness=steadiness_of(source),
        histories=tuple(histories_of(source)),
        held_back=tuple(held_back_of(known)),
        gaps=tuple(gaps_of(source)),
        is_simulated=known.is_simulated,
    )
    if not known.entries:
        return story
    return replace(story, unknowns=tuple(unknowns_of(source, story)))


def _finding(source: Source, headline: Headline) -> Finding:
    rows = source.rows(headline.metric, where=headline.where, **source.now_words)
    return Finding(measure_of(headline), estimate_of(rows[0]))


def _basis(source: Source) -> Basis:
    entries = source.known.entries
    return Basis(
        n_answers=sum(entry.n for entry in entries),
        n_customers=source.known.n_customers or None,
        n_files=source.known.n_files,
        first_date=source.dates.first,
        last_date=source.dates.last,
        precision=source.dates.precision,
    )


def _trends(source: Source) -> list[Trend]:
    grain = source.dates.grain
    if grain is None:
        return []
    trends = []
    for each in source.headlines:
        rows = source.rows(each.metric, where=each.where, by=[grain])
        known = {row[grain]: estimate_of(row) for row in rows}
        points = tuple(
            Point(label, known.get(label, _NOBODY))
            for label in source.dates.periods(grain)
        )
        if len(points) > 1:
            trends.append(Trend(measure_of(each), points))
    return trends

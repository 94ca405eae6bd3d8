"""A workspace is asked everything a report tells; the answers become a `Story`."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from stik.report.gathering.changes import changes_of
from stik.report.gathering.histories import histories_of
from stik.report.gathering.source import (
    Asked,
    Asking,
    Known,
    Source,
    estimate_of,
    mean_on,
    measure_of,
    scale_of,
)
from stik.report.gathering.steadiness import steadiness_of
from stik.report.story import (
    Basis,
    Change,
    Driver,
    Drivers,
    Finding,
    Gap,
    HeldBack,
    Point,
    Standing,
    Story,
    Trend,
    Unknown,
)
from stik.terms.estimate import Estimate
from stik.terms.touchpoint import OVERALL

_NOBODY = Estimate.missing(n=0, reason="no answers")


def gather(asked: Asked, known: Known, *, language: str, now: datetime) -> Story:
    """Return everything a report tells of a workspace, labels in `language`."""
    source = Source(asked, known, language)
    changes = tuple(changes_of(source))
    return Story(
        company=known.company,
        made_at=now,
        basis=_basis(source),
        period=source.dates.now_label,
        findings=tuple(_finding(source, each) for each in source.measures),
        trends=tuple(_trends(source)),
        changes=changes,
        standings=tuple(_standings(source)),
        drivers=_drivers(source),
        steadiness=steadiness_of(source),
        histories=tuple(histories_of(source)),
        unknowns=tuple(_unknowns(source, changes)),
        held_back=tuple(_held_back(known)),
        gaps=tuple(_gaps(source)),
        is_simulated=known.is_simulated,
    )


def _finding(source: Source, asking: Asking) -> Finding:
    name, where = asking
    rows = source.rows(name, where=where, **source.now_words)
    return Finding(measure_of(name, where), estimate_of(rows[0]))


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
    for name, where in source.measures:
        rows = source.rows(name, where=where, by=[grain])
        known = {row[grain]: estimate_of(row) for row in rows}
        points = tuple(
            Point(label, known.get(label, _NOBODY))
            for label in source.dates.periods(grain)
        )
        if len(points) > 1:
            trends.append(Trend(measure_of(name, where), points))
    return trends


def _standings(source: Source) -> list[Standing]:
    rows = source.asked.weakest(**source.now_words).table.to_pylist()
    return [
        Standing(
            source.label(row["touchpoint"]),
            mean_on(row["scale"]),
            estimate_of(row),
            rank=row["rank"],
            shortfall=row["shortfall"],
            reach=row["reach"],
            certainty=row["certainty"],
            priority=row["priority"],
            is_worse=bool(row["is_worse"]),
            unknown=row["not_ranked"],
        )
        for row in rows
    ]


def _drivers(source: Source) -> Drivers | None:
    if not source.overall:
        return None
    outcome = max(source.overall, key=lambda entry: entry.n)
    result = source.asked.drivers(outcome.question, **source.now_words)
    told = result.explain()
    drivers = tuple(
        _driver(source, row)
        for row in result.table.to_pylist()
        if row["unknown"] is None
    )
    return Drivers(
        outcome.question.replace("_", " "),
        n=told["n"],
        r_square=told["r_squared"],
        drivers=drivers,
        unknown=told["unknown"],
    )


def _driver(source: Source, row: dict[str, Any]) -> Driver:
    entry = next(e for e in source.known.entries if e.question == row["driver"])
    scores = source.rows(
        "mean",
        where={"question": entry.question, "scale": entry.scale},
        **source.now_words,
    )
    return Driver(
        source.label(entry.touchpoint or entry.question),
        estimate_of(row),
        score=estimate_of(scores[0]),
        score_measure=mean_on(entry.scale),
        caution=_caution(row),
    )


def _caution(row: dict[str, Any]) -> Literal["against", "another_word"] | None:
    """Return why a driver cannot be a headline, if it cannot."""
    if row["is_another_word"]:
        return "another_word"
    return "against" if row["correlation"] < 0 else None


def _unknowns(source: Source, changes: Sequence[Change]) -> list[Unknown]:
    """Return what nobody can know, each with the reason that stands beside it."""
    kinds = {scale_of(entry).kind for entry in source.known.entries}
    unknowns = []
    if not source.known.n_customers:
        unknowns.append(Unknown("customers", "no_customer"))
    if "gap" not in kinds:
        unknowns.append(Unknown("expectation", "not_asked"))
    if "emotion" not in kinds:
        unknowns.append(Unknown("emotion", "not_asked"))
    if source.dates.first is None:
        unknowns.append(Unknown("dates", "no_date"))
    elif changes and changes[0].difference.value is None:
        why = changes[0].difference.unknown or "no_earlier_period"
        unknowns.append(Unknown("comparison", why))
    return unknowns


def _held_back(known: Known) -> list[HeldBack]:
    reasons = Counter(row["reason"] for row in known.waiting)
    first = {row["reason"]: row["sentence"] for row in reversed(known.waiting)}
    return [HeldBack(r, n, first[r]) for r, n in reasons.most_common()]


def _gaps(source: Source) -> list[Gap]:
    described = {each.name: each for each in source.known.programme.touchpoints}
    found = set(source.known.touchpoints["touchpoint"].to_pylist()) - {OVERALL, None}
    if not described:
        return []
    gaps = [
        Gap("no_owner", source.label(name))
        for name, each in described.items()
        if each.owner is None and name != OVERALL
    ]
    gaps += [
        Gap("not_in_programme", source.label(n))
        for n in sorted(found - described.keys())
    ]
    missing = [n for n in described if n not in found and n != OVERALL]
    return gaps + [Gap("no_answers", source.label(name)) for name in missing]

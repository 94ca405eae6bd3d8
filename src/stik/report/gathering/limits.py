"""What nobody can know yet and why, what was held back, what the programme lacks."""

from collections import Counter
from collections.abc import Sequence

from stik.report.gathering.source import Known, Source, scale_of
from stik.report.story import Chart, Gap, HeldBack, Standing, Story, Unknown
from stik.terms.touchpoint import OVERALL


def unknowns_of(source: Source, story: Story) -> list[Unknown]:
    """Return what nobody can know, each with the reason where it was lost."""
    kinds = {scale_of(entry).kind for entry in source.known.entries}
    why = {
        "experience": None if story.findings else "no_outcome",
        "comparison": _why_not_compared(story),
        "touchpoints": _why_not_ranked(story.standings),
        "steadiness": _why_not_charted(story),
        "drivers": _why_not_driven(story),
        "customers": None if source.known.n_customers else "no_customer",
        "expectation": None if "gap" in kinds else "not_asked",
        "emotion": None if "emotion" in kinds else "not_asked",
        "dates": None if source.dates.first else "no_date",
    }
    return [Unknown(what, reason) for what, reason in why.items() if reason]


def _why_not_compared(story: Story) -> str | None:
    if story.basis.first_date is None:
        return "no_date"
    if not story.changes:
        return "no_outcome"
    return story.changes[0].difference.unknown


def _why_not_ranked(standings: Sequence[Standing]) -> str | None:
    """Return why none is ranked: the reason of the one with most answers."""
    if not standings:
        return "no_touchpoints"
    if any(each.rank is not None for each in standings):
        return None
    return max(standings, key=lambda each: each.estimate.n).unknown


def _why_not_charted(story: Story) -> str | None:
    """Return why no chart has limits: the reason of the one with most answers."""
    if story.basis.first_date is None:
        return "no_date"
    if story.steadiness is None:
        return "not_asked"
    charts = story.steadiness.charts
    if any(chart.unknown is None for chart in charts):
        return None
    return max(charts, key=_n_answers).unknown


def _why_not_driven(story: Story) -> str | None:
    """Return why no driver may be the answer."""
    found = story.drivers
    if found is None:
        return "no_outcome"
    if any(each.caution is None for each in found.drivers):
        return None
    return found.unknown or ("only_cautioned" if found.drivers else "no_touchpoints")


def _n_answers(chart: Chart) -> int:
    return sum(point.n or 0 for point in chart.points)


def held_back_of(known: Known) -> list[HeldBack]:
    """Return how many rows wait for repair, by reason."""
    reasons = Counter(row["reason"] for row in known.waiting)
    first = {row["reason"]: row["sentence"] for row in reversed(known.waiting)}
    return [HeldBack(r, n, first[r]) for r, n in reasons.most_common()]


def gaps_of(source: Source) -> list[Gap]:
    """Return what the programme and the answers do not agree on."""
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

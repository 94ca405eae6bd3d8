"""Writing down a belief: checked first, as what was seen already is no belief."""

from datetime import tzinfo

from stik.errors import QuestionError, nearest
from stik.facts.store import Store
from stik.insights.belief.asking import about
from stik.insights.focus import focus
from stik.insights.reading import Reading
from stik.metrics.registry import metric as metric_called
from stik.rollups.beliefs import (
    Subject,
    Written,
    first_of,
    write_down,
    written_beliefs,
)
from stik.terms.period import named_days
from stik.workspace.measuring import Where, values_of

RANGES = {"points": (-100.0, 100.0), "share": (0.0, 1.0)}
"""Between which values a metric of a unit lies; steps of a scale have their own."""


def subject_of(metric: str, *, where: Where | None, period: str) -> Subject:
    """Return what a belief is about, always written the same way.

    Raises
    ------
    QuestionError
        When there is no such metric or period.
    """
    metric_called(metric)
    named_days(period)
    of = sorted(values_of(where).items())
    in_order = tuple((name, tuple(sorted(values))) for name, values in of)
    return Subject(metric, in_order, period.strip())


def believe(store: Store, belief: Written, *, reading: Reading, zone: tzinfo) -> None:
    """Store a belief.

    Raises
    ------
    QuestionError
        When its value cannot be, it is about nothing known, the believer wrote down
        another one already, or its period is over and answers about it are stored.
    """
    if not belief.believer.strip():
        raise QuestionError("say who believes it, such as --by Ana.")
    _check_value(belief)
    _check_subject(belief.subject, reading)
    _check_first(belief, reading)
    _check_unseen(belief, reading, zone=zone)
    write_down(store, belief)


def _check_value(belief: Written) -> None:
    unit = metric_called(belief.subject.metric).unit
    low, high = RANGES.get(unit, (-float("inf"), float("inf")))
    if not low <= belief.value <= high:
        hint = "; write 0.7 for 70 %" if unit == "share" else ""
        raise QuestionError(
            f"{belief.subject.metric} lies between {low:g} and {high:g}, not at "
            f"{belief.value:g}{hint}."
        )


def _check_subject(subject: Subject, reading: Reading) -> None:
    """Refuse a touchpoint that neither the programme nor an answer knows."""
    reading.check_dimensions(subject.inquiry)
    known = {entry.touchpoint for entry in reading.entries if entry.touchpoint}
    known |= {touchpoint.name for touchpoint in reading.programme().touchpoints}
    for name in dict(subject.where).get("touchpoint", ()):
        if known and name not in known:
            raise QuestionError(
                f"there is no touchpoint '{name}' in the programme or among the "
                f"answers; {nearest(name, known)}"
            )


def _check_first(belief: Written, reading: Reading) -> None:
    for other in written_beliefs(reading.run):
        if (other.believer, other.subject) == (belief.believer, belief.subject):
            raise QuestionError(
                f"{belief.believer} wrote down {other.value:g} on "
                f"{other.written_at:%Y-%m-%d} already ({about(other.subject)}, "
                f"{other.subject.period}); the first belief counts."
            )


def _check_unseen(belief: Written, reading: Reading, *, zone: tzinfo) -> None:
    """Refuse a belief about a period that is over and has answers stored."""
    subject = belief.subject
    end = named_days(subject.period).end_date
    if end is None or belief.written_at.astimezone(zone).date() < end:
        return
    if _has_answers(subject, reading):
        raise QuestionError(
            f"the answers of {subject.period} can be seen by now, so this is no belief "
            "any more; write one down about a period that is not over yet."
        )


def _has_answers(subject: Subject, reading: Reading) -> bool:
    metric = metric_called(subject.metric)
    try:
        focused = focus(subject.inquiry, metric, entries=reading.entries)
    except QuestionError:  # nobody was ever asked about it
        return False
    known = reading.of_customers(focused.inquiry)
    return reading.run(first_of(known))["first"][0].as_py() is not None

"""Comparisons in a table: before, now, the difference, and whether it is real."""

from collections.abc import Sequence

from stik.report import values
from stik.report.frames import note
from stik.report.markup import Markup, fill
from stik.report.periods import RANGE, period_name
from stik.report.sections.verdict import change_verdict
from stik.report.story import Change, Point
from stik.report.tables import Column, Raw, Table
from stik.report.vocabulary import subject_name
from stik.report.words import Words


def comparisons_table(words: Words, changes: Sequence[Change], title: str) -> Table:
    """Return a row for each comparison; periods that all share stand in the head."""
    return Table(
        title,
        (
            Column(words.say("Measure"), "name"),
            Column(_period(words, [each.before for each in changes]) or _before(words)),
            Column(_period(words, [each.now for each in changes]) or words.say("Now")),
            Column(words.say("Difference")),
            Column(words.say("95% interval")),
            Column(words.say("Verdict"), "text"),
        ),
        tuple(_row(words, each, changes) for each in changes),
        (_RAW_NAMES, *(_raw(each) for each in changes)),
    )


def _before(words: Words) -> str:
    return words.say("Before")


def _period(words: Words, points: Sequence[Point]) -> str | None:
    """Return the period of all points, None where they are of different ones."""
    labels = {point.label for point in points}
    if len(labels) > 1:
        return None
    return RANGE.join(map(_unbroken, period_name(words, labels.pop()).split(RANGE)))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _row(words: Words, change: Change, changes: Sequence[Change]) -> tuple[object, ...]:
    difference, measure = change.difference, change.measure
    moved: object = values.unknown(words, difference)
    if difference.value is not None:
        moved = values.change(words, measure, difference.value)
    is_named = {
        side: _period(words, [getattr(each, side) for each in changes]) is None
        for side in ("before", "now")
    }
    return (
        subject_name(words, measure, change.touchpoint),
        _side(words, change, change.before, is_named=is_named["before"]),
        _side(words, change, change.now, is_named=is_named["now"]),
        moved,
        values.change_interval(words, measure, difference),
        change_verdict(words, change),
    )


def _side(words: Words, change: Change, point: Point, *, is_named: bool) -> Markup:
    n = values.answers(words, point.estimate.n)
    number: object = values.NOTHING
    if point.estimate.value is not None:
        number = values.shown(words, change.measure, point.estimate)
    told = f"{period_name(words, point.label)} · {n}" if is_named else _unbroken(n)
    return fill("{number} {note}", number=number, note=note(told))


_RAW_NAMES: tuple[Raw, ...] = (
    "touchpoint",
    "metric",
    "scale",
    "before_period",
    "before",
    "before_n",
    "now_period",
    "now",
    "now_n",
    "difference",
    "low",
    "high",
    "is_real",
    "unknown",
)


def _raw(change: Change) -> tuple[Raw, ...]:
    before, now, moved = change.before, change.now, change.difference
    scale = change.measure.scale
    return (
        change.touchpoint,
        change.measure.metric,
        None if scale is None else scale.name,
        before.label,
        before.estimate.value,
        before.estimate.n,
        now.label,
        now.estimate.value,
        now.estimate.n,
        moved.value,
        moved.low,
        moved.high,
        int(change.is_real),
        moved.unknown,
    )

"""Is it better than before? The last two periods held against each other."""

import re

from stik.report import values
from stik.report.frames import caption, note, section, table_figure
from stik.report.markup import Markup, element, fill
from stik.report.sections.card import Answer, unknown_answer
from stik.report.sections.trends import trend_figure
from stik.report.sections.verdict import change_verdict, change_word, kind_of
from stik.report.story import Change, Point, Story, Trend
from stik.report.tables import Column, Raw, Table
from stik.report.vocabulary import measure_name
from stik.report.words import Words

NAME = "change"
_FURTHER = 2
_YEAR = re.compile(r"\b\d{4}\b")


def answer(words: Words, story: Story) -> Answer:
    """Return whether the main number really moved."""
    if not story.changes:
        reason = "no_earlier_period" if story.basis.last_date else "no_date"
        if not story.basis.n_answers:
            reason = "no_answers"
        question = words.say("Is it better than before?")
        return unknown_answer(words, question, what="comparison", why=reason)
    main = story.changes[0]
    question = _question(words, main)
    if main.difference.value is None:
        reason = main.difference.unknown or "no_earlier_period"
        return unknown_answer(words, question, what="comparison", why=reason)
    return Answer(
        question,
        kind_of(main),
        change_word(words, main),
        _sentence(words, main, main.difference.value),
        (
            _sureness(words, main),
            *(_briefly(words, each) for each in story.changes[1 : 1 + _FURTHER]),
        ),
        NAME,
    )


def evidence(words: Words, story: Story) -> Markup | None:
    """Return the lines through all periods, and the comparisons in a table."""
    if not story.trends and not story.changes:
        return None
    lines = (
        trend_figure(words, trend, _last_change(trend, story.changes))
        for trend in story.trends
    )
    return section(
        NAME,
        words.say("Is it better than before?"),
        _comparisons(words, story.changes) if story.changes else None,
        *lines,
    )


def _last_change(trend: Trend, changes: tuple[Change, ...]) -> Change | None:
    """Return the change that the last point of a line shows, if it was compared."""
    found = (
        each
        for each in changes
        if each.measure == trend.measure and each.now.label == trend.points[-1].label
    )
    return next(found, None)


def _question(words: Words, change: Change) -> str:
    if _a_year_before(change.now.label) == change.before.label:
        return words.say("Is it better than last year?")
    return words.say("Is it better than before?")


def _a_year_before(label: str) -> str:
    """Return a period's label with each year in it less one."""
    return _YEAR.sub(lambda year: str(int(year[0]) - 1), label)


def _sentence(words: Words, change: Change, number: float) -> Markup:
    sentences = {
        "better": words.say(
            "{measure}: from {before} ({earlier}) to {now} ({later}), a real rise of "
            "{size}."
        ),
        "worse": words.say(
            "{measure}: from {before} ({earlier}) to {now} ({later}), a real fall of "
            "{size}."
        ),
        "same": words.say(
            "{measure}: from {before} ({earlier}) to {now} ({later}). A difference of "
            "{size} can be chance."
        ),
        "unknown": words.say(
            "{measure}: from {before} ({earlier}) to {now} ({later}). There are too "
            "few answers to tell."
        ),
    }
    return fill(
        sentences[kind_of(change)],
        measure=measure_name(words, change.measure),
        before=_number(words, change, change.before),
        earlier=values.period(words, change.before.label),
        now=element("strong", _number(words, change, change.now)),
        later=values.period(words, change.now.label),
        size=values.size(words, change.measure, number),
    )


def _number(words: Words, change: Change, point: Point) -> str:
    number = point.estimate.value
    return "?" if number is None else values.value(words, change.measure, number)


def _sureness(words: Words, change: Change) -> Markup:
    return fill(
        words.say("95% interval of the difference {interval} · {before} and {now}"),
        interval=values.change_interval(words, change.measure, change.difference),
        before=words.number(change.before.estimate.n),
        now=values.answers(words, change.now.estimate.n),
    )


def _briefly(words: Words, change: Change) -> Markup:
    return fill(
        words.say("{measure}: {before} ({earlier}) → {now} ({later}). {verdict}"),
        measure=measure_name(words, change.measure),
        before=_number(words, change, change.before),
        earlier=values.period(words, change.before.label),
        now=_number(words, change, change.now),
        later=values.period(words, change.now.label),
        verdict=change_verdict(words, change),
    )


def _comparisons(words: Words, changes: tuple[Change, ...]) -> Markup:
    title = words.say("The two periods compared")
    shown = Table(
        title,
        (
            Column(words.say("Measure"), "name"),
            Column(words.say("Before")),
            Column(words.say("Now")),
            Column(words.say("Difference")),
            Column(words.say("95% interval")),
            Column(words.say("Verdict"), "text"),
        ),
        tuple(_row(words, each) for each in changes),
        (_RAW_NAMES, *(_raw(each) for each in changes)),
    )
    summary = words.count(
        "{n} comparison was made; a difference is called real only when chance would "
        "hardly bring it about.",
        "{n} comparisons were made; a difference is called real only when chance would "
        "hardly bring it about, allowing for how many were made.",
        changes[0].n_comparisons,
    )
    return table_figure(words, head=caption(title, summary), shown=shown)


def _row(words: Words, change: Change) -> tuple[object, ...]:
    difference, measure = change.difference, change.measure
    moved: object = values.unknown(words, difference)
    if difference.value is not None:
        moved = values.change(words, measure, difference.value)
    return (
        measure_name(words, measure),
        _side(words, change, change.before),
        _side(words, change, change.now),
        moved,
        values.change_interval(words, measure, difference),
        change_verdict(words, change),
    )


def _side(words: Words, change: Change, point: Point) -> Markup:
    return fill(
        "{number} {note}",
        number=values.shown(words, change.measure, point.estimate),
        note=note(
            f"{values.period(words, point.label)} · "
            f"{values.answers(words, point.estimate.n)}"
        ),
    )


_RAW_NAMES: tuple[Raw, ...] = (
    "metric",
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
    return (
        change.measure.metric,
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

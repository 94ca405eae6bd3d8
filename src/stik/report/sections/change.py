"""Is it better than before? The last two periods held against each other."""

import re
from dataclasses import replace

from stik.report import values
from stik.report.frames import caption, section, table_figure
from stik.report.markup import Markup, element, fill
from stik.report.periods import period_name
from stik.report.reasons import reason_in_words
from stik.report.sections.card import Answer, unknown_answer
from stik.report.sections.comparisons import comparisons_table
from stik.report.sections.moved import moved_figure, moved_lines
from stik.report.sections.trends import trend_figure
from stik.report.sections.verdict import change_verdict, change_word, kind_of
from stik.report.story import Change, Point, Story, Trend
from stik.report.vocabulary import measure_name
from stik.report.words import Words

NAME = "change"
_FURTHER = 1
_YEAR = re.compile(r"\b\d{4}\b")


def answer(words: Words, story: Story) -> Answer:
    """Return whether the main number really moved, and which touchpoints did."""
    moved = moved_lines(words, story.moved)
    if not story.changes:
        question = words.say("Is it better than before?")
        why = story.why("comparison")
        return _unknown(words, question, why, moved)
    main = story.changes[0]
    question = _question(words, main)
    if main.difference.value is None:
        return _unknown(words, question, values.reason_of(main.difference), moved)
    return Answer(
        question,
        kind_of(main),
        change_word(words, main),
        _sentence(words, main, main.difference.value),
        (
            _sureness(words, main),
            *(_briefly(words, each) for each in story.changes[1 : 1 + _FURTHER]),
            *moved,
        ),
        NAME,
    )


def _unknown(
    words: Words, question: str, why: str, moved: tuple[Markup, ...]
) -> Answer:
    found = unknown_answer(words, question, what="comparison", why=why)
    return replace(found, sureness=moved)


def evidence(words: Words, story: Story) -> Markup | None:
    """Return both comparisons in tables, and the lines through all periods."""
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
        moved_figure(words, story.moved),
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
        earlier=period_name(words, change.before.label),
        now=element("strong", _number(words, change, change.now)),
        later=period_name(words, change.now.label),
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
    """Return a further comparison; its periods are those of the first."""
    name = measure_name(words, change.measure)
    if change.difference.value is None:
        why = reason_in_words(words, values.reason_of(change.difference))
        said = words.say("{measure} cannot be compared: {reason}.")
        return fill(said, measure=name, reason=why)
    return fill(
        words.say("{measure}: {before} → {now}. {verdict}"),
        measure=name,
        before=_number(words, change, change.before),
        now=_number(words, change, change.now),
        verdict=change_verdict(words, change),
    )


def _comparisons(words: Words, changes: tuple[Change, ...]) -> Markup:
    title = words.say("The two periods compared")
    summary = _comparisons_told(words, changes[0].n_comparisons)
    shown = comparisons_table(words, changes, title)
    return table_figure(words, head=caption(title, summary), shown=shown)


def _comparisons_told(words: Words, n: int) -> str:
    if not n:
        return words.say("No comparison could be made.")
    return words.count(
        "{n} comparison was made; a difference is called real only when chance would "
        "hardly bring it about.",
        "{n} comparisons were made; a difference is called real only when chance would "
        "hardly bring it about, allowing for how many were made.",
        n,
    )

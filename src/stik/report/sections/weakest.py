"""Which part is not good? Every touchpoint in the order it deserves attention."""

from collections.abc import Sequence

from stik.report import values
from stik.report.basis import period_told, told_of_period
from stik.report.charts.axis import Axis, axis
from stik.report.charts.strip import dot_strip, strip_axis
from stik.report.frames import caption, section, table_figure
from stik.report.markup import Markup, element, fill, join
from stik.report.reasons import reason_in_words
from stik.report.sections.card import Answer, unknown_answer
from stik.report.sections.trends import ends_of
from stik.report.sections.verdict import verdict
from stik.report.sentences import sureness, tell
from stik.report.story import Measure, Standing, Story
from stik.report.tables import Column, Raw, Table
from stik.report.vocabulary import measure_name
from stik.report.words import Words

NAME = "weakest"
_NEXT = 2
_ROUNDING = 1e-9
"""A shortfall below it, as a share of the scale, is none."""


def answer(words: Words, story: Story) -> Answer:
    """Return the touchpoint that deserves attention first, and the next ones."""
    question = words.say("Which part is not good?")
    ranked = [each for each in story.standings if each.rank is not None]
    if not ranked:
        why = story.why("touchpoints")
        return unknown_answer(words, question, what="touchpoints", why=why)
    first = _first(ranked)
    if first is None:
        return _nothing_first(words, story, question)
    interval = values.interval(words, first.measure, first.estimate)
    period = period_told(words, story)
    lines = [sureness(words, interval=interval, n=first.estimate.n, period=period)]
    alike = _alike(ranked, first.measure)
    others = [each for each in alike if each.is_worse and each is not first]
    if others:
        lines.append(_next(words, others[:_NEXT]))
    return Answer(
        question,
        "worse" if first.is_worse else "same",
        _word(words, first),
        _sentence(words, first),
        tuple(lines),
        NAME,
    )


def _first(ranked: Sequence[Standing]) -> Standing | None:
    """Return the touchpoint that deserves attention first, if any falls short."""
    worse = (each for each in ranked if each.is_worse)
    short = (each for each in ranked if not _is_level(each))
    return next(worse, None) or next(short, None)


def _is_level(standing: Standing) -> bool:
    return standing.shortfall is not None and standing.shortfall < _ROUNDING


def _nothing_first(words: Words, story: Story, question: str) -> Answer:
    return Answer(
        question,
        "same",
        words.say("None is certainly below the others"),
        fill(words.say("There is no touchpoint to look at first: none falls short.")),
        (fill(period_told(words, story)),),
        NAME,
    )


def _word(words: Words, first: Standing) -> str:
    if first.is_worse:
        return words.say("Really below the others")
    return words.say("None is certainly below the others")


def _sentence(words: Words, standing: Standing) -> Markup:
    look = fill(
        words.say("Look first at “{touchpoint}”."),
        touchpoint=element("strong", standing.touchpoint),
    )
    number = standing.estimate.value or 0.0
    return join([look, tell(words, standing.measure, number)], " ")


def _next(words: Words, standings: Sequence[Standing]) -> Markup:
    quoted = [
        fill(words.say("“{touchpoint}”"), touchpoint=each.touchpoint)
        for each in standings
    ]
    return fill(words.say("Next: {touchpoints}."), touchpoints=join(quoted, ", "))


def evidence(words: Words, story: Story) -> Markup | None:
    """Return one figure per measure, since scales are never mixed on one axis."""
    if not story.standings:
        return None
    measures = list(dict.fromkeys(each.measure for each in story.standings))
    return section(
        NAME,
        words.say("Which part is not good?"),
        *(_figure(words, story, measure) for measure in measures),
    )


def _figure(words: Words, story: Story, measure: Measure) -> Markup:
    shown = _alike(story.standings, measure)
    title = words.say("Touchpoints: {measure}", measure=measure_name(words, measure))
    head = caption(title, told_of_period(words, story, _summary(words, shown)))
    return table_figure(words, head=head, shown=_table(words, shown, title))


def _alike(standings: Sequence[Standing], measure: Measure) -> list[Standing]:
    return [each for each in standings if each.measure == measure]


def _summary(words: Words, standings: Sequence[Standing]) -> str:
    said = _worse_told(words, sum(each.is_worse for each in standings))
    how = words.say(
        "Dot: value; line: 95% interval; diamond: certainly below the others."
    )
    return f"{said} {how}"


def _worse_told(words: Words, n: int) -> str:
    if not n:
        return words.say("No touchpoint is certainly below the average of the others.")
    return words.count(
        "{n} touchpoint is certainly below the average of the others.",
        "{n} touchpoints are certainly below the average of the others.",
        n,
    )


def _table(words: Words, standings: Sequence[Standing], title: str) -> Table:
    measure = standings[0].measure
    across = _across(standings)
    ticks = values.ticks(words, measure, across.ticks)
    columns = (
        Column(words.say("Touchpoint"), "name"),
        Column(words.say("Picture"), "picture", strip_axis(across, ticks)),
        Column(words.say("Value")),
        Column(words.say("95% interval")),
        Column(words.say("Answers")),
        *(Column(title) for title in _weights(words, standings)),
    )
    rows = tuple(_row(words, each, across) for each in standings)
    return Table(
        title,
        columns,
        tuple(row[: len(columns)] for row in rows),
        (_RAW_NAMES, *(_raw(each) for each in standings)),
        "cards pictured",
    )


def _across(standings: Sequence[Standing]) -> Axis:
    found = [(each.estimate.low, each.estimate.high) for each in standings]
    numbers = [number for pair in found for number in pair if number is not None]
    return axis(numbers, ends=ends_of(standings[0].measure))


def _weights(words: Words, standings: Sequence[Standing]) -> list[str]:
    """Return the titles of what the order was made of, where it is known."""
    if all(each.reach is None for each in standings):
        return []
    return [words.say("Reach"), words.say("Certainty")]


def _row(words: Words, standing: Standing, across: Axis) -> tuple[object, ...]:
    measure, estimate = standing.measure, standing.estimate
    return (
        _name(words, standing),
        dot_strip(estimate, across=across, is_worse=standing.is_worse),
        values.shown(words, measure, estimate),
        values.interval(words, measure, estimate),
        words.number(estimate.n),
        _share(words, standing.reach),
        _sure(words, standing.certainty),
    )


def _name(words: Words, standing: Standing) -> Markup:
    rank = None if standing.rank is None else f"{standing.rank}. "
    mark: object = None
    if standing.is_worse:
        mark = verdict("worse", words.say("below the others"))
    elif standing.unknown and standing.estimate.value is not None:
        mark = reason_in_words(words, standing.unknown)
    note = None if mark is None else element("span", mark, class_="note")
    return join([rank, element("span", standing.touchpoint), note])


def _share(words: Words, share: float | None) -> str:
    return values.NOTHING if share is None else words.percent(share)


def _sure(words: Words, share: float | None) -> str:
    return values.NOTHING if share is None else values.certain_percent(words, share)


_RAW_NAMES: tuple[Raw, ...] = (
    "rank",
    "touchpoint",
    "metric",
    "value",
    "low",
    "high",
    "n",
    "unknown",
    "shortfall",
    "reach",
    "certainty",
    "priority",
    "is_worse",
)


def _raw(standing: Standing) -> tuple[Raw, ...]:
    return (
        standing.rank,
        standing.touchpoint,
        standing.measure.metric,
        *values.raw(standing.estimate),
        standing.shortfall,
        standing.reach,
        standing.certainty,
        standing.priority,
        int(standing.is_worse),
    )

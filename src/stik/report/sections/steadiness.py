"""Is anything unusual? What chance would seldom do, and what it does all the time."""

from collections.abc import Sequence

from stik.report.frames import section
from stik.report.markup import Markup, fill
from stik.report.once import once
from stik.report.sections.card import Answer, unknown_answer
from stik.report.sections.charts_table import charts_overview
from stik.report.sections.control_figure import control_figure
from stik.report.sections.signals import (
    Found,
    chance_told,
    signal_kind,
    signal_told,
)
from stik.report.story import Chart, Story, Unusual
from stik.report.words import Words

NAME = "steadiness"
_MOST_DRAWN = 6
_MOST_TOLD = 2


def answer(words: Words, story: Story) -> Answer:
    """Return what is unusual now, or that nothing is."""
    question = words.say("Is anything unusual?")
    charts = story.steadiness.charts if story.steadiness else ()
    judged = [chart for chart in charts if chart.unknown is None]
    if not judged:
        why = story.why("steadiness")
        return unknown_answer(words, question, what="steadiness", why=why)
    now = _signals(judged, is_current=True)
    before = _signals(judged, is_current=False)
    if not now:
        sentence = words.count(
            "Nothing now: {n} control chart stays within what chance allows.",
            "Nothing now: all {n} control charts stay within what chance allows.",
            len(judged),
        )
        said = tuple(
            fill(words.say("Earlier: {told}"), told=signal_told(words, each))
            for each in before[:_MOST_TOLD]
        )
        word = words.say("As usual")
        return Answer(question, "same", word, Markup(sentence), said, NAME)
    signal = now[0][1]
    further = (signal_told(words, each) for each in now[1 : 1 + _MOST_TOLD])
    return Answer(
        question,
        signal_kind(signal),
        _word(words, signal),
        signal_told(words, now[0]),
        (chance_told(words, signal), *further),
        NAME,
    )


def _word(words: Words, signal: Unusual) -> str:
    if signal.is_provisional:
        return words.say("Perhaps unusual now")
    return words.say("Unusual now")


def evidence(words: Words, story: Story) -> Markup | None:
    """Return the charts with something unusual, and a table of all of them."""
    if story.steadiness is None or not story.steadiness.charts:
        return None
    charts = story.steadiness.charts
    drawn = [chart for chart in charts if chart.signals][:_MOST_DRAWN]
    return section(
        NAME,
        words.say("Is anything unusual?"),
        charts_overview(words, story.steadiness),
        *(control_figure(words, chart) for chart in drawn),
    )


def _signals(charts: Sequence[Chart], *, is_current: bool) -> list[Found]:
    """Return the signals of charts, of each touchpoint one: its scales move together.

    First those of a settled range, then those of the latest two calendar years, then
    the least likely.
    """
    latest = max(_year(chart.points[-1].label) for chart in charts)
    found = [
        (chart, signal)
        for chart in charts
        for signal in chart.signals
        if signal.is_current == is_current
    ]
    found.sort(key=lambda each: each[1].probability)
    found.sort(key=lambda each: _year(each[1].until) < latest - 1)
    found.sort(key=lambda each: each[1].is_provisional)
    return once(found, key=lambda each: each[0].touchpoint)


def _year(label: str) -> int:
    return int(label[:4])

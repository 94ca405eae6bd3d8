"""All control charts in a table: the latest value, its usual range, the verdict."""

from collections.abc import Sequence

from stik.insights.consistency.plan import FEWEST_IN_BASELINE
from stik.report import values
from stik.report.frames import caption, folded, table_figure
from stik.report.markup import Markup, fill, join
from stik.report.sections.signals import (
    first_signal,
    seldom,
    signal_kind,
    signal_pattern,
)
from stik.report.sections.verdict import verdict
from stik.report.story import Chart, ChartPoint, Steadiness
from stik.report.tables import Column, Raw, Table
from stik.report.vocabulary import subject_name
from stik.report.words import Words


def charts_overview(words: Words, steadiness: Steadiness) -> Markup:
    """Return the charts with a signal as a table, and all of them folded."""
    charts = steadiness.charts
    speaking = [chart for chart in charts if chart.signals]
    every = _of_charts(words, charts, words.say("Control charts"))
    title, summary = _overview_told(words, steadiness)
    head = caption(title, summary)
    if not speaking:
        return table_figure(words, head=head, shown=every)
    show_all = words.count(
        "Show {n} control chart", "Show all {n} control charts", len(charts)
    )
    figure = table_figure(words, head=head, shown=_of_charts(words, speaking, title))
    return join([figure, folded(words, show_all, every)])


def _overview_told(words: Words, steadiness: Steadiness) -> tuple[str, str]:
    if all(chart.unknown is not None for chart in steadiness.charts):
        needed = words.say(
            "It takes {n} complete periods with enough answers.",
            n=words.number(FEWEST_IN_BASELINE),
        )
        return words.say("Nothing can be judged yet"), needed
    summary = words.say(
        "The usual range is where a number stays while nothing changes; a swing that "
        "comes every year belongs to it. Of all charts together {n} false signals a "
        "month are to be expected.",
        n=words.number(steadiness.false_signals, decimals=2),
    )
    if any(chart.signals for chart in steadiness.charts):
        return words.say("What was unusual, now or earlier"), summary
    return words.say("Nothing was unusual"), summary


def _of_charts(words: Words, charts: Sequence[Chart], title: str) -> Table:
    columns = (
        Column(words.say("What"), "name"),
        Column(words.say("Latest")),
        Column(words.say("Usual range")),
        Column(words.say("Answers")),
        Column(words.say("Verdict"), "text"),
        Column(words.say("By chance")),
    )
    return Table(
        title,
        columns,
        tuple(_row(words, chart) for chart in charts),
        (_RAW_NAMES, *(_raw(chart) for chart in charts)),
    )


def _row(words: Words, chart: Chart) -> tuple[object, ...]:
    last = _last(chart)
    measure = chart.measure
    latest, usual = values.NOTHING, values.NOTHING
    if last.value is not None:
        latest = values.value(words, measure, last.value)
    if last.low is not None and last.high is not None:
        low = values.value(words, measure, last.low)
        high = values.value(words, measure, last.high)
        usual = words.say("{low} to {high}", low=low, high=high)
    return (
        subject_name(words, chart.measure, chart.touchpoint),
        latest,
        usual,
        words.number(last.n or 0),
        _verdict(words, chart),
        _chance_of(words, chart),
    )


def _chance_of(words: Words, chart: Chart) -> str:
    """Return how seldom chance makes the signal that the verdict tells of."""
    told = first_signal(chart)
    return values.NOTHING if told is None else seldom(words, told.probability)


def _last(chart: Chart) -> ChartPoint:
    judged = [point for point in chart.points if point.state == "judged"]
    return judged[-1] if judged else chart.points[-1]


def _verdict(words: Words, chart: Chart) -> Markup:
    if chart.unknown is not None:
        return values.unknown_because(words, chart.unknown)
    told = first_signal(chart)
    if told is None:
        return verdict("same", words.say("as usual"))
    if told.is_current:
        return verdict(signal_kind(told), signal_pattern(words, told))
    return fill(
        words.say("{word}; {pattern}"),
        word=verdict("same", words.say("now as usual")),
        pattern=signal_pattern(words, told),
    )


_RAW_NAMES: tuple[Raw, ...] = (
    "touchpoint",
    "metric",
    "period",
    "value",
    "low",
    "high",
    "n",
    "n_signals",
    "unknown",
)


def _raw(chart: Chart) -> tuple[Raw, ...]:
    last = _last(chart)
    return (
        chart.touchpoint,
        chart.measure.metric,
        last.label,
        last.value,
        last.low,
        last.high,
        last.n,
        len(chart.signals),
        chart.unknown,
    )

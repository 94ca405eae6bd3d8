"""A control chart with its summary, and its periods as a table."""

from stik.report import values
from stik.report.charts.control import Spot, control_chart_picture
from stik.report.charts.trend import Labels, spread
from stik.report.frames import caption, chart_figure
from stik.report.markup import Markup
from stik.report.periods import period_name
from stik.report.sections.signals import (
    provisional_told,
    signal_pattern,
)
from stik.report.sections.trends import ends_of
from stik.report.story import Chart, ChartPoint
from stik.report.tables import Column, Table
from stik.report.vocabulary import subject_name
from stik.report.words import Words


def control_figure(words: Words, chart: Chart) -> Markup:
    """Return the picture of one chart with its periods folded under it."""
    what = subject_name(words, chart.measure, chart.touchpoint)
    title = words.say("Control chart: {what}", what=what)
    summary = _figure_summary(words, chart)
    picture = control_chart_picture(
        _spots(words, chart),
        labels=Labels(lambda ticks: values.ticks(words, chart.measure, ticks), summary),
        ends=ends_of(chart.measure),
    )
    head = caption(title, summary)
    shown = _table(words, chart, title)
    return chart_figure(words, head=head, chart=picture, shown=shown)


def _figure_summary(words: Words, chart: Chart) -> str:
    told = [signal_pattern(words, signal) for signal in chart.signals]
    summary = words.say(
        "{patterns}. Dashed: the usual range; a triangle is outside of it or long on "
        "one side.",
        patterns=_capitalised("; ".join(dict.fromkeys(told))),
    )
    if not any(signal.is_provisional for signal in chart.signals):
        return summary
    return f"{summary} {provisional_told(words)}"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _spots(words: Words, chart: Chart) -> list[Spot]:
    places = zip(chart.points, spread(len(chart.points)), strict=True)
    return [
        Spot(
            x,
            period_name(words, point.label),
            point.value,
            point.low,
            point.centre,
            point.high,
            _point_told(words, chart, point),
            _written(words, chart, point),
            _direction(point),
            is_judged=point.state in ("judged", "no_limits", "first_year"),
        )
        for point, x in places
    ]


def _written(words: Words, chart: Chart, point: ChartPoint) -> str:
    if point.value is None:
        return values.NOTHING
    return values.value(words, chart.measure, point.value)


def _direction(point: ChartPoint) -> str | None:
    if not point.is_signal or point.value is None or point.centre is None:
        return None
    return "up" if point.value > point.centre else "down"


def _point_told(words: Words, chart: Chart, point: ChartPoint) -> str:
    label = period_name(words, point.label)
    if point.value is None:
        return label
    written = values.value(words, chart.measure, point.value)
    return f"{label}: {written}, {values.answers(words, point.n or 0)}"


def _table(words: Words, chart: Chart, title: str) -> Table:
    columns = (
        Column(words.say("Period"), "name"),
        Column(words.say("Value")),
        Column(words.say("Usual range")),
        Column(words.say("Answers")),
    )
    raw = tuple(
        (p.label, p.value, p.low, p.centre, p.high, p.n, p.state) for p in chart.points
    )
    return Table(
        title,
        columns,
        tuple(_point_row(words, chart, point) for point in chart.points),
        (("period", "value", "low", "centre", "high", "n", "state"), *raw),
    )


def _point_row(words: Words, chart: Chart, point: ChartPoint) -> tuple[object, ...]:
    value, usual = values.NOTHING, values.NOTHING
    if point.value is not None:
        value = values.value(words, chart.measure, point.value)
    if point.low is not None and point.high is not None:
        usual = words.say(
            "{low} to {high}",
            low=values.value(words, chart.measure, point.low),
            high=values.value(words, chart.measure, point.high),
        )
    n = words.number(point.n or 0)
    return period_name(words, point.label), value, usual, n

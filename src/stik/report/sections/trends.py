"""The line through all periods, with its band and its table."""

from stik.report import values
from stik.report.charts.trend import Labels, Place, spread, trend_chart
from stik.report.frames import caption, chart_figure, folded
from stik.report.markup import Markup, element
from stik.report.periods import period_name
from stik.report.sections.verdict import kind_of
from stik.report.story import Change, Measure, Point, Trend
from stik.report.tables import Column, Table
from stik.report.vocabulary import measure_name
from stik.report.words import Words

_SHAPES = {"better": ("up", "good"), "worse": ("down", "bad")}


def trend_figure(words: Words, trend: Trend, change: Change | None) -> Markup:
    """Return the figure of one measure; one period alone makes no line."""
    title = words.say(
        "{measure}, period by period", measure=measure_name(words, trend.measure)
    )
    summary = _summary(words, trend)
    head, shown = caption(title, summary), _table(words, trend, title)
    if sum(point.estimate.value is not None for point in trend.points) < 2:
        return element("figure", head, folded(words, words.say("Show as table"), shown))
    chart = trend_chart(
        _places(words, trend),
        labels=_labels(words, trend.measure, summary, change),
        ends=ends_of(trend.measure),
    )
    return chart_figure(words, head=head, chart=chart, shown=shown)


def ends_of(measure: Measure) -> tuple[float, float] | None:
    """Return the lowest and the highest value the measure can have."""
    if measure.unit == "points":
        return -100.0, 100.0
    if measure.unit == "share":
        return 0.0, 1.0
    scale = measure.scale
    if scale is None or scale.low is None or scale.high is None:
        return None
    return float(scale.low), float(scale.high)


def _labels(
    words: Words, measure: Measure, summary: str, change: Change | None
) -> Labels:
    kind = "same" if change is None else kind_of(change)
    shape, style = _SHAPES.get(kind, ("dot", "ink"))
    return Labels(
        lambda ticks: values.ticks(words, measure, ticks), summary, shape, style
    )


def _places(words: Words, trend: Trend) -> list[Place]:
    columns = zip(trend.points, spread(len(trend.points)), strict=True)
    return [_place(words, trend.measure, point, x) for point, x in columns]


def _place(words: Words, measure: Measure, point: Point, x: float) -> Place:
    label, estimate = period_name(words, point.label), point.estimate
    if estimate.value is None:
        return Place(x, label, estimate, "", label)
    written = values.value(words, measure, estimate.value)
    interval = values.interval(words, measure, estimate)
    answers = values.answers(words, estimate.n)
    return Place(
        x, label, estimate, written, f"{label}: {written} ({interval}), {answers}"
    )


def _summary(words: Words, trend: Trend) -> str:
    """Return the lowest, the highest and the latest number in words."""
    known = [point for point in trend.points if not point.estimate.has_too_few]
    if not known:
        return words.say("No period has enough answers to tell.")
    if len(known) < 2:
        return words.say("One period only: a line needs two.")
    by_value = sorted(known, key=_number)
    return words.say(
        "Lowest {lowest}, highest {highest}, latest {latest}. The band is the 95% "
        "interval.",
        lowest=_named(words, trend, by_value[0]),
        highest=_named(words, trend, by_value[-1]),
        latest=_named(words, trend, known[-1]),
    )


def _number(point: Point) -> float:
    return 0.0 if point.estimate.value is None else point.estimate.value


def _named(words: Words, trend: Trend, point: Point) -> str:
    written = values.value(words, trend.measure, _number(point))
    return f"{written} ({period_name(words, point.label)})"


def _table(words: Words, trend: Trend, title: str) -> Table:
    return Table(
        title,
        (
            Column(words.say("Period"), "name"),
            Column(words.say("Value")),
            Column(words.say("95% interval")),
            Column(words.say("Answers")),
        ),
        tuple(
            (
                period_name(words, each.label),
                values.shown(words, trend.measure, each.estimate),
                values.interval(words, trend.measure, each.estimate),
                words.number(each.estimate.n),
            )
            for each in trend.points
        ),
        (
            ("period", "value", "low", "high", "n", "unknown"),
            *((each.label, *values.raw(each.estimate)) for each in trend.points),
        ),
    )

"""Is anything unusual? What chance would seldom do, and what it does all the time."""

from collections.abc import Sequence

from stik.report import values
from stik.report.charts.control import Spot, control_chart_picture
from stik.report.charts.trend import Labels, spread
from stik.report.frames import caption, chart_figure, folded, section, table_figure
from stik.report.markup import Markup, element, fill, join
from stik.report.periods import period_name
from stik.report.sections.card import Answer, unknown_answer
from stik.report.sections.trends import ends_of
from stik.report.sections.verdict import Kind, verdict
from stik.report.story import Chart, ChartPoint, Steadiness, Story, Unusual
from stik.report.tables import Column, Raw, Table
from stik.report.vocabulary import subject_name, unusual_in_words
from stik.report.words import Words

NAME = "steadiness"
_MOST_DRAWN = 6
_MOST_TOLD = 2

Found = tuple[Chart, Unusual]


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
            fill(words.say("Earlier: {told}"), told=_told(words, each))
            for each in before[:_MOST_TOLD]
        )
        word = words.say("As usual")
        return Answer(question, "same", word, Markup(sentence), said, NAME)
    signal = now[0][1]
    further = (_told(words, each) for each in now[1 : 1 + _MOST_TOLD])
    return Answer(
        question,
        _kind(signal),
        _word(words, signal),
        _told(words, now[0]),
        (_chance(words, signal), *further),
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
        _overview(words, story.steadiness),
        *(_figure(words, chart) for chart in drawn),
    )


def _signals(charts: Sequence[Chart], *, is_current: bool) -> list[Found]:
    """Return the signals of charts, the latest and the least likely first.

    Of one touchpoint the first: its scales mostly move together.
    """
    found = [
        (chart, signal)
        for chart in charts
        for signal in chart.signals
        if signal.is_current == is_current
    ]
    found.sort(key=lambda each: each[1].probability)
    found.sort(key=lambda each: each[1].until, reverse=True)
    first = {chart.touchpoint: (chart, signal) for chart, signal in reversed(found)}
    return list(first.values())[::-1]


def _kind(signal: Unusual) -> Kind:
    """Return which colour a signal deserves: none while its range is provisional."""
    if signal.is_provisional or signal.direction is None:
        return "same"
    return "better" if signal.direction == "up" else "worse"


def _told(words: Words, found: Found) -> Markup:
    chart, signal = found
    return fill(
        words.say("{what}: {pattern}."),
        what=element("strong", subject_name(words, chart.measure, chart.touchpoint)),
        pattern=_pattern(words, signal),
    )


def _pattern(words: Words, signal: Unusual) -> str:
    return unusual_in_words(
        words,
        signal.code,
        signal.direction,
        since=period_name(words, signal.since),
        until=period_name(words, signal.until),
        n_periods=signal.n_periods,
    )


def _chance(words: Words, signal: Unusual) -> Markup:
    said = words.say(
        "By chance alone: {chance} of the time.",
        chance=_seldom(words, signal.probability),
    )
    if signal.is_provisional:
        said = f"{said} {_provisional(words)}"
    return Markup(said)


def _provisional(words: Words) -> str:
    return words.say("The range is provisional: few periods made it.")


def _seldom(words: Words, probability: float) -> str:
    """Return a small probability in percent, below a hundredth of one as such."""
    least = 0.0001
    if probability < least:
        return f"< {words.percent(least, decimals=2)}"
    return words.percent(probability, decimals=2)


def _overview(words: Words, steadiness: Steadiness) -> Markup:
    """Return the charts with a signal as a table, and all of them folded."""
    summary = words.say(
        "The usual range is where a number stays while nothing changes; a swing that "
        "comes every year belongs to it. Of all charts together {n} false signals a "
        "month are to be expected.",
        n=words.number(steadiness.false_signals, decimals=2),
    )
    speaking = [chart for chart in steadiness.charts if chart.signals]
    every = _of_charts(words, steadiness.charts, words.say("Control charts"))
    if not speaking:
        head = caption(words.say("Nothing was unusual"), summary)
        return table_figure(words, head=head, shown=every)
    title = words.say("What was unusual, now or earlier")
    show_all = words.count(
        "Show {n} control chart",
        "Show all {n} control charts",
        len(steadiness.charts),
    )
    shown = _of_charts(words, speaking, title)
    figure = table_figure(words, head=caption(title, summary), shown=shown)
    return join([figure, folded(words, show_all, every)])


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
    told = _told_first(chart)
    return values.NOTHING if told is None else _seldom(words, told.probability)


def _told_first(chart: Chart) -> Unusual | None:
    """Return the signal of now, else the latest."""
    if not chart.signals:
        return None
    now = [signal for signal in chart.signals if signal.is_current]
    return now[0] if now else max(chart.signals, key=lambda signal: signal.until)


def _last(chart: Chart) -> ChartPoint:
    judged = [point for point in chart.points if point.state == "judged"]
    return judged[-1] if judged else chart.points[-1]


def _verdict(words: Words, chart: Chart) -> Markup:
    if chart.unknown is not None:
        return values.unknown_because(words, chart.unknown)
    told = _told_first(chart)
    if told is None:
        return verdict("same", words.say("as usual"))
    if told.is_current:
        return verdict(_kind(told), _pattern(words, told))
    return fill(
        words.say("{word}; {pattern}"),
        word=verdict("same", words.say("now as usual")),
        pattern=_pattern(words, told),
    )


def _figure(words: Words, chart: Chart) -> Markup:
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
    told = [_pattern(words, signal) for signal in chart.signals]
    summary = words.say(
        "{patterns}. Dashed: the usual range; a triangle is outside of it or long on "
        "one side.",
        patterns=_capitalised("; ".join(dict.fromkeys(told))),
    )
    if not any(signal.is_provisional for signal in chart.signals):
        return summary
    return f"{summary} {_provisional(words)}"


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

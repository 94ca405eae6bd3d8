"""Every touchpoint in every period: one table, real changes marked."""

from stik.report import values
from stik.report.frames import caption, section, table_figure
from stik.report.markup import Markup, element, join
from stik.report.periods import period_name
from stik.report.sections.verdict import sign
from stik.report.story import Cell, History, HistoryRow, Measure, Story
from stik.report.tables import Column, Raw, Table
from stik.report.vocabulary import measure_name
from stik.report.words import Words

NAME = "history"


def evidence(words: Words, story: Story) -> Markup | None:
    """Return one table per measure."""
    if not story.histories:
        return None
    return section(
        NAME,
        words.say("Touchpoints through time"),
        *(_figure(words, each) for each in story.histories),
    )


def _figure(words: Words, history: History) -> Markup:
    title = words.say(
        "Touchpoints by period: {measure}",
        measure=measure_name(words, history.measure),
    )
    head = caption(title, _summary(words, history))
    return table_figure(words, head=head, shown=_table(words, history, title))


def _summary(words: Words, history: History) -> str:
    cells = [cell for row in history.rows for cell in row.cells]
    n_better = sum(cell.direction == "better" for cell in cells)
    n_worse = sum(cell.direction == "worse" for cell in cells)
    return " · ".join(
        [
            words.count(
                "▲ {n} real rise against the period before",
                "▲ {n} real rises against the period before",
                n_better,
            ),
            words.count("▼ {n} real fall", "▼ {n} real falls", n_worse),
            words.say("Under each value: its 95% interval and the number of answers."),
        ]
    )


def _table(words: Words, history: History, title: str) -> Table:
    periods = (Column(period_name(words, each)) for each in history.periods)
    return Table(
        title,
        (Column(words.say("Touchpoint"), "name"), *periods),
        tuple(_row(words, history.measure, each) for each in history.rows),
        (_RAW_NAMES, *_raw(history)),
        "history",
    )


def _row(words: Words, measure: Measure, row: HistoryRow) -> tuple[object, ...]:
    cells = (_cell(words, measure, cell) for cell in row.cells)
    return (row.touchpoint, *cells)


def _cell(words: Words, measure: Measure, cell: Cell) -> Markup:
    number = values.complete(words, measure, cell.estimate)
    return join([_direction(words, cell), number])


def _direction(words: Words, cell: Cell) -> Markup | None:
    if cell.direction is None or cell.estimate.has_too_few:
        return None
    said = {"better": words.say("really better"), "worse": words.say("really worse")}
    return element(
        "span",
        sign(cell.direction),
        element("span", said[cell.direction], class_="aloud"),
        class_=cell.direction,
        title=said[cell.direction],
    )


_RAW_NAMES: tuple[Raw, ...] = (
    "touchpoint",
    "period",
    "value",
    "low",
    "high",
    "n",
    "unknown",
    "direction",
)


def _raw(history: History) -> list[tuple[Raw, ...]]:
    return [
        (row.touchpoint, period, *values.raw(cell.estimate), cell.direction)
        for row in history.rows
        for period, cell in zip(history.periods, row.cells, strict=True)
    ]

"""A discovered journey as one HTML page: the picture, its key, and all its numbers."""

from collections.abc import Sequence

import pyarrow as pa

from stik.insights.journeys.graph import Graph
from stik.report.document import document
from stik.report.frames import caption, folded
from stik.report.journeys import sentences
from stik.report.journeys.drawing import MOST, Drawing, drawing
from stik.report.journeys.judging import Judged, Outcome, judged, outcome_of
from stik.report.journeys.lettering import duration
from stik.report.journeys.svg import framed, style
from stik.report.markup import Markup, element, join
from stik.report.tables import Column, Table
from stik.report.values import NOTHING
from stik.report.words import Words, words


def journey_page(
    graph: Graph,
    *,
    title: str,
    subtitle: str,
    language: str = "en",
    notes: Sequence[str] = (),
) -> str:
    """Return the page; its tables have every step and arrow, drawn or not.

    `notes` stand under the picture, one paragraph each.

    Raises
    ------
    QuestionError
        When the report does not speak `language`.
    """
    spoken = words(language)
    shown = drawing(spoken, graph, most=MOST)
    head = element(
        "header", element("h1", title), element("p", subtitle, class_="basis")
    )
    body = element(
        "main",
        element(
            "figure",
            caption(spoken.say("The journey as it happened"), shown.summary),
            _picture(spoken, shown, title),
            *(element("p", said, class_="grey") for said in (*shown.key, *notes)),
            class_="journey-figure",
        ),
        element("section", *_tables(spoken, graph)),
    )
    return document(spoken, title=title, body=join([head, body]), style=style())


def _picture(spoken: Words, shown: Drawing, title: str) -> Markup:
    size = (shown.width, shown.height)
    drawn = framed(spoken, shown, title, shown.shapes, size=size)
    return element(
        "div", drawn, class_="scroll", role="region", aria_label=title, tabindex="0"
    )


def _tables(spoken: Words, graph: Graph) -> list[Markup]:
    steps, arrows = _steps(spoken, graph.nodes), _arrows(spoken, graph.edges)
    return [folded(spoken, each.caption, each) for each in (steps, arrows)]


def _steps(spoken: Words, rows: pa.Table) -> Table:
    outcome, judgements = outcome_of(rows), judged(rows)
    titles = (
        spoken.say("Visits"),
        spoken.say("Journeys"),
        spoken.say("Customers"),
        spoken.say("Journeys that begin here"),
        spoken.say("Journeys that end here"),
    )
    counts = ("n_visits", "n_instances", "n_customers", "n_starts", "n_ends")
    shown = [
        (
            row["step"],
            *(spoken.number(row[name]) for name in counts),
            *_felt(spoken, outcome, each),
        )
        for row, each in zip(rows.to_pylist(), judgements, strict=True)
    ]
    return Table(
        spoken.say("All steps"),
        (
            Column(spoken.say("Step"), "name"),
            *(Column(title) for title in titles),
            *_felt_columns(spoken, outcome),
        ),
        tuple(shown),
        _raw(rows),
    )


def _arrows(spoken: Words, rows: pa.Table) -> Table:
    outcome, judgements = outcome_of(rows), judged(rows)
    titles = (
        spoken.say("Times taken"),
        spoken.say("Journeys"),
        spoken.say("Customers"),
        spoken.say("Median time"),
        spoken.say("9 in 10 took at most"),
    )
    shown = [
        (
            row["step"],
            row["next_step"],
            *(
                spoken.number(row[n])
                for n in ("n_visits", "n_instances", "n_customers")
            ),
            duration(spoken, row["median_seconds"]),
            duration(spoken, row["p90_seconds"]),
            *_felt(spoken, outcome, each),
        )
        for row, each in zip(rows.to_pylist(), judgements, strict=True)
    ]
    return Table(
        spoken.say("All arrows"),
        (
            Column(spoken.say("Step"), "name"),
            Column(spoken.say("Next step"), "text"),
            *(Column(title) for title in titles),
            *_felt_columns(spoken, outcome),
        ),
        tuple(shown),
        _raw(rows),
    )


def _felt_columns(spoken: Words, outcome: Outcome | None) -> list[Column]:
    return [Column(spoken.say("Experience or outcome"))] if outcome else []


def _felt(spoken: Words, outcome: Outcome | None, judged: Judged) -> list[str]:
    if outcome is None:
        return []
    return [sentences.outcome_told(spoken, outcome, judged) or NOTHING]


def _raw(rows: pa.Table) -> tuple[tuple[str | float | int | None, ...], ...]:
    """Return the names of all columns, then the rows as they are."""
    return (
        tuple(rows.column_names),
        *(tuple(row.values()) for row in rows.to_pylist()),
    )

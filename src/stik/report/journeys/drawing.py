"""A discovered journey drawn: its boxes, its arrows, and the words around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stik.errors import QuestionError
from stik.insights.journeys.graph import Graph
from stik.report.journeys import sentences
from stik.report.journeys.arrows import (
    Label,
    LaidArrow,
    drawn_label,
    drawn_line,
    label_size,
    thickness,
)
from stik.report.journeys.boxes import Box, boxes_of, drawn_box
from stik.report.journeys.choosing import Chosen, chosen
from stik.report.journeys.judging import outcome_of
from stik.report.journeys.labels import labels_placed, rectangles
from stik.report.journeys.placing.placement import placed
from stik.report.journeys.placing.shapes import Line, Point
from stik.report.markup import Markup, element, join
from stik.report.words import Words

MOST = 40
"""How many steps are drawn unless asked otherwise."""

MARGIN = 16.0
"""What stays free around a picture, in pixels."""


@dataclass(frozen=True)
class Drawing:
    """Shapes between (0, 0) and (`width`, `height`), and the words around them.

    `summary` is read aloud; `key` says how to read the picture and what it leaves out.
    """

    shapes: Markup
    width: float
    height: float
    summary: str
    key: tuple[str, ...]


def drawing(words: Words, graph: Graph, *, most: int = MOST) -> Drawing:
    """Return the journey drawn, with at most so many steps.

    Raises
    ------
    QuestionError
        When `most` is not at least 1.
    """
    if most < 1:
        raise QuestionError(f"of {most} steps there is no picture; draw at least 1")
    shown = chosen(graph, most=most)
    outcome = outcome_of(graph.nodes) or outcome_of(graph.edges)
    boxes = boxes_of(words, shown, outcome)
    middles, arrows = _laid(words, shown, boxes)
    shapes = [
        *(drawn_line(words, arrow, outcome) for arrow in arrows),
        *(drawn_box(box, at) for box, at in zip(boxes, middles, strict=True)),
        *(drawn_label(each.label, each.arrow) for each in arrows if each.label),
    ]
    left, top, right, bottom = _bounds(boxes, middles, arrows)
    shift = f"translate({MARGIN - left:g} {MARGIN - top:g})"
    has_rising = any(arrow.is_rising for arrow in arrows)
    return Drawing(
        element("g", join(shapes), transform=shift),
        right - left + 2 * MARGIN,
        bottom - top + 2 * MARGIN,
        sentences.summary(words, shown),
        sentences.key(words, shown, has_rising=has_rising),
    )


def _laid(
    words: Words, shown: Chosen, boxes: Sequence[Box]
) -> tuple[Sequence[Point], list[LaidArrow]]:
    """Return the middles of the boxes, and the arrows between them."""
    sizes = [box.size for box in boxes]
    said = [
        None if arrow.is_loop else sentences.arrow_label(words, arrow)
        for arrow in shown.arrows
    ]
    lines = _lines(shown, boxes)
    lie = placed(sizes, lines)
    middles = labels_placed(
        lie, sizes, [label_size(text) if text else None for text in said]
    )
    labels = [
        Label(text, middle) if text and middle else None
        for text, middle in zip(said, middles, strict=True)
    ]
    parts = zip(shown.arrows, lines, lie.routes, labels, strict=True)
    return lie.middles, [
        LaidArrow(arrow, line.thickness, route, label)
        for arrow, line, route, label in parts
    ]


def _lines(shown: Chosen, boxes: Sequence[Box]) -> list[Line]:
    index: dict[str | None, int] = {box.name: i for i, box in enumerate(boxes)}
    thickest = max((arrow.n for arrow in shown.arrows), default=0)
    # What leads further from Start must lead downwards, whatever leads back to it.
    most_moves = float(sum(arrow.n_moves for arrow in shown.arrows))
    return [
        Line(
            0 if arrow.step is None else index[arrow.step],
            len(boxes) - 1 if arrow.next_step is None else index[arrow.next_step],
            arrow.n_moves + (most_moves if arrow.ends in shown.trunk else 0.0),
            thickness(arrow.n, thickest),
        )
        for arrow in shown.arrows
    ]


def _bounds(
    boxes: Sequence[Box], middles: Sequence[Point], arrows: Sequence[LaidArrow]
) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all that is drawn."""
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    corners = [corner for arrow in arrows for corner in arrow.route.corners]
    labels = [arrow.label for arrow in arrows if arrow.label]
    at = [*middles, *(label.middle for label in labels), *corners]
    sizes = [*(box.size for box in boxes), *(label.size for label in labels)]
    covered = rectangles(at, [*sizes, *[(0.0, 0.0)] * len(corners)])
    left, top = covered[:, :2].min(axis=0)
    right, bottom = covered[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)

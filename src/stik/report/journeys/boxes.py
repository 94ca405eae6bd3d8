"""The boxes of a picture: what is written in each, and how large that makes it."""

from dataclasses import dataclass

from stik.report.journeys import sentences
from stik.report.journeys.choosing import Arrow, Chosen, Step
from stik.report.journeys.judging import Outcome
from stik.report.journeys.lettering import text_width, wrapped
from stik.report.journeys.placing.shapes import Point, Size
from stik.report.markup import Markup, element, join
from stik.report.words import Words

NOTE_SIZE = 11.5
"""Of letters, in pixels, as in the style sheet."""

_NAME_SIZE = 14.5
"""As wide as bold letters of 13 pixels, the size in the style sheet."""

_USUAL_NAME, _WIDEST_NAME, _NAME_LINES = 135.0, 180.0, 4
"""How wide lines of a name are, how wide one long word may make them, how many."""

_LINE = 16.0
_PADDING = (12.0, 8.0)
_LEAST_WIDTH = 64.0


@dataclass(frozen=True)
class Box:
    """A box with a name and notes; `name` is None where journeys begin or end.

    `told` is everything about it, for whoever points at it.
    """

    name: str | None
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    style: str
    told: str

    @property
    def size(self) -> Size:
        """Return its width and height, in pixels."""
        widths = [text_width(line, size=_NAME_SIZE) for line in self.lines]
        widths += [text_width(note, size=NOTE_SIZE) for note in self.notes]
        n_lines = len(self.lines) + len(self.notes)
        width = max(_LEAST_WIDTH, *widths) + 2 * _PADDING[0]
        return round(width), n_lines * _LINE + 2 * _PADDING[1]


def boxes_of(words: Words, chosen: Chosen, outcome: Outcome | None) -> list[Box]:
    """Return the boxes in a fixed order: the beginning, the steps, the end."""
    start, end = (
        Box(None, (said,), (), "outer", said) for said in sentences.outer_names(words)
    )
    again = {arrow.step: arrow for arrow in chosen.arrows if arrow.is_loop}
    steps = [_box(words, step, again.get(step.name), outcome) for step in chosen.steps]
    return [start, *steps, end] if steps else []


def _box(words: Words, step: Step, again: Arrow | None, outcome: Outcome | None) -> Box:
    notes = [sentences.visits(words, step)]
    if again is not None:
        notes.append(f"{sentences.AGAIN} {sentences.arrow_label(words, again)}")
    felt = sentences.outcome_told(words, outcome, step.judged)
    if felt is not None:
        notes.append(felt)
    return Box(
        step.name,
        _name_lines(step.name),
        tuple(notes),
        f"step {step.judged.verdict or ''}".strip(),
        ", ".join([step.name, *notes]),
    )


def _name_lines(name: str) -> tuple[str, ...]:
    longest = max(text_width(word, size=_NAME_SIZE) for word in [*name.split(), ""])
    width = min(max(_USUAL_NAME, longest), _WIDEST_NAME)
    return wrapped(name, width=width, size=_NAME_SIZE, lines=_NAME_LINES)


def drawn_box(box: Box, middle: Point) -> Markup:
    """Return the box as SVG round its middle."""
    (x, y), (width, height) = middle, box.size
    corner = height / 2 if box.name is None else 8
    frame = element(
        "rect",
        x=f"{x - width / 2:g}",
        y=f"{y - height / 2:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        rx=f"{corner:g}",
    )
    top = y - height / 2 + _PADDING[1] + 0.75 * _LINE
    styles = ["name"] * len(box.lines) + ["note"] * len(box.notes)
    texts = [
        element("text", text, x=f"{x:g}", y=f"{top + i * _LINE:g}", class_=style)
        for i, (text, style) in enumerate(
            zip((*box.lines, *box.notes), styles, strict=True)
        )
    ]
    return element(
        "g", element("title", box.told), frame, join(texts), class_=f"box {box.style}"
    )

"""The arrows of a picture: curves with a head and a label."""

from dataclasses import dataclass
from math import hypot

from stik.report.journeys import sentences
from stik.report.journeys.boxes import NOTE_SIZE
from stik.report.journeys.choosing import Arrow
from stik.report.journeys.judging import Outcome
from stik.report.journeys.lettering import text_width
from stik.report.journeys.placing.shapes import Point, Route, Size
from stik.report.markup import Markup, element
from stik.report.words import Words

_THINNEST, _THICKEST = 1.25, 8.0
_ROUNDING = 28.0
_LABEL_HEIGHT = 16.0
_LABEL_ROOM = 8.0


@dataclass(frozen=True)
class Label:
    """What is written beside an arrow, round its middle."""

    text: str
    middle: Point

    @property
    def size(self) -> Size:
        """Return the room it takes, in pixels."""
        return label_size(self.text)


@dataclass(frozen=True)
class LaidArrow:
    """An arrow as it lies; one back to its own step has its label in the box."""

    arrow: Arrow
    width: float
    route: Route
    label: Label | None

    @property
    def is_rising(self) -> bool:
        """Return whether it leads back to an earlier step."""
        return self.route.is_rising and not self.arrow.is_loop


def thickness(n: int, most: int) -> float:
    """Return the width of the line of so many, where the most are `most`, in pixels."""
    share = n / most if most else 0.0
    return round(_THINNEST + (_THICKEST - _THINNEST) * share, 2)


def label_size(label: str) -> Size:
    """Return the room a label takes, in pixels."""
    return round(text_width(label, size=NOTE_SIZE)) + _LABEL_ROOM, _LABEL_HEIGHT


def drawn_line(words: Words, laid: LaidArrow, outcome: Outcome | None) -> Markup:
    """Return the line of an arrow with its head, without its label."""
    *way, before, tip = laid.route.corners
    length = min(5 + 1.5 * laid.width, _distance(tip, before))
    neck = _towards(tip, before, length)
    line = curve((*way, before, neck))
    head = _head(neck, tip, half=3 + 0.75 * laid.width)
    return element(
        "g",
        element("title", sentences.arrow_told(words, laid.arrow, outcome)),
        element("path", d=line, stroke_width=f"{laid.width:g}", class_="line"),
        element("path", d=head, class_="head"),
        class_=_style(laid),
    )


def drawn_label(label: Label, arrow: Arrow) -> Markup:
    """Return the label of an arrow, on a ground that hides the line behind it."""
    (x, y), (width, height) = label.middle, label.size
    ground = element(
        "rect",
        x=f"{x - width / 2:g}",
        y=f"{y - height / 2:g}",
        width=f"{width:g}",
        height=f"{height:g}",
    )
    text = element("text", label.text, x=f"{x:g}", y=f"{y + 4:g}")
    style = f"label {arrow.judged.verdict or ''}".strip()
    return element("g", ground, text, class_=style)


def curve(corners: tuple[Point, ...]) -> str:
    """Return an SVG path through the corners, each of them rounded.

    >>> curve(((0, 0), (0, 100), (100, 100)))
    'M0 0L0 72Q0 100 28 100L100 100'
    """
    path = [f"M{_written(corners[0])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        room = min(_distance(before, corner), _distance(corner, after)) / 2
        begins = _towards(corner, before, min(_ROUNDING, room))
        ends = _towards(corner, after, min(_ROUNDING, room))
        path.append(f"L{_written(begins)}Q{_written(corner)} {_written(ends)}")
    return "".join([*path, f"L{_written(corners[-1])}"])


def _style(laid: LaidArrow) -> str:
    is_outer = laid.arrow.step is None or laid.arrow.next_step is None
    names = {"rising": laid.is_rising, "outer": is_outer}
    verdict = laid.arrow.judged.verdict
    found = [name for name, holds in names.items() if holds]
    return " ".join(["arrow", *found, *([verdict] if verdict else [])])


def _head(neck: Point, tip: Point, *, half: float) -> str:
    length = _distance(neck, tip) or 1.0
    across = (tip[1] - neck[1]) / length * half, (neck[0] - tip[0]) / length * half
    left = neck[0] + across[0], neck[1] + across[1]
    right = neck[0] - across[0], neck[1] - across[1]
    return f"M{_written(left)}L{_written(tip)}L{_written(right)}Z"


def _towards(start: Point, end: Point, length: float) -> Point:
    """Return the point so far from `start` on the way to `end`."""
    share = length / (_distance(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * share, start[1] + (
        end[1] - start[1]
    ) * share


def _distance(start: Point, end: Point) -> float:
    return hypot(end[0] - start[0], end[1] - start[1])


def _written(point: Point) -> str:
    return f"{round(point[0], 1):g} {round(point[1], 1):g}"

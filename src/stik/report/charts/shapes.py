"""The few shapes every chart is made of, placed in percent of their picture."""

from stik.report.markup import Markup, element

_SHAPES = {
    "dot": "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z",
    "diamond": "M0 -7L7 0L0 7L-7 0Z",
    "up": "M0 -6.5L6.5 5L-6.5 5Z",
    "down": "M0 6.5L6.5 -5L-6.5 -5Z",
}


def percent(position: float) -> str:
    """Return a position as SVG writes it, with two decimals at most."""
    return f"{round(position, 2):g}%"


def inside(x: float) -> str:
    """Return which end of its words to hold at `x`, so that none leave the picture."""
    if x < 5:
        return "start"
    return "end" if x > 95 else "middle"


def mark(
    shape: str, *, x: float, y: float, style: str, title: str | None = None
) -> Markup:
    """Return a mark whose centre is at (x, y); hovering over it tells `title`."""
    told = None if title is None else element("title", title)
    path = element("path", told, d=_SHAPES[shape], class_=style)
    return element("svg", path, x=percent(x), y=percent(y), overflow="visible")


def line(*, start: tuple[float, float], end: tuple[float, float], style: str) -> Markup:
    """Return a straight line between two places; SVG takes what is left out as 0."""
    return element(
        "line",
        x1=percent(start[0]) if start[0] else None,
        y1=percent(start[1]) if start[1] else None,
        x2=percent(end[0]) if end[0] else None,
        y2=percent(end[1]) if end[1] else None,
        class_=style,
    )


def text(
    words: str,
    at: tuple[float, float],
    *,
    style: str,
    anchor: str = "middle",
    nudge: tuple[int, int],
) -> Markup:
    """Return words at a place (x, y), moved right and down by so many pixels."""
    return element(
        "text",
        words,
        x=percent(at[0]),
        y=percent(at[1]),
        dx=nudge[0] or None,
        dy=nudge[1],
        text_anchor=anchor,
        class_=style,
    )


def stretched(*content: Markup) -> Markup:
    """Return a picture of 100 by 100 that stretches to its frame."""
    return element("svg", *content, viewBox="0 0 100 100", preserveAspectRatio="none")

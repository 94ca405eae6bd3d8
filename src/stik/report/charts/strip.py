"""One row of a chart, as wide as its column: a dot or a bar with its interval."""

from collections.abc import Iterable, Sequence

from stik.report.charts.axis import Axis
from stik.report.charts.shapes import inside, line, mark, percent, text
from stik.report.markup import Markup, element, join
from stik.terms.estimate import Estimate

_MIDDLE = 50.0


def dot_strip(estimate: Estimate, *, across: Axis, is_worse: bool) -> Markup:
    """Return a dot with its interval; a diamond where it is certainly worse."""
    parts = _grid(across)
    if estimate.value is not None:
        style = _style(estimate, "bad" if is_worse else "ink")
        shape = "diamond" if style == "bad" else "dot"
        parts.append(_interval(estimate, across, style))
        x = across.position(estimate.value)
        parts.append(mark(shape, x=x, y=_MIDDLE, style=style))
    return _strip(parts)


def bar_strip(estimate: Estimate, *, across: Axis) -> Markup:
    """Return a bar from zero with its interval."""
    parts = _grid(across)
    if estimate.value is not None:
        style = _style(estimate, "ink")
        end = across.position(estimate.value)
        parts.append(
            element("rect", y="25%", height="50%", width=percent(end), class_=style)
        )
        parts.append(_interval(estimate, across, "over"))
    return _strip(parts)


def strip_axis(across: Axis, written: Sequence[str]) -> Markup:
    """Return the ticks above the rows, each as it is written."""
    places = [across.position(tick) for tick in across.ticks]
    ticks = [
        text(words, (x, 100), style="tick", anchor=inside(x), nudge=(0, -4))
        for x, words in zip(places, written, strict=True)
    ]
    return element("svg", *ticks, class_="strip ticks", aria_hidden="true")


def _style(estimate: Estimate, style: str) -> str:
    return "hollow" if estimate.has_too_few else style


def _grid(across: Axis) -> list[Markup]:
    places = [across.position(tick) for tick in across.ticks]
    return [line(start=(x, 0), end=(x, 100), style="grid") for x in places]


def _interval(estimate: Estimate, across: Axis, style: str) -> Markup:
    low = across.position(estimate.low or 0.0)
    high = across.position(estimate.high or 0.0)
    ends = [
        line(start=(x, 34), end=(x, 66), style=f"whisker {style}") for x in (low, high)
    ]
    between = line(start=(low, _MIDDLE), end=(high, _MIDDLE), style=f"whisker {style}")
    return join([between, *ends])


def _strip(parts: Iterable[Markup]) -> Markup:
    return element("svg", *parts, class_="strip", aria_hidden="true")

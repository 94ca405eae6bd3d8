"""A control chart: each period between the limits that chance keeps to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from stik.report.charts.axis import Axis, axis
from stik.report.charts.shapes import inside, line, mark, stretched, text
from stik.report.charts.trend import Labels, named_periods
from stik.report.markup import Markup, element, join

_UNUSUAL = {"up": ("up", "ink"), "down": ("down", "ink")}


@dataclass(frozen=True)
class Spot:
    """A period on the chart, from left in percent; what it lacks is None.

    `unusual` is "up" or "down" where it is part of a signal, `written` the value as
    people read it, `told` everything about it in words.
    """

    x: float
    label: str
    value: float | None
    low: float | None
    centre: float | None
    high: float | None
    told: str
    written: str = ""
    unusual: str | None = None
    is_judged: bool = True


def control_chart_picture(
    spots: Sequence[Spot], *, labels: Labels, ends: tuple[float, float] | None
) -> Markup:
    """Return the picture; a period without a value leaves a gap."""
    heights = axis(_numbers(spots), ends=ends)
    plot = element(
        "svg",
        join(_grid(heights)),
        stretched(*_limits(spots, heights), *_lines(spots, heights)),
        join(_marks(spots, heights)),
        join(_extremes(spots, heights)),
        class_="plot",
        role="img",
        aria_label=labels.summary,
    )
    ticks = (
        text(
            written,
            (100, 100 - heights.position(tick)),
            style="tick",
            anchor="end",
            nudge=(0, 4),
        )
        for tick, written in zip(
            heights.ticks, labels.ticks(heights.ticks), strict=True
        )
    )
    periods = named_periods([(spot.x, spot.label) for spot in spots])
    return element(
        "div",
        element("svg", *ticks, class_="heights", aria_hidden="true"),
        plot,
        element("svg", *periods, class_="periods", aria_hidden="true"),
        class_="trend control",
    )


def _numbers(spots: Iterable[Spot]) -> list[float]:
    numbers = [n for spot in spots for n in (spot.value, spot.low, spot.high)]
    return [number for number in numbers if number is not None]


def _grid(heights: Axis) -> Iterable[Markup]:
    for tick in heights.ticks:
        y = 100 - heights.position(tick)
        yield line(start=(0, y), end=(100, y), style="grid")


def _limits(spots: Sequence[Spot], heights: Axis) -> Iterable[Markup]:
    """Draw centre and limits as steps, each period with its own."""
    half = 50 / max(len(spots), 1)
    for is_limited, run in groupby(spots, key=lambda spot: spot.low is not None):
        if not is_limited:
            continue
        limited = list(run)
        for name in ("low", "centre", "high"):
            steps = [
                (x, 100 - heights.position(getattr(spot, name)))
                for spot in limited
                for x in (spot.x - half, spot.x + half)
            ]
            style = "centre" if name == "centre" else "limit"
            yield element("polyline", points=_points(steps), class_=style)


def _lines(spots: Sequence[Spot], heights: Axis) -> Iterable[Markup]:
    for is_known, run in groupby(spots, key=lambda spot: spot.value is not None):
        if is_known:
            path = [(spot.x, 100 - heights.position(spot.value or 0.0)) for spot in run]
            yield element("polyline", points=_points(path), class_="series")


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{round(x, 2):g},{round(y, 2):g}" for x, y in places)


def _marks(spots: Iterable[Spot], heights: Axis) -> Iterable[Markup]:
    for spot in spots:
        if spot.value is None:
            continue
        shape, style = _UNUSUAL.get(spot.unusual or "", ("dot", "ink"))
        if not spot.is_judged:
            style = "hollow"
        y = 100 - heights.position(spot.value)
        yield mark(shape, x=spot.x, y=y, style=style, title=spot.told)


def _extremes(spots: Sequence[Spot], heights: Axis) -> Iterable[Markup]:
    """Write the value at the farthest point of each stretch that is unusual."""
    for unusual, run in groupby(spots, key=lambda spot: spot.unusual):
        if unusual is None:
            continue
        is_up = unusual == "up"
        ordered = sorted(run, key=lambda spot: spot.value or 0.0, reverse=is_up)
        at = (ordered[0].x, 100 - heights.position(ordered[0].value or 0.0))
        nudge = (0, -11) if is_up else (0, 19)
        anchor = inside(ordered[0].x)
        yield text(ordered[0].written, at, style="number", anchor=anchor, nudge=nudge)

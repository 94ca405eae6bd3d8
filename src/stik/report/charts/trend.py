"""A line with its band: one number, period after period."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from stik.report.charts.axis import Axis, axis
from stik.report.charts.shapes import inside, line, mark, percent, stretched, text
from stik.report.markup import Markup, element, join
from stik.terms.estimate import Estimate

_MOST_VALUES_WRITTEN = 10
_MOST_MARKS = 36
_LETTERS = 110
_LETTERS_NARROW = 36


@dataclass(frozen=True)
class Place:
    """A period on the chart: its estimate and where it stands, from left, in percent.

    `written` is the value as people read it, `told` everything about it.
    """

    x: float
    label: str
    estimate: Estimate
    written: str
    told: str


@dataclass(frozen=True)
class Labels:
    """How the chart writes: the ticks of its axis, and the summary read aloud."""

    ticks: Callable[[Sequence[float]], Sequence[str]]
    summary: str
    last_shape: str = "dot"
    last_style: str = "ink"


def trend_chart(
    places: Sequence[Place], *, labels: Labels, ends: tuple[float, float] | None
) -> Markup:
    """Return the chart; periods without a known number leave a gap."""
    heights = axis(_numbers(places), ends=ends)
    plot = element(
        "svg",
        join(_grid(heights)),
        stretched(*_bands(places, heights), *_lines(places, heights)),
        join(_marks(places, heights, labels)),
        join(_values(places, heights)),
        class_="plot",
        role="img",
        aria_label=labels.summary,
    )
    ticks = (
        text(
            written, (100, _y(heights, tick)), style="tick", anchor="end", nudge=(0, 4)
        )
        for tick, written in zip(
            heights.ticks, labels.ticks(heights.ticks), strict=True
        )
    )
    named = [(each.x, each.label) for each in places]
    return element(
        "div",
        element("svg", *ticks, class_="heights", aria_hidden="true"),
        plot,
        element("svg", *named_periods(named), class_="periods", aria_hidden="true"),
        class_="trend roomy" if len(places) > _MOST_VALUES_WRITTEN else "trend",
    )


def spread(n: int) -> list[float]:
    """Return the middles of `n` equal columns, in percent."""
    return [100 * (index + 0.5) / n for index in range(n)]


def _numbers(places: Iterable[Place]) -> list[float]:
    """Return what the axis must hold: a thin period's wide interval may be cut."""
    thin = [each.estimate for each in places if each.estimate.has_too_few]
    firm = [each.estimate for each in places if not each.estimate.has_too_few]
    numbers = [each.value for each in thin]
    numbers += [end for each in firm for end in (each.low, each.high)]
    return [number for number in numbers if number is not None]


def _y(heights: Axis, number: float) -> float:
    return 100 - heights.position(number)


def _grid(heights: Axis) -> Iterable[Markup]:
    for tick in heights.ticks:
        y = _y(heights, tick)
        yield line(start=(0, y), end=(100, y), style="grid")


def _runs(
    places: Sequence[Place], belongs: Callable[[Estimate], bool]
) -> list[list[Place]]:
    """Return the stretches of neighbouring periods that belong."""
    grouped = groupby(places, key=lambda each: belongs(each.estimate))
    return [list(run) for is_in, run in grouped if is_in]


def _is_known(estimate: Estimate) -> bool:
    return estimate.value is not None


def _is_firm(estimate: Estimate) -> bool:
    return _is_known(estimate) and not estimate.has_too_few


def _bands(places: Sequence[Place], heights: Axis) -> Iterable[Markup]:
    for run in _runs(places, _is_firm):
        above = [(each.x, _y(heights, each.estimate.high or 0.0)) for each in run]
        below = [(each.x, _y(heights, each.estimate.low or 0.0)) for each in run]
        yield element(
            "polygon", points=_points([*above, *reversed(below)]), class_="band"
        )


def _lines(places: Sequence[Place], heights: Axis) -> Iterable[Markup]:
    for run in _runs(places, _is_known):
        path = [(each.x, _y(heights, each.estimate.value or 0.0)) for each in run]
        yield element("polyline", points=_points(path), class_="series")


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{round(x, 2):g},{round(y, 2):g}" for x, y in places)


def _marks(places: Sequence[Place], heights: Axis, labels: Labels) -> Iterable[Markup]:
    for each in places:
        number = each.estimate.value
        if number is None:
            yield text("?", (each.x, 100), style="tick", nudge=(0, -6))
            continue
        is_last = each is places[-1]
        if len(places) > _MOST_MARKS and not (is_last or each.estimate.has_too_few):
            continue
        yield _whisker(each, heights)
        shape, style = _look(each, labels, is_last=is_last)
        y = _y(heights, number)
        yield mark(shape, x=each.x, y=y, style=style, title=each.told)


def _look(place: Place, labels: Labels, *, is_last: bool) -> tuple[str, str]:
    """Return shape and style of a mark: too few is hollow, a verdict is the last."""
    if place.estimate.has_too_few:
        return "dot", "hollow"
    if is_last:
        return labels.last_shape, labels.last_style
    return "dot", "ink"


def _whisker(place: Place, heights: Axis) -> Markup:
    low, high = place.estimate.low or 0.0, place.estimate.high or 0.0
    style = "whisker faint" if place.estimate.has_too_few else "whisker"
    return line(
        start=(place.x, _y(heights, low)), end=(place.x, _y(heights, high)), style=style
    )


def _values(places: Sequence[Place], heights: Axis) -> Iterable[Markup]:
    """Write each number above its interval; of many only the last, beside it."""
    if len(places) > _MOST_VALUES_WRITTEN:
        yield from _last_value(places[-1], heights)
        return
    for each in places:
        if each.estimate.value is not None:
            at = (each.x, _y(heights, _top(each.estimate)))
            yield text(each.written, at, style=_number_style(each), nudge=(0, -8))


def _last_value(last: Place, heights: Axis) -> Iterable[Markup]:
    number = last.estimate.value
    if number is not None:
        at, style = (last.x, _y(heights, number)), _number_style(last)
        yield text(last.written, at, style=style, anchor="start", nudge=(9, 4))


def _top(estimate: Estimate) -> float:
    ends = (estimate.high, estimate.value)
    return max(end for end in ends if end is not None)


def _number_style(place: Place) -> str:
    return "number grey" if place.estimate.has_too_few else "number"


def named_periods(places: Sequence[tuple[float, str]]) -> Iterable[Markup]:
    """Yield the names of periods, each at its x, as many as there is room for."""
    labels = [label for _, label in places]
    every = _every(labels, _LETTERS)
    every_narrow = every * -(-_every(labels, _LETTERS_NARROW) // every)
    for index, (x, label) in enumerate(reversed(places)):
        if index % every:
            continue
        style = "tick wide" if index % every_narrow else "tick"
        yield element(
            "text",
            label,
            x=percent(x),
            y="1.1em",
            text_anchor=inside(x),
            class_=style,
        )


def _every(labels: Sequence[str], letters: int) -> int:
    """Return the step between periods that are named, to fit so many letters."""
    longest = max(map(len, labels)) + 4
    return -(-len(labels) * longest // letters)

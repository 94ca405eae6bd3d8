"""A discovered journey as one SVG that needs nothing else."""

from functools import cache
from importlib.resources import files

from stik.insights.journeys.graph import Graph
from stik.report.colours import DARK, LIGHT, properties
from stik.report.journeys.boxes import NOTE_SIZE
from stik.report.journeys.drawing import MARGIN, MOST, Drawing, drawing
from stik.report.journeys.lettering import wrapped
from stik.report.markup import Markup, element, join
from stik.report.words import Words, words

_LEAST_WIDTH = 420.0
_TITLE_ROOM = 34.0
_KEY_LINE = 17.0
_MOST_LINES = 6


def journey_svg(
    graph: Graph, *, language: str = "en", most: int = MOST, title: str | None = None
) -> str:
    """Return the picture of a journey as SVG, light and dark, with a key under it.

    Of the steps the `most` visited are drawn, of the arrows those most taken: the key
    says how many are not, and how much they carry. The same graph gives the same text.
    Steps and arrows may carry `score`, `n_scored`, `left_share` and `is_real`.

    Raises
    ------
    QuestionError
        When the report does not speak `language`, or `most` is not at least 1.
    """
    spoken = words(language)
    shown = drawing(spoken, graph, most=most)
    name = title or spoken.say("The journey as it happened")
    width = max(shown.width, _LEAST_WIDTH)
    key = _key(shown, width - 2 * MARGIN)
    shift = f"translate({(width - shown.width) / 2:g} {_TITLE_ROOM:g})"
    content = (
        element("style", own_style()),
        element("text", name, x=f"{MARGIN:g}", y="28", class_="heading"),
        element("g", shown.shapes, transform=shift),
        *key,
    )
    height = _TITLE_ROOM + shown.height + len(key) * _KEY_LINE + MARGIN
    return framed(spoken, shown, name, join(content), size=(width, height))


def framed(
    spoken: Words,
    shown: Drawing,
    title: str,
    content: Markup,
    *,
    size: tuple[float, float],
) -> Markup:
    """Return the content in its frame, with the title and summary read aloud."""
    width, height = (f"{side:g}" for side in size)
    return element(
        "svg",
        element("title", title),
        element("desc", shown.summary),
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        lang=spoken.language.tag,
        class_="journey",
    )


def _key(shown: Drawing, width: float) -> list[Markup]:
    lines = [
        line
        for sentence in shown.key
        for line in wrapped(sentence, width=width, size=NOTE_SIZE, lines=_MOST_LINES)
    ]
    top = _TITLE_ROOM + shown.height
    return [
        element(
            "text", line, x=f"{MARGIN:g}", y=f"{top + i * _KEY_LINE:g}", class_="key"
        )
        for i, line in enumerate(lines, 1)
    ]


@cache
def style() -> Markup:
    """Return how the shapes look; it leaves the colours to the page around them."""
    written = files("stik.report.journeys") / "journey.css"
    return Markup(written.read_text(encoding="utf-8"))


def own_style() -> Markup:
    """Return how a picture looks that stands alone, in light and dark."""
    light, dark = properties(LIGHT), properties(DARK)
    return Markup(
        f".journey{{{light}background:var(--surface)}}"
        "@media screen and (prefers-color-scheme:dark)"
        f"{{.journey{{{dark}}}}}\n{style()}"
    )

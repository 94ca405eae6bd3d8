"""The frames the page is built of: sections, figures, tables that fold."""

from stik.report.markup import Markup, element, join
from stik.report.tables import Table, csv_link, table
from stik.report.words import Words


def section(name: str, title: str, *content: object) -> Markup:
    """Return a part of the page that answers can link to."""
    return element(
        "section",
        element("h2", title, id=f"{name}-title"),
        *content,
        id=name,
        aria_labelledby=f"{name}-title",
    )


def caption(title: str, summary: object) -> Markup:
    """Return what a figure shows, and what it says, in words."""
    return element("figcaption", element("h3", title), element("p", summary))


def chart_figure(words: Words, *, head: Markup, chart: Markup, shown: Table) -> Markup:
    """Return a chart with its table folded under it."""
    return element(
        "figure", head, chart, folded(words, words.say("Show as table"), shown)
    )


def folded(words: Words, title: str, shown: Table) -> Markup:
    """Return a table that unfolds from its title."""
    link = csv_link(words, shown, file_name=_file_name(shown))
    return element("details", element("summary", title), _wide(shown), link)


def table_figure(words: Words, *, head: Markup, shown: Table) -> Markup:
    """Return a table that is itself the chart."""
    link = csv_link(words, shown, file_name=_file_name(shown))
    return element("figure", head, _wide(shown), link)


def explained(title: object, text: object) -> Markup:
    """Return a term that unfolds to its definition."""
    return element("details", element("summary", title), element("p", text))


def note(*sentences: object) -> Markup:
    """Return a paragraph of side remarks."""
    return element("p", join(sentences, " "), class_="grey")


def _wide(shown: Table) -> Markup:
    """Return the table in a frame that scrolls by itself, also by keyboard."""
    return element(
        "div",
        table(shown),
        class_="scroll",
        role="region",
        aria_label=shown.caption,
        tabindex="0",
    )


def _file_name(shown: Table) -> str:
    kept = "".join(letter if letter.isalnum() else " " for letter in shown.caption)
    return "-".join(kept.lower().split())

"""The frame of every page: one file without scripts or outside resources."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from stik.report.colours import DARK, LIGHT, properties
from stik.report.markup import Markup, element
from stik.report.words import Words


def document(spoken: Words, *, title: str, body: Markup, style: str = "") -> str:
    """Return a whole HTML page; `style` is what it needs beside the common one."""
    whole_style = Markup(f"{_common_style()}{style}")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        Markup(
            '<meta http-equiv="Content-Security-Policy" '
            f'content="{_policy(whole_style)}">'
        ),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="generator", content="stik"),
        element("title", title),
        element("style", whole_style),
    )
    tag = spoken.language.tag
    whole = element("html", head, element("body", body), lang=tag, dir="ltr")
    return f"<!DOCTYPE html>\n{whole}\n"


@cache
def _common_style() -> Markup:
    written = (files("stik.report") / "page.css").read_text(encoding="utf-8")
    light, dark = properties(LIGHT), properties(DARK)
    return Markup(
        f":root{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{written}"
    )


def _policy(style: Markup) -> str:
    """Return the page's own rule that it may load nothing and run nothing."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"

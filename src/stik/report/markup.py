"""HTML that cannot be broken into: whatever is not `Markup` is escaped."""

from collections.abc import Iterable
from html import escape

_WITHOUT_END = {"meta", "br", "col"}
_SHAPES = {"line", "path", "rect", "polygon", "polyline"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def safe(content: object) -> Markup:
    """Return `content` as HTML: escaped, unless it is `Markup`."""
    if isinstance(content, Markup):
        return content
    return Markup(escape(str(content), quote=True))


def join(parts: Iterable[object], separator: str = "") -> Markup:
    """Return all parts but None, one after the other."""
    return Markup(safe(separator).join(safe(p) for p in parts if p is not None))


def fill(sentence: str, **values: object) -> Markup:
    """Return `sentence` with each `{name}` replaced; values may hold markup."""
    return Markup(safe(sentence).format(**{k: safe(v) for k, v in values.items()}))


def element(name: str, /, *content: object, **attributes: object) -> Markup:
    """Return the element `name`; attributes that are None are left out.

    A trailing `_` keeps clear of Python's words (`class_`), others become `-`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{safe(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _WITHOUT_END:
        return Markup(f"<{name}{written}>")
    inside = join(content)
    if name in _SHAPES and not inside:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{inside}</{name}>")

"""A channel: how customer and company meet."""

from dataclasses import dataclass

from stik.terms.label import Named


@dataclass(frozen=True)
class Channel(Named):
    """A way to meet, such as a counter, the telephone or the web."""

    owner: str | None = None

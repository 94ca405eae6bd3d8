"""A touchpoint: where a customer meets the company."""

from dataclasses import dataclass

from stik.terms.label import Named

OVERALL = "overall"
"""The reserved touchpoint of the experience as a whole; it needs no description."""


@dataclass(frozen=True)
class Touchpoint(Named):
    """What a customer meets, through which channels, and who answers for it.

    `component` is one of `stik.terms.component.COMPONENTS`; `sources` are the
    surveys and systems that tell of the touchpoint.
    """

    component: str | None = None
    owner: str | None = None
    channels: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

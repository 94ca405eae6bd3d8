"""A unit: a part of the company, inside another part or at the top."""

from dataclasses import dataclass

from stik.terms.label import Named


@dataclass(frozen=True)
class Unit(Named):
    """A department, shop or team; without `parent` it is at the top."""

    parent: str | None = None

"""A feature of what the company offers, and the two questions asked about it."""

from dataclasses import dataclass

from stik.terms.label import Label

KANO_SCALE = "kano_1_5"
"""The scale of both questions: 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike."""


@dataclass(frozen=True)
class Feature:
    """`having` is the question how it is to have it, `lacking` how it is not to."""

    name: str
    having: str
    lacking: str
    label: Label | None = None

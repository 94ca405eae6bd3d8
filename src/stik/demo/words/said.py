"""The shape of a language's sentences."""

from collections.abc import Mapping
from typing import NamedTuple


class Said(NamedTuple):
    """What is said about one touchpoint by who judged it bad, fair or good."""

    bad: tuple[str, ...]
    fair: tuple[str, ...]
    good: tuple[str, ...]


Language = Mapping[str, Said]
"""Touchpoint name to sentences; `closing` may end a comment on any touchpoint."""

"""Margins: what the customers are, so that too many answers of one kind count less."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Margin:
    """What share of all customers has each value of a trait, or is in each segment.

    Its name is the trait's or the segmentation's. `shares` are from 0 to 1 and sum to
    1; `source` says who counted, `dated` when.
    """

    name: str
    shares: Mapping[str, float] = field(default_factory=dict)
    source: str | None = None
    dated: date | None = None

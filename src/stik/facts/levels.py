"""Levels: how coarsely upkeep sums the counts of a rollup up."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Level:
    """Counts by month, week or day; of each touchpoint, or of all of them together."""

    grain: Literal["month", "week", "day"]
    is_by_touchpoint: bool

    def table_of(self, rollup: str) -> str:
        """Return the table that holds a rollup at this level."""
        return f"{rollup}_by_{self}"

    def __str__(self) -> str:
        """Return its name."""
        return self.grain if self.is_by_touchpoint else f"{self.grain}_overall"


FINEST = Level("day", is_by_touchpoint=True)
"""The level at which batches are counted: every other can be summed up from it."""

LEVELS = (
    Level("month", is_by_touchpoint=False),
    Level("month", is_by_touchpoint=True),
    Level("week", is_by_touchpoint=False),
    Level("week", is_by_touchpoint=True),
    Level("day", is_by_touchpoint=False),
    FINEST,
)
"""Of two that hold what is asked, the first has fewer rows."""

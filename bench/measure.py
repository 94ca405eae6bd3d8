"""A figure of the page, and a section of them: what was measured, what it must be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

_COLUMNS = ("what", "measured", "must be", "")


@dataclass(frozen=True)
class Measure:
    """A figure with its target; without a target it only tells."""

    name: str
    figure: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        """Return whether the figure is what it must be."""
        is_enough = self.at_least is None or self.figure >= self.at_least
        return is_enough and (self.at_most is None or self.figure <= self.at_most)

    @property
    def target(self) -> str:
        """Return what the figure must be."""
        if self.at_least is not None:
            return f"≥ {self.at_least:,g}"
        return "" if self.at_most is None else f"≤ {self.at_most:,g}"

    @property
    def verdict(self) -> str:
        """Return whether the target was met, in a word."""
        return "" if not self.target else "met" if self.is_met else "**missed**"

    def __str__(self) -> str:
        """Return it as a row of a Markdown table."""
        figure = f"{written(self.figure)} {self.unit}".strip()
        return f"| {self.name} | {figure} | {self.target} | {self.verdict} |"


@dataclass(frozen=True)
class Section:
    """Figures measured in the same way; `rows` are a table beside, of `columns`."""

    title: str
    measures: Sequence[Measure]
    how: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)

    def __str__(self) -> str:
        """Return it in Markdown."""
        parts = [f"## {self.title}"]
        if self.how:
            parts.append(self.how)
        if self.measures:
            parts.append("\n".join([_head(_COLUMNS), *map(str, self.measures)]))
        if self.rows:
            lines = [f"| {' | '.join(row)} |" for row in self.rows]
            parts.append("\n".join([_head(self.columns), *lines]))
        return "\n\n".join(parts) + "\n"


def written(figure: float) -> str:
    """Return a figure with no more digits than it deserves."""
    if figure >= 100:
        return f"{figure:,.0f}"
    if figure >= 10:
        return f"{figure:.0f}"
    return f"{figure:.3g}" if 1 <= figure < 2 else f"{figure:.2g}"  # ratios near 1


def _head(columns: Sequence[str]) -> str:
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}"

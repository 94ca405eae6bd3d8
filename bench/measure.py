"""One figure of the page: what was measured, and what it must be."""

from dataclasses import dataclass


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
            return f"≥ {written(self.at_least)}"
        return "" if self.at_most is None else f"≤ {written(self.at_most)}"

    @property
    def verdict(self) -> str:
        """Return whether the target was met, in a word."""
        return "" if not self.target else "met" if self.is_met else "**not met**"

    def __str__(self) -> str:
        """Return it as a row of a Markdown table."""
        figure = f"{written(self.figure)} {self.unit}".strip()
        return f"| {self.name} | {figure} | {self.target} | {self.verdict} |"


def written(figure: float) -> str:
    """Return a figure with no more digits than it deserves."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.2g}"

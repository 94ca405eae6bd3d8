"""A figure of the page, and a section of them: what was measured, what it must be."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

_COLUMNS = ("what", "measured", "must be", "")
_PACED = ("what", "measured", "at the usual pace", "must be", "")

WORTH_SAYING = 0.1
"""A pace so far from the usual one is told, and taken out of times of the CPU."""


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

    def at_usual(self, pace: float) -> "Measure":
        """Return what it would be where the CPU is as fast as usual.

        Of what is no time of the CPU, such as a ratio, it is the same.
        """
        if "CPU" not in self.unit:
            return self
        times = pace if "per CPU" in self.unit else 1 / pace
        return replace(self, figure=self.figure * times)

    def told(self, pace: float) -> str:
        """Return it as a row of a Markdown table, measured at a pace."""
        usual = self.at_usual(pace)
        parts = [self.name, self._figure, usual.target, usual.verdict]
        if is_told(pace):
            parts.insert(2, usual._figure)  # noqa: SLF001 another of ours
        return f"| {' | '.join(parts)} |"

    @property
    def _figure(self) -> str:
        return f"{written(self.figure)} {self.unit}".strip()


def is_told(pace: float) -> bool:
    """Return whether a pace is far enough from the usual one to be told."""
    return abs(pace - 1) > WORTH_SAYING


@dataclass(frozen=True)
class Section:
    """Figures measured in the same way; `rows` are a table beside, of `columns`.

    `pace` is how many times its usual CPU time a fixed loop took in between.
    """

    title: str
    measures: Sequence[Measure]
    how: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    pace: float = 1.0

    def __str__(self) -> str:
        """Return it in Markdown."""
        parts = [f"## {self.title}"]
        if is_told(self.pace):
            parts.append(f"Pace {self.pace:.1f}: see above.")
        if self.how:
            parts.append(self.how)
        if self.measures:
            columns = _PACED if is_told(self.pace) else _COLUMNS
            told = [measure.told(self.pace) for measure in self.measures]
            parts.append("\n".join([_head(columns), *told]))
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

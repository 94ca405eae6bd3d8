"""A benchmark: how good somebody else is, by whom measured, when, of how many."""

from dataclasses import dataclass
from datetime import date

from stik.terms.period import Period, year_until
from stik.terms.scale import Scale

BENCHMARK = "benchmark"
"""What `compare` begins with where it names a benchmark."""

BENCHMARK_KINDS = {
    "competitor": "a company that your customers could go to instead",
    "industry": "all companies of an industry together",
    "company": "a company that is no competitor, to learn from",
}

METHODS = {
    "published": "somebody published it",
    "panel": "a panel was asked about several companies",
    "own survey": "you asked the others' customers yourself",
    "entered": "it was told, and entered as it is",
}
"""How a figure came about."""


@dataclass(frozen=True)
class Benchmark:
    """A figure of somebody else (`of`): entered, or collected by an own `survey`.

    `kind` is one of `BENCHMARK_KINDS`, `method` one of `METHODS`. `value`, `low` and
    `high` are in the metric's unit: NPS in points, shares from 0 to 1, means in steps
    of the scale. `n` is None where the figure was given without it. It is of the days
    of `period`, or of the twelve months up to the month it is `dated`. `question` is
    the name that question has in our own answers; None is the experience as a whole.
    `survey` is the source of answers about `of`; then the figure is what they say.
    """

    name: str
    of: str
    kind: str
    metric: str
    scale: Scale | None = None
    question: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    dated: date | None = None
    period: Period | None = None
    industry: str | None = None
    source: str | None = None
    method: str = "own survey"
    survey: str | None = None

    @property
    def days(self) -> Period:
        """Return the days that the figure is of; open where nothing is said."""
        if self.period is not None:
            return self.period
        return Period() if self.dated is None else year_until(self.dated)

    @property
    def branch(self) -> str | None:
        """Return its industry: of one, its own name; of a company, what is said."""
        return self.industry or (self.of if self.kind == "industry" else None)

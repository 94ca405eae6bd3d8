"""Which periods a report can speak of, given when its answers are from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stik.insights.consistency.plan import FEWEST_IN_BASELINE
from stik.insights.focus import Listed
from stik.report.story import Precision
from stik.terms.period import FINE_ENOUGH, periods_through


@dataclass(frozen=True)
class Dates:
    """When the answers are from, and how finely that is known."""

    first: date | None
    last: date | None
    precision: Precision

    @classmethod
    def of(cls, entries: Sequence[Listed]) -> "Dates":
        """Return when the answers of an inventory are from."""
        dated = [e for e in entries if e.first_date is not None]
        precisions = {entry.precision for entry in dated}
        coarsest: Precision = "day"
        for precision in ("month", "year"):
            coarsest = precision if precision in precisions else coarsest
        return cls(
            min((e.first_date for e in dated if e.first_date), default=None),
            max((e.last_date for e in dated if e.last_date), default=None),
            coarsest,
        )

    @property
    def grain(self) -> str | None:
        """Return the finest grain that gives a readable trend."""
        if self.first is None or self.last is None:
            return None
        days = (self.last - self.first).days
        wanted = "week" if days < 120 else "month" if days < 1_200 else "quarter"
        if self.precision in FINE_ENOUGH[wanted]:
            return wanted
        return "year" if self.precision == "year" else "month"

    @property
    def long_grain(self) -> str | None:
        """Return the grain of a table of touchpoints through time."""
        if self.first is None or self.last is None:
            return None
        if self.precision == "year" or self.last.year - self.first.year > 2:
            return "year"
        return "quarter"

    @property
    def chart_grain(self) -> str | None:
        """Return the grain of control charts; None where they should choose it.

        Months, where there are enough of them for limits; weeks would crowd a page. In
        a shorter time they choose the finest with enough answers.
        """
        if self.precision == "year":
            return "year"
        is_long = len(self.periods("month")) > FEWEST_IN_BASELINE
        return "month" if is_long else None

    def periods(self, grain: str) -> list[str]:
        """Return how each period with or between answers is written."""
        if self.first is None or self.last is None:
            return []
        return periods_through(self.first, self.last, grain=grain)

    def last_year_words(self) -> dict[str, str]:
        """Return the words that limit a question to the last twelve months or year."""
        if self.first is None or self.last is None:
            return {}
        if self.precision == "year":
            return {"from_date": str(self.last.year), "to_date": str(self.last.year)}
        begun = date(
            self.last.year - (self.last.month < 12), self.last.month % 12 + 1, 1
        )
        return {"from_date": f"{begun:%Y-%m}", "to_date": f"{self.last:%Y-%m}"}

    @property
    def now_label(self) -> str | None:
        """Return how the last period is written, None where nothing has a date."""
        words = self.last_year_words()
        if not words:
            return None
        first, last = words["from_date"], words["to_date"]
        return first if first == last else f"{first} \N{EN DASH} {last}"

    @property
    def before_label(self) -> str:
        """Return how the period a year before is written."""
        parts = (self.now_label or "").split(" \N{EN DASH} ")
        return " \N{EN DASH} ".join(f"{int(p[:4]) - 1}{p[4:]}" for p in parts if p)

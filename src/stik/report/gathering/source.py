"""What a report is gathered from: a workspace to ask, and what is known before."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import pyarrow as pa

from stik.insights.focus import Listed
from stik.insights.headline import Headline, headlines
from stik.insights.result import Result
from stik.metrics.metric import Difference
from stik.metrics.registry import metric as metric_called
from stik.report.dates import Dates
from stik.report.story import Measure
from stik.terms.estimate import Estimate
from stik.terms.programme import Programme
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL


class Asked(Protocol):
    """What a report asks of a workspace; see the methods of `Workspace`."""

    @property
    def ask(self) -> Callable[..., Result]:
        """Answers a metric."""

    @property
    def weakest(self) -> Callable[..., Result]:
        """Ranks the touchpoints."""

    @property
    def drivers(self) -> Callable[..., Result]:
        """Ranks the drivers of an outcome."""

    @property
    def consistency(self) -> Callable[..., Result]:
        """Draws control charts."""


@dataclass(frozen=True)
class Known:
    """What a report knows before it asks: entries, counts, programme, what waits."""

    company: str
    entries: tuple[Listed, ...]
    n_customers: int
    n_files: int
    waiting: tuple[dict[str, Any], ...]
    touchpoints: pa.Table
    programme: Programme
    is_simulated: bool = False


@dataclass(frozen=True)
class Source:
    """One report's workspace; `now_words` limits a question to the latest period."""

    asked: Asked
    known: Known
    language: str

    @cached_property
    def dates(self) -> Dates:
        """Return when the answers are from."""
        return Dates.of(self.known.entries)

    @cached_property
    def now_words(self) -> dict[str, Any]:
        """Return the words that limit a question to the latest period."""
        return dict(self.dates.last_year_words())

    @cached_property
    def overall(self) -> list[Listed]:
        """Return what was asked about the experience as a whole."""
        return [e for e in self.known.entries if e.touchpoint == OVERALL]

    @cached_property
    def headlines(self) -> list[Headline]:
        """Return each metric of the whole experience that can be asked."""
        return headlines(self.known.entries)

    def rows(self, name: str, **words: Any) -> list[dict[str, Any]]:  # noqa: ANN401 as ask
        """Return the rows that answer a metric."""
        rows: list[dict[str, Any]] = self.asked.ask(name, **words).table.to_pylist()
        return rows

    def label(self, touchpoint: str) -> str:
        """Return the company's own name of a touchpoint."""
        described = self.known.programme.touchpoint(touchpoint)
        if described is None or described.label is None:
            return touchpoint[:1].upper() + touchpoint[1:].replace("_", " ")
        return described.called(language=self.language)


def measure_of(headline: Headline) -> Measure:
    """Return a metric on its scale."""
    metric = metric_called(headline.metric)
    return Measure(
        metric.name, metric.unit, scale=headline.scale, definition=metric.definition
    )


def mean_on(scale: str) -> Measure:
    """Return the mean on a scale."""
    return Measure("mean", "steps", scale=Scale.parse(scale))


def scale_of(entry: Listed) -> Scale:
    """Return the scale of an entry."""
    return Scale.parse(entry.scale)


def estimate_of(row: dict[str, Any]) -> Estimate:
    """Return the number of an answer's row."""
    return Estimate(
        row["value"],
        row.get("low"),
        row.get("high"),
        row["n"],
        row["unknown"] if row["value"] is None else None,
    )


def difference_of(row: dict[str, Any]) -> Difference:
    """Return the difference of a compared answer's row, or why there is none."""
    return Difference(
        row["difference"],
        row["difference_low"],
        row["difference_high"],
        row["p"],
        row["n"],
        row["n_before"],
        row["difference_unknown"] if row["difference"] is None else None,
    )

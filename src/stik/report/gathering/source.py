"""What a report is gathered from: a workspace to ask, and what is known before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import pyarrow as pa

from stik.insights.focus import Listed
from stik.insights.result import Result
from stik.metrics.registry import metric as metric_called
from stik.report.dates import Dates
from stik.report.story import Measure
from stik.terms.estimate import Estimate
from stik.terms.programme import Programme
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL

MAIN_METRICS = ("nps", "csat", "ces", "emotion", "expectation_gap", "met_or_exceeded")
_ANYWHERE = MAIN_METRICS[4:]
"""Asked of every touchpoint, where nothing is asked of the whole."""

Asking = tuple[str, dict[str, str]]
"""A metric, and which question on which scale it is asked of."""


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
    def measures(self) -> list[Asking]:
        """Return each metric of the whole experience that can be asked, and where."""
        found: list[Asking] = []
        ratings = [entry for entry in self.overall if scale_of(entry).kind == "rating"]
        if ratings:
            found.append(("mean", _where(_main(ratings))))
        for name in MAIN_METRICS:
            entries = self.known.entries if name in _ANYWHERE else self.overall
            fitting = [e for e in entries if metric_called(name).accepts(scale_of(e))]
            if fitting:
                found += self._of_metric(name, _main(fitting))
        return found

    def _of_metric(self, name: str, main: Listed) -> list[Asking]:
        where = _where(main)
        if main not in self.overall:
            return [(name, {"scale": main.scale})]
        return [(name, where), *([("mean", where)] if name == "csat" else [])]

    def rows(self, name: str, **words: Any) -> list[dict[str, Any]]:  # noqa: ANN401 as ask
        """Return the rows that answer a metric."""
        rows: list[dict[str, Any]] = self.asked.ask(name, **words).table.to_pylist()
        return rows

    def label(self, touchpoint: str) -> str:
        """Return the company's own name of a touchpoint."""
        described = self.known.programme.touchpoint(touchpoint)
        if described is None or described.label is None:
            return touchpoint.replace("_", " ")
        return described.called(language=self.language)


def measure_of(name: str, where: dict[str, str]) -> Measure:
    """Return a metric on its scale."""
    metric = metric_called(name)
    scale = Scale.parse(where["scale"])
    return Measure(name, metric.unit, scale=scale, definition=metric.definition)


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


def _main(entries: Sequence[Listed]) -> Listed:
    return max(entries, key=lambda entry: entry.n)


def _where(main: Listed) -> dict[str, str]:
    return {"scale": main.scale, "question": main.question}

"""A benchmark beside what our own answers measure."""

from dataclasses import dataclass
from functools import cached_property

from stik.errors import QuestionError
from stik.insights.benchmarks.figure import Figure
from stik.insights.benchmarks.lead import lead_over
from stik.insights.benchmarks.sides import Ours, ours_beside, theirs
from stik.insights.reading import Reading
from stik.metrics.metric import Difference
from stik.terms.benchmark import Benchmark
from stik.terms.counts import Counts
from stik.terms.inquiry import Inquiry


@dataclass(frozen=True)
class Beside:
    """A benchmark with its figure and ours, or why either is not to be had."""

    benchmark: Benchmark
    figure: Figure | None = None
    ours: Ours | None = None
    unknown: str | None = None

    @cached_property
    def lead(self) -> Difference:
        """Return ours less theirs."""
        if self.figure is None or self.ours is None:
            reason = self.unknown or "unknown"
            return Difference.missing(Counts.of([]), Counts.of([]), reason=reason)
        return lead_over(self.figure, ours=self.ours.counts)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what must be said of both sides."""
        of_theirs = (self.figure.note,) if self.figure and self.figure.note else ()
        of_ours = self.ours.notes if self.ours else ()
        return (
            *(f"{self.benchmark.name}: {note}" for note in of_theirs),
            *(f"ours: {note}" for note in of_ours),
        )


def beside(benchmark: Benchmark, inquiry: Inquiry, reading: Reading) -> Beside:
    """Return a benchmark with its figure and ours, each with the reason if not."""
    try:
        figure = theirs(benchmark, reading, days=inquiry.period)
    except QuestionError as error:
        return Beside(benchmark, unknown=str(error))
    try:
        ours = ours_beside(figure, inquiry, reading)
    except QuestionError as error:
        return Beside(benchmark, figure, unknown=str(error))
    return Beside(benchmark, figure, ours)

"""Theirs and ours, read from the facts: on one question and scale, of the same days."""

from dataclasses import dataclass, replace

from stik.errors import QuestionError, ScaleRefused
from stik.insights.benchmarks.figure import Figure, check_alike, entered
from stik.insights.focus import focus
from stik.insights.reading import Reading
from stik.metrics.registry import metric as metric_called
from stik.terms.benchmark import Benchmark
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period


@dataclass(frozen=True)
class Ours:
    """What our own answers measure beside a figure: what was asked, and its answer."""

    asked: Inquiry
    counts: Counts
    estimate: Estimate
    notes: tuple[str, ...] = ()


def theirs(benchmark: Benchmark, reading: Reading, *, days: Period) -> Figure:
    """Return the figure of a benchmark: as it was entered, or as its survey answered.

    Of the survey's answers those of `days` count, or where these are open those of the
    benchmark's own, or else of the twelve months up to the last of them.

    Raises
    ------
    QuestionError
        When there is none: no answers, another scale, a metric that there is not.
    """
    metric = metric_called(benchmark.metric)
    if benchmark.survey is None:
        return entered(benchmark, metric)
    others = reading.about(benchmark.of)
    scale = benchmark.scale
    where = {
        "source": (benchmark.survey,),
        "question": (benchmark.question,) if benchmark.question else (),
        "scale": (scale.name,) if scale else (),
    }
    asked = Inquiry(metric.name, where={k: v for k, v in where.items() if v})
    focused = focus(asked, metric, entries=others.entries)
    when = next((p for p in (days, benchmark.days) if not p.is_open), None)
    when = when or focused.latest_year or Period()
    cells = others.cells(replace(focused.inquiry, period=when))
    if not cells or cells[0].scale is None:
        raise QuestionError(
            f"the survey '{benchmark.survey}' has no answers about {benchmark.of} of "
            f"{when}; name other days."
        )
    cell, scale = cells[0], cells[0].scale
    return Figure(benchmark, metric, scale, cell.estimate, when, cell.counts)


def ours_beside(figure: Figure, inquiry: Inquiry, reading: Reading) -> Ours:
    """Return what our answers measure on the figure's question and scale.

    Of the days of the inquiry, or where these are open of the figure's.

    Raises
    ------
    QuestionError
        When ours were asked otherwise, or there are none.
    """
    benchmark, metric = figure.benchmark, figure.metric
    question = benchmark.question
    where = {**inquiry.where, **({"question": (question,)} if question else {})}
    days = figure.days if inquiry.period.is_open else inquiry.period
    asked = replace(
        inquiry, metric=metric.name, by=(), where=where, period=days, compare=None
    )
    try:
        focused = focus(asked, metric, entries=reading.entries)
    except ScaleRefused as refused:
        if question:
            raise
        raise QuestionError(
            f"we asked no {metric.name} question: none of ours is on {metric.needed}; "
            "ask one to compare with it."
        ) from refused
    if not focused.listed:
        raise QuestionError(f"no answers of ours are on {metric.needed}.")
    scales = {entry.scale for entry in focused.listed}
    check_alike(
        replace(benchmark, scale=figure.scale), metric=metric.name, scales=scales
    )
    where = {**focused.inquiry.where, "scale": (figure.scale.name,)}
    asked = replace(focused.inquiry, where=where)
    cells = reading.cells(asked)
    if not cells:
        raise QuestionError(f"no answers of ours are of {days}; name other days.")
    return Ours(asked, cells[0].counts, cells[0].estimate, focused.notes)

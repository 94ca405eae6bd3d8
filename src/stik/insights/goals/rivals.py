"""The rival of a goal: the latest figure of whom it is against."""

from collections.abc import Sequence
from datetime import date

from stik.errors import QuestionError, nearest
from stik.insights.benchmarks.figure import Figure
from stik.insights.benchmarks.sides import theirs
from stik.insights.goals.written import Rival, Written
from stik.insights.reading import Reading
from stik.terms.benchmark import Benchmark
from stik.terms.period import Period


def figure_of_rival(
    written: Written, benchmarks: Sequence[Benchmark], reading: Reading
) -> Figure:
    """Return the figure that a goal is held against.

    `against` names a benchmark, or whom some are of: then the one of the latest days
    in the goal's metric counts.

    Raises
    ------
    QuestionError
        When there is none.
    """
    against = written.against or ""
    named = [each for each in benchmarks if against in (each.name, each.of)]
    if not named:
        known = {name for each in benchmarks for name in (each.name, each.of)}
        raise QuestionError(
            f"there is no benchmark of '{against}'; {nearest(against, known)}"
        )
    fitting = [each for each in named if each.metric == written.metric]
    if not fitting:
        metrics = ", ".join(sorted({each.metric for each in named}))
        raise QuestionError(
            f"the figure of '{against}' is of {metrics}, the goal of {written.metric}; "
            "these are never compared."
        )
    found = [theirs(each, reading, days=Period()) for each in fitting]
    return max(found, key=_last_day)


def as_rival(figure: Figure) -> Rival:
    """Return a figure as a goal is held against it."""
    return Rival(f"{figure.benchmark.of} ({figure.days})", figure.estimate)


def _last_day(figure: Figure) -> date:
    return figure.days.end_date or date.min

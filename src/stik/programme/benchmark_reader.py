"""The benchmarks of a programme file: how good others are, and who says so."""

from collections.abc import Collection, Iterator

from stik.programme.entry import Entry
from stik.programme.fields import Fields, one_of
from stik.programme.goal_reader import metric_of
from stik.terms.benchmark import BENCHMARK_KINDS, METHODS, Benchmark
from stik.terms.scale import Scale

_NPS = Scale("nps", 0, 10)
_OF_A_FIGURE = ("value", "low", "high", "n", "dated")


def benchmark_of(
    name: str, entry: Entry, *, metrics: Collection[str] | None
) -> Benchmark:
    """Return the benchmark `name` written at `entry`, in one of the `metrics`."""
    fields = Fields.of_term(entry, Benchmark, without="name")
    metric = fields.needed("metric", lambda below: metric_of(below, metrics), "")
    is_collected = fields.has("survey")
    benchmark = Benchmark(
        name,
        of=fields.needed("of", Entry.text, ""),
        kind=fields.needed(
            "kind", lambda below: one_of(below, known=BENCHMARK_KINDS), ""
        ),
        metric=metric,
        scale=fields.read("scale", Entry.scale) or (_NPS if metric == "nps" else None),
        question=fields.text("question"),
        value=fields.read("value", Entry.number),
        low=fields.read("low", Entry.number),
        high=fields.read("high", Entry.number),
        n=fields.read("n", _n),
        dated=fields.read("dated", Entry.date),
        period=fields.read("period", Entry.period),
        industry=fields.text("industry"),
        source=fields.text("source")
        if is_collected
        else fields.needed("source", Entry.text, ""),
        method=_method(fields, is_collected=is_collected),
        survey=fields.text("survey"),
    )
    for problem in _problems(benchmark, fields):
        entry.complain(problem)
    return benchmark


def _method(fields: Fields, *, is_collected: bool) -> str:
    def read(entry: Entry) -> str | None:
        return one_of(entry, known=METHODS)

    if is_collected:
        return fields.read("method", read) or "own survey"
    return fields.needed("method", read, "")


def _n(entry: Entry) -> int | None:
    number = entry.number()
    if number is None:
        return None
    if number < 1 or not float(number).is_integer():
        entry.complain("must be a whole number of answers, 1 or more.")
        return None
    return int(number)


def _problems(benchmark: Benchmark, fields: Fields) -> Iterator[str]:
    """Yield what does not go together in a benchmark, each with its mend."""
    if fields.has("value") == fields.has("survey"):
        yield "needs either a 'value' or the 'survey' that asks for it; write one."
    if benchmark.survey is not None:
        for name in _OF_A_FIGURE:
            if fields.has(name) and name != "value":
                yield f"'{name}' comes from the answers of the survey; leave it out."
    else:
        yield from _problems_of_figure(benchmark, fields)


def _problems_of_figure(benchmark: Benchmark, fields: Fields) -> Iterator[str]:
    value, low, high = benchmark.value, benchmark.low, benchmark.high
    if fields.has("dated") == fields.has("period"):
        yield "needs either the day it is 'dated' or its 'period'; write one of them."
    if not fields.has("scale") and benchmark.metric != "nps":
        yield "says not on which 'scale' it was asked; add it, such as csat_1_5."
    if fields.has("low") != fields.has("high"):
        yield "'low' and 'high' belong together; add the one that is missing."
    if value is None or low is None or high is None:
        return
    if not low <= value <= high:
        yield f"{value:g} is not between {low:g} and {high:g}; correct one of them."

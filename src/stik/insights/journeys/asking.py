"""Journeys as they happened, asked of a workspace: what follows what, which ways."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stik.insights.journeys.answered import answers_for
from stik.insights.journeys.graph import NODES, Graph, graph_of
from stik.insights.journeys.outcomes import LEFT, OUTCOMES
from stik.insights.journeys.reading import Walked, walked
from stik.insights.journeys.scoring import COLUMNS, Answers, scored
from stik.insights.journeys.variants import variants_of
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.metrics.registry import metric
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances

GRAPH = (
    "An arrow joins two steps of one instance with none between; its time is from one "
    "visit to the next. Without a first step it is a start, without a next one an end."
)
VARIANTS = "A variant is the whole way of an instance, step by step, from start to end."


def graph_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    score: str | None,
    written: str,
) -> Result:
    """Return which step follows which: one row an arrow, starts and ends among them.

    `instances` is `Instances.told`. `explain()["steps"]` has the steps (`NODES`). With
    a `score` (`answered.answers_for`) steps and arrows have the columns of `COLUMNS`.
    """
    chosen = Instances.of(instances)
    found = walked(inquiry, reading, chosen)
    graph = graph_of(found.steps)
    details = details_of(found, definition=GRAPH, method="exact counts and quantiles")
    if score is not None:
        answers, notes = answers_for(
            score, found.steps, reading, chosen, written=written
        )
        graph = scored(graph, found.steps, answers)
        details["score"] = score_told(score, answers)
        details["notes"] += notes
    details["steps"] = graph.nodes.to_pylist()
    return result_of(
        "journey_graph",
        arrows_of(graph),
        details,
        inquiry,
        reading,
        chosen,
        score=score,
        written=written,
    )


def score_told(score: str, answers: Sequence[Answers]) -> dict[str, Any]:
    """Return what is told of a score."""
    measure = OUTCOMES.get(score) or metric(score)
    return {
        "name": measure.name,
        "unit": measure.unit,
        "scales": [each.scale.name for each in answers],
        "definition": measure.definition,
        "method": measure.method,
        "n": sum(map(len, answers)),
        "is_of_the_whole": any(each.is_whole for each in answers),
    }


def arrows_of(graph: Graph) -> pa.Table:
    """Return the arrows of a graph, and one for each step that is a start or an end."""
    nodes = graph.nodes.to_pylist()
    ends = [
        {"step": step, "next_step": next_step, "n_visits": n, "n_instances": n}
        for node in nodes
        for step, next_step, n in (
            (None, node["step"], node["n_starts"]),
            (node["step"], None, node["n_ends"]),
        )
        if n
    ]
    schema = graph.edges.schema
    if "unknown" not in schema.names:
        schema = schema.append(pa.field("unknown", pa.string()))
    nullable = pa.schema([field.with_nullable(nullable=True) for field in schema])
    return pa.Table.from_pylist([*graph.edges.to_pylist(), *ends], schema=nullable)


def graph_in(result: Result) -> Graph:
    """Return the graph that a result tells: what `graph_result` made it of.

    A score that is a share is called so, and of those who left that less is better:
    `score`, `score_share` or `left_share`.
    """
    arrows = result.table
    is_inner = pc.and_(arrows["step"].is_valid(), arrows["next_step"].is_valid())
    scores = COLUMNS if "score" in arrows.column_names else pa.schema([])
    nodes = pa.unify_schemas([NODES, scores])
    told = result.explain()
    steps = pa.Table.from_pylist(told["steps"], schema=nodes)
    called = _score_column(told.get("score"))
    return Graph(
        *(
            rows.rename_columns(
                [called if name == "score" else name for name in rows.column_names]
            )
            for rows in (steps, arrows.filter(is_inner))
        )
    )


def _score_column(score: Mapping[str, Any] | None) -> str:
    if score is None or score["unit"] != "share":
        return "score"
    return "left_share" if score["name"] == LEFT.name else "score_share"


def variants_result(
    inquiry: Inquiry, reading: Reading, *, instances: Mapping[str, Any]
) -> Result:
    """Return the ways instances went, the most frequent first; see `VARIANTS`."""
    chosen = Instances.of(instances)
    found = walked(inquiry, reading, chosen)
    table = variants_of(found.steps)
    table = table.append_column("unknown", pa.nulls(table.num_rows, pa.string()))
    details = details_of(found, definition=VARIANTS, method="exact counts and medians")
    return result_of("journey_variants", table, details, inquiry, reading, chosen)


def details_of(found: Walked, *, definition: str, method: str) -> dict[str, Any]:
    """Return what is told of every answer about journeys."""
    steps = found.steps
    return {
        "definition": definition,
        "method": method,
        "n": steps.n_instances,
        "n_visits": len(steps),
        "n_customers": steps.n_customers,
        "n_begun": int(steps.is_begun.sum()),
        "n_over": int(steps.is_over.sum()),
        "notes": list(found.notes),
    }


def result_of(  # noqa: PLR0913 what a result is made of
    name: str,
    table: pa.Table,
    details: dict[str, Any],
    inquiry: Inquiry,
    reading: Reading,
    chosen: Instances,
    *,
    unit: str = "instances",
    **words: object,
) -> Result:
    """Return the result of a question about journeys, with its own words."""
    told = explained(
        details,
        inquiry,
        asked=asked(inquiry, insight=name, instances=chosen.told(), **words),
        snapshot=reading.snapshot,
    )
    return Result(name, unit, table, told)

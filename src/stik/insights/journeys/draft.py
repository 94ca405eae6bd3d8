"""A first draft of a designed journey: what most customers went through."""

from dataclasses import dataclass

from stik.insights.journeys.graph import Graph
from stik.terms.journey import Journey, Phase, Step

SELDOM = 0.1
"""Steps that fewer than this share of the instances took are not in a draft."""

OPTIONAL_BELOW = 0.5
"""Steps that fewer than this share of the instances took may be left out."""

REPEATED_FROM = 1.25
"""Steps with so many visits, or more, of each instance that took them come again."""


@dataclass(frozen=True)
class _Seen:
    """What a graph says of one step."""

    n_visits: int
    n_instances: int
    n_starts: int
    n_ends: int


def draft_of(graph: Graph, *, name: str) -> Journey:
    """Return the journey that a graph (`graph_of`) suggests, in one phase.

    Its steps are the most frequent way, from the most frequent start along the arrow
    taken most often to a step not yet on it, until more instances end than go on. Other
    steps stand behind the one on it that they follow most often. Seldom ones are not
    in it.
    Nothing is expected and nothing promised: that is for people to say.
    """
    nodes = {
        row["step"]: _Seen(**{key: row[key] for key in _Seen.__dataclass_fields__})
        for row in graph.nodes.to_pylist()
    }
    n = _n_instances(nodes)
    frequent = {k: seen for k, seen in nodes.items() if seen.n_instances >= SELDOM * n}
    arrows = {
        (row["step"], row["next_step"]): row["n_visits"]
        for row in graph.edges.to_pylist()
        if row["step"] in frequent and row["next_step"] in frequent
    }
    order = _with_others(_way(frequent, arrows), list(frequent), arrows)
    steps = tuple(_step(each, nodes[each], n) for each in order)
    return Journey(name=name, phases=(Phase(name=name, steps=steps),))


def _n_instances(nodes: dict[str, _Seen]) -> int:
    """Return how many instances there are, at least: some may be cut at either end."""
    seen = nodes.values()
    n_starts, n_ends = sum(s.n_starts for s in seen), sum(s.n_ends for s in seen)
    return max(n_starts, n_ends, *(s.n_instances for s in seen), 0)


def _way(nodes: dict[str, _Seen], arrows: dict[tuple[str, str], int]) -> list[str]:
    """Return the most frequent way, each step once."""
    if not nodes:
        return []
    way = [max(nodes, key=lambda each: nodes[each].n_starts)]
    while True:
        onward = {
            to: n
            for (step, to), n in arrows.items()
            if step == way[-1] and to not in way
        }
        following = max(onward, key=onward.__getitem__, default=None)
        if following is None or onward[following] < nodes[way[-1]].n_ends:
            return way
        way.append(following)


def _with_others(
    way: list[str], frequent: list[str], arrows: dict[tuple[str, str], int]
) -> list[str]:
    """Return the way with the others, each behind the step it follows most often."""
    order, left = list(way), [step for step in frequent if step not in way]
    while left:
        known = [pair for pair in arrows if pair[0] in order and pair[1] in left]
        last = (order[-1], left[0])
        before, step = max(known, key=arrows.__getitem__, default=last)
        order.insert(order.index(before) + 1, step)
        left.remove(step)
    return order


def _step(name: str, seen: _Seen, n: int) -> Step:
    return Step(
        name=name,
        touchpoint=name,
        optional=seen.n_instances < OPTIONAL_BELOW * n,
        repeatable=seen.n_visits >= REPEATED_FROM * seen.n_instances,
    )

"""Which steps and arrows of a graph are drawn, and how much is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stik.insights.journeys.graph import Graph
from stik.report.journeys.judging import NOT_JUDGED, Judged, judged

_SHARE_DRAWN, _FEW = 0.9, 15
"""The arrows drawn hold this share of all moves; of a few arrows all are drawn."""


Ends = tuple[str | None, str | None]
"""From which step an arrow leads, and to which."""


@dataclass(frozen=True)
class Step:
    """A step of the journey: its visits, and what is known of those who were there."""

    name: str
    n_visits: int
    judged: Judged


@dataclass(frozen=True)
class Arrow:
    """A way from a step to the next; from None journeys begin, to None they end.

    It was taken `n_moves` times by `n` customers, or by `n` journeys where customers
    are not known and where journeys begin or end, which takes no time.
    """

    step: str | None
    next_step: str | None
    n_moves: int
    n: int
    median_seconds: float | None = None
    judged: Judged = NOT_JUDGED

    @property
    def ends(self) -> Ends:
        """Return from which step it leads, and to which."""
        return self.step, self.next_step

    @property
    def is_loop(self) -> bool:
        """Return whether it leads back to the step it comes from."""
        return self.step is not None and self.step == self.next_step

    @property
    def is_onward(self) -> bool:
        """Return whether it leads from one step to another."""
        return None not in (self.step, self.next_step) and not self.is_loop


@dataclass(frozen=True)
class Chosen:
    """What is drawn, most taken first, and what is not: counts and shares (0 to 1).

    The trunk are the ways, most taken first, by which each step is reached first.
    """

    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]
    trunk: frozenset[Ends]
    counts_customers: bool
    n_steps_left: int
    visits_left: float
    n_arrows_left: int
    moves_left: float


def chosen(graph: Graph, *, most: int) -> Chosen:
    """Return the `most` visited steps, and their arrows that hold 9 in 10 of all moves.

    Up to 15 arrows are all drawn. Each step keeps the way most taken to it and from it,
    and by the ways most taken it can be reached from a beginning, and an end from it,
    where the graph has such ways.
    """
    counts_customers = any(graph.edges["n_customers"].to_pylist())
    every_step, every_arrow = _steps(graph), _arrows(graph, counts_customers)
    steps = every_step[:most]
    names = {None, *(step.name for step in steps)}
    between = [a for a in every_arrow if a.step in names and a.next_step in names]
    n_moves = sum(arrow.n_moves for arrow in every_arrow)
    kept = _most_taken(between, _SHARE_DRAWN * n_moves) | _strongest(between)
    arrows = tuple(arrow for arrow in between if arrow.ends in kept)
    return Chosen(
        steps=tuple(steps),
        arrows=arrows,
        trunk=frozenset(_tree([arrow.ends for arrow in arrows])),
        counts_customers=counts_customers,
        n_steps_left=len(every_step) - len(steps),
        visits_left=_left(
            sum(step.n_visits for step in steps),
            sum(step.n_visits for step in every_step),
        ),
        n_arrows_left=len(every_arrow) - len(arrows),
        moves_left=_left(sum(arrow.n_moves for arrow in arrows), n_moves),
    )


def _left(drawn: int, of_all: int) -> float:
    return (of_all - drawn) / of_all if of_all else 0.0


def _steps(graph: Graph) -> list[Step]:
    rows = zip(graph.nodes.to_pylist(), judged(graph.nodes), strict=True)
    steps = [Step(row["step"], row["n_visits"], outcome) for row, outcome in rows]
    return sorted(steps, key=lambda step: (-step.n_visits, step.name))


def _arrows(graph: Graph, counts_customers: bool) -> list[Arrow]:  # noqa: FBT001 - private
    counted = "n_customers" if counts_customers else "n_instances"
    rows = zip(graph.edges.to_pylist(), judged(graph.edges), strict=True)
    arrows = [_arrow(row, counted, outcome) for row, outcome in rows]
    for node in graph.nodes.to_pylist():
        starts, ends = node["n_starts"], node["n_ends"]
        arrows.append(Arrow(None, node["step"], starts, starts))
        arrows.append(Arrow(node["step"], None, ends, ends))
    taken = (arrow for arrow in arrows if arrow.n_moves)
    return sorted(taken, key=lambda each: (-each.n_moves, *_sortable(each)))


def _arrow(row: dict[str, Any], counted: str, outcome: Judged) -> Arrow:
    return Arrow(
        row["step"],
        row["next_step"],
        row["n_visits"],
        row[counted],
        row["median_seconds"],
        outcome,
    )


def _sortable(arrow: Arrow) -> tuple[str, str]:
    return arrow.step or "", arrow.next_step or ""


def _most_taken(arrows: Iterable[Arrow], n_moves: float) -> set[Ends]:
    """Return the first arrows that together were taken so many times, and a few."""
    kept: set[Ends] = set()
    for arrow in arrows:
        if n_moves <= 0 and len(kept) >= _FEW:
            break
        kept.add(arrow.ends)
        n_moves -= arrow.n_moves
    return kept


def _strongest(arrows: list[Arrow]) -> set[Ends]:
    """Return the ways without which a step would hang in the air."""
    ways = [arrow.ends for arrow in arrows if not arrow.is_loop]
    back = [(to, step) for step, to in ways]
    to_each = {to: (step, to) for step, to in reversed(ways)}
    from_each = {step: (step, to) for step, to in reversed(ways)}
    onward = {(step, to) for to, step in _tree(back)}
    return {*to_each.values(), *from_each.values(), *_tree(ways), *onward}


def _tree(ways: list[Ends]) -> list[Ends]:
    """Return the ways, strongest first, by which all that can be reached is reached."""
    reached: set[str | None] = {None}
    tree: list[Ends] = []
    while True:
        new = (w for w in ways if w[0] in reached and w[1] not in reached)
        found = next(new, None)
        if found is None:
            return tree
        reached.add(found[1])
        tree.append(found)

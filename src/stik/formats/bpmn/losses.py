"""What of a flow chart a designed journey cannot say, in words."""

from collections.abc import Iterator

from stik.formats.bpmn.ordering import Ids, Ordered
from stik.formats.bpmn.vocabulary import INCLUSIVE


def losses_of(ordered: Ordered) -> Iterator[str]:
    """Yield what is lost, a sentence each; nothing of what `bpmn_text` writes."""
    yield from _alternatives(ordered)
    yield from _orders(ordered)
    for loop in ordered.loops():
        if len(loop) > 1:
            names = _named(ordered, loop)
            yield f"{names} come again together: here each may come again by itself"
    for name, n in ordered.chart.lost.items():
        yield f"not kept are elements '{name}': {n}"
    lost = {id_ for id_, node in ordered.chart.nodes.items() if node.is_task}
    lost -= set(ordered.tasks)
    if lost:
        yield f"nothing leads to {_named(ordered, frozenset(lost))}: left out"


def _alternatives(ordered: Ordered) -> Iterator[str]:
    for id_ in ordered.after:
        node = ordered.chart.nodes[id_]
        if node.is_parallel or node.element.name == INCLUSIVE:
            continue
        branches = [branch for branch in ordered.branches(id_) if branch]
        if len(branches) > 1:
            names = _named(ordered, frozenset[str]().union(*branches))
            yield f"only one way is taken of {names}: here each is optional"


def _orders(ordered: Ordered) -> Iterator[str]:
    for id_ in ordered.after:
        branches = ordered.branches(id_) if ordered.chart.nodes[id_].is_parallel else []
        if sum(map(bool, branches)) < 2:
            continue
        for branch in branches:
            if len(branch) > 1:
                names = _named(ordered, branch)
                yield f"{names} are in an order: here they come in any, like the others"


def _named(ordered: Ordered, tasks: Ids) -> str:
    in_order = [each for each in ordered.chart.nodes if each in tasks]
    return ", ".join(f"'{ordered.chart.nodes[each].name}'" for each in in_order)

"""The tasks of a flow chart in one order: which must come, come again, in any order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from stik.formats.bpmn.chart import Chart

Ids = frozenset[str]


@dataclass(frozen=True)
class _Walk:
    """The nodes, each before what follows it; what leads back, from where to where."""

    nodes: list[str]
    back: list[tuple[str, str]]


def _walked(begin: str, after: Mapping[str, Sequence[str]]) -> _Walk:
    """Return the walk from a node on: what was written first comes first."""
    done: list[str] = []
    back: list[tuple[str, str]] = []
    seen, above = {begin}, {begin}
    waiting = [(begin, list(after[begin]))]
    while waiting:
        node, left = waiting[-1]
        if not left:
            waiting.pop()
            above.discard(node)
            done.append(node)
            continue
        follower = left.pop()
        if follower in above:
            back.append((node, follower))
        elif follower not in seen:
            seen.add(follower)
            above.add(follower)
            waiting.append((follower, list(after[follower])))
    return _Walk(done[::-1], back)


@dataclass(frozen=True)
class Ordered:
    """A chart from where it begins, read without what leads back."""

    chart: Chart
    begin: str

    @cached_property
    def _walk(self) -> "_Walk":
        return _walked(self.begin, self.chart.after)

    @cached_property
    def after(self) -> Mapping[str, Sequence[str]]:
        """Return what follows each node that can be reached, but what leads back."""
        away = set(self._walk.back)
        return {
            node: [each for each in self.chart.after[node] if (node, each) not in away]
            for node in self._walk.nodes
        }

    @cached_property
    def nodes(self) -> Sequence[str]:
        """Return the nodes so that each comes before what follows it.

        What leads back comes before what goes on, else what was written first.
        """
        after = {
            node: sorted(following, key=lambda each: each not in self.goes_back)
            for node, following in self.after.items()
        }
        return _walked(self.begin, after).nodes

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """Return the tasks in order, those of a group together."""
        told: dict[str, None] = {}
        for node in self.nodes:
            if self.chart.nodes[node].is_task:
                group = self.group_of.get(node, frozenset((node,)))
                told |= dict.fromkeys(each for each in self.nodes if each in group)
        return tuple(told)

    @cached_property
    def reached(self) -> Mapping[str, Ids]:
        """Return the tasks that can come from each node on, itself included."""
        found: dict[str, Ids] = {}
        for node in reversed(self._walk.nodes):
            found[node] = self._own(node).union(*(found[n] for n in self.after[node]))
        return found

    @cached_property
    def goes_back(self) -> Ids:
        """Return the nodes from which every way leads back: none goes on to an end."""
        found: set[str] = set()
        for node in reversed(self._walk.nodes):
            if self.chart.after[node] and found.issuperset(self.after[node]):
                found.add(node)
        return frozenset(found)

    def onward(self, node: str) -> list[str]:
        """Return what follows a node on a way to an end."""
        return [each for each in self.after[node] if each not in self.goes_back]

    @cached_property
    def needed(self) -> Ids:
        """Return the tasks without which nobody comes from the begin to the end."""
        found: dict[str, Ids] = {}
        for node in reversed(self._walk.nodes):
            parts = [found[each] for each in self.onward(node)]
            merged = Ids.union if self._does_all(node) else Ids.intersection
            found[node] = self._own(node) | (merged(*parts) if parts else frozenset())
        return found[self.begin]

    def _own(self, node: str) -> Ids:
        return frozenset((node,) if self.chart.nodes[node].is_task else ())

    def _does_all(self, node: str) -> bool:
        return self.chart.nodes[node].is_parallel

    def branches(self, node: str) -> list[Ids]:
        """Return the tasks of each branch onward, but those after all of them."""
        parts = [self.reached[each] for each in self.onward(node)]
        if len(parts) < 2:
            return []
        common = frozenset.intersection(*parts)
        return [part - common for part in parts]

    @cached_property
    def group_of(self) -> Mapping[str, Ids]:
        """Return the tasks in any order with each that is; the outermost group."""
        found: dict[str, Ids] = {}
        for node in self.nodes:
            branches = self.branches(node) if self._does_all(node) else []
            if sum(bool(branch) for branch in branches) > 1:
                group = frozenset[str]().union(*branches)
                if len(group) > 1 and not group & found.keys():
                    found |= dict.fromkeys(group, group)
        return found

    def loops(self) -> Iterator[Ids]:
        """Yield the tasks between the ends of each way that leads back."""
        for last, first in self._walk.back:
            inside = {
                task for task in self.reached[first] if last in self._nodes_from(task)
            }
            own = self._own(last)
            yield frozenset(inside) | own

    def _nodes_from(self, node: str) -> set[str]:
        found, waiting = {node}, [node]
        while waiting:
            for each in self.after[waiting.pop()]:
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return found

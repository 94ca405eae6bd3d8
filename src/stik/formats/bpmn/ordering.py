"""The tasks of a flow chart in one order: which must come, come again, in any order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from stik.formats.bpmn.chart import Chart

Ids = frozenset[str]


@dataclass(frozen=True)
class Ordered:
    """A chart from where it begins, read without what leads back."""

    chart: Chart
    begin: str

    @cached_property
    def _walk(self) -> tuple[list[str], list[tuple[str, str]]]:
        """Return nodes so that each comes before what follows it; and what leads back.

        What was written first comes first.
        """
        done: list[str] = []
        back: list[tuple[str, str]] = []
        seen, above = {self.begin}, {self.begin}
        waiting = [(self.begin, list(self.chart.after[self.begin]))]
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
                waiting.append((follower, list(self.chart.after[follower])))
        return done[::-1], back

    @cached_property
    def after(self) -> Mapping[str, Sequence[str]]:
        """Return what follows each node that can be reached, but what leads back."""
        nodes, back = self._walk
        away = set(back)
        return {
            node: [each for each in self.chart.after[node] if (node, each) not in away]
            for node in nodes
        }

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """Return the tasks in order, those of a group together."""
        nodes = self._walk[0]
        told: dict[str, None] = {}
        for node in nodes:
            if self.chart.nodes[node].is_task:
                group = self.group_of.get(node, frozenset((node,)))
                told |= dict.fromkeys(each for each in nodes if each in group)
        return tuple(told)

    @cached_property
    def reached(self) -> Mapping[str, Ids]:
        """Return the tasks that can come from each node on, itself included."""
        found: dict[str, Ids] = {}
        for node in reversed(self._walk[0]):
            found[node] = self._own(node).union(*(found[n] for n in self.after[node]))
        return found

    @cached_property
    def needed(self) -> Ids:
        """Return the tasks without which nobody comes from the begin to the end."""
        found: dict[str, Ids] = {}
        for node in reversed(self._walk[0]):
            parts = [found[each] for each in self.after[node]]
            together = (
                frozenset.union if self._does_all(node) else frozenset.intersection
            )
            below = together(*parts) if parts else frozenset()
            found[node] = self._own(node) | below
        return found[self.begin]

    def _own(self, node: str) -> Ids:
        return frozenset((node,) if self.chart.nodes[node].is_task else ())

    def _does_all(self, node: str) -> bool:
        return self.chart.nodes[node].is_parallel

    def branches(self, node: str) -> list[Ids]:
        """Return the tasks of each branch after a node, but those after all of them."""
        parts = [self.reached[each] for each in self.after[node]]
        if len(parts) < 2:
            return []
        common = frozenset.intersection(*parts)
        return [part - common for part in parts]

    @cached_property
    def group_of(self) -> Mapping[str, Ids]:
        """Return the tasks in any order with each that is; the outermost group."""
        found: dict[str, Ids] = {}
        for node in self._walk[0]:
            branches = self.branches(node) if self._does_all(node) else []
            if sum(bool(branch) for branch in branches) > 1:
                group = frozenset[str]().union(*branches)
                if not group & found.keys():
                    found |= dict.fromkeys(group, group)
        return found

    def loops(self) -> Iterator[Ids]:
        """Yield the tasks between the ends of each way that leads back."""
        for last, first in self._walk[1]:
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

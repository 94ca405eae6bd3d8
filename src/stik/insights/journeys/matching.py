"""Which instances go as a path pattern says, all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from stik.errors import QuestionError
from stik.insights.journeys.pattern import (
    Border,
    Choice,
    One,
    Pattern,
    Repeat,
    Row,
    names_in,
)
from stik.insights.journeys.steps import Steps
from stik.terms.counts import Booleans, Integers

_MOST_STATES = 10_000
_FOUND = frozenset({-1})
_OTHER = 0
"""What a step that the pattern does not name is read as."""


def matching(steps: Steps, pattern: Pattern) -> Booleans:
    """Return which instances have a stretch that goes as a pattern says.

    `start` is there only where an instance has begun, `end` where it is over. Read by
    a table of states, one step of every instance at a time: unlike a regular
    expression that goes back, no pattern takes longer than its steps are many.
    Source: Glushkov (1961), The abstract theory of automata.

    Raises
    ------
    QuestionError
        When the pattern would take too many states.
    """
    names = [name for name in names_in(pattern) if name in steps.names]
    start, end = len(names) + 1, len(names) + 2
    table = _table(_Machine(names, pattern), n_signs=end + 1)
    sign = np.zeros(max(len(steps.names), 1), dtype=np.min_scalar_type(end))
    sign[[steps.names.index(name) for name in names]] = np.arange(1, start)
    state = np.where(steps.is_begun, table[0, start], 0)
    state = _read(steps, sign[steps.step], table, state)
    state = np.where(steps.is_over, table[state, end], state)
    found: Booleans = state == 1
    return found


def _read(steps: Steps, sign: Integers, table: Integers, state: Integers) -> Integers:
    """Return the state of each instance after its last step: the longest first."""
    lengths = steps.ends - steps.starts + 1
    order = np.argsort(-lengths, kind="stable")
    starts, now = steps.starts[order], state[order]
    has_more = np.searchsorted(-lengths[order], -np.arange(max(lengths, default=0)))
    for place, n in enumerate(has_more):
        now[:n] = table[now[:n], sign[starts[:n] + place]]
    found = np.empty_like(now)
    found[order] = now
    return found


@dataclass(frozen=True)
class _Part:
    """Where a part of a pattern may begin and end, and whether it may be empty."""

    first: frozenset[int]
    last: frozenset[int]
    may_lack: bool


class _Machine:
    """The places of a pattern: which signs each takes, and which may come after it."""

    def __init__(self, names: Sequence[str], pattern: Pattern) -> None:
        self.names = names
        self.taken: list[frozenset[int]] = []
        self.after: list[frozenset[int]] = []
        self.whole = self._part(pattern)

    def _part(self, pattern: Pattern) -> _Part:
        match pattern:
            case One(names, is_other):
                return self._placed(self._signs(names, is_other=is_other))
            case Border(is_start):
                return self._placed({len(self.names) + (1 if is_start else 2)})
            case Row(parts):
                return reduce(self._joined, map(self._part, parts))
            case Choice(parts):
                return reduce(_either, map(self._part, parts))
            case Repeat(part, may_lack, may_repeat):
                found = self._part(part)
                if may_repeat:
                    self._follow(found.last, found.first)
                return _Part(found.first, found.last, found.may_lack or may_lack)

    def _signs(self, names: Sequence[str], *, is_other: bool) -> set[int]:
        named = {self.names.index(name) + 1 for name in names if name in self.names}
        if not is_other:
            return named
        return {_OTHER, *range(1, len(self.names) + 1)} - named

    def _placed(self, signs: set[int]) -> _Part:
        self.taken.append(frozenset(signs))
        self.after.append(frozenset())
        here = frozenset({len(self.taken) - 1})
        return _Part(here, here, may_lack=False)

    def _joined(self, left: _Part, right: _Part) -> _Part:
        self._follow(left.last, right.first)
        return _Part(
            left.first | right.first if left.may_lack else left.first,
            left.last | right.last if right.may_lack else right.last,
            left.may_lack and right.may_lack,
        )

    def _follow(self, places: frozenset[int], after: frozenset[int]) -> None:
        for place in places:
            self.after[place] |= after

    def moved(self, places: frozenset[int], sign: int) -> frozenset[int]:
        """Return the places reached by a sign; a stretch may also begin with it."""
        may_come = self.whole.first.union(*(self.after[place] for place in places))
        reached = frozenset(place for place in may_come if sign in self.taken[place])
        return _FOUND if reached & self.whole.last else reached


def _either(left: _Part, right: _Part) -> _Part:
    return _Part(
        left.first | right.first,
        left.last | right.last,
        left.may_lack or right.may_lack,
    )


def _table(machine: _Machine, *, n_signs: int) -> Integers:
    """Return the next state by state and sign: 0 is the first, 1 has found it."""
    if machine.whole.may_lack:
        return np.ones((2, n_signs), dtype=np.int64)
    number: dict[frozenset[int], int] = {frozenset(): 0, _FOUND: 1}
    states, rows = [frozenset[int](), _FOUND], []
    for state in states:  # grows on the way
        if len(states) > _MOST_STATES:
            raise QuestionError(
                "the pattern leaves too much open; put fewer of 'any', 'not' and '?' "
                "in a row."
            )
        row = []
        for sign in range(n_signs):
            reached = _FOUND if state == _FOUND else machine.moved(state, sign)
            if reached not in number:
                number[reached] = len(states)
                states.append(reached)
            row.append(number[reached])
        rows.append(row)
    return np.array(rows, dtype=np.int64)

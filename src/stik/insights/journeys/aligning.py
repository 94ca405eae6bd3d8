"""Each way held against a design at the least cost: what was right, added, left out.

A visit that the design has not there costs 1, a step that must come and did not costs
1; what may be left out or come again costs nothing. Of all readings that cost least,
one is taken that finds a step for most visits, each at the earliest one.

Source: Adriansyah (2014),
Aligning Observed and Modeled Behavior; the least cost by dynamic programming, as
Wagner and Fischer (1974), The String-to-String Correction Problem.
"""

from dataclasses import dataclass

import numpy as np

from stik.insights.journeys.abreast import Abreast, abreast
from stik.insights.journeys.course import Course, Move
from stik.insights.journeys.ways import Numbers, Ways
from stik.terms.counts import Booleans, Integers

NO_STEP = -1
"""Instead of a step: the visit is of none."""

_ADDED = 0


@dataclass(frozen=True)
class Alignment:
    """What each way did, move by move: `way` rises, one entry a move.

    `step` is the step it made or left out, `NO_STEP` for a visit that the design has
    not there; `is_visit` tells made from left out. `cost` has one entry a way.
    """

    way: Integers
    step: Integers
    is_visit: Booleans
    cost: Integers


def aligned(ways: Ways, course: Course) -> Alignment:
    """Return each way held against the course of a design.

    A way that has not begun here may set in anywhere, one that is not over may stop
    anywhere: what would come before or after costs nothing.
    """
    table = _Table.of(course)
    told = [table.alignment(some) for some in abreast(ways, course.n_places)]
    if not told:
        none = np.zeros(0, dtype=np.int64)
        return Alignment(none, none, none.astype(bool), none)
    return Alignment(
        *(
            np.concatenate([getattr(each, name) for each in told])
            for name in ("way", "step", "is_visit", "cost")
        )
    )


@dataclass(frozen=True)
class _Prices:
    """What moves cost while the least is sought: `each` fault more than the rest.

    One unit for each visit without a step decides between equals. `barred` has what a
    visit at each touchpoint costs for each step: 0 where it fits, else `far` too much.
    """

    each: int
    far: int
    barred: Integers

    @classmethod
    def of(cls, fits: Booleans, *, longest: int) -> "_Prices":
        each = longest + 1
        far = each * (longest + len(fits) + 1)
        kind = np.int32 if far < 1 << 28 else np.int64
        return cls(each, far, np.where(fits, 0, far).astype(kind))


@dataclass(frozen=True)
class _Table:
    """The moves of a course, numbered: 0 is an added visit, then visits, then skips.

    `visits` and `skips` are with their numbers, each from the last to the first of the
    course: they are tried in this order, and of two that cost the same the later wins.
    """

    course: Course
    visits: tuple[tuple[int, Move], ...]
    skips: tuple[tuple[int, Move], ...]
    advance: Integers
    step: Integers
    is_visit: Booleans
    fits: Booleans

    @classmethod
    def of(cls, course: Course) -> "_Table":
        moves = (*course.visits[::-1], *course.skips[::-1])
        is_visit = np.arange(len(moves) + 1) <= len(course.visits)
        numbered = tuple(enumerate(moves, 1))
        n_visits = len(course.visits)
        return cls(
            course,
            numbered[:n_visits],
            numbered[n_visits:],
            np.array([0, *(move.advance for move in moves)]),
            np.array([NO_STEP, *(move.step for move in moves)]),
            is_visit,
            _fits(course),
        )

    def alignment(self, ways: Abreast) -> Alignment:
        """Return what the ways did."""
        choices, start, cost = self._choices(ways)
        told = self._followed(ways, choices, start)
        is_move = told >= 0
        number = told[is_move]
        way = ways.first + np.repeat(np.arange(len(cost)), is_move.sum(axis=1))
        return Alignment(way, self.step[number], self.is_visit[number], cost)

    def _choices(self, ways: Abreast) -> tuple[Integers, Integers, Integers]:
        """Return the best move at each visit and place, where to begin, and its cost.

        From the last visit back to the first: what is left to pay from each place.
        """
        longest, n = ways.visit.shape
        kind = np.uint8 if len(self.step) <= 1 << 8 else np.uint16
        choices = np.zeros((longest + 1, self.course.n_places, n), dtype=kind)
        start, cost = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        prices = _Prices.of(self.fits, longest=longest)
        left = np.zeros((self.course.n_places, n), dtype=prices.barred.dtype)
        left[:-1, ways.over] = prices.far
        self._leave_out(left, choices[longest], prices)
        for place in range(longest - 1, -1, -1):
            # The shortest ways stand first: those that begin behind here are done.
            n_done = int(np.count_nonzero(ways.begins > place))
            left, choice = left[:, n_done - n :], choices[place, :, n_done:]
            left = self._visit(left, choice, ways.visit[place, n_done:], prices)
            self._leave_out(left, choice, prices)
            here = slice(n_done, int(np.count_nonzero(ways.begins >= place)))
            if here.start < here.stop:
                begin = left[:, : here.stop - here.start]
                start[here] = np.where(ways.begun[here], 0, begin.argmin(axis=0))
                least = np.take_along_axis(begin, start[None, here], axis=0)
                cost[here] = least // prices.each
        return choices, start, cost

    def _visit(
        self, left: Integers, choice: Integers, visit: Numbers, prices: _Prices
    ) -> Integers:
        """Return what is left to pay before a visit, of what is after it."""
        now = left + (prices.each + 1)
        barred = prices.barred[:, visit]
        for number, move in self.visits:
            here, _ = move.ends(now)
            cost = move.ends(left)[1] + barred[move.step]
            _note(move.ends(choice)[0], number, cost <= here)
            np.minimum(here, cost, out=here)
        return now

    def _leave_out(self, left: Integers, choice: Integers, prices: _Prices) -> None:
        """Lower what is left to pay where it is cheaper to leave a step out first."""
        for number, move in self.skips:
            here, there = move.ends(left)
            cost = there + move.cost * prices.each
            _note(move.ends(choice)[0], number, cost < here)
            np.minimum(here, cost, out=here)

    def _followed(self, ways: Abreast, choices: Integers, start: Integers) -> Integers:
        """Return the numbers of the moves of each way, a row each, then -1."""
        longest, n = ways.visit.shape
        told = np.full((n, longest + len(self.course.steps)), -1, dtype=np.int32)
        way, place, at = np.arange(n), start, ways.begins
        for turn in range(told.shape[1]):
            number = choices[at, place, way].astype(np.int64)
            goes_on = (at < longest) | (number != _ADDED)
            way, place, at, number = (
                each[goes_on] for each in (way, place, at, number)
            )
            told[way, turn] = number
            place = place + self.advance[number]
            at = at + self.is_visit[number]
        return told


def _note(choice: Integers, number: int, is_best: Booleans) -> None:
    """Note a move where it is the best: all that were noted have lower numbers."""
    np.maximum(choice, is_best * choice.dtype.type(number), out=choice)


def _fits(course: Course) -> Booleans:
    """Return which step can take place at which touchpoint, 0 being none of them."""
    touchpoints = course.touchpoints
    fits = np.zeros((len(course.steps), len(touchpoints) + 1), dtype=bool)
    for number, step in enumerate(course.steps):
        fits[number, [touchpoints.index(name) + 1 for name in step.touchpoints]] = True
    return fits

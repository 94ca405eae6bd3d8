"""Instances held against a design: which visit was which step, what was left out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stik.insights.journeys.aligning import NO_STEP, Alignment, aligned
from stik.insights.journeys.course import Course, course_of
from stik.insights.journeys.steps import Steps, spread
from stik.insights.journeys.ways import Ways, ways_of
from stik.terms.counts import Booleans, Integers
from stik.terms.journey import Journey

Codes = npt.NDArray[np.int8]

NOT_SEEN, LEFT_OUT, MADE = range(3)
"""What became of a step: before or after what is seen; it did not come; it did."""

MOVES = pa.schema(
    [
        pa.field("instance", pa.string(), nullable=False),
        pa.field("place", pa.int64(), nullable=False),
        pa.field("move", pa.string(), nullable=False),
        pa.field("step", pa.string()),
        pa.field("touchpoint", pa.string()),
        pa.field("at", pa.timestamp("us", tz="UTC")),
    ]
)
"""One row a move of an instance, in order from 0: `made` (a step by a visit), `added`
(a visit the design has not there: no step) or `left_out` (a step: no touchpoint and no
moment)."""

_MOVE = np.array(["added", "made", "left_out"])


@dataclass(frozen=True)
class Held:
    """Instances beside the design they are held against, way by way."""

    journey: Journey
    course: Course
    steps: Steps
    ways: Ways
    alignment: Alignment

    @property
    def n_steps(self) -> int:
        """Return how many steps the design has."""
        return len(self.course.steps)

    @cached_property
    def cost(self) -> Integers:
        """Return how much each instance departs from the design."""
        return self.alignment.cost[self.ways.of]

    @cached_property
    def became(self) -> Codes:
        """Return what became of each step (columns) on each way (rows)."""
        moves = self.alignment
        found = np.full((len(self.ways.length), self.n_steps), NOT_SEEN, dtype=np.int8)
        is_step = moves.step != NO_STEP
        out = is_step & ~moves.is_visit & ~self._is_before(is_step & moves.is_visit)
        found[moves.way[out], moves.step[out]] = LEFT_OUT
        made = is_step & moves.is_visit
        found[moves.way[made], moves.step[made]] = MADE
        return found

    def _is_before(self, made: Booleans) -> Booleans:
        """Return which moves are before the first step of a way that has not begun."""
        n_made = np.cumsum(made)
        way = self.alignment.way
        first = np.searchsorted(way, np.arange(len(self.ways.length)))
        n_earlier = (n_made - made)[first][way] if len(way) else n_made
        found: Booleans = ~self.ways.begun[way] & (n_made == n_earlier)
        return found

    @cached_property
    def n_made(self) -> Integers:
        """Return how often each step (columns) was made on each way (rows)."""
        moves = self.alignment
        made = moves.is_visit & (moves.step != NO_STEP)
        cell = moves.way[made] * self.n_steps + moves.step[made]
        counts = np.bincount(cell, minlength=len(self.ways.length) * self.n_steps)
        return counts.reshape(len(self.ways.length), self.n_steps)

    @cached_property
    def is_beyond(self) -> Booleans:
        """Return which steps (columns) could be a visit that is none, by way (rows)."""
        moves = self.alignment
        added = moves.step[moves.is_visit] == NO_STEP
        way = moves.way[moves.is_visit][added]
        touchpoints = self.course.touchpoints
        shape = (len(self.ways.length), len(touchpoints) + 1)
        visited = np.zeros(shape, dtype=bool)
        visited[way, self.ways.visit[added]] = True
        found = np.zeros((len(self.ways.length), self.n_steps), dtype=bool)
        for number, step in enumerate(self.course.steps):
            places = [touchpoints.index(name) + 1 for name in step.touchpoints]
            found[:, number] = visited[:, places].any(axis=1)
        return found

    @cached_property
    def step_of_visit(self) -> Integers:
        """Return the step that each visit of an instance is, `NO_STEP` for none."""
        moves = self.alignment
        rows = spread(self.ways.starts[self.ways.of], self.ways.length[self.ways.of])
        return moves.step[moves.is_visit][rows]


def held_against(journey: Journey, steps: Steps) -> Held:
    """Return instances held against a journey as designed."""
    course = course_of(journey)
    ways = ways_of(steps, course.touchpoints)
    return Held(journey, course, steps, ways, aligned(ways, course))


def moves_of(held: Held) -> pa.Table:
    """Return what each instance did, move by move, as `MOVES`."""
    moves, of, steps = held.alignment, held.ways.of, held.steps
    n_moves = np.bincount(moves.way, minlength=len(held.ways.length))
    rows = spread((np.cumsum(n_moves) - n_moves)[of], n_moves[of])
    step, is_visit = moves.step[rows], moves.is_visit[rows]
    visit = np.maximum(np.cumsum(is_visit) - 1, 0)
    instance = np.repeat(np.arange(len(of)), n_moves[of])
    titles = pa.array(held.journey.titles(), pa.string())
    columns = {
        "instance": steps.instances.take(pa.array(instance)),
        "place": spread(np.zeros(len(of), dtype=np.int64), n_moves[of]),
        "move": _MOVE[np.where(is_visit, step != NO_STEP, 2)],
        "step": titles.take(pa.array(step, mask=step == NO_STEP)),
        "touchpoint": pa.array(steps.names, pa.string()).take(
            pa.array(steps.step[visit], mask=~is_visit)
        ),
        "at": pa.array(steps.at[visit], mask=~is_visit).cast(pa.timestamp("us", "UTC")),
    }
    return pa.table(columns, schema=MOVES)

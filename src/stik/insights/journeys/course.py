"""The course of a designed journey: from where which visits are right next."""

from dataclasses import dataclass, replace

from stik.terms.counts import Integers
from stik.terms.journey import Journey, Step


@dataclass(frozen=True)
class Move:
    """On to where a step is done, by a visit at it or by leaving it out at a `cost`.

    It leads from each place of a group where the step is not done yet, or, where it
    comes `again`, is done. The group has `span` places from `place` on; where the step
    is done is `stride` places after where it is not.
    """

    step: int
    place: int
    span: int
    stride: int
    again: bool = False
    cost: int = 0

    @property
    def advance(self) -> int:
        """Return by how many places it leads on."""
        return 0 if self.again else self.stride

    def ends(self, rows: Integers) -> tuple[Integers, Integers]:
        """Return the rows of places from which it leads, and those where it leads to.

        Both are views of `rows`, which has one for each place of the course.
        """
        group = rows[self.place : self.place + self.span]
        parted = group.reshape(-1, 2, self.stride, rows.shape[1])
        return parted[:, int(self.again)], parted[:, 1]


@dataclass(frozen=True)
class Course:
    """Places from 0, the start, to the last, the end; no move leads back.

    `visits` and `skips` are in the order of steps. `steps` are those of the journey;
    moves name them by their number.
    """

    steps: tuple[Step, ...]
    n_places: int
    visits: tuple[Move, ...]
    skips: tuple[Move, ...]

    @property
    def touchpoints(self) -> tuple[str, ...]:
        """Return every touchpoint at which a step can take place, once."""
        found = (name for step in self.steps for name in step.touchpoints)
        return tuple(dict.fromkeys(found))

    @property
    def n_needed(self) -> int:
        """Return how many steps must come."""
        return sum(not step.optional for step in self.steps)


def course_of(journey: Journey) -> Course:
    """Return the course of a journey as designed.

    Steps of a group in any order have a place for each set of them that is done; a
    repeatable step is right again until a step behind its group was made or left out.
    """
    visits: list[Move] = []
    skips: list[Move] = []
    place, number = 0, 0
    for group in journey.groups():
        span = 2 ** len(group)
        for bit, step in enumerate(group):
            visit = Move(number, place, span, stride=2**bit)
            visits.append(visit)
            if step.repeatable:
                visits.append(replace(visit, again=True))
            skips.append(replace(visit, cost=int(not step.optional)))
            number += 1
        place += span - 1
    return Course(tuple(journey.steps()), place + 1, tuple(visits), tuple(skips))

"""The course of a designed journey: from where which visits are right next."""

from collections.abc import Iterator
from dataclasses import dataclass

from stik.terms.journey import Journey, Step


@dataclass(frozen=True)
class Move:
    """From one place on to another: by a visit at a step, or by leaving it out.

    `cost` is 1 where a step is left out that must come, else 0.
    """

    place: int
    to: int
    step: int
    cost: int = 0


@dataclass(frozen=True)
class Course:
    """Places from 0, the start, to the last, the end; no move leads back.

    `visits` and `skips` are in the order of places, then of steps. `steps` are those of
    the journey, in order; moves name them by their number.
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
    place, first = 0, 0
    for group in journey.groups():
        visits += _visits(group, place=place, first=first)
        skips += _skips(group, place=place, first=first)
        place += 2 ** len(group) - 1
        first += len(group)
    in_order = sorted(visits, key=lambda move: (move.place, move.step))
    return Course(tuple(journey.steps()), place + 1, tuple(in_order), tuple(skips))


def _visits(group: tuple[Step, ...], *, place: int, first: int) -> Iterator[Move]:
    """Yield a visit at each step that is not done yet, or may come again."""
    for done in range(2 ** len(group)):
        for number, step in enumerate(group):
            is_done = done >> number & 1
            if not is_done or step.repeatable:
                to = done | 1 << number
                yield Move(place + done, place + to, first + number)


def _skips(group: tuple[Step, ...], *, place: int, first: int) -> Iterator[Move]:
    """Yield leaving out each step that is not done yet."""
    for done in range(2 ** len(group)):
        for number, step in enumerate(group):
            if not done >> number & 1:
                to, cost = done | 1 << number, int(not step.optional)
                yield Move(place + done, place + to, first + number, cost)

"""A journey as designed: phases of steps, what is expected and what is promised."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from stik.terms.label import Label, Named
from stik.terms.scale import Scale

PROMISE_UNITS = ("minute", "hour", "day", "working day", "week")

_PROMISE = re.compile(r"^within (\d{1,6}) (minute|hour|day|working day|week)s?$")


@dataclass(frozen=True)
class Expectation:
    """What customers expect, in words and, if asked, as a `value` on a `scale`."""

    words: Label
    value: float | None = None
    scale: Scale | None = None


@dataclass(frozen=True)
class Promise:
    """The longest time it may take; `unit` is one of `PROMISE_UNITS`."""

    amount: int
    unit: str

    @classmethod
    def parse(cls, words: str) -> "Promise | None":
        """Return the promise `within 2 days` makes; None where words make none."""
        match = _PROMISE.match(" ".join(words.split()).lower())
        if match is None or int(match[1]) == 0:
            return None
        return cls(int(match[1]), match[2])

    @property
    def words(self) -> str:
        """Return the words that `parse` reads."""
        plural = "" if self.amount == 1 else "s"
        return f"within {self.amount} {self.unit}{plural}"


@dataclass(frozen=True, kw_only=True)
class Intent(Named):
    """What the company wants a customer to get from a step, or a whole journey."""

    expectation: Expectation | None = None
    emotion: Label | None = None
    promise: Promise | None = None


@dataclass(frozen=True, kw_only=True)
class Step(Intent):
    """One meeting at a touchpoint, or in its stead at one of `or_at`.

    The time of its promise runs from the step `promise_from`, None: from the start. It
    may be left out where it is `optional`, come again where it is `repeatable`, and
    change places with the steps beside it that name the same group `any_order`.
    """

    touchpoint: str
    or_at: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    actor: str | None = None
    owner: str | None = None
    promise_from: str | None = None
    service_standard: Label | None = None
    moment_of_truth: bool = False
    optional: bool = False
    repeatable: bool = False
    any_order: str | None = None

    @property
    def touchpoints(self) -> tuple[str, ...]:
        """Return every touchpoint at which it can take place."""
        return (self.touchpoint, *self.or_at)


@dataclass(frozen=True, kw_only=True)
class Phase(Named):
    """Steps that belong together for the customer."""

    steps: tuple[Step, ...] = ()

    def groups(self) -> Iterator[tuple[Step, ...]]:
        """Yield its steps in order, those that come in any order together."""
        for _, group in groupby(enumerate(self.steps), key=_group):
            yield tuple(step for _, step in group)


def _group(numbered: tuple[int, Step]) -> str | int:
    place, step = numbered
    return place if step.any_order is None else step.any_order


@dataclass(frozen=True, kw_only=True)
class Journey(Intent):
    """What a customer goes through from a first need to its end.

    As it is meant to be today, or how the journey `future_of` shall be one day.
    """

    owner: str | None = None
    future_of: str | None = None
    phases: tuple[Phase, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Yield the steps of all phases, in order."""
        for phase in self.phases:
            yield from phase.steps

    def groups(self) -> Iterator[tuple[Step, ...]]:
        """Yield the steps of all phases in order, as `Phase.groups` does."""
        for phase in self.phases:
            yield from phase.groups()

    def titles(self) -> tuple[str, ...]:
        """Return a name for each step that no other has: with its phase if need be."""
        n_named = Counter(step.name for step in self.steps())
        return tuple(
            step.name if n_named[step.name] == 1 else f"{phase.name}: {step.name}"
            for phase in self.phases
            for step in phase.steps
        )

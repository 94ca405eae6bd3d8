"""A journey as designed: phases of steps, what is expected and what is promised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    """One meeting at a touchpoint."""

    touchpoint: str


@dataclass(frozen=True, kw_only=True)
class Phase(Named):
    """Steps that belong together for the customer."""

    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Journey(Intent):
    """What a customer goes through from a first need to its end."""

    owner: str | None = None
    phases: tuple[Phase, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Yield the steps of all phases, in order."""
        for phase in self.phases:
            yield from phase.steps

"""How a goal stands: what is held against its target, and the judgement."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from stik.insights.goals.past import Past
from stik.insights.goals.written import Rival, Written
from stik.metrics.intervals import Interval

Word = Literal["met", "missed", "on track", "open", "off track", "cannot tell yet"]


@dataclass(frozen=True)
class Judgement:
    """How a goal stands, in a word and a sentence.

    `value`, `low`, `high` are what is held against `target`: the metric, its change
    per period, or its lead. `probability` is that of reaching the target by the day,
    null once the day is over. `n_more` answers would tell; null where the word is
    another or no number would. `n` counts the answers it rests on.
    """

    word: Word
    sentence: str
    target: float
    value: float | None = None
    low: float | None = None
    high: float | None = None
    probability: float | None = None
    n_more: int | None = None
    n: int | None = None


class Whole(NamedTuple):
    """A goal that says all it must, with what it is judged from."""

    written: Written
    past: Past
    target: float
    by: date
    rival: Rival | None


class Found(NamedTuple):
    """What is held against the target, with its interval, n and the periods it takes.

    `waves` is 1 where one period is judged and 2 where two are compared; `periods`
    divides a change into a change per period.
    """

    value: float
    ends: Interval
    n: int
    waves: int = 1
    periods: int = 1


def cannot_tell(
    goal: Whole, reason: str, *, found: Found | None = None, n_more: int | None = None
) -> Judgement:
    """Return that it cannot be told yet, and why."""
    value, ends = (None, (None, None)) if found is None else (found.value, found.ends)
    low, high = ends
    sentence = f"Cannot tell yet: {reason}"
    n = None if found is None else found.n
    return Judgement(
        "cannot tell yet", sentence, goal.target, value, low, high, n_more=n_more, n=n
    )


def least_or_most(goal: Whole) -> str:
    """Return on which side of its target a goal wants to be, in words."""
    return "at least" if goal.written.direction == "up" else "at most"

"""A goal: which number should be where, by when, and who answers for it."""

import re
from dataclasses import dataclass
from datetime import date

DIRECTIONS = {"up": "at least the target", "down": "at most the target"}

_METRIC = re.compile(r"^[a-z][a-z0-9_]*$")


def is_metric_name(text: str) -> bool:
    """Return whether `text` can be the name of a metric, such as `expectation_gap`."""
    return _METRIC.match(text) is not None


@dataclass(frozen=True)
class Scope:
    """The part of the experience a goal is about; an empty scope is all of it.

    `traits` holds pairs of trait and value that the customers must have.
    """

    touchpoint: str | None = None
    channel: str | None = None
    unit: str | None = None
    journey: str | None = None
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Goal:
    """`metric` within `scope` reaches `target` at the end of the day `by`.

    `direction` is one of `DIRECTIONS`. `target` is in the metric's unit: NPS in
    points (-100 to 100), shares from 0 to 1, means in steps of the scale.
    """

    name: str
    metric: str
    direction: str
    target: float
    by: date
    scope: Scope = Scope()
    owner: str | None = None

"""A goal: which number should be where, by when, and who answers for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stik.terms.period import period_year_before

DIRECTIONS = {"up": "at least the target", "down": "at most the target"}

LEADING_REASON = "leading_reason"
"""Stands where a goal is not about a metric but about why customers leave."""

REASONS = "reason_for_leaving"
"""The trait in which customers say why they left, where no other is named."""

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


LONG_STANDING = Scope(traits=(("standing", "long"),))
"""Those whose trait or segment `standing` is `long`."""


@dataclass(frozen=True)
class Begun:
    """What a classic goal says already; the rest, at least the day, is to be added."""

    metric: str
    scope: Scope = Scope()
    direction: str = "up"
    target: float = 0.0
    per: str | None = None
    is_against: bool = False


CLASSIC_GOALS: Mapping[str, Begun] = {
    "why_customers_leave": Begun(LEADING_REASON),
    "nps_against_a_rival": Begun("nps", is_against=True),
    "nps_of_long_standing_customers": Begun(
        "nps", LONG_STANDING, target=3.0, per="quarter"
    ),
}
"""The three goals that most companies begin with, by name."""


@dataclass(frozen=True)
class Goal:
    """`metric` within `scope` reaches `target` at the end of the day `by`.

    `direction` is one of `DIRECTIONS`. `target` is in the metric's unit: NPS in
    points (-100 to 100), shares from 0 to 1, means in steps of the scale. With `per`
    it is a change in each such period, counted from the period of `since`; with
    `against` a lead over a benchmark, or over whom it is of. `classic` names the
    entry of `CLASSIC_GOALS` it began as, `reasons` the trait that says why customers
    left.
    """

    name: str
    metric: str
    direction: str
    target: float
    by: date
    scope: Scope = Scope()
    owner: str | None = None
    per: str | None = None
    since: date | None = None
    against: str | None = None
    classic: str | None = None
    reasons: str | None = None

    @property
    def counted_from(self) -> date | None:
        """Return a day of the period a change is counted from; without, a year before.

        None where the target is no change.
        """
        if self.per is None:
            return None
        return self.since or period_year_before(self.by, grain="day")

"""An opportunity to change something, and what it is looked for in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from stik.insights.journeys.blueprint.amounts import scaled, together
from stik.insights.journeys.blueprint.steps import BlueprintStep
from stik.terms.estimate import Estimate
from stik.terms.process import Process, Rates

Action = Literal["automate", "eliminate", "consolidate", "optimise"]

Worse = Literal["lower", "higher"]
"""Which scores are worse than others."""

MINUTES_OF_AN_HOUR = 60.0


@dataclass(frozen=True)
class Opportunity:
    """Something to change: where, what it rests on, and what it is worth a month.

    `n` counts the visits behind it. `hours` a month are those of work or of waiting,
    `worth` is in the currency of the rates; either may be unknown, with its reason.
    `rank` is null where too few visits tell.
    """

    action: Action
    what: str
    steps: tuple[str, ...]
    processes: tuple[str, ...]
    n: int
    hours: Estimate
    worth: Estimate
    evidence: Mapping[str, float | None] = field(default_factory=dict)
    rank: int | None = None


@dataclass(frozen=True)
class Looking:
    """What opportunities are looked for in: steps, processes, rates.

    Steps of `repeatable` are meant to be come back to; scores that are `worse` than
    elsewhere are lower ones, or higher ones.
    """

    steps: Sequence[BlueprintStep]
    processes: Sequence[Process]
    rates: Rates | None
    repeatable: frozenset[str] = frozenset()
    worse: Worse = "lower"

    def behind(self, process: Process) -> list[BlueprintStep]:
        """Return the visited steps that a process stands behind."""
        return [step for step in self.steps if step.name in process.behind]

    def rated(self, hours: Estimate, rate: str) -> Estimate:
        """Return what hours are worth at the rate of that name, unknown without it."""
        stated = None if self.rates is None else getattr(self.rates, rate)
        if stated is None:
            reason = f"no rate is stated: write '{rate}: …' under 'rates'"
            return Estimate.missing(n=hours.n, reason=hours.unknown or reason)
        return scaled(hours, stated)


def worked(times: Estimate, minutes: float | None, *, whose: str) -> Estimate:
    """Return the hours a month that something takes so many times."""
    if minutes is None:
        return Estimate.missing(n=times.n, reason=f"the minutes of {whose} are unknown")
    return scaled(times, minutes / MINUTES_OF_AN_HOUR)


def of_unknown_hours(
    action: Action,
    what: str,
    steps: Sequence[BlueprintStep],
    processes: tuple[str, ...],
    *,
    reason: str,
) -> Opportunity:
    """Return an opportunity of which nothing says how many hours it would save."""
    visits = together([step.visits for step in steps])
    missing = Estimate.missing(n=visits.n, reason=reason)
    evidence = {"visits_a_month": visits.value}
    return Opportunity(
        action, what, names_of(steps), processes, visits.n, missing, missing, evidence
    )


def names_of(things: Sequence[BlueprintStep] | Sequence[Process]) -> tuple[str, ...]:
    """Return the name of each."""
    return tuple(each.name for each in things)

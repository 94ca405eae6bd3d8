"""A back-office process: what is done behind a touchpoint, of what, by whom."""

from dataclasses import dataclass
from itertools import pairwise

from stik.terms.label import Named


@dataclass(frozen=True, kw_only=True)
class Activity(Named):
    """One thing that is done in a process.

    `by` says who does it (None: nobody, or a system by itself), `minutes` how long it
    takes them each time, None where it is not known. It is a `judgement` where somebody
    weighs up what no rule settles.
    """

    by: str | None = None
    minutes: float | None = None
    system: str | None = None
    judgement: bool = False


@dataclass(frozen=True, kw_only=True)
class Process(Named):
    """What the company does `behind` some touchpoints, unseen by the customer.

    Of the `inputs` those in `asked` are asked of the customer.
    """

    owner: str | None = None
    behind: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    rules: tuple[str, ...] = ()
    regulations: tuple[str, ...] = ()
    schedule: str | None = None
    stakeholders: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    supplier: str | None = None

    @property
    def minutes(self) -> float | None:
        """Return the minutes of all activities, None where those of any are unknown."""
        known = [each.minutes for each in self.activities if each.minutes is not None]
        if not known or len(known) < len(self.activities):
            return None
        return sum(known)

    @property
    def all_systems(self) -> tuple[str, ...]:
        """Return its systems and those of its activities, each once."""
        of_activities = [each.system for each in self.activities if each.system]
        return tuple(dict.fromkeys([*self.systems, *of_activities]))

    @property
    def n_handed_on(self) -> int:
        """Return how often the work goes from one to another who does it."""
        by = [each.by for each in self.activities if each.by is not None]
        return sum(one != other for one, other in pairwise(by))


@dataclass(frozen=True, kw_only=True)
class Rates:
    """What things are worth to the company, in one `currency`; None where not stated.

    `working_hour` is an hour of somebody's work, `waiting_hour` an hour for which a
    customer waits, `gap_step` one visit whose experience lies one step of the scale
    nearer to what was expected.
    """

    currency: str
    working_hour: float | None = None
    waiting_hour: float | None = None
    gap_step: float | None = None

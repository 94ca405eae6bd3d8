"""Ways through the journey beside the usual one: a loop, a detour, giving up.

They are added when all surveys are answered: nobody is asked about them, so that what
is planted in the answers stays as it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from stik.demo.company import STEPS, TOUCHPOINT
from stik.demo.contacts import Contacts, at_touchpoint, in_order, paced
from stik.demo.customers import Customers, Days, Flags
from stik.demo.days import BREAK_DATE, REPAIR_DATE


@dataclass(frozen=True)
class Detour:
    """One visit more, within a day after a step, of a share of the instances.

    `share` of those that the channel of that step or the customer's trait names make
    it, `usual` of all others; where nothing is planted, `usual` of all.
    """

    touchpoint: str
    after: str
    usual: float
    share: float
    channel: str | None = None
    trait: tuple[str, str] | None = None

    def struck(self, contacts: Contacts, customers: Customers) -> Flags:
        """Return which contacts are of those that make it more often."""
        fits = np.ones(len(contacts), dtype=bool)
        if self.channel is not None:
            fits &= contacts.channel == self.channel
        if self.trait is not None:
            name, value = self.trait
            fits &= customers.traits[name][contacts.customer] == value
        return fits


@dataclass(frozen=True)
class GivingUp:
    """A second order of some customers, and how many of them go no further.

    `share` of those who order from `from_date` until `to_date`, `usual` else.
    """

    ordering: float
    usual: float
    share: float
    from_date: date
    to_date: date


LOOP = Detour("booking", after="booking", usual=0.03, share=0.2, channel="phone")
WHERE_IS_HE = Detour(
    "call_centre", after="waiting", usual=0.06, share=0.3, trait=("area", "rural")
)
GAVE_UP = GivingUp(
    0.3, usual=0.08, share=0.5, from_date=BREAK_DATE, to_date=REPAIR_DATE
)

Way = Detour | GivingUp

WAYS: tuple[Way, ...] = (GAVE_UP, LOOP, WHERE_IS_HE)


def with_ways(
    contacts: Contacts,
    customers: Customers,
    chance: np.random.Generator,
    *,
    planted: Sequence[Way] = WAYS,
) -> Contacts:
    """Return the contacts with these ways among them, in the order of time."""
    for way in WAYS:
        told = way if way in planted else replace(way, share=way.usual)
        if isinstance(told, Detour):
            more = [_detour(told, contacts, customers, chance)]
        else:
            more = [*_second_orders(told, customers, chance)]
        contacts = in_order([contacts, *more])
    return contacts


def _detour(
    way: Detour, contacts: Contacts, customers: Customers, chance: np.random.Generator
) -> Contacts:
    is_there = (contacts.touchpoint == way.after) & (contacts.journey_instance != "")
    step = contacts.where(is_there)
    share = np.where(way.struck(step, customers), way.share, way.usual)
    step = step.where(chance.random(len(step)) < share)
    a_day = np.ones(len(step), dtype="timedelta64[D]")
    day: Days = step.at.astype("datetime64[D]") + a_day
    return at_touchpoint(
        TOUCHPOINT[way.touchpoint], step.customer, day, step.journey_instance, chance
    )


def _second_orders(
    way: GivingUp, customers: Customers, chance: np.random.Generator
) -> Iterator[Contacts]:
    """Yield the steps of second orders, those given up no further than the first."""
    ordering = np.flatnonzero(chance.random(len(customers)) < way.ordering)
    first, *others = paced(len(ordering), chance)
    is_struck = (first >= np.datetime64(way.from_date)) & (
        first < np.datetime64(way.to_date)
    )
    goes_on = chance.random(len(ordering)) >= np.where(is_struck, way.share, way.usual)
    instance = np.array([f"G-{customers.identity[who][1:]}" for who in ordering])
    yield at_touchpoint(STEPS[0], ordering, first, instance, chance)
    for step, day in zip(STEPS[1:], others, strict=True):
        yield at_touchpoint(
            step, ordering[goes_on], day[goes_on], instance[goes_on], chance
        )

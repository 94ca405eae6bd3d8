"""What happened between customers and the simulated company, step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from stik.demo.company import FIRST_DATE, LAST_DATE, STEPS, VISITS, Touchpoint
from stik.demo.customers import (
    Customers,
    Days,
    Flags,
    Floats,
    Indices,
    Moments,
    Texts,
    draw,
)

_FIRST = np.datetime64(FIRST_DATE)
_LAST = np.datetime64(LAST_DATE)
_N_DAYS = int((_LAST - _FIRST).astype(int)) + 1
_OPENING_HOUR, _CLOSING_HOUR = 8, 20
_PRICES = {"order": 49.0, "first_invoice": 32.0}


@dataclass(frozen=True)
class Contacts:
    """One entry per contact, in the order of time; `at` is local time.

    `customer` is the position in the customers' arrays; `journey_instance` is empty
    beside the journey; `amount` is in euro, not a number where none was paid.
    """

    customer: Indices
    at: Moments
    touchpoint: Texts
    channel: Texts
    journey_instance: Texts
    amount: Floats

    def __len__(self) -> int:
        return len(self.customer)

    def where(self, kept: Flags | Indices) -> "Contacts":
        """Return the contacts kept by a mask, or in the order of the positions."""
        return Contacts(*(getattr(self, part.name)[kept] for part in fields(self)))


def draw_contacts(customers: Customers, chance: np.random.Generator) -> Contacts:
    """Return everything that happened, journeys and single visits together."""
    return in_order([*_journeys(customers, chance), *_visits(customers, chance)])


def in_order(parts: Sequence[Contacts]) -> Contacts:
    """Return all contacts up to the last day, in the order of time."""
    together = Contacts(
        *(
            np.concatenate([getattr(part, column.name) for part in parts])
            for column in fields(Contacts)
        )
    )
    together = together.where(together.at < _LAST + np.timedelta64(1, "D"))
    return together.where(np.argsort(together.at, kind="stable"))


def _journeys(customers: Customers, chance: np.random.Generator) -> Iterator[Contacts]:
    """Yield the steps of getting fibre: every customer orders once in these years."""
    n = len(customers)
    day = _FIRST + chance.integers(0, _N_DAYS, n).astype("timedelta64[D]")
    instance = np.array([f"F-{identity[1:]}" for identity in customers.identity])
    for step in STEPS:
        day = _later(day, step, chance)
        yield at_touchpoint(step, np.arange(n), day, instance, chance)


def paced(n: int, chance: np.random.Generator) -> list[Days]:
    """Return on which day each of `n` orders comes to each step of the journey."""
    days = [_FIRST + chance.integers(0, _N_DAYS, n).astype("timedelta64[D]")]
    for step in STEPS[1:]:
        days.append(_later(days[-1], step, chance))
    return days


def _later(day: Days, step: Touchpoint, chance: np.random.Generator) -> Days:
    """Return the day on which a step comes after that of the step before it."""
    least, most = step.days or (0, 0)
    later: Days = day + chance.integers(least, most + 1, len(day)).astype(
        "timedelta64[D]"
    )
    return later


def _visits(customers: Customers, chance: np.random.Generator) -> Iterator[Contacts]:
    """Yield the contacts beside the journey."""
    for touchpoint in VISITS:
        mean = touchpoint.visits_a_year * _N_DAYS / 365.25
        visits = chance.poisson(mean, len(customers))
        customer = np.repeat(np.arange(len(customers)), visits)
        day = _FIRST + chance.integers(0, _N_DAYS, len(customer)).astype(
            "timedelta64[D]"
        )
        instance = np.full(len(customer), "", dtype="U8")
        yield at_touchpoint(touchpoint, customer, day, instance, chance)


def at_touchpoint(
    touchpoint: Touchpoint,
    customer: Indices,
    day: Moments,
    instance: Texts,
    chance: np.random.Generator,
) -> Contacts:
    """Return a contact each of these customers on these days."""
    n = len(customer)
    second = chance.integers(_OPENING_HOUR * 3600, _CLOSING_HOUR * 3600, n)
    price = _PRICES.get(touchpoint.name)
    amount = np.full(n, np.nan) if price is None else _amounts(price, n, chance)
    return Contacts(
        customer=customer,
        at=day.astype("datetime64[s]") + second.astype("timedelta64[s]"),
        touchpoint=np.full(n, touchpoint.name),
        channel=draw(touchpoint.channels, n, chance),
        journey_instance=instance,
        amount=amount,
    )


def _amounts(price: float, n: int, chance: np.random.Generator) -> Floats:
    return np.round(price + 5.0 * chance.integers(0, 5, n) - 0.01, 2)

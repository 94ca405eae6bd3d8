"""The simulated company: its touchpoints, channels, units, languages and traits.

Nothing here is planted to be found (that is `truths.py`); this is the ordinary day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType

NAME = "Simulated Telecom (simulated company)"
SOURCE = "simulated-telecom"
TIME_ZONE = "Europe/Ljubljana"
JOURNEY = "get_fibre"

FIRST_DATE = date(2024, 1, 1)
LAST_DATE = date(2026, 6, 30)
REGISTERED_AT = datetime(2025, 9, 1, 6, 0, tzinfo=UTC)
"""When its initiatives were written down: before they began."""

TODAY = datetime(2026, 7, 1, 6, 0, tzinfo=UTC)
"""The moment at which the simulated company's files are loaded; no clock is read."""

YEARS = (2024, 2025, 2026)
N_CUSTOMERS = 8_000


@dataclass(frozen=True)
class Touchpoint:
    """Where customers meet the company, and what an ordinary day there is like.

    `satisfaction` and `expected` are means on a scale of 1 to 5 before rounding;
    `expected` is None where the survey does not ask. `days` is how long after the
    step before it a step of the journey comes, at least and at most; a touchpoint
    beside the journey is visited `visits_a_year` times by the average customer.
    `weight` is how much of its part of the experience as a whole it carries.
    """

    name: str
    title: str
    component: str
    channels: Mapping[str, float]
    satisfaction: float = 4.0
    expected: float | None = None
    days: tuple[int, int] | None = None
    visits_a_year: float = 0.0
    asks_effort: bool = False
    weight: float = 0.0


def _shares(**shares: float) -> Mapping[str, float]:
    return MappingProxyType({name.replace("_", "-"): s for name, s in shares.items()})


TOUCHPOINTS = (
    Touchpoint(
        name="order",
        title="Ordering fibre",
        component="sales",
        channels=_shares(web=0.5, app=0.15, phone=0.15, shop=0.2),
        satisfaction=4.1,
        expected=4.0,
        days=(0, 0),
        weight=0.15,
    ),
    Touchpoint(
        name="booking",
        title="Booking a date",
        component="customer_service",
        channels=_shares(web=0.55, app=0.25, phone=0.2),
        satisfaction=4.0,
        expected=3.9,
        days=(1, 4),
        asks_effort=True,
        weight=0.15,
    ),
    Touchpoint(
        name="waiting",
        title="Waiting for the technician",
        component="customer_service",
        channels=_shares(e_mail=0.7, phone=0.3),
        satisfaction=3.9,
        expected=4.0,
        days=(6, 20),
        weight=0.15,
    ),
    Touchpoint(
        name="installation",
        title="Installation at home",
        component="product",
        channels=_shares(technician=1.0),
        satisfaction=4.2,
        expected=4.1,
        days=(1, 8),
        weight=0.15,
    ),
    Touchpoint(
        name="first_invoice",
        title="The first invoice",
        component="customer_service",
        channels=_shares(e_mail=0.75, app=0.25),
        satisfaction=3.7,
        expected=3.6,
        days=(25, 35),
        weight=0.15,
    ),
    Touchpoint(
        name="call_centre",
        title="The call centre",
        component="customer_service",
        channels=_shares(phone=1.0),
        satisfaction=3.8,
        expected=3.7,
        visits_a_year=0.45,
        asks_effort=True,
    ),
    Touchpoint(
        name="fault_report",
        title="Reporting a fault",
        component="customer_service",
        channels=_shares(app=0.4, phone=0.4, web=0.2),
        satisfaction=3.8,
        expected=3.7,
        visits_a_year=0.4,
        asks_effort=True,
    ),
    Touchpoint(
        name="repair",
        title="Repair at home",
        component="product",
        channels=_shares(technician=1.0),
        satisfaction=4.0,
        visits_a_year=0.15,
    ),
    Touchpoint(
        name="shop",
        title="The shop",
        component="sales",
        channels=_shares(shop=1.0),
        satisfaction=3.6,
        expected=3.4,
        visits_a_year=0.2,
    ),
    Touchpoint(
        name="app",
        title="The app",
        component="product",
        channels=_shares(app=1.0),
        satisfaction=4.1,
        visits_a_year=0.6,
        asks_effort=True,
    ),
    Touchpoint(
        name="help_pages",
        title="The help pages",
        component="marketing",
        channels=_shares(web=0.8, app=0.2),
        satisfaction=3.8,
        visits_a_year=0.25,
    ),
)
TOUCHPOINT = {touchpoint.name: touchpoint for touchpoint in TOUCHPOINTS}
STEPS = tuple(touchpoint for touchpoint in TOUCHPOINTS if touchpoint.days)
VISITS = tuple(touchpoint for touchpoint in TOUCHPOINTS if touchpoint.visits_a_year)

CHANNELS = ("web", "app", "phone", "shop", "e-mail", "technician")


@dataclass(frozen=True)
class Unit:
    """A regional team, the language of its region and its share of the customers."""

    name: str
    title: str
    language: str
    share: float


UNITS = (
    Unit("slovenia-east", "Slovenia East", "sl", 0.16),
    Unit("slovenia-west", "Slovenia West", "sl", 0.18),
    Unit("poland-north", "Poland North", "pl", 0.15),
    Unit("poland-south", "Poland South", "pl", 0.15),
    Unit("serbia-north", "Serbia North", "sr", 0.1),
    Unit("serbia-south", "Serbia South", "sr", 0.09),
    Unit("latvia-coast", "Latvia Coast", "lv", 0.08),
    Unit("latvia-inland", "Latvia Inland", "lv", 0.09),
)
ENGLISH_SHARE = 0.12
"""The share of customers, in every region, who answer in English."""

TRAITS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "area": MappingProxyType({"city": 0.42, "town": 0.28, "rural": 0.3}),
        "plan": MappingProxyType({"basic": 0.4, "family": 0.42, "business": 0.18}),
        "age_group": MappingProxyType(
            {"18-29": 0.18, "30-44": 0.32, "45-64": 0.33, "65 and over": 0.17}
        ),
        "newsletter": MappingProxyType({"yes": 0.45, "no": 0.55}),
    }
)


@dataclass(frozen=True)
class Person:
    """How customers differ, answer and comment: spreads in steps, shares 0 to 1."""

    mood_spread: float = 0.45
    answer_spread: float = 0.9
    contact_answered: float = 0.45
    relationship_answered: float = 0.55
    comments: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType(
            {"bad": 0.45, "fair": 0.15, "good": 0.2}
        )
    )


PERSON = Person()

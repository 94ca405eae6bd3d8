"""The columns of every file of the simulated company, all as text."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stik.demo.company import TRAITS
from stik.demo.contacts import Contacts
from stik.demo.customers import Days, Flags, Floats, Texts
from stik.demo.export import (
    CODES,
    COMMENT,
    CONTACT_ASPECTS,
    STEP_NAMES,
    Export,
)
from stik.demo.simulation import Simulated

Columns = Mapping[str, Texts]


def customer_columns(simulated: Simulated) -> Columns:
    """Return the customers' traits, one row a customer."""
    customers = simulated.customers
    return {
        "customer_no": customers.identity,
        "customer_since": np.datetime_as_string(customers.since, unit="D"),
        **{name: customers.traits[name] for name in TRAITS},
    }


def interaction_columns(simulated: Simulated) -> Columns:
    """Return what happened, one row a contact."""
    contacts, customers = simulated.contacts, simulated.customers
    instance = contacts.journey_instance
    return {
        "event_id": _numbered("E", len(contacts)),
        "happened_at": np.datetime_as_string(contacts.at, unit="s"),
        "customer_no": customers.identity[contacts.customer],
        "code": np.array([CODES[name] for name in contacts.touchpoint]),
        "channel": contacts.channel,
        "team": customers.unit[contacts.customer],
        "process": np.where(instance == "", "", "FIBRE"),
        "order_no": instance,
        "amount": np.array([_amount(amount) for amount in contacts.amount]),
    }


def _amount(amount: float) -> str:
    return "" if np.isnan(amount) else f"{amount:.2f}"


@dataclass(frozen=True)
class _Respondents:
    """Who answered in one year's export, when, and what the contact was."""

    simulated: Simulated
    export: Export
    contacts: Contacts
    day: Days

    def columns(self, letter: str) -> dict[str, Texts]:
        export, customers = self.export, self.simulated.customers
        customer = self.contacts.customer
        return {
            export.response: _numbered(f"{letter}{export.year % 100}-", len(customer)),
            export.date: _dates(self.day, export.date_format),
            export.customer: customers.identity[customer],
            export.channel: self.contacts.channel,
            export.unit: customers.unit[customer],
            export.language: customers.language[customer],
        }


def contact_columns(simulated: Simulated, export: Export) -> Columns:
    """Return one year of the survey after a contact; most columns are not asked."""
    said = simulated.contact_answers
    in_year = _is_in_year(said.day, export.year)
    contacts = said.contacts.where(in_year)
    columns = _Respondents(simulated, export, contacts, said.day[in_year]).columns("K")
    given = {
        "satisfaction": said.satisfaction,
        "felt": said.felt,
        "expected": said.expected,
        "effort": said.effort,
    }
    marks = {name: _marks(of[in_year], export.missing) for name, of in given.items()}
    marks[COMMENT] = said.comment[in_year]
    for touchpoint, aspects in CONTACT_ASPECTS.items():
        is_here = contacts.touchpoint == touchpoint
        for aspect in (*aspects, COMMENT):
            column = export.contact_column(touchpoint, aspect)
            columns[column] = np.where(is_here, marks[aspect], "")
    return columns


def whole_columns(simulated: Simulated, export: Export) -> Columns:
    """Return one year of the half-yearly survey of the whole."""
    said = simulated.whole_answers
    in_year = _is_in_year(said.contacts.at, export.year)
    contacts = said.contacts.where(in_year)
    day = contacts.at.astype("datetime64[D]")
    columns = _Respondents(simulated, export, contacts, day).columns("W")
    given = {"recommend": said.recommend, "satisfaction": said.satisfaction}
    given |= {name: said.rated[name] for name in STEP_NAMES}
    for question, answers in given.items():
        column = export.whole_column(question)
        columns[column] = _marks(answers[in_year], export.missing)
    columns[export.whole_column(COMMENT)] = said.comment[in_year]
    return columns


def _is_in_year(day: Days, year: int) -> Flags:
    in_year: Flags = day.astype("datetime64[Y]") == np.datetime64(str(year))
    return in_year


def _numbered(letter: str, n: int) -> Texts:
    return np.array([f"{letter}{number:06d}" for number in range(1, n + 1)])


def _dates(days: Days, written: str) -> Texts:
    return np.array([day.strftime(written) for day in days.tolist()])


def _marks(answers: Floats, missing: str) -> Texts:
    """Return whole numbers as text, and what stands for no answer."""
    is_given = ~np.isnan(answers)
    whole = np.where(is_given, answers, 0).astype(np.int64)
    return np.where(is_given, whole.astype(np.str_), missing)

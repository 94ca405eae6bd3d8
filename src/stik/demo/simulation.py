"""The simulated company's years, from one seed: the same seed, the same company."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stik.demo.company import N_CUSTOMERS
from stik.demo.contact_survey import ContactAnswers, ask_after_contacts
from stik.demo.contacts import Contacts, draw_contacts
from stik.demo.customers import Customers, draw_customers
from stik.demo.truth import Effect
from stik.demo.truths import EFFECTS
from stik.demo.ways import WAYS, Way, with_ways
from stik.demo.whole_survey import WholeAnswers, ask_of_the_whole

SEED = 7
"""The seed of the company that `make demo` shows."""


@dataclass(frozen=True)
class Simulated:
    """All that happened and was said in the simulated company."""

    seed: int
    customers: Customers
    contacts: Contacts
    contact_answers: ContactAnswers
    whole_answers: WholeAnswers


def simulate(
    *,
    seed: int = SEED,
    n_customers: int = N_CUSTOMERS,
    effects: Sequence[Effect] = EFFECTS,
    ways: Sequence[Way] = WAYS,
) -> Simulated:
    """Return the company of a seed with the effects and ways planted in it.

    Without any it is a company in which nothing is to be found: every alarm
    raised on it is false.
    """
    who, what, after, whole, beside = np.random.default_rng(seed).spawn(5)
    customers = draw_customers(n_customers, who)
    contacts = draw_contacts(customers, what)
    return Simulated(
        seed=seed,
        customers=customers,
        contacts=with_ways(contacts, customers, beside, planted=ways),
        contact_answers=ask_after_contacts(contacts, customers, effects, after),
        whole_answers=ask_of_the_whole(contacts, customers, effects, whole),
    )

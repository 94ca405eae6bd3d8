"""What customers thought: latent judgements, the planted shifts, rounded answers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from stik.demo.contacts import Contacts
from stik.demo.customers import Customers, Flags, Floats, Texts
from stik.demo.truth import Effect
from stik.terms.scale import Scale

CSAT = Scale("csat", 1, 5)
EXPECTATION = Scale("expectation", 1, 5)
EMOTION = Scale("emotion", -2, 2)
EFFORT = Scale("ces", 1, 7)
RATING = Scale("rating", 1, 5)
NPS = Scale("nps", 0, 10)

UNANSWERED = np.nan


@dataclass(frozen=True)
class Judged:
    """Contacts, or moments of the whole, that customers judge: one entry each."""

    contacts: Contacts
    customers: Customers

    def trait(self, name: str) -> Texts:
        """Return each customer's value of a trait."""
        return self.customers.traits[name][self.contacts.customer]

    @property
    def mood(self) -> Floats:
        """Return how much better each customer judges everything, in steps."""
        return self.customers.mood[self.contacts.customer]


def shifts(judged: Judged, effects: Iterable[Effect], *, question: str) -> Floats:
    """Return the sum of the planted shifts of a question, in its steps."""
    total = np.zeros(len(judged.contacts))
    for effect in effects:
        if effect.question == question:
            total += effect.steps * is_struck(judged, effect)
    return total


def is_struck(judged: Judged, effect: Effect) -> Flags:
    """Return which of the judged an effect is meant for: all that it names fits."""
    contacts = judged.contacts
    struck = np.ones(len(contacts), dtype=bool)
    if effect.touchpoint is not None:
        struck &= contacts.touchpoint == effect.touchpoint
    if effect.channel is not None:
        struck &= contacts.channel == effect.channel
    if effect.trait is not None:
        name, value = effect.trait
        struck &= judged.trait(name) == value
    if effect.from_date is not None:
        struck &= contacts.at >= np.datetime64(effect.from_date)
    if effect.to_date is not None:
        struck &= contacts.at < np.datetime64(effect.to_date)
    if effect.months:
        month = contacts.at.astype("datetime64[M]").astype(int) % 12 + 1
        struck &= np.isin(month, effect.months)
    return struck


def answered(judgement: Floats, scale: Scale) -> Floats:
    """Return the judgement as the nearest step of the scale, cut at its ends."""
    return np.clip(np.rint(judgement), scale.low, scale.high)


def skipped(answers: Floats, share: float, chance: np.random.Generator) -> Floats:
    """Return the answers with a share of them left out."""
    return np.where(chance.random(len(answers)) < share, UNANSWERED, answers)

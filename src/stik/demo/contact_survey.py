"""The survey after a contact: how it was, what was expected, felt, and the effort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stik.demo.company import LAST_DATE, PERSON, TOUCHPOINTS
from stik.demo.contacts import Contacts
from stik.demo.customers import Customers, Days, Floats, Texts
from stik.demo.opinions import (
    CSAT,
    EFFORT,
    EMOTION,
    EXPECTATION,
    UNANSWERED,
    Judged,
    answered,
    shifts,
    skipped,
)
from stik.demo.truth import Effect
from stik.demo.words.comments import draw_comments

_SATISFACTION: Mapping[str, float] = {
    each.name: each.satisfaction for each in TOUCHPOINTS
}
_EXPECTED: Mapping[str, float] = {
    each.name: UNANSWERED if each.expected is None else each.expected
    for each in TOUCHPOINTS
}
_EASE: Mapping[str, float] = {
    each.name: 5.2 if each.asks_effort else UNANSWERED for each in TOUCHPOINTS
}
_FEELING_OF_NOTHING = 3.2
"""The satisfaction that leaves customers without a feeling."""

_DAYS_TO_ANSWER = 3


@dataclass(frozen=True)
class ContactAnswers:
    """One entry per response; nan is not asked or not answered."""

    contacts: Contacts
    day: Days
    satisfaction: Floats
    expected: Floats
    felt: Floats
    effort: Floats
    comment: Texts


@dataclass(frozen=True)
class _Survey:
    """Those who answered, and `better`: by how much, in steps, it was than usual."""

    judged: Judged
    better: Floats
    effects: Sequence[Effect]
    chance: np.random.Generator

    def usual(self, of: Mapping[str, float]) -> Floats:
        return np.array([of[name] for name in self.judged.contacts.touchpoint])

    def spread(self, steps: float) -> Floats:
        return self.chance.normal(0.0, steps, len(self.better))

    def day(self) -> Days:
        delay = self.chance.integers(0, _DAYS_TO_ANSWER, len(self.better))
        day = self.judged.contacts.at.astype("datetime64[D]")
        answered_on: Days = day + delay.astype("timedelta64[D]")
        return np.minimum(answered_on, np.datetime64(LAST_DATE))

    def satisfaction(self) -> Floats:
        return answered(self.usual(_SATISFACTION) + self.better, CSAT)

    def expected(self) -> Floats:
        expected = self.usual(_EXPECTED) + 0.3 * self.judged.mood + self.spread(0.7)
        return skipped(answered(expected, EXPECTATION), 0.3, self.chance)

    def felt(self) -> Floats:
        felt = self.usual(_SATISFACTION) + self.better - _FEELING_OF_NOTHING
        return skipped(answered(felt + self.spread(0.5), EMOTION), 0.3, self.chance)

    def effort(self) -> Floats:
        ease = self.usual(_EASE) + 0.7 * self.better + self.spread(1.0)
        ease += shifts(self.judged, self.effects, question="effort")
        return skipped(answered(ease, EFFORT), 0.1, self.chance)

    def comment(self, satisfaction: Floats) -> Texts:
        contacts = self.judged.contacts
        language = self.judged.customers.language[contacts.customer]
        return draw_comments(contacts.touchpoint, language, satisfaction, self.chance)


def ask_after_contacts(
    contacts: Contacts,
    customers: Customers,
    effects: Sequence[Effect],
    chance: np.random.Generator,
) -> ContactAnswers:
    """Return the answers of those customers who answered after a contact."""
    has_answered = chance.random(len(contacts)) < PERSON.contact_answered
    judged = Judged(contacts.where(has_answered), customers)
    better = judged.mood + shifts(judged, effects, question="satisfaction")
    better += chance.normal(0.0, PERSON.answer_spread, len(better))
    survey = _Survey(judged, better, effects, chance)
    satisfaction = survey.satisfaction()
    return ContactAnswers(
        contacts=judged.contacts,
        day=survey.day(),
        satisfaction=skipped(satisfaction, 0.02, chance),
        expected=survey.expected(),
        felt=survey.felt(),
        effort=survey.effort(),
        comment=survey.comment(satisfaction),
    )

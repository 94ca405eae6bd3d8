"""The half-yearly survey of the experience as a whole, and of its steps in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stik.demo.company import LAST_DATE, PERSON, STEPS, YEARS, Touchpoint
from stik.demo.contacts import Contacts
from stik.demo.customers import Customers, Floats, Moments, Texts
from stik.demo.opinions import CSAT, NPS, RATING, Judged, answered, shifts, skipped
from stik.demo.truth import Effect
from stik.demo.words.comments import draw_comments

OVERALL = "overall"
_SATISFACTION = 3.8
_RECOMMENDED = 7.9
_RECOMMENDED_PER_STEP = 1.6
_WAVE_STARTS = tuple(f"{year}-{day}" for year in YEARS for day in ("02-01", "08-01"))
_WAVE_DAYS = 120


@dataclass(frozen=True)
class WholeAnswers:
    """One entry per response; nan is not answered, `rated` has the journey's steps.

    Nobody is asked twice in the same half-year.
    """

    contacts: Contacts
    recommend: Floats
    satisfaction: Floats
    rated: Mapping[str, Floats]
    comment: Texts


def ask_of_the_whole(
    contacts: Contacts,
    customers: Customers,
    effects: Sequence[Effect],
    chance: np.random.Generator,
) -> WholeAnswers:
    """Return the answers of those customers who have fibre and answered."""
    judged = Judged(_asked(contacts, customers, chance), customers)
    remembered = {step.name: _memory(step, judged, effects, chance) for step in STEPS}
    whole = _whole(remembered, _weights(effects), chance)
    recommend = _RECOMMENDED + _RECOMMENDED_PER_STEP * (whole - _SATISFACTION)
    recommend += shifts(judged, effects, question="recommend")
    recommend += chance.normal(0.0, 1.3, len(recommend))
    satisfaction = answered(whole, CSAT)
    language = customers.language[judged.contacts.customer]
    return WholeAnswers(
        contacts=judged.contacts,
        recommend=skipped(answered(recommend, NPS), 0.02, chance),
        satisfaction=skipped(satisfaction, 0.02, chance),
        rated={
            name: skipped(answered(memory, RATING), 0.06, chance)
            for name, memory in remembered.items()
        },
        comment=draw_comments(
            judged.contacts.touchpoint, language, satisfaction, chance
        ),
    )


def _asked(
    contacts: Contacts, customers: Customers, chance: np.random.Generator
) -> Contacts:
    """Return one moment for each customer with fibre who answers, each half-year."""
    n = len(customers)
    has_fibre_from = _has_fibre_from(contacts, n)
    customer, at = [], []
    for start in _WAVE_STARTS:
        days = chance.integers(0, _WAVE_DAYS, n).astype("timedelta64[D]")
        moment = (np.datetime64(start) + days).astype("datetime64[s]")
        answers = chance.random(n) < PERSON.relationship_answered
        answers &= (has_fibre_from < moment) & (moment <= np.datetime64(LAST_DATE))
        customer.append(np.flatnonzero(answers))
        at.append(moment[answers])
    n_asked = sum(map(len, customer))
    return Contacts(
        customer=np.concatenate(customer),
        at=np.concatenate(at),
        touchpoint=np.full(n_asked, OVERALL),
        channel=np.full(n_asked, "e-mail"),
        journey_instance=np.full(n_asked, ""),
        amount=np.full(n_asked, np.nan),
    )


def _has_fibre_from(contacts: Contacts, n_customers: int) -> Moments:
    """Return when each customer's journey ended, never where it has not."""
    ends = contacts.where(contacts.touchpoint == STEPS[-1].name)
    moments = np.full(n_customers, np.datetime64("NaT"), dtype="datetime64[s]")
    moments[ends.customer] = ends.at
    return moments


def _memory(
    step: Touchpoint,
    judged: Judged,
    effects: Iterable[Effect],
    chance: np.random.Generator,
) -> Floats:
    """Return how a step is remembered: as it usually is, without its bad weeks."""
    lasting = [
        replace(effect, touchpoint=None)
        for effect in effects
        if effect.touchpoint == step.name
        and not (effect.months or effect.from_date or effect.to_date)
    ]
    shift = shifts(judged, lasting, question="satisfaction")
    spread = chance.normal(0.0, PERSON.answer_spread, len(judged.contacts))
    return step.satisfaction + judged.mood + shift + spread


def _whole(
    remembered: Mapping[str, Floats],
    weights: Mapping[str, float],
    chance: np.random.Generator,
) -> Floats:
    """Return satisfaction with the whole: the steps by their weights, and chance."""
    whole = np.full(len(next(iter(remembered.values()))), _SATISFACTION)
    for name, memory in remembered.items():
        whole += weights[name] * (memory - float(memory.mean()))
    return whole + chance.normal(0.0, 0.5, len(whole))


def _weights(effects: Iterable[Effect]) -> dict[str, float]:
    weights = {step.name: step.weight for step in STEPS}
    for effect in effects:
        if effect.weight is not None and effect.touchpoint is not None:
            weights[effect.touchpoint] = effect.weight
    return weights

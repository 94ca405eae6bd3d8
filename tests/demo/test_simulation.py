"""The simulated years: the same from the same seed, and shifted only as planted."""

import numpy as np
import pytest

from stik.demo.company import LAST_DATE, N_CUSTOMERS
from stik.demo.simulation import simulate
from stik.demo.truths import EFFECTS, Effect

BOOKING = Effect(steps=-0.8, touchpoint="booking")


@pytest.fixture(scope="module")
def company():
    return simulate(seed=11)


def satisfaction_change(effect, seed=3):
    planted = simulate(seed=seed, n_customers=2_000, effects=(effect,))
    calm = simulate(seed=seed, n_customers=2_000, effects=())
    return (
        planted.contact_answers.contacts,
        planted.contact_answers.satisfaction - calm.contact_answers.satisfaction,
    )


def test_another_seed_makes_another_company(company):
    other = simulate(seed=12)
    assert not np.array_equal(other.customers.unit, company.customers.unit)


def test_a_planted_shift_moves_the_answers_by_about_its_size():
    contacts, change = satisfaction_change(BOOKING)
    moved = np.nanmean(change[contacts.touchpoint == "booking"])
    assert -0.8 < moved < -0.65


def test_nothing_but_what_an_effect_names_is_shifted():
    contacts, change = satisfaction_change(BOOKING)
    assert np.nansum(np.abs(change[contacts.touchpoint != "booking"])) == 0


def test_an_effect_holds_from_its_first_day_up_to_its_last():
    effect = Effect(
        steps=-2,
        from_date=np.datetime64("2025-03-01").item(),
        to_date=np.datetime64("2025-04-01").item(),
    )
    contacts, change = satisfaction_change(effect)
    months = {str(month) for month in contacts.at[change < 0].astype("datetime64[M]")}
    assert months == {"2025-03"}


def test_a_seasonal_effect_returns_every_year():
    contacts, change = satisfaction_change(Effect(steps=-2, months=(12, 1)))
    months = {str(month) for month in contacts.at[change < 0].astype("datetime64[M]")}
    assert months == {"2024-01", "2024-12", "2025-01", "2025-12", "2026-01"}


def test_an_effect_on_one_channel_leaves_the_others_alone():
    effect = Effect(steps=-1, touchpoint="fault_report", channel="phone")
    contacts, change = satisfaction_change(effect)
    assert set(contacts.channel[change < 0]) == {"phone"}


def test_rural_customers_recommend_about_15_points_less():
    gaps = []
    for seed in range(8):
        whole = (said := simulate(seed=seed)).whole_answers
        area = said.customers.traits["area"][whole.contacts.customer]
        gaps.append(
            points(whole.recommend[area == "rural"])
            - points(whole.recommend[area == "city"])
        )
    assert np.mean(gaps) == pytest.approx(-15, abs=1.5)


def points(recommend):
    given = recommend[~np.isnan(recommend)]
    return 100 * (np.mean(given >= 9) - np.mean(given <= 6))


def test_nobody_is_asked_about_the_whole_twice_in_a_half_year(company):
    contacts = company.whole_answers.contacts
    month = contacts.at.astype("datetime64[M]").astype(int)
    asked = list(zip(contacts.customer.tolist(), (month // 6).tolist(), strict=True))
    assert len(asked) == len(set(asked))


def test_the_steps_of_the_journey_follow_each_other(company):
    contacts = company.contacts
    at = {
        name: dict(
            zip(
                contacts.customer[here := contacts.touchpoint == name].tolist(),
                contacts.at[here].astype("datetime64[D]").tolist(),
                strict=True,
            )
        )
        for name in ("order", "booking", "waiting", "installation")
    }
    for customer, installed in at["installation"].items():
        assert (
            at["order"][customer]
            < at["booking"][customer]
            < at["waiting"][customer]
            < installed
        )


def test_nothing_happens_after_the_last_day(company):
    last = np.datetime64(LAST_DATE)
    assert company.contacts.at.max().astype("datetime64[D]") <= last
    assert company.contact_answers.day.max() <= last
    assert company.whole_answers.contacts.at.max() <= last


def test_it_is_as_large_as_a_company_worth_showing(company):
    assert len(company.customers) == N_CUSTOMERS
    assert len(company.contacts) > 60_000
    assert len(company.contact_answers.contacts) > 25_000


def test_every_effect_is_planted_by_a_truth():
    assert len(EFFECTS) == 8

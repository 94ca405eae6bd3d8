"""The simulated years: the same from the same seed, and shifted only as planted."""

import numpy as np
import pytest

from stik.demo.company import LAST_DATE, N_CUSTOMERS
from stik.demo.days import BREAK_DATE, REPAIR_DATE
from stik.demo.simulation import simulate
from stik.demo.truth import Effect
from stik.demo.truths import EFFECTS

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


def first_days(company):
    """Return the first day of each step of each order."""
    contacts = company.contacts
    days = {}
    for order, step, at in zip(
        contacts.journey_instance.tolist(),
        contacts.touchpoint.tolist(),
        contacts.at.astype("datetime64[D]").tolist(),
        strict=True,
    ):
        days.setdefault(order, {}).setdefault(step, at)
    return {order: steps for order, steps in days.items() if order}


def test_the_steps_of_the_journey_follow_each_other(company):
    installed = [
        each for each in first_days(company).values() if "installation" in each
    ]
    assert len(installed) > N_CUSTOMERS / 2
    for day in installed:
        assert day["order"] < day["booking"] < day["waiting"] < day["installation"]


def share(numbers, others):
    return len(set(numbers) & set(others)) / len(set(numbers))


def test_each_way_beside_the_usual_one_is_gone_as_often_as_planted(company):
    """Of those it is planted in 20, 30 and 50 %; of all others 3, 6 and 8."""
    contacts, area = company.contacts, company.customers.traits["area"]
    order = contacts.journey_instance
    is_booking = (contacts.touchpoint == "booking") & (order != "")
    _, first, n = np.unique(order[is_booking], return_index=True, return_counts=True)
    by_phone = contacts.channel[is_booking][first] == "phone"
    assert np.mean(n[by_phone] > 1) == pytest.approx(0.2, abs=0.03)
    assert np.mean(n[~by_phone] > 1) == pytest.approx(0.03, abs=0.01)

    called = order[(contacts.touchpoint == "call_centre") & (order != "")]
    waiting = contacts.touchpoint == "waiting"
    is_rural = area[contacts.customer] == "rural"
    assert share(order[waiting & is_rural], called) == pytest.approx(0.3, abs=0.03)
    assert share(order[waiting & ~is_rural], called) == pytest.approx(0.06, abs=0.01)

    second = {o: each for o, each in first_days(company).items() if o[0] == "G"}
    in_weeks = [BREAK_DATE <= each["order"] < REPAIR_DATE for each in second.values()]
    gone_on = ["booking" in each for each in second.values()]
    weeks = np.array(in_weeks)
    assert np.mean(np.array(gone_on)[weeks]) == pytest.approx(0.5, abs=0.1)
    assert np.mean(np.array(gone_on)[~weeks]) > 0.88


def test_without_ways_nobody_goes_one_more_often_than_others():
    calm = simulate(seed=11, ways=())
    contacts, area = calm.contacts, calm.customers.traits["area"]
    order, waiting = contacts.journey_instance, contacts.touchpoint == "waiting"
    called = order[(contacts.touchpoint == "call_centre") & (order != "")]
    is_rural = area[contacts.customer] == "rural"
    assert share(order[waiting & is_rural], called) == pytest.approx(0.06, abs=0.015)


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

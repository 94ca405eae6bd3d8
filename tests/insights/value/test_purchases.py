"""What customers will still bring, against CDNOW's published models."""

import numpy as np
import pytest
from tests.insights.value.examples import DAYS, columns

from stik.insights.value.buying.coming import Horizon, customer_worth
from stik.insights.value.buying.purchases import Purchases
from stik.insights.value.buying.rates import (
    Buying,
    chance_still_customer,
    expected_purchases,
    fit_buying,
    log_likelihood,
)
from stik.insights.value.buying.spending import Spends, expected_amount, fit_spends

PUBLISHED = Buying(0.2426, 4.4136, 0.7930, 2.4261)


@pytest.fixture(scope="module")
def cdnow():
    """Return the purchases, in weeks, and the mean amounts of CDNOW's customers."""
    data = columns("cdnow")
    repeats, n = data["repeats"].astype(int), data["n"].astype(int)
    weeks, last = data["days"] / DAYS, data["last_day"] / DAYS
    return Purchases(repeats, last, weeks, n), data["mean_amount"]


@pytest.fixture(scope="module")
def buying(cdnow):
    return fit_buying(cdnow[0])


@pytest.fixture(scope="module")
def spends(cdnow):
    purchases, amount = cdnow
    return fit_spends(
        np.repeat(amount, purchases.n), np.repeat(purchases.repeats, purchases.n)
    )


def simulated(seed, n, model):
    """Return a year of purchases of n customers who behave as a model says."""
    generator = np.random.default_rng(seed)
    rate = generator.gamma(model.r, 1 / model.alpha, n)
    leave = generator.beta(model.a, model.b, n)
    repeats, last = np.zeros(n, int), np.zeros(n)
    for i in range(n):
        now = generator.exponential(1 / rate[i])
        while now < 52:
            repeats[i], last[i] = repeats[i] + 1, now
            if generator.random() < leave[i]:
                break
            now += generator.exponential(1 / rate[i])
    return Purchases(repeats, last, np.full(n, 52.0))


def test_cdnows_model_of_buying_comes_out(buying):
    # Along b and a the likelihood is flat: 0.0002 of b change it by less than 1e-6.
    assert buying.model[:2] == pytest.approx(PUBLISHED[:2], abs=5e-5)
    assert buying.model[2:] == pytest.approx(PUBLISHED[2:], abs=2.5e-4)
    assert buying.fit.log_likelihood == pytest.approx(-9582.43, abs=5e-3)


def test_no_likelier_model_was_published(cdnow, buying):
    assert buying.fit.log_likelihood >= log_likelihood(cdnow[0], PUBLISHED)


def test_the_published_customer_of_cdnow_is_expected_to_buy_as_published():
    # Fader, Hardie and Lee (2005), section 4: x = 2, t_x = 30.43, T = 38.86; 39 weeks.
    one = Purchases(np.array([2]), np.array([30.43]), np.array([38.86]))
    found = expected_purchases(one, Buying(0.243, 4.414, 0.793, 2.426), ahead=39)
    assert found[0] == pytest.approx(1.226, abs=5e-4)


def test_cdnows_model_of_spending_comes_out(spends):
    # Fader and Hardie (2013): p = 6.25, q = 3.74, v = 15.44.
    assert spends.n == 946
    assert spends.model.p == pytest.approx(6.25, abs=5e-3)
    assert spends.model.q == pytest.approx(3.74, abs=5e-3)
    assert spends.model.v == pytest.approx(15.44, abs=1e-2)
    assert spends.notes == ()


def test_entries_that_stand_for_many_are_as_good_as_the_many(cdnow):
    purchases, _ = cdnow
    each = Purchases(
        *(
            np.repeat(column, purchases.n)
            for column in purchases.__dict__.values()
            if column is not purchases.n
        )
    )
    assert log_likelihood(each, PUBLISHED) == pytest.approx(
        log_likelihood(purchases, PUBLISHED), rel=1e-12
    )


def test_what_all_customers_will_bring_is_the_sum_of_each(cdnow, buying, spends):
    purchases, amount = cdnow
    found = customer_worth(
        purchases, amount, buying=buying, spends=spends, horizon=Horizon(1, length=39)
    )
    by_hand = expected_purchases(purchases, buying.model, ahead=39) * expected_amount(
        amount, purchases.repeats, spends.model
    )
    assert found.amount == pytest.approx(by_hand)
    assert found.total.value == pytest.approx(purchases.n @ by_hand)
    assert found.total.low < found.total.value < found.total.high
    assert found.total.n == 2357


def test_money_to_come_later_is_worth_less(cdnow, buying, spends):
    purchases, amount = cdnow
    plain, less = (
        customer_worth(
            purchases, amount, buying=buying, spends=spends, horizon=horizon
        ).total.value
        for horizon in (Horizon(12, 4.33), Horizon(12, 4.33, discount=0.01))
    )
    assert less == pytest.approx(plain, rel=0.12)
    assert less < plain


def test_the_longer_silent_the_less_likely_still_a_customer():
    silent = Purchases(np.full(3, 10), np.array([38.0, 20.0, 5.0]), np.full(3, 38.86))
    chance = chance_still_customer(silent, PUBLISHED)
    assert chance[0] > 0.9 > chance[1] > chance[2]
    assert chance[2] < 0.01


def test_who_never_bought_again_counts_as_a_customer():
    once = Purchases(np.array([0]), np.array([0.0]), np.array([38.86]))
    assert chance_still_customer(once, PUBLISHED).tolist() == [1.0]


def test_a_model_with_a_of_one_has_its_limit():
    one = Purchases(np.array([2]), np.array([30.0]), np.array([39.0]))
    at, beside = (
        expected_purchases(one, PUBLISHED._replace(a=a), ahead=39)[0]
        for a in (1.0, 1.0001)
    )
    assert at == pytest.approx(beside, rel=1e-3)


def test_planted_parameters_are_found_again():
    truth = Buying(0.8, 6.0, 0.9, 3.0)
    found = fit_buying(simulated(4, 3_000, truth))
    error = np.sqrt(np.diag(found.fit.covariance))
    assert (np.abs(found.fit.logs - np.log(truth)) < 3 * error).all()


def test_planted_spending_is_found_again():
    generator = np.random.default_rng(6)
    n = generator.integers(1, 8, 3_000)
    scale = generator.gamma(4.0, 1 / 16.0, 3_000)
    amount = generator.gamma(6.0 * n, 1 / (scale * n))
    found = fit_spends(amount, n)
    error = np.sqrt(np.diag(found.fit.covariance))
    assert (np.abs(found.fit.logs - np.log([6.0, 4.0, 16.0])) < 3 * error).all()
    assert found.model.mean == pytest.approx(32, rel=0.05)


def test_who_buys_more_often_and_spends_more_is_noted():
    generator = np.random.default_rng(6)
    n = generator.integers(1, 8, 500)
    found = fit_spends(generator.gamma(5, 2, 500) * n, n)
    assert "who buys more often spends more each time" in found.notes[0]


def test_few_customers_who_bought_again_are_unknown():
    few = Purchases(np.ones(29, int), np.full(29, 2.0), np.full(29, 9.0))
    buying = fit_buying(few)
    assert buying.unknown == "29 customers bought again, needs 30"
    spends = fit_spends(np.ones(40), np.ones(40, int))
    found = customer_worth(
        few, np.ones(29), buying=buying, spends=spends, horizon=Horizon(12)
    )
    assert found.total.unknown == buying.unknown
    assert found.amount is None


def test_purchases_and_amounts_that_fit_no_model_are_unknown():
    regular = Purchases(np.full(60, 12), np.full(60, 51.0), np.full(60, 52.0))
    assert "fit no such model" in fit_buying(regular).unknown
    assert "fit no such model" in fit_spends(np.full(60, 10.0), np.full(60, 3)).unknown


def test_amounts_without_a_mean_have_no_total(cdnow, buying, spends):
    purchases, amount = cdnow
    wide = spends._replace(model=Spends(2.0, 0.9, 5.0))
    assert wide.model.mean == float("inf")
    found = customer_worth(
        purchases, amount, buying=buying, spends=wide, horizon=Horizon(12)
    )
    assert found.total.unknown == "amounts spread so wide that they have no mean"


@pytest.mark.parametrize(
    ("repeats", "last", "observed"),
    [
        ([1], [9.0], [5.0]),
        ([0], [2.0], [5.0]),
        ([1], [0.0], [5.0]),
        ([-1], [0.0], [5.0]),
        ([1, 2], [2.0], [5.0]),
        ([1], [np.nan], [5.0]),
    ],
)
def test_purchases_that_cannot_be_are_refused(repeats, last, observed):
    with pytest.raises(ValueError, match="must"):
        Purchases(np.array(repeats), np.array(last), np.array(observed))


@pytest.mark.soak
def test_the_interval_of_the_parameters_covers_what_it_claims():
    truth = Buying(0.8, 6.0, 0.9, 3.0)
    held = []
    for seed in range(150):
        found = fit_buying(simulated(100 + seed, 1_500, truth))
        if found.fit is not None:
            error = np.sqrt(np.diag(found.fit.covariance))
            held.append(np.abs(found.fit.logs - np.log(truth)) < 1.96 * error)
    assert len(held) >= 140
    assert 0.90 <= np.mean(held) <= 0.98

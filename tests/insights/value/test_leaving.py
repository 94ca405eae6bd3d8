"""Which traits go with leaving sooner, against Rossi's published regression."""

import numpy as np
import pytest
from tests.insights.value.examples import columns, stays

from stik.insights.value.leaving.hazard import is_leak, leaving_rates
from stik.insights.value.lives.lifetimes import Lifetimes

TRAITS = ("fin", "age", "race", "wexp", "mar", "paro", "prio")


@pytest.fixture(scope="module")
def rossi():
    """Return what goes with being arrested, all seven traits held alike."""
    data = columns("rossi")
    weeks = Lifetimes(data["week"], data["arrest"] == 1)
    found = leaving_rates(weeks, {name: data[name] for name in TRAITS})
    return {each.trait: each for each in found}


def test_rossis_coefficients_come_out(rossi):
    # Fox and Weisberg (2018), Cox Proportional-Hazards Regression, ties by Efron.
    published = [-0.3794, -0.0574, 0.3139, -0.1498, -0.4337, -0.0849, 0.0915]
    found = [rossi[name].log_ratio for name in TRAITS]
    assert found == pytest.approx(published, abs=5e-5)


def test_rossis_ratio_and_interval_come_out(rossi):
    aid = rossi["fin"]
    assert aid.ratio.value == pytest.approx(0.6843, abs=5e-5)
    assert (aid.ratio.low, aid.ratio.high) == pytest.approx((0.4702, 0.9957), abs=5e-5)
    assert aid.p == pytest.approx(0.0474, abs=5e-5)
    assert (aid.ratio.n, aid.n_leavers) == (432, 114)


def test_a_difference_is_real_only_after_correction_for_seven_traits(rossi):
    assert rossi["fin"].p < 0.05 < rossi["fin"].p_corrected
    assert [name for name in TRAITS if rossi[name].is_real] == ["age", "prio"]


def test_the_ratio_of_age_is_found_to_change_over_time(rossi):
    # cox.zph of Fox and Weisberg names age, and wexp at the edge.
    assert [name for name in TRAITS if rossi[name].is_constant is False] == ["age"]


def test_a_trait_that_tells_all_leavers_apart_is_unknown_not_endless():
    leak = np.repeat([0.0, 1.0], 100)
    months = np.where(leak == 1, 5.0, 24.0) + np.arange(200) % 3
    [found] = leaving_rates(stays(months, leak), {"satisfaction below 3": leak})
    assert found.ratio.value is None
    assert "apart completely" in found.ratio.unknown
    assert found.is_real is None
    assert found.is_leak


def test_a_strong_trait_is_found_where_newtons_steps_run_away():
    # Everybody with a low score left, and some of the others.
    generator = np.random.default_rng(9)
    low = np.repeat([1.0, 0.0], [200, 800])
    months = np.where(low == 1, generator.exponential(10, 1_000), 72.0)
    left = (low == 1) | (generator.random(1_000) < 0.08)
    months = np.where(left & (low == 0), generator.uniform(0, 72, 1_000), months)
    [found] = leaving_rates(stays(months, left), {"low": low})
    assert found.ratio.value > 10
    assert found.ratio.low > 5
    assert found.is_leak


def test_where_nearly_all_leave_an_end_where_all_left_is_no_leak():
    generator = np.random.default_rng(10)
    trait = generator.normal(size=400)
    left = generator.random(400) < 0.95
    assert not is_leak(stays(np.ones(400), left), trait)
    assert not is_leak(stays(np.ones(400), np.ones(400)), trait)
    assert not is_leak(stays([], []), np.empty(0))


@pytest.mark.parametrize(
    ("traits", "reason"),
    [
        (
            {
                "a": np.tile([0.0, 1.0], 20),
                "b": np.tile([0.0, 0, 1, 1], 10),
                "c": np.arange(40.0),
            },
            "20 customers left, 3 traits need 30",
        ),
        ({"a": np.ones(40)}, "'a' is the same for all customers"),
        (
            {"a": np.arange(40.0), "b": np.arange(40.0) * 2 + 1},
            "one trait repeats others; leave it out",
        ),
    ],
)
def test_rates_that_cannot_be_known_say_why(traits, reason):
    seen = stays(np.arange(1.0, 41), np.arange(40) % 2)
    assert {each.ratio.unknown for each in leaving_rates(seen, traits)} == {reason}


def test_customers_whose_trait_is_missing_are_left_out_and_counted():
    generator = np.random.default_rng(3)
    trait = generator.normal(size=300)
    trait[:50] = np.nan
    months = generator.exponential(10, 300)
    [found] = leaving_rates(stays(months, np.ones(300)), {"wait": trait})
    assert found.ratio.n == 250


def test_a_planted_ratio_is_found_again():
    generator = np.random.default_rng(5)
    wait = generator.normal(size=2_000)
    months = generator.exponential(12 / np.exp(0.4 * wait))
    [found] = leaving_rates(stays(np.minimum(months, 24), months < 24), {"wait": wait})
    assert found.log_ratio == pytest.approx(0.4, abs=0.08)
    assert found.is_constant


def test_traits_of_another_length_are_refused():
    with pytest.raises(ValueError, match="one number per customer"):
        leaving_rates(stays([1.0, 2.0], [1, 1]), {"wait": np.ones(3)})


def test_where_all_left_at_once_there_is_no_early_and_late():
    months = np.repeat([5.0, 9.0], [40, 80])
    score = np.tile([1.0, 2.0, 3.0, 3.0], 30)
    [found] = leaving_rates(Lifetimes(months, months < 9), {"score": score})
    assert found.p_constant == 1.0
    assert found.is_constant

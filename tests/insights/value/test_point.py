"""What a point is worth: planted slopes found again, and never called a cause."""

import numpy as np
import pytest

from stik.insights.value.worth.point import worth_of_a_point


def customers(seed, n=400, *, slope=0.5, confounded=0.0):
    generator = np.random.default_rng(seed)
    earlier = generator.gamma(2, 50, n)
    points = generator.choice([-100.0, 0, 100], n, p=[0.3, 0.3, 0.4])
    points = np.where(generator.random(n) < confounded * (earlier > 120), 100.0, points)
    later = earlier + slope * points + generator.gamma(2, 30, n)
    return points, later, earlier


def test_the_slope_worked_by_hand_comes_out():
    # Promoters bring 300, passives 200, detractors 100: 1 for each point of NPS.
    points = np.repeat([100.0, 0.0, -100.0], 20)
    amount = np.repeat([300.0, 200.0, 100.0], 20) + np.tile([10.0, -10.0], 30)
    found = worth_of_a_point(points, amount, n_customers=5_000)
    assert found.plain.value == pytest.approx(1.0)
    assert found.total.value == pytest.approx(5_000)
    assert found.plain.low < 1 < found.plain.high


def test_who_brought_more_before_is_taken_into_account():
    points, later, earlier = customers(1, n=2_000, slope=0.0, confounded=0.9)
    found = worth_of_a_point(points, later, earlier=earlier)
    assert found.plain.low > 0
    assert found.adjusted.low < 0 < found.adjusted.high
    assert found.total.value == pytest.approx(found.adjusted.value * 2_000)


def test_without_what_they_brought_before_the_adjusted_worth_is_unknown():
    points, later, _ = customers(2)
    found = worth_of_a_point(points, later)
    assert found.adjusted.unknown == "what they brought before is not given"
    assert found.total.value == pytest.approx(found.plain.value * 400)


def test_association_is_called_association():
    points, later, _ = customers(2)
    assert worth_of_a_point(points, later).claim == "association"


def test_the_same_question_gives_the_same_interval():
    points, later, earlier = customers(3, n=3_000)
    first = worth_of_a_point(points, later, earlier=earlier)
    assert first == worth_of_a_point(points, later, earlier=earlier)


def test_customers_with_a_missing_amount_are_left_out():
    points, later, _ = customers(4)
    later[:10] = np.nan
    assert worth_of_a_point(points, later).plain.n == 390


def test_an_earlier_amount_that_never_differs_changes_nothing():
    points, later, _ = customers(4)
    found = worth_of_a_point(points, later, earlier=np.full(400, 9.0))
    assert found.adjusted.value == pytest.approx(found.plain.value)


@pytest.mark.parametrize(
    ("points", "amount", "reason"),
    [
        ([100.0] * 4, [1.0, 2, 3, 4], "n = 4, needs 5"),
        ([100.0] * 9, list(range(9)), "all customers gave the same points"),
        ([100.0, 0.0] * 5, [7.0] * 10, "all customers brought the same amount"),
        ([], [], "n = 0, needs 5"),
    ],
)
def test_worth_that_cannot_be_known_says_why(points, amount, reason):
    found = worth_of_a_point(np.array(points), np.array(amount, float))
    assert found.plain.unknown == found.total.unknown == reason


def covered(n, rounds):
    """Return how often the interval holds the planted slope."""
    held = 0
    for seed in range(rounds):
        points, later, earlier = customers(seed, n=n)
        found = worth_of_a_point(points, later, earlier=earlier).adjusted
        held += found.low <= 0.5 <= found.high
    return held / rounds


def test_the_interval_holds_the_planted_slope():
    assert covered(100, rounds=100) >= 0.9


@pytest.mark.soak
@pytest.mark.parametrize("n", [30, 200])
def test_the_interval_covers_what_it_claims(n):
    assert 0.925 <= covered(n, rounds=1_000) <= 0.975

"""Which ratings go with an outcome."""

import csv
import doctest
import gzip

import numpy as np
import pytest

from stik.insights.drivers import finding, leaks, overlap, ranking
from stik.insights.drivers import responses as responses_module
from stik.insights.drivers.driver import Drivers
from stik.insights.drivers.finding import drivers
from stik.insights.drivers.responses import Responses

NAMES = ["boarding", "seat", "food", "gate"]
PART = np.array([3.0, 2.0, 1.0, 0.0])


def people(n: int = 2000, *, seed: int = 1, missing: float = 0.0) -> Responses:
    """Return ratings that make up satisfaction by `PART`, some of them not given."""
    generator = np.random.default_rng(seed)
    mood = generator.normal(size=(n, 1))
    ratings = np.clip(np.rint(3 + mood + generator.normal(size=(n, 4))), 1, 5)
    outcome = ratings @ PART + generator.normal(size=n) * 4
    ratings[generator.random(ratings.shape) < missing] = np.nan
    return Responses(NAMES, ratings, outcome)


def names(found: Drivers) -> list[str]:
    return [driver.name for driver in found.drivers]


def test_drivers_are_ordered_by_what_they_explain():
    found = drivers(people())
    assert names(found) == NAMES
    assert sum(driver.share for driver in found.drivers) == pytest.approx(1)
    explained = sum(driver.explained for driver in found.drivers)
    assert explained == pytest.approx(found.r_squared)
    assert (found.n, found.method, found.shrinkage) == (2000, "LMG", 0)


def test_every_share_lies_in_its_interval():
    for driver in drivers(people()).drivers:
        assert 0 <= driver.low <= driver.share <= driver.high <= 1
        assert driver.high - driver.low < 0.1


def test_intervals_hold_the_true_share_about_as_often_as_they_say():
    truth = {driver.name: driver.share for driver in drivers(people(200_000)).drivers}
    held = [
        driver.low <= truth[driver.name] <= driver.high
        for seed in range(40)
        for driver in drivers(people(300, seed=100 + seed), rounds=100).drivers
        if driver.name != "gate"
    ]
    assert 0.9 <= np.mean(held) <= 0.99


def test_the_same_seed_gives_the_same_interval():
    once = drivers(people(300), rounds=50)
    assert drivers(people(300), rounds=50) == once
    other = drivers(people(300), rounds=50, seed=3)
    assert other.drivers[0].share == pytest.approx(once.drivers[0].share)
    assert other.drivers[0].low != once.drivers[0].low


def test_not_applicable_keeps_the_other_answers_of_the_person():
    whole, holed = drivers(people()), drivers(people(missing=0.3))
    assert names(holed) == NAMES
    for one, other in zip(whole.drivers, holed.drivers, strict=True):
        assert other.share == pytest.approx(one.share, abs=0.05)
        assert other.n == pytest.approx(1400, abs=80)
        assert other.mean == pytest.approx(one.mean, abs=0.1)


def test_a_person_without_outcome_does_not_count():
    known = people(300)
    answers = np.vstack([known.answers, np.full((50, 4), 5.0)])
    outcome = np.concatenate([known.outcome, np.full(50, np.nan)])
    found = drivers(Responses(NAMES, answers, outcome), rounds=20)
    assert found.n == 300
    assert found.r_squared == pytest.approx(drivers(known).r_squared)
    assert [d.mean for d in found.drivers] == [d.mean for d in drivers(known).drivers]


def test_a_weight_of_two_explains_as_two_people_do():
    known = people(200)
    weight = np.random.default_rng(8).integers(1, 4, size=200)
    weighted = Responses(NAMES, known.answers, known.outcome, weight.astype(float))
    repeated = Responses(
        NAMES,
        np.repeat(known.answers, weight, axis=0),
        np.repeat(known.outcome, weight),
    )
    one, other = drivers(weighted, rounds=20), drivers(repeated, rounds=20)
    assert [d.share for d in one.drivers] == pytest.approx(
        [d.share for d in other.drivers]
    )
    assert (one.n, other.n) == (200, weight.sum())


def test_a_driver_that_hardly_anyone_rated_is_left_out_with_the_reason():
    known = people(400)
    known.answers[20:, 1] = np.nan
    found = drivers(known, rounds=20)
    assert names(found) == ["boarding", "food", "gate", "seat"]
    last = found.drivers[-1]
    assert (last.n, last.share, last.mean, last.unknown) == (
        20,
        None,
        None,
        "n = 20, needs 30",
    )


def test_a_driver_everyone_rates_alike_is_left_out_with_the_reason():
    known = people(400)
    known.answers[:, 0] = 4.0
    found = drivers(known, rounds=20)
    assert found.drivers[-1].unknown == "all answers are the same"
    assert found.r_squared is not None


def test_drivers_never_rated_together_cannot_be_told_apart():
    known = people(400)
    known.answers[:200, 1] = np.nan
    known.answers[190:, 2] = np.nan
    found = drivers(known, rounds=20)
    assert names(found)[-1] == "food"
    assert found.drivers[-1].unknown == "n = 0 together with 'seat', needs 30"


def test_too_few_people_leave_everything_unknown():
    found = drivers(people(29))
    assert (found.r_squared, found.method) == (None, None)
    assert found.unknown == "n = 29, needs 30"
    assert [driver.unknown for driver in found.drivers] == ["n = 29, needs 30"] * 4
    assert [driver.n for driver in found.drivers] == [29] * 4


def test_nobody_at_all_is_unknown_too():
    nobody = Responses(NAMES, np.empty((0, 4)), np.empty(0))
    assert drivers(nobody).unknown == "n = 0, needs 30"


def test_an_outcome_that_never_varies_has_no_drivers():
    known = people(100)
    found = drivers(Responses(NAMES, known.answers, np.ones(100)))
    assert found.unknown == "the outcome never varies"


def test_answers_that_contradict_each_other_are_not_explained():
    mood = np.random.default_rng(6).normal(size=500)
    first, second, outcome = mood.copy(), mood.copy(), mood.copy()
    second[:100], first[200:] = np.nan, np.nan
    outcome[200:] *= -1
    answers = np.column_stack([first, second])
    found = drivers(Responses(["first", "second"], answers, outcome), rounds=20)
    assert found.unknown == "too few people answered the same questions"
    assert found.r_squared is None
    assert [driver.unknown for driver in found.drivers] == [found.unknown] * 2


def test_a_rating_that_is_the_outcome_in_other_words_is_flagged():
    known = people(500)
    noise = np.random.default_rng(2).normal(size=500)
    twin = known.outcome + noise * known.outcome.std() / 4
    answers = np.column_stack([known.answers, twin])
    found = drivers(Responses([*NAMES, "again"], answers, known.outcome), rounds=20)
    flagged = [d.name for d in found.drivers if d.is_another_word_for_outcome]
    assert flagged == ["again"]


def test_a_rating_that_goes_against_the_outcome_has_a_negative_correlation():
    known = people(500)
    found = drivers(Responses(NAMES, known.answers, -known.outcome), rounds=20)
    assert found.drivers[0].correlation < 0
    assert found.drivers[0].share > 0


def test_units_of_a_rating_mean_nothing():
    known = people(400)
    scaled = Responses(NAMES, known.answers * 1e-7 + 1e3, known.outcome * 1e6)
    one, other = drivers(known, rounds=20), drivers(scaled, rounds=20)
    assert [d.share for d in one.drivers] == pytest.approx(
        [d.share for d in other.drivers], rel=1e-4
    )


def test_twenty_ratings_are_told_apart_by_johnsons_weights():
    generator = np.random.default_rng(9)
    ratings = generator.integers(1, 6, size=(1000, 20)).astype(float)
    outcome = ratings @ np.arange(20.0) + generator.normal(size=1000)
    found = drivers(Responses([f"q{i}" for i in range(20)], ratings, outcome))
    assert found.method == "Johnson's relative weights"
    assert found.drivers[0].name in ("q19", "q18", "q17")


def test_sizes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="one column per name"):
        Responses(["a"], np.ones((5, 2)), np.ones(5))
    with pytest.raises(ValueError, match="one per outcome"):
        Responses(["a"], np.ones((5, 1)), np.ones(5), np.ones(4))


def test_what_drives_satisfaction_of_a_real_airline(real_data):
    path = real_data / "airline_satisfaction" / "airline.csv.gz"
    if not path.is_file():
        pytest.skip("no real data: set STIK_REAL_DATA to its folder")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = list(rows[0])[9:23]
    ratings = np.array([[float(row[name]) for name in asked] for row in rows])
    ratings[ratings == 0] = np.nan
    satisfied = np.array([row["Satisfaction"] == "Satisfied" for row in rows])
    found = drivers(Responses(asked, ratings, satisfied.astype(float)))
    assert len(found.drivers) == 14
    assert (names(found)[0], names(found)[-1]) == ("Online Boarding", "Gate Location")
    assert all(driver.low <= driver.share <= driver.high for driver in found.drivers)


@pytest.mark.parametrize("each", [finding, leaks, overlap, ranking, responses_module])
def test_examples_in_docstrings_run(each):
    assert doctest.testmod(each, raise_on_error=True).attempted > 0

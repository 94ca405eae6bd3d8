"""What is worth changing, and for how much: each rule worked by hand."""

from dataclasses import replace

import pytest

from stik.insights.journeys.blueprint.opportunities import opportunities
from stik.insights.journeys.blueprint.opportunity import Looking
from stik.insights.journeys.blueprint.steps import BlueprintStep, Rework, Waiting
from stik.terms.estimate import Estimate
from stik.terms.process import Activity, Process, Rates

RATES = Rates(currency="EUR", working_hour=30, waiting_hour=12, gap_step=2)
NONE = Estimate.missing(n=0, reason="none")
HOUR = 3600.0


def exactly(value, n=100, low=None, high=None):
    ends = (value if end is None else end for end in (low, high))
    return Estimate(value, *ends, n)


CALM = BlueprintStep(
    name="check-in",
    processes=(),
    visits=exactly(240, low=200, high=300),
    waiting=Waiting(NONE, None, NONE, NONE, NONE, NONE),
    rework=Rework(exactly(0.0), 0, exactly(0)),
)


def found(step, *processes, rates=RATES, repeatable=()):
    behind = tuple(each for each in processes if step.name in each.behind)
    step = replace(step, processes=behind)
    return opportunities(Looking([step], processes, rates, frozenset(repeatable)))


def process(*activities, name="luggage", **more):
    return Process(name=name, behind=("check-in",), activities=activities, **more)


TAG = Activity(name="tag", by="clerk", minutes=2, system="scales")


def test_work_in_a_system_is_worth_visits_times_minutes_at_the_rate_of_an_hour():
    """240 visits a month of 2 minutes are 8 hours, at 30 EUR 240; so its ends."""
    [each] = found(CALM, process(TAG))
    assert (each.action, each.steps, each.processes) == (
        *("automate", ("check-in",), ("luggage",)),
    )
    assert each.hours.value == pytest.approx(8)
    worth = (each.worth.value, each.worth.low, each.worth.high)
    assert worth == pytest.approx((240, 200, 300))
    assert each.rank == 1


@pytest.mark.parametrize(
    "activity",
    [
        replace(TAG, judgement=True),
        replace(TAG, by=None),
        replace(TAG, system=None),
    ],
)
def test_judgement_and_what_is_in_no_system_is_not_automated(activity):
    assert found(CALM, process(activity)) == []


def test_without_a_rate_the_worth_is_unknown_and_hours_are_not():
    [each] = found(CALM, process(TAG), rates=None)
    assert each.hours.value == pytest.approx(8)
    assert each.worth.value is None
    assert each.worth.unknown.startswith("no rate is stated: write 'working_hour: …'")


def test_without_minutes_both_are_unknown():
    [each] = found(CALM, process(replace(TAG, minutes=None)))
    assert (
        each.worth.unknown == each.hours.unknown == "the minutes of 'tag' are unknown"
    )


def test_what_few_visits_tell_of_has_no_rank():
    [each] = found(replace(CALM, visits=exactly(9, n=29)), process(TAG))
    assert each.rank is None


AGAIN = replace(
    CALM, rework=Rework(exactly(0.1, n=50), 5, exactly(20, low=10, high=40))
)


def test_rework_is_worth_the_work_of_each_return():
    """20 returns of 6 minutes are 2 hours, 60 EUR."""
    slow = replace(TAG, judgement=True, minutes=6)
    [each] = found(AGAIN, process(slow))
    assert each.action == "eliminate"
    worth = (each.worth.value, each.worth.low, each.worth.high)
    assert worth == pytest.approx((60, 30, 120))
    assert each.evidence == {"rework": 0.1, "returns_a_month": 20}


@pytest.mark.parametrize(("n", "n_back"), [(29, 9), (90, 4)])
def test_rework_of_few_is_not_listed(n, n_back):
    few = replace(AGAIN, rework=Rework(exactly(0.1, n=n), n_back, exactly(20)))
    assert found(few) == []


def test_what_is_meant_to_come_again_is_no_rework():
    assert found(AGAIN, repeatable=["check-in"]) == []


def waiting(**more):
    none = Waiting(NONE, None, NONE, NONE, NONE, NONE)
    return replace(CALM, waiting=replace(none, **more))


def test_hand_overs_are_worth_how_much_longer_they_take():
    """Three hours against one: 2 hours longer, 10 times, at 12 EUR an hour waited."""
    step = waiting(
        handed=exactly(10),
        median_handed=exactly(3 * HOUR, n=30),
        median_kept=exactly(HOUR, n=30),
    )
    [each] = found(step)
    assert each.action == "consolidate"
    assert each.worth.value == pytest.approx(10 * 2 * 12)


def test_hand_overs_that_chance_may_have_slowed_are_not_listed():
    step = waiting(
        handed=exactly(10),
        median_handed=exactly(3 * HOUR, n=30, low=1.5 * HOUR),
        median_kept=exactly(HOUR, n=30, high=3 * HOUR),
    )
    assert found(step) == []


def below(high):
    row = {"score": -0.5, "low": -0.9, "high": high, "n_scored": 40}
    return {**row, "unknown": None}


def test_of_two_steps_that_may_be_slowed_both_must_stand_out_from_chance():
    """An hour longer, 2.1 errors off 0, and one that is not longer: neither is real."""
    off = waiting(
        handed=exactly(10),
        median_handed=exactly(2 * HOUR, n=30, low=2 * HOUR - 0.93 * HOUR),
        median_kept=exactly(HOUR, n=30),
    )
    at = waiting(
        handed=exactly(10),
        median_handed=exactly(HOUR, n=30, low=0, high=2 * HOUR),
        median_kept=exactly(HOUR, n=30),
    )
    assert len(found(off)) == 1
    both = Looking([off, replace(at, name="gate")], (), RATES)
    assert opportunities(both) == []


def test_waiting_is_optimised_where_less_was_met_than_expected():
    """Half of 240 visits are waited for an hour: 120 hours, at 12 EUR."""
    step = replace(waiting(median=exactly(HOUR, n=50)), gap=below(-0.1))
    [each] = found(step)
    assert each.action == "optimise"
    assert each.worth.value == pytest.approx(120 * 12)
    assert found(replace(step, gap=below(0.1))) == []


def test_a_gap_has_a_worth_of_its_own_where_waiting_has_none():
    """240 visits, half a step below, at 2 EUR a step; both are uncertain."""
    step = replace(waiting(median=exactly(HOUR, n=50)), gap=below(-0.1))
    [each] = found(step, rates=replace(RATES, waiting_hour=None))
    assert each.worth.value == pytest.approx(240)
    less = ((0.5 * 40) ** 2 + (240 * 0.4) ** 2) ** 0.5 * 2
    assert each.worth.low == pytest.approx(240 - less)


def test_more_who_left_is_worse():
    score = {"score": 0.4, "is_real": True, "difference": 0.3}
    step = replace(waiting(median=exactly(HOUR, n=50)), score=score)
    [each] = opportunities(Looking([step], (), RATES, worse="higher"))
    assert each.what == "the waiting: a score of 0.40, higher than elsewhere"


@pytest.mark.parametrize(
    ("is_real", "difference", "n"), [(True, -0.3, 1), (False, -0.3, 0), (True, 0.3, 0)]
)
def test_waiting_is_optimised_where_scores_are_really_lower(is_real, difference, n):
    score = {"score": 0.4, "is_real": is_real, "difference": difference}
    step = replace(waiting(median=exactly(HOUR, n=50)), score=score)
    assert len(found(step)) == n


def test_what_customers_are_asked_though_it_is_made_already():
    asks = process(inputs=("address",), asked=("address",))
    makes = process(name="contract", outputs=("address",))
    [each] = found(CALM, asks, makes)
    assert (each.action, each.processes) == ("eliminate", ("luggage", "contract"))
    assert each.worth.unknown == "nothing says how long customers take to answer"


def test_an_output_made_twice_is_consolidated():
    [each] = found(
        CALM, process(outputs=("list",)), process(name="gate", outputs=("list",))
    )
    assert (each.action, each.what) == (
        *("consolidate", "'list': made by luggage and by gate"),
    )


def test_work_handed_on_twice_is_consolidated():
    hands = [Activity(name=each, by=each) for each in ("clerk", "loaders", "driver")]
    [each] = found(CALM, process(*hands))
    assert each.what == "who works on it: handed on 2 times"
    assert found(CALM, process(*hands[:2])) == []


def test_what_is_worth_most_comes_first_and_the_unknown_last():
    slow = replace(TAG, name="sort", minutes=5)
    unknown = replace(TAG, name="load", minutes=None)
    told = found(CALM, process(TAG, unknown, slow))
    assert [each.rank for each in told if each.action == "automate"] == [1, 2, 3]
    assert [each.evidence["minutes"] for each in told] == [5, 2, None]


def test_a_process_behind_no_visited_step_is_no_opportunity():
    assert found(CALM, replace(process(TAG), behind=("gate",))) == []

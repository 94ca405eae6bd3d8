"""The first draft of a design, worked by hand."""

from hypothesis import given, settings
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.insights.journeys.draft import draft_of
from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.holding import held_against


def draft(*ways):
    """Return the steps of a draft as a text: `a?` optional, `a+` repeatable."""
    steps = draft_of(graph_of(log(*ways)), name="j").steps()
    return "".join(
        step.name + "?" * step.optional + "+" * step.repeatable for step in steps
    )


def test_the_most_frequent_way_is_the_design():
    assert draft(*["abc"] * 6, "acb", "ab") == "abc"


def test_steps_that_fewer_than_half_took_are_optional():
    assert draft(*["abc"] * 4, *["axbc"] * 3, *["bc"]) == "ax?bc"


def test_steps_at_which_half_were_must_come():
    assert draft(*["ab"] * 2, *["axb"] * 2) == "axb"


def test_steps_that_come_often_again_are_repeatable():
    assert draft(*["abbc"] * 3, *["abc"] * 3) == "ab+c"


def test_seldom_steps_are_left_out():
    assert draft(*["abc"] * 19, "axbc") == "abc"


def test_a_way_does_not_go_on_over_seldom_steps():
    assert draft(*["ab"] * 9, *["axyb"]) == "ax?y?b"
    assert draft(*["ab"] * 19, *["axyb"]) == "ab"


def test_a_way_ends_where_more_end_than_go_on():
    assert draft(*["ab"] * 6, *["abc"] * 4) == "abc?"
    assert draft(*["ab"] * 19, "abc") == "ab"


def test_nothing_is_expected_or_promised():
    journey = draft_of(graph_of(log("ab")), name="get fibre")

    assert journey.name == "get fibre"
    assert [phase.name for phase in journey.phases] == ["get fibre"]
    assert not any(
        said
        for each in (journey, *journey.steps())
        for said in (each.expectation, each.emotion, each.promise)
    )


def test_of_nothing_there_is_an_empty_draft():
    assert draft() == ""


@settings(max_examples=40, deadline=None)
@given(some.permutations("abcde"), some.integers(1, 5))
def test_where_all_go_one_way_everything_is_as_designed(order, n):
    steps = log(*["".join(order)] * n)
    journey = draft_of(graph_of(steps), name="j")

    assert held_against(journey, steps).cost.tolist() == [0] * n

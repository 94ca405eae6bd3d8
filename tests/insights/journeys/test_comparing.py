"""Two sides held beside each other, worked by hand, in every form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.errors import QuestionError
from stik.insights.journeys.comparing import FORMS, compared, form_called


def rows(first, other, form="graph", names=()):
    table = compared(first, other, FORMS[form], names=list(names), label="others")
    return table.to_pylist()


def by_arrow(first, other):
    return {
        (row["step"] or "^") + (row["next_step"] or "$"): row
        for row in rows(first, other)
    }


FIRST = log(*["acb"] * 24, *["ab"] * 36)
OTHER = log(*["acb"] * 8, *["ab"] * 72)


def test_an_arrow_is_taken_by_a_share_of_the_instances_on_each_side():
    """24 of 60 against 8 of 80: Newcombe's method 10 and the score test."""
    row = by_arrow(FIRST, OTHER)["ac"]
    assert (row["value"], row["n"]) == (0.4, 60)
    assert (row["value_before"], row["n_before"]) == (0.1, 80)
    assert row["difference"] == pytest.approx(0.3)
    assert row["difference_low"] == pytest.approx(0.1575, abs=1e-4)
    assert row["difference_high"] == pytest.approx(0.4353, abs=1e-4)
    # (0.4 - 0.1) / sqrt(32/140 * 108/140 * (1/60 + 1/80)) is 4.18.
    assert row["p"] == pytest.approx(2.89e-5, rel=0.01)
    assert row["is_real"]


def test_what_is_the_same_on_both_sides_is_not_real():
    row = by_arrow(FIRST, OTHER)["^a"]
    assert (row["difference"], row["is_real"]) == (0, False)


def test_the_surest_differences_come_first():
    verdicts = [row["is_real"] for row in rows(FIRST, OTHER)]
    assert verdicts == sorted(verdicts, reverse=True)


def test_the_p_value_is_corrected_for_all_that_are_shown():
    found = rows(FIRST, OTHER)
    assert all(row["p_corrected"] >= row["p"] for row in found)
    assert len(found) == 5


def test_an_arrow_that_one_side_never_takes_is_taken_by_none_of_it():
    row = by_arrow(FIRST, log(*["ab"] * 40))["ac"]
    assert (row["value_before"], row["n_before"]) == (0.0, 40)


def test_ways_that_few_went_are_no_comparison():
    found = rows(log(*["ab"] * 40, "cb", "cb"), log(*["ab"] * 40), "variants")
    assert [row["steps"] for row in found] == [["a", "b"], ["c", "b"]]
    assert found[1]["difference_unknown"] == "2 instances on both sides, needs 5"
    assert found[0]["p_corrected"] == found[0]["p"]


def test_a_funnel_is_compared_step_by_step_in_its_order():
    found = rows(FIRST, OTHER, "funnel", "acb")
    assert [(row["place"], row["step"]) for row in found] == [
        (1, "a"),
        (2, "c"),
        (3, "b"),
    ]
    assert (found[1]["value"], found[1]["value_before"]) == (0.4, 0.1)
    assert found[2]["difference_unknown"] == "too few to tell, needs 30 on both sides"


def test_rework_is_a_share_of_those_with_the_step():
    first = log(*["aba"] * 20, *["ab"] * 20)
    found = rows(first, log(*["ab"] * 30, *["b"] * 30), "rework")
    told = {(row["kind"], row["other_step"]): row for row in found}
    assert set(told) == {("later again", None), ("to and fro", "b")}
    row = told["later again", None]
    assert (row["value"], row["value_before"], row["n_before"]) == (0.5, 0.0, 30)


def test_of_starts_and_ends_it_is_a_share_of_those_that_begin_and_end():
    kept = np.array([False, True] * 10 + [True, True] * 30)
    row = by_arrow(log(*["ab"] * 40).cut(kept), FIRST)["^a"]
    assert (row["value"], row["n"]) == (1.0, 30)


@pytest.mark.parametrize("form", FORMS)
def test_of_nothing_nothing_differs(form):
    found = rows(log(), log(), form, "a" if form == "funnel" else "")
    assert [row["is_real"] for row in found] == [None] * len(found)


def test_a_form_that_there_is_not_is_refused():
    with pytest.raises(QuestionError, match="did you mean 'variants'"):
        form_called("variant")


WAYS = some.lists(some.text("ab", min_size=1, max_size=4), min_size=1, max_size=20)


@given(WAYS, WAYS, some.sampled_from(["graph", "variants", "rework"]))
def test_the_other_way_round_it_is_as_much_less(ways, others, form):
    def told(first, other):
        found = rows(log(*first), log(*other), form)
        names = list(FORMS[form].columns)
        return {repr([row[name] for name in names]): row["difference"] for row in found}

    one, other = told(ways, others), told(others, ways)
    assert one == {
        key: None if each is None else pytest.approx(-each)
        for key, each in other.items()
    }

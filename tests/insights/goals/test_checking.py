"""A goal is objected to when it is written, not when it is missed."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from tests.insights.goals.examples import a_goal, past_of, scores

from stik.errors import QuestionError
from stik.insights.goals.checking import check_goal
from stik.insights.goals.written import Rival, Written
from stik.terms.estimate import Estimate
from stik.terms.goal import Goal, Scope

CASES = tomllib.loads(
    (Path(__file__).parent / "cases/checks.toml").read_text(encoding="utf-8")
)["case"]
SUMMER = date(2026, 6, 30)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_cases_worked_by_hand(case):
    past = past_of(case["groups"], n_customers=case.get("n_customers"))
    found = check_goal(a_goal(**case["goal"]), past=past)
    said = {objection.kind: objection.sentence for objection in found.objections}
    if "kind" in case:
        assert said[case["kind"]] == case["sentence"]
    else:
        assert said == {}
        assert found.is_sound


def test_a_wish_is_too_general_and_is_told_what_it_lacks():
    found = check_goal(Written("better service"))
    assert [objection.kind for objection in found.objections] == ["too general"]
    assert "no metric, scope, target or day" in found.objections[0].sentence


def test_only_what_is_missing_is_named():
    found = check_goal(a_goal(target=40.0))
    assert found.objections[0].sentence == "too general: it names no day"
    against = check_goal(a_goal(by=SUMMER, against="the industry"))
    assert against.is_sound


def test_a_goal_of_the_programme_is_read_as_it_is():
    goal = Goal("g", "nps", "up", 35.0, SUMMER, scope=Scope(unit="north"), owner="Ana")
    written = Written.of(goal)
    assert (written.target, written.by, written.owner) == (35.0, SUMMER, "Ana")
    assert written.scope == Scope(unit="north")
    assert check_goal(written).notes[0].startswith("nothing was measured yet")


def test_the_mend_says_what_the_answers_we_get_can_show():
    """By hand: 2.80158 · √(2 · 6100 / 500) = 13.8 points."""
    past = past_of([(250, 150, 100)] * 4)
    found = check_goal(a_goal(target=3.0, per="quarter", by=SUMMER), past=past)
    assert found.objections[0].mend == (
        "Now 500 come: ask more customers, or compare longer periods; "
        "13.8 points is the least they show."
    )
    assert (found.n_needed, found.n_usual) == (10_640, 500)


def test_a_scope_of_fewer_than_thirty_customers_is_always_too_narrow():
    past = past_of([(500, 300, 200)] * 4, n_customers=29)
    found = check_goal(a_goal(target=90.0, by=SUMMER), past=past)
    assert "too narrow" in [objection.kind for objection in found.objections]


def test_a_downward_goal_is_checked_downwards():
    past = past_of(scores(20, 18, 16, 14, 12, n=40_000))
    down = a_goal(direction="down", target=10.0, by=SUMMER)
    assert check_goal(down, past=past).is_sound
    up = a_goal(target=14.0, by=SUMMER)
    kinds = [each.kind for each in check_goal(up, past=past).objections]
    assert kinds == ["not reachable"]


def test_a_way_of_many_periods_is_held_against_the_past_of_as_many():
    """Rising by 2 a quarter reaches 8 in a year, and not 20."""
    past = past_of(scores(*range(0, 24, 2), n=40_000))
    year = date(2026, 12, 31)
    assert check_goal(a_goal(target=28.0, by=year), past=past).is_sound
    found = check_goal(a_goal(target=42.0, by=year), past=past)
    assert "+20 points in 3 quarters" in found.objections[0].sentence
    assert found.objections[0].sentence.endswith("is +6 points")


def test_quarters_of_few_answers_do_not_show_how_far_it_can_move():
    few = past_of([(20, 5, 0), (0, 5, 20)] * 4 + scores(10, n=40_000))
    assert "not reachable" not in [
        each.kind
        for each in check_goal(a_goal(target=40.0, by=SUMMER), past=few).objections
    ]


@pytest.mark.parametrize(
    ("goal", "note"),
    [
        ({"target": 20.0, "by": SUMMER}, "it is there already: 30 points"),
        ({"target": 40.0, "by": date(2026, 3, 1)}, "2026-03-01 is past already"),
        ({"by": SUMMER, "against": "Rival"}, "no figure of Rival is known"),
    ],
)
def test_what_cannot_be_checked_is_said(goal, note):
    found = check_goal(a_goal(**goal), past=past_of([(500, 300, 200)]))
    assert note in found.notes[0]


def test_an_unknown_last_quarter_is_said():
    found = check_goal(a_goal(target=40.0, by=SUMMER), past=past_of([(2, 1, 1)]))
    assert found.notes == ("the last quarter is unknown: n = 4, needs 5",)


def test_no_number_of_ours_shows_a_lead_over_a_figure_of_few_answers():
    past = past_of([(5000, 3000, 2000)] * 4)
    vague = Rival("Rival", Estimate(28.0, 8.0, 48.0, 60))
    goal = a_goal(target=5.0, by=SUMMER, against="Rival")
    found = check_goal(goal, past=past, rival=vague)
    assert "rests on 60 answers" in found.objections[0].sentence


def test_a_figure_without_its_n_is_taken_as_exact_and_said():
    """By hand: (2.80158 / 5)² against 6100 takes 1,916 answers."""
    past = past_of([(5000, 3000, 2000)] * 4)
    bare = Rival("the industry", Estimate(28.0, None, None, 0))
    goal = a_goal(target=5.0, by=SUMMER, against="the industry")
    found = check_goal(goal, past=past, rival=bare)
    assert found.n_needed == 1_916
    assert "taken as exact" in found.notes[0]


def test_a_goal_per_quarter_needs_a_past_by_quarter():
    with pytest.raises(QuestionError, match="is per month, its past by quarter"):
        check_goal(
            a_goal(target=3.0, per="month", by=SUMMER), past=past_of(scores(10, 20))
        )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"direction": "sideways"}, "the direction is up or down"),
        ({"per": "season"}, "a change is per year, quarter"),
        ({"per": "quarter", "against": "Rival"}, "two goals"),
    ],
)
def test_what_is_no_goal_is_refused(said, sentence):
    with pytest.raises(QuestionError, match=sentence):
        a_goal(**said)

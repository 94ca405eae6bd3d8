"""Which metrics tell the experience as a whole."""

from stik.insights.focus import Listed
from stik.insights.headline import headlines
from stik.terms.touchpoint import OVERALL


def entry(question: str, scale: str, n: int, *, touchpoint: str = OVERALL) -> Listed:
    return Listed(touchpoint, question, scale, "day", n, 0, None, None)


def told(*entries: Listed) -> list[tuple[str, str, str | None]]:
    return [(h.metric, h.scale.name, h.question) for h in headlines(entries)]


def test_the_recommendation_leads_and_satisfaction_comes_with_its_mean():
    found = told(entry("how_was_it", "csat_1_5", 900), entry("nps", "nps_0_10", 10))
    assert found == [
        ("nps", "nps_0_10", "nps"),
        ("csat", "csat_1_5", "how_was_it"),
        ("mean", "csat_1_5", "how_was_it"),
    ]


def test_a_plain_rating_of_the_whole_leads():
    found = told(entry("nps", "nps_0_10", 90), entry("rating", "rating_1_10", 10))
    assert [metric for metric, _, _ in found] == ["mean", "nps"]


def test_yes_and_no_have_no_mean_beside_the_share():
    found = told(entry("satisfied", "yes_no_0_1", 40))
    assert found == [("csat", "yes_no_0_1", "satisfied")]


def test_answers_to_one_question_count_together_however_precise_their_dates_are():
    split = [entry("old", "csat_1_5", 60), entry("old", "csat_1_5", 60)]
    found = told(*split, entry("new", "csat_1_5", 100))
    assert {question for _, _, question in found} == {"old"}


def test_a_single_touchpoint_never_speaks_for_the_whole():
    assert told(entry("shop", "csat_1_5", 400, touchpoint="shop")) == []


def test_expectations_are_told_over_all_touchpoints_where_none_is_of_the_whole():
    found = headlines(
        [
            entry("shop", "gap_-4_4", 40, touchpoint="shop"),
            entry("app", "gap_-2_2", 30, touchpoint="app"),
            entry("web", "gap_-2_2", 30, touchpoint="web"),
        ]
    )
    assert [each.metric for each in found] == ["expectation_gap", "met_or_exceeded"]
    assert found[0].where == {"scale": "gap_-2_2"}


def test_nobody_asked_about_anything_gives_no_headline():
    assert told() == []

"""Benchmarks asked of a workspace: beside ours of the same days, or with the reason."""

from datetime import datetime
from typing import Any

import pytest
from tests.workspace.conftest import Make
from tests.workspace.test_about_others import load_about
from tests.workspace.test_questions import rows

from stik.errors import QuestionError
from stik.workspace import Workspace

PUBLISHED = "source: a yearbook, method: published"
PROGRAMME = f"""
benchmarks:
  exact: {{of: Rival, kind: competitor, metric: nps, value: 10,
    period: 2016, {PUBLISHED}}}
  bank: {{of: Bank, kind: company, industry: banking, metric: nps, value: 30, n: 500,
    dated: 2017-03-31, {PUBLISHED}}}
  shops: {{of: shops, kind: industry, metric: csat, scale: csat_1_7, value: 0.8,
    period: 2017, {PUBLISHED}}}
  asked: {{of: Rival, kind: competitor, metric: nps, survey: rival}}
"""
PROMOTERS = rows("2016-05-01", 60, touchpoint="overall", rating=4, channel="web")
DETRACTORS = rows("2017-01-01", 40, touchpoint="overall", recommend=2, channel="shop")
THEIRS = [
    {"day": "2017-02-01", "touchpoint": "overall", "recommend": 9 if n < 25 else 5}
    for n in range(50)
]


def found(workspace: Workspace, *words: str, **more: str) -> dict[str, dict[str, Any]]:
    table = workspace.benchmarks(*words, **more).table
    return {row["benchmark"]: row for row in table.to_pylist()}


@pytest.fixture
def workspace(made: Make, now: datetime) -> Workspace:
    workspace = made(*PROMOTERS, *DETRACTORS)
    load_about(workspace, THEIRS, now=now)
    workspace.place.programme_file.write_text(PROGRAMME, encoding="utf-8")
    return workspace


def test_ours_is_of_the_days_of_their_figure(workspace: Workspace) -> None:
    both = found(workspace)
    assert (both["exact"]["ours"], both["exact"]["n_ours"]) == (100.0, 60)
    assert both["exact"]["difference"] == 90.0
    assert both["bank"]["ours_days"] == "2016-04-01 to 2017-03-31"
    assert (both["bank"]["ours"], both["bank"]["n_ours"]) == (20.0, 100)
    assert both["bank"]["difference"] == pytest.approx(-10.0)


def test_ours_is_of_other_days_where_they_are_named(workspace: Workspace) -> None:
    both = found(workspace, "nps", from_date="2017")
    assert {row["ours"] for row in both.values()} == {-100.0}
    assert set(both) == {"exact", "bank", "asked"}
    assert both["exact"]["days"] == "2016-01-01 to 2016-12-31"


def test_what_a_survey_of_their_customers_says_is_compared_as_answers(
    workspace: Workspace,
) -> None:
    asked = found(workspace)["asked"]
    assert (asked["value"], asked["n"], asked["method"]) == (0.0, 50, "own survey")
    assert asked["days"] == asked["ours_days"] == "2016-03-01 to 2017-02-28"
    assert (asked["ours"], asked["difference"]) == (20.0, 20.0)
    assert asked["p"] is not None
    assert found(workspace, from_date="2016", to_date="2016")["asked"]["unknown"] == (
        "the survey 'rival' has no answers about Rival of 2016-01-01 to 2016-12-31; "
        "name other days."
    )


def test_another_scale_is_not_compared_and_both_are_named(workspace: Workspace) -> None:
    shops = found(workspace)["shops"]
    assert (shops["value"], shops["difference"], shops["ours"]) == (0.8, None, None)
    assert shops["difference_unknown"] == (
        "benchmark 'shops' was asked on csat_1_7, ours on csat_1_5; these are never "
        "compared."
    )


def test_the_best_of_any_industry_is_marked_with_its_industry(
    workspace: Workspace,
) -> None:
    best = [row for row in found(workspace, "nps").values() if row["is_best"]]
    assert [(row["of"], row["industry"]) for row in best] == [("Bank", "banking")]


def test_a_difference_is_judged_among_all_that_are_shown(workspace: Workspace) -> None:
    result = workspace.benchmarks()
    assert result.explain()["compared"]["comparisons"] == 3
    assert "exact: comes without its n and is taken as exact" in str(result.explain())
    rows = result.table.to_pylist()
    assert all(r["p_corrected"] >= r["p"] for r in rows if r["p"] is not None)


def test_a_saved_answer_is_asked_again_as_the_programme_was_then(
    workspace: Workspace, now: datetime
) -> None:
    saved = workspace.benchmarks()
    beside = workspace.ask("nps", by="channel", compare="benchmark=bank")
    workspace.place.programme_file.write_text("benchmarks: {}\n", encoding="utf-8")
    load_about(workspace, THEIRS[:9], now=now, name="more")
    assert workspace.ask_again(saved.explain()).table == saved.table
    assert workspace.ask_again(beside.explain()).table == beside.table
    assert workspace.benchmarks().table.num_rows == 0


def test_a_metric_is_asked_beside_a_benchmark(workspace: Workspace) -> None:
    result = workspace.ask("nps", by="channel", compare="benchmark=bank")
    shop, web = result.table.to_pylist()
    assert (shop["value_before"], shop["n_before"]) == (30.0, 500)
    assert (shop["difference"], web["difference"]) == (-130.0, 70.0)
    assert (shop["is_real"], web["is_real"]) == (True, True)
    said = "2016-04-01 to 2017-03-31, compared with Bank, 2016-04-01 to 2017-03-31"
    assert said in result.explain()["notes"]
    by_year = workspace.ask("nps", by="year", compare="benchmark=exact").table
    assert by_year["difference"].to_pylist() == [90.0, -110.0]
    assert by_year["n_before"].to_pylist() == [None, None]


@pytest.mark.parametrize(
    ("metric", "words", "sentence"),
    [
        ("csat", {"compare": "benchmark=bank"}, "is of nps, ours of csat"),
        ("csat", {"compare": "benchmark=shops"}, "on csat_1_7, ours on csat_1_5"),
        ("nps", {"compare": "benchmark=bnak"}, "did you mean 'bank'"),
        (
            "nps",
            {"compare": "benchmark=bank", "by": "chanel"},
            "did you mean 'channel'",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(
    metric: str, words: dict[str, str], sentence: str, workspace: Workspace
) -> None:
    with pytest.raises(QuestionError, match=sentence):
        workspace.ask(metric, **words)


def test_a_question_is_only_held_against_the_same_question(
    workspace: Workspace,
) -> None:
    text = PROGRAMME.replace("value: 10", "value: 10, question: recommand")
    workspace.place.programme_file.write_text(text, encoding="utf-8")
    exact = found(workspace)["exact"]
    assert "no answer has the question 'recommand'" in exact["difference_unknown"]
    with pytest.raises(QuestionError, match="answers 'recommand', ours 'recommend'"):
        workspace.ask("nps", where={"question": "recommend"}, compare="benchmark=exact")


def test_no_benchmark_of_a_metric_is_told_with_those_there_are(
    workspace: Workspace,
) -> None:
    with pytest.raises(QuestionError, match="no benchmark is of 'ces'; known are"):
        workspace.benchmarks("ces")


def test_days_without_answers_of_ours_are_told(workspace: Workspace) -> None:
    text = PROGRAMME.replace("period: 2016", "period: 2014")
    workspace.place.programme_file.write_text(text, encoding="utf-8")
    assert found(workspace)["exact"]["difference_unknown"] == (
        "no answers of ours are of 2014-01-01 to 2014-12-31; name other days."
    )


EFFORT = f"""
benchmarks:
  effort: {{of: Rival, kind: competitor, metric: ces, scale: ces_1_7, value: 5.5,
    n: 200, period: 2016, {PUBLISHED}}}
  named: {{of: Rival, kind: competitor, metric: ces, scale: ces_1_7, value: 5.5,
    question: rating, n: 200, period: 2016, {PUBLISHED}}}
"""


def test_a_metric_that_none_of_ours_was_asked_for_is_said_plainly(
    workspace: Workspace,
) -> None:
    workspace.place.programme_file.write_text(EFFORT, encoding="utf-8")
    both = found(workspace)
    assert both["effort"]["difference_unknown"] == (
        "we asked no ces question: none of ours is on ces; ask one to compare with it."
    )
    assert "correct the scale in the mapping" in both["named"]["difference_unknown"]

"""Why customers leave, asked of a workspace: reasons counted, and what goes with it."""

import numpy as np
import pytest
from tests.workspace.subscribers import NOW, company, load

import stik
from stik.errors import ProgrammeError, QuestionError
from stik.insights.value.leaving.hazard import leaving_rates
from stik.insights.value.leaving.reasons import stated_reasons
from stik.insights.value.lives.lifetimes import Lifetimes

STATED = {"price": 60, "moved": 12, "rude": 8}
TENURE = {"left": "status=gone", "months": "tenure", "reasons": "reason"}
DAYS = {"left_on": "left_on", "joined_on": "joined", "reasons": "reason"}
PROGRAMME = """
lifetime:
  left: {trait: status, is_any: [gone]}
  months: tenure
  reasons: reason
"""


def gone(who, **said):
    return {"who": f"g{who}", "status": "gone", **said}


def here(who, **said):
    return {"who": f"h{who}", "status": "here", **said}


def leavers():
    """Return 80 who left, with their reasons, and 120 who did not."""
    reasons = [reason for reason, n in STATED.items() for _ in range(n)]
    rows = [
        gone(n, reason=reason, tenure=1 + n % 7, contract="monthly", fee=20 + n % 9)
        for n, reason in enumerate(reasons)
    ]
    stay = [
        here(
            n, tenure=1 + n % 24, contract=("monthly", "yearly")[n % 2], fee=20 + n % 7
        )
        for n in range(120)
    ]
    return [*rows, *stay]


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Return the workspace of these customers, asked and never changed."""
    return company(tmp_path_factory.mktemp("subscribers"), leavers())


def of(result, what):
    return [row for row in result.table.to_pylist() if row["what"] == what]


def test_stated_reasons_are_those_of_the_library(known):
    result = known.leaving(lifetime=TENURE)
    found, expected = of(result, "reason"), stated_reasons(STATED)
    assert [row["name"] for row in found] == ["price", "moved", "rude"]
    assert [row["low"] for row in found] == [each.share.low for each in expected]
    assert [row["last_rank"] for row in found] == [1, 3, 3]
    told = result.explain()
    assert (told["n"], told["n_left"], told["claim"]) == (200, 80, "association")


def test_a_number_goes_with_leaving_as_the_library_says(known):
    rows = leavers()
    [fee] = of(known.leaving(lifetime=TENURE, of="fee"), "trait")
    stays = Lifetimes(
        np.array([float(row["tenure"]) for row in rows]),
        np.array([row["status"] == "gone" for row in rows]),
    )
    fees = np.array([float(row["fee"]) for row in rows])
    [expected] = leaving_rates(stays, {"fee": fees})
    assert fee["value"] == pytest.approx(expected.ratio.value)
    assert fee["p"] == pytest.approx(expected.p)


def test_the_programme_says_who_left_and_an_answer_keeps_what_it_said(tmp_path, known):
    workspace = company(tmp_path, leavers(), programme=PROGRAMME)
    result = workspace.leaving()
    assert result.table == known.leaving(lifetime=TENURE).table
    workspace.place.programme_file.write_text("vision: none\n")
    assert workspace.ask_again(result.explain()).table == result.table


def test_what_all_who_left_have_is_flagged_and_not_held_alike_for_the_rest(tmp_path):
    rows = leavers()
    for row in rows:
        row["rating"] = 1 if row["status"] == "gone" else 4
    workspace = company(tmp_path, rows)
    result = workspace.leaving(lifetime=TENURE, of=["fee", "rating"])
    fee, rating = of(result, "trait")
    assert rating["leak"] == "all 80 customers with 1 have left"
    assert fee["leak"] is None
    [alone] = of(workspace.leaving(lifetime=TENURE, of="fee"), "trait")
    assert fee["value"] == pytest.approx(alone["value"])
    assert any("no day" in note for note in result.explain()["notes"])


def test_a_value_nobody_with_left_is_unknown_not_endless(known):
    [yearly] = of(known.leaving(lifetime=TENURE, of="contract"), "trait")
    assert (yearly["of"], yearly["against"]) == ("yearly", "monthly")
    assert yearly["value"] is None
    assert "apart" in yearly["unknown"]


def test_only_those_who_left_within_the_period_count(tmp_path):
    rows = [
        {"who": f"c{n}", "joined": "2024-01-01", "left_on": day, "reason": reason}
        for n, (day, reason) in enumerate(
            [("2025-03-01", "price")] * 6 + [("2026-03-01", "moved")] * 9
        )
    ]
    rows += [{"who": f"s{n}", "joined": "2024-01-01"} for n in range(20)]
    workspace = company(tmp_path, rows)
    result = workspace.leaving(lifetime=DAYS, from_date="2026", to_date="2026")
    [moved] = of(result, "reason")
    assert (moved["name"], moved["n_left"]) == ("moved", 9)
    before = workspace.leaving(lifetime=DAYS, to_date="2025-12")
    assert before.explain()["n_left"] == 6


def test_who_came_back_has_not_left(tmp_path):
    rows = [gone(n, tenure=5, reason="price", day="2026-01-01") for n in range(10)]
    workspace = company(tmp_path, rows)
    back = [
        {"who": "g0", "status": "here", "tenure": 6, "day": "2026-02-01"},
        {"who": "g1", "status": "gone", "tenure": 9, "day": "2025-02-01"},
    ]
    load(workspace, back, name="back")
    [price] = of(workspace.leaving(lifetime=TENURE), "reason")
    assert (price["n_left"], price["n"]) == (9, 9)


def test_a_filter_takes_a_trait_as_it_is_now(known):
    result = known.leaving(lifetime=TENURE, where={"contract": "yearly"})
    assert (result.explain()["n"], result.explain()["n_left"]) == (60, 0)
    assert of(result, "reason") == []


def test_too_few_reasons_are_unknown(tmp_path):
    rows = [gone(n, reason="price", tenure=3) for n in range(4)]
    [price] = of(company(tmp_path, rows).leaving(lifetime=TENURE), "reason")
    assert (price["value"], price["unknown"]) == (None, "n = 4, needs 5")


def test_what_grows_with_the_months_stayed_is_said(tmp_path):
    rows = leavers()
    for row in rows:
        row["fee"] = 30 * row["tenure"] + 1
    result = company(tmp_path, rows).leaving(lifetime=TENURE, of="fee")
    [fee] = of(result, "trait")
    assert fee["grows_with_time"]
    assert any("grows with the months" in note for note in result.explain()["notes"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "nothing says who has left"),
        ({"lifetime": {"left": "status"}}, "write left as trait=value"),
        ({"lifetime": {"lefd": "status=gone"}}, "did you mean 'left'"),
        ({"lifetime": {"left": "statu=gone"}}, "did you mean 'status'"),
        ({"lifetime": TENURE, "of": "contrat"}, "did you mean 'contract'"),
        ({"lifetime": TENURE, "where": {"channel": "web"}}, "tells of an answer"),
        ({"lifetime": TENURE, "from_date": "2026"}, "days customers left are not"),
    ],
)
def test_what_cannot_be_asked_is_refused(known, words, sentence):
    with pytest.raises(QuestionError, match=sentence):
        known.leaving(**words)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{months: tenure}", "does not say who left"),
        ("{joined_on: joined}", "does not say how long"),
        ("{left: {measure: visits, below: 1}}", "names a measure"),
        ("{left: {trait: status}}", "says nothing to hold"),
        ("{leftt: status}", "did you mean 'left'"),
    ],
)
def test_a_lifetime_that_cannot_be_is_told_with_its_line(tmp_path, written, sentence):
    workspace = stik.create(tmp_path / "place", now=NOW)
    workspace.place.programme_file.write_text(f"lifetime: {written}\n")
    with pytest.raises(ProgrammeError, match=sentence) as told:
        workspace.leaving()
    assert told.value.line == 1

"""Beliefs are written down before answers can be seen, then held against them."""

import doctest
from datetime import UTC, date, datetime

import pytest
from tests.workspace.conftest import add

import stik
from stik.errors import QuestionError, UnknownMetric
from stik.insights.belief import asking as believing

MARCH = datetime(2026, 3, 20, 12, tzinfo=UTC)
APRIL = datetime(2026, 4, 3, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path):
    """Return an empty place of February 2026."""
    return stik.create(tmp_path / "place", now=datetime(2026, 2, 1, tzinfo=UTC))


def recommending(month, *, promoters, detractors, at="checkout"):
    """Return so many answers of 10 and of 3 in a month of 2026."""
    scores = [10] * promoters + [3] * detractors
    return [
        {"day": f"2026-{month:02d}-{1 + i % 28:02d}", "touchpoint": at, "recommend": s}
        for i, s in enumerate(scores)
    ]


def believed(workspace, value=45, *, by="Ana", now=MARCH, metric="nps", **words):
    words = {"where": {"touchpoint": "checkout"}, **words}
    workspace.believe(metric, by=by, value=value, now=now, **words)


def gaps(workspace, **words):
    return workspace.beliefs(**words).table.to_pylist()


def test_examples_in_docstrings_run():
    assert doctest.testmod(believing, raise_on_error=True).attempted


def test_a_belief_is_held_against_the_answers_of_its_month(workspace):
    believed(workspace)
    add(workspace, recommending(3, promoters=60, detractors=40), now=APRIL)
    [row] = gaps(workspace)
    [asked] = workspace.ask(
        "nps", where={"touchpoint": "checkout"}, from_date="2026-03", to_date="2026-03"
    ).table.to_pylist()
    assert (row["believer"], row["about"]) == ("Ana", "nps of checkout by month")
    assert (row["period"], row["written_on"]) == ("2026-03", date(2026, 3, 20))
    assert (row["answers"], row["n"]) == (20.0, 100)
    assert row["value"] == 25.0
    assert row["low"] == pytest.approx(45 - asked["high"])
    assert row["high"] == pytest.approx(45 - asked["low"])
    assert row["is_off"] is True


def test_before_anybody_answered_it_is_unknown(workspace):
    believed(workspace)
    [row] = gaps(workspace)
    assert (row["value"], row["n"]) == (None, 0)
    assert row["unknown"] == "nobody answered about it in that period"


def test_of_a_month_that_is_over_and_stored_nothing_can_be_believed(workspace):
    add(workspace, recommending(3, promoters=60, detractors=40), now=APRIL)
    with pytest.raises(QuestionError, match="can be seen by now"):
        believed(workspace, now=APRIL, period="2026-03")
    assert gaps(workspace) == []


def test_until_its_answers_are_stored_a_month_that_is_over_can_be_believed(workspace):
    add(workspace, recommending(2, promoters=60, detractors=40), now=MARCH)
    believed(workspace, now=APRIL, period="2026-03")
    believed(workspace, now=APRIL, period="2026-04")
    assert [row["period"] for row in gaps(workspace)] == ["2026-03", "2026-04"]


def test_while_a_month_goes_on_it_can_be_believed(workspace):
    add(workspace, recommending(3, promoters=6, detractors=4), now=MARCH)
    believed(workspace, now=MARCH)
    assert gaps(workspace)[0]["value"] == 25.0


def test_a_month_ends_in_the_time_zone_of_the_place(tmp_path):
    workspace = stik.create(
        tmp_path / "place",
        now=datetime(2026, 2, 1, tzinfo=UTC),
        time_zone="Pacific/Auckland",
    )
    evening = datetime(2026, 3, 31, 20, tzinfo=UTC)  # 1 April in Auckland
    add(workspace, recommending(3, promoters=60, detractors=40), now=evening)
    with pytest.raises(QuestionError, match="can be seen by now"):
        believed(workspace, now=evening, period="2026-03")
    believed(workspace, now=evening)
    assert gaps(workspace)[0]["period"] == "2026-04"


def test_the_first_belief_counts(workspace):
    believed(workspace, 45)
    with pytest.raises(QuestionError, match="Ana wrote down 45 on 2026-03-20"):
        believed(workspace, 20)
    with pytest.raises(QuestionError, match="the first belief counts"):
        believed(workspace, 20, period="2026-03", where={"touchpoint": ["checkout"]})
    believed(workspace, 20, by="Bojan")
    assert [row["believed"] for row in gaps(workspace)] == [45, 20]
    assert [row["believed"] for row in gaps(workspace, by="Bojan")] == [20]


def test_optimism_and_nearing_are_told_over_periods(workspace):
    for month, value in ((2, 50), (3, 40), (4, 35), (5, 30), (6, 24)):
        now = datetime(2026, month, 10, tzinfo=UTC)
        believed(workspace, value, now=now)
        rows = recommending(month, promoters=60, detractors=40)
        add(workspace, rows, now=now.replace(day=28), name=f"m{month}")
    told = workspace.beliefs().explain()
    [optimism] = told["optimism"]
    assert (optimism["believer"], optimism["metric"]) == ("Ana", "nps")
    assert optimism["value"] == pytest.approx((30 + 20 + 15 + 10 + 4) / 5)
    assert optimism["low"] < optimism["value"] < optimism["high"]
    [nearing] = told["nearing"]
    assert nearing["value"] == pytest.approx(6.2)
    assert nearing["n"] == 5


def test_what_several_believe_of_the_same_answers_is_told_together(workspace):
    for number in range(5):
        believed(workspace, 40 + number, by=f"owner {number}")
    add(workspace, recommending(3, promoters=60, detractors=40), now=APRIL)
    [shared] = workspace.beliefs().explain()["shared"]
    assert (shared["about"], shared["period"]) == (
        "nps of checkout by month",
        "2026-03",
    )
    assert shared["value"] == pytest.approx(22.0)


def test_a_year_and_its_first_month_are_two_beliefs(workspace):
    believed(workspace, 45, period="2027")
    believed(workspace, 40, period="2027-01")
    assert {row["about"] for row in gaps(workspace)} == {
        "nps of checkout by month",
        "nps of checkout by year",
    }


def test_what_was_asked_can_be_asked_again_as_it_was(workspace):
    believed(workspace)
    told = workspace.beliefs().explain()
    believed(workspace, by="Bojan")
    again = workspace.ask_again(told).table.to_pylist()
    assert [row["believer"] for row in again] == ["Ana"]


def test_a_place_measures_the_same_with_and_without_beliefs(workspace):
    add(workspace, recommending(2, promoters=60, detractors=40), now=MARCH)
    before = workspace.ask("nps", by="touchpoint").table
    believed(workspace)
    assert workspace.ask("nps", by="touchpoint").table == before
    assert all(check.is_well for check in workspace.check())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"metric": "csat", "value": 70}, "lies between 0 and 1, not at 70"),
        ({"value": 101}, "lies between -100 and 100"),
        ({"period": "soon"}, "is no date"),
        ({"by": " "}, "say who believes it"),
        ({"where": {"touchpoint": "chekout"}}, "did you mean 'checkout'"),
    ],
)
def test_what_cannot_be_believed_is_refused(workspace, words, sentence):
    add(workspace, recommending(2, promoters=6, detractors=4), now=MARCH)
    with pytest.raises(QuestionError, match=sentence):
        believed(workspace, **words)
    assert gaps(workspace) == []


def test_a_metric_that_is_none_is_refused(workspace):
    with pytest.raises(UnknownMetric):
        believed(workspace, metric="npss")

"""How long customers stay, asked of a workspace: by trait, and from an answer on."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.workspace.subscribers import company

from stik.errors import QuestionError
from stik.insights.value.lives.lifetimes import Lifetimes
from stik.insights.value.retention.staying import retention, retention_by_group

JOINED, END = date(2024, 1, 1), date(2026, 1, 1)
DAYS = {"left_on": "left_on", "joined_on": "joined"}
TENURE = {"left": "status=gone", "months": "tenure"}
TENURES = [3] * 12 + [12] * 28


def tenured():
    """Return 40 of whom 12 left after 3 months, and others of another contract."""
    rows = [
        {"who": n, "tenure": months, "status": "gone" if months < 12 else "here"}
        for n, months in enumerate(TENURES)
    ]
    rows += [{"who": f"y{n}", "tenure": 30, "status": "here"} for n in range(40)]
    for row in rows:
        row["contract"] = "yearly" if str(row["who"]).startswith("y") else "monthly"
    return rows


def dated():
    """Return 60 who answered after a year: the unhappy ones leave 90 days later.

    Ten more had left before they could answer twice, and twenty came too late to.
    """
    answered = JOINED + timedelta(days=365)
    rows = []
    for n in range(60):
        score = (10, 8, 2)[n % 3]
        left = answered + timedelta(days=90) if score == 2 else ""
        rows.append(
            {
                "who": f"c{n}",
                "joined": JOINED,
                "left_on": left,
                "day": answered,
                "recommend": score,
            }
        )
    early = {"joined": JOINED, "left_on": JOINED + timedelta(days=30)}
    rows += [{"who": f"e{n}", **early} for n in range(10)]
    rows += [{"who": f"l{n}", "joined": END, "day": END} for n in range(20)]
    return rows


@pytest.fixture(scope="module")
def months_known(tmp_path_factory):
    return company(tmp_path_factory.mktemp("months"), tenured())


@pytest.fixture(scope="module")
def days_known(tmp_path_factory):
    return company(tmp_path_factory.mktemp("days"), dated())


def test_the_share_that_stays_is_the_one_worked_by_hand(months_known):
    result = months_known.retention(
        lifetime=TENURE, at=[6], where={"contract": "monthly"}
    )
    [row] = result.table.to_pylist()
    months = np.array(TENURES, dtype=float)
    [known] = retention(Lifetimes(months, months < 12), at=[6])
    assert row["value"] == pytest.approx(28 / 40)
    assert (row["low"], row["n"]) == (known.share.low, known.share.n)
    assert (row["group"], row["n_customers"], row["n_left"]) == (None, 40, 12)


def test_groups_are_compared_as_the_library_does(months_known):
    rows = tenured()
    result = months_known.retention(lifetime=TENURE, by="contract", at=[6, 12])
    found = result.table.to_pylist()
    stays = Lifetimes(
        np.array([float(row["tenure"]) for row in rows]),
        np.array([row["status"] == "gone" for row in rows]),
    )
    known = retention_by_group(stays, [row["contract"] for row in rows], at=[6])
    assert [row["group"] for row in found] == ["monthly"] * 2 + ["yearly"] * 2
    assert result.explain()["difference"]["p"] == pytest.approx(known.difference.p)
    assert result.explain()["is_real"] is True


def test_months_from_both_days_are_those_of_the_calendar(days_known):
    result = days_known.retention(lifetime=DAYS, at=[6, 12, 14, 16])
    shares = [row["value"] for row in result.table.to_pylist()]
    # Ten of seventy leave after a month; twenty more 455 days, 14.95 months, on.
    assert shares[:3] == pytest.approx([60 / 70] * 3)
    assert shares[3] == pytest.approx(40 / 70)
    assert result.explain()["seen_until"] == "2026-01-01"


def test_groups_of_an_experience_are_counted_from_the_answer_on(days_known):
    result = days_known.retention(lifetime=DAYS, by="nps", at=[2, 4])
    found = {(row["group"], row["months"]): row for row in result.table.to_pylist()}
    assert [row["group"] for row in found.values()][::2] == [
        "promoters",
        "passives",
        "detractors",
    ]
    assert found["detractors", 2.0]["value"] == 1.0
    assert found["detractors", 4.0]["value"] == 0.0
    assert found["promoters", 4.0]["value"] == 1.0
    told = result.explain()
    assert told["counted_from"] == "the first answer to recommend"
    assert found["detractors", 2.0]["n_customers"] == 20


def test_who_had_left_before_the_answer_is_left_out_and_said(tmp_path):
    rows = dated()
    for row in rows[:3]:
        row["left_on"] = JOINED + timedelta(days=300)
    result = company(tmp_path, rows).retention(lifetime=DAYS, by="nps", at=[2])
    assert sum(row["n_customers"] for row in result.table.to_pylist()) == 57
    assert any(
        "3 customers who had left before" in n for n in result.explain()["notes"]
    )


def test_a_period_looks_at_its_days_alone(days_known):
    first = JOINED + timedelta(days=400)
    result = days_known.retention(
        lifetime=DAYS, at=[12, 16], from_date=first.isoformat(), to_date="2025-12-31"
    )
    year, more = result.table.to_pylist()
    # Nobody was looked at in their first year: who is there stayed that long.
    assert year["n_customers"] == 60
    assert more["value"] == pytest.approx(40 / 60)
    assert more["n_left"] == 20


def test_who_left_is_known_of_all_named_customers_where_only_that_day_is(tmp_path):
    rows = [
        {"who": f"c{n}", "day": "2025-01-01", "recommend": 9 if n % 2 else 3}
        for n in range(40)
    ]
    rows += [
        {"who": f"c{n}", "day": "2025-12-31", "left_on": "2025-07-01"}
        for n in range(0, 20, 2)
    ]
    result = company(tmp_path, rows).retention(
        lifetime={"left_on": "left_on"}, by="recommend", at=[9]
    )
    promoters, detractors = result.table.to_pylist()
    assert (promoters["value"], detractors["value"]) == (1.0, 0.5)


def test_an_undated_answer_makes_no_group(tmp_path):
    rows = dated()
    for row in rows:
        row.pop("day", None)
    result = company(tmp_path, rows).retention(lifetime=DAYS, by="nps")
    assert {row["unknown"] for row in result.table.to_pylist()} == {
        "the answers have no day, so that nobody knows who had left before them"
    }


def test_without_months_it_is_unknown_with_what_to_name(months_known):
    rows = months_known.retention(lifetime={"left": "status=gone"}).table.to_pylist()
    assert all("joined_on, left_on" in row["unknown"] for row in rows)
    rows = months_known.retention(lifetime=TENURE, at=[60]).table.to_pylist()
    assert rows[0]["unknown"] == "nobody was seen for longer than 30 months"


def test_it_can_be_asked_again(days_known):
    result = days_known.retention(lifetime=DAYS, by="nps", at=[2, 4])
    assert days_known.ask_again(result.explain()).table == result.table


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"at": [12, 6]}, "must rise"),
        ({"at": []}, "must rise"),
        ({"by": "contrac"}, "did you mean 'contract'"),
        ({"by": "nps"}, "nobody answered 'nps' yet"),
    ],
)
def test_what_cannot_be_asked_is_refused(months_known, words, sentence):
    with pytest.raises(QuestionError, match=sentence):
        months_known.retention(lifetime=TENURE, **words)


def test_a_segmentation_groups_and_filters_customers_as_they_are_now(tmp_path):
    kinds = "{m: {when: [{trait: contract, is_any: [monthly]}]}, y: {}}"
    programme = f"segmentations:\n  kind: {{segments: {kinds}}}\n"
    workspace = company(tmp_path, tenured(), programme=programme)
    words = {"lifetime": TENURE, "at": [6, 12]}
    by_kind = workspace.retention(by="kind", **words).table
    by_trait = workspace.retention(by="contract", **words).table
    assert by_kind["group"].to_pylist() == ["m", "m", "y", "y"]
    assert by_kind.drop_columns("group") == by_trait.drop_columns("group")
    told = workspace.retention(where={"kind": "y"}, **words).explain()
    assert (told["n"], told["n_left"]) == (40, 0)
    assert "kind: customers as they are now" in told["notes"]

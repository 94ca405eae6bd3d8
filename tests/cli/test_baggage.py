"""Baggage at the command line."""

import pytest


@pytest.fixture
def answered(place, survey, mapping, stik):
    """Return a place where whoever gave a 0 in May answers lower in June."""
    rows = []
    for who in range(80):
        for month, score in ((3, 7), (4, 8), (5, 0 if who < 40 else 7), (6, 7)):
            given = score - (3 if who < 40 and month == 6 else 0) + who % 3
            score_told = 0 if (month == 5 and who < 40) else given
            rows.append(
                f"{who}-{month},c{who},2026-0{month}-1{who % 9},web,{score_told},,fine"
            )
    assert stik("load", place, survey(*rows), "--map", mapping).code == 0
    return place


def test_the_weight_is_shown_by_months_after(answered, stik):
    told = stik("baggage", answered, "recommend", "--at-most", "0", "--within", "2,6")
    assert told.code == 1  # nobody answered later than two months after
    first, second = [
        next(line for line in told.out.splitlines() if line.startswith(words))
        for words in ("0 to 2", "2 to 6")
    ]
    assert "▼ weighs" in first
    assert "n = 0 customers" in second
    assert "It weighs for 2 months" in told.out
    assert "40 customers had it: recommend of 0 or less" in told.out


def test_as_json_it_holds_the_stretches(answered, stik):
    told = stik("baggage", answered, "nps", "--at-most", "0", "--within", "2", "--json")
    content = told.json()
    assert told.code == 0
    assert [row["months_to"] for row in content["rows"]] == [2.0]
    assert content["explain"]["lasts_months"] == 2


@pytest.mark.parametrize(
    "words", [(), ("--at-most", "2", "--touchpoint", "overall"), ("--within", "soon")]
)
def test_what_is_not_one_bad_experience_is_refused(answered, stik, words):
    told = stik("baggage", answered, "recommend", *words)
    assert told.code == 2
    assert "--at-most 2" in told.err or "write 1,3,6,12,24" in told.err

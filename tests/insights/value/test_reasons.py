"""Stated reasons, counted with intervals that hold together."""

import numpy as np
import pytest
from tests.insights.value.examples import cases

from stik.errors import QuestionError
from stik.insights.value.leaving.reasons import stated_reasons


@pytest.mark.parametrize(
    "case", cases("reasons")["case"], ids=lambda case: case["about"]
)
def test_reasons_worked_by_hand(case):
    found = stated_reasons(case["counts"], n_left=case.get("n_left"))
    assert [each.name for each in found] == case["names"]
    assert [each.share.low for each in found] == pytest.approx(case["low"], abs=1e-6)
    assert [each.share.high for each in found] == pytest.approx(case["high"], abs=1e-6)


def test_reasons_whose_intervals_overlap_share_their_ranks():
    found = stated_reasons(cases("reasons")["case"][0]["counts"])
    assert [(each.first_rank, each.last_rank) for each in found] == [
        (1, 1),
        (2, 3),
        (2, 3),
    ]


def test_intervals_are_those_of_goodman_in_statsmodels():
    from statsmodels.stats.proportion import multinomial_proportions_confint  # noqa: PLC0415 - 2 s

    counts = [91, 49, 37, 43]
    found = stated_reasons(dict(zip("abcd", counts, strict=True)))
    oracle = multinomial_proportions_confint(counts, method="goodman")
    by_name = sorted(found, key=lambda each: each.name)
    assert [(each.share.low, each.share.high) for each in by_name] == [
        pytest.approx(tuple(row), abs=1e-9) for row in oracle
    ]


@pytest.mark.parametrize(("n", "ranked"), [(4, False), (29, False), (30, True)])
def test_few_leavers_are_unknown_or_not_ranked(n, ranked):
    first, _ = stated_reasons({"price": n - 1, "moved": 1})
    assert (first.share.unknown is None) == (n >= 5)
    assert (first.first_rank == 1) == ranked


def test_nobody_stated_anything_is_unknown():
    [only] = stated_reasons({"price": 0})
    assert only.share.unknown == "n = 0, needs 5"
    assert stated_reasons({}) == ()


def test_a_reason_stated_by_more_than_left_is_refused():
    with pytest.raises(QuestionError, match="'price' is stated by 12 of 10"):
        stated_reasons({"price": 12}, n_left=10)


def test_all_intervals_together_cover_what_they_claim():
    generator = np.random.default_rng(2)
    truth = {"price": 0.5, "moved": 0.3, "rude": 0.15, "other": 0.05}
    drawn = generator.multinomial(200, list(truth.values()), size=1_000)
    covered = 0
    for row in drawn.tolist():
        found = stated_reasons(dict(zip(truth, row, strict=True)))
        covered += all(e.share.low <= truth[e.name] <= e.share.high for e in found)
    assert covered / 1_000 >= 0.94

"""Kano's table and what a feature is, by hand."""

import doctest
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from stik.errors import QuestionError
from stik.insights.kano import needs as module
from stik.insights.kano.needs import Given, Need, kano, kano_counted, need
from stik.metrics.intervals import wilson

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "kano.md"
CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "kano.toml").read_text(encoding="utf-8")
)


def test_examples_in_docstrings_run():
    assert doctest.testmod(module, raise_on_error=True).attempted


def test_examples_on_the_reference_page_run():
    tested = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tested.attempted
    assert tested.failed == 0


def test_the_table_holds_each_need_as_often_as_published():
    steps = range(1, 6)
    counted = Counter(
        need(having, lacking).value for having in steps for lacking in steps
    )
    assert counted == CASES["table"]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["about"])
def test_features_worked_by_hand(case):
    found = kano(
        [(having, lacking) for having, lacking, n in case["answers"] for _ in range(n)]
    )
    assert found.need == case.get("need")
    assert found.unknown == case.get("unknown")
    assert found.better.value == pytest.approx(case["better"], abs=1e-6)
    assert found.worse.value == pytest.approx(case["worse"], abs=1e-6)
    assert found.better.low <= found.better.value <= found.better.high
    assert found.worse.low <= found.worse.value <= found.worse.high <= 0


def test_nobody_answered_is_unknown():
    found = kano([])
    assert (found.n, found.need, found.p) == (0, None, None)
    assert found.unknown == "n = 0, needs 30"
    assert found.better.unknown == found.worse.unknown == "n = 0, needs 5"


def test_where_all_find_it_reverse_better_and_worse_are_unknown():
    found = kano([(5, 1 + i % 3 + 1) for i in range(40)])
    assert found.need is Need.REVERSE
    assert found.better.unknown == "n = 0, needs 5"


@pytest.mark.parametrize("answer", [(0, 3), (3, 6), (6, 0)])
def test_an_answer_off_the_scale_is_refused(answer):
    with pytest.raises(QuestionError, match="Kano answers go from 1 to 5"):
        kano([answer])


def test_shares_are_of_weight_and_certain_as_of_so_many_customers_as_they_are_worth():
    """24 of weight 2, 10 and 6 of weight 1: 58 of 64, worth 64^2 / 112 customers."""
    wifi = kano_counted(
        {(1, 3): Given(24, 48, 96), (1, 5): Given(10, 10, 10), (3, 3): Given(6, 6, 6)}
    )
    assert wifi.better.value == pytest.approx(58 / 64)
    assert wifi.n_effective == pytest.approx(64**2 / 112)
    ends = wilson(58 / 64, n=64**2 / 112)
    assert (wifi.better.low, wifi.better.high) == pytest.approx(ends)
    assert wifi.shares[Need.DELIGHT] == pytest.approx(48 / 64)
    assert (wifi.n, wifi.counts[Need.DELIGHT], wifi.better.n) == (40, 24, 40)

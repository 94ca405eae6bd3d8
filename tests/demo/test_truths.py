"""Planted truths are found through the front door; harmless ones raise no alarm."""

from functools import cache
from pathlib import Path

import pytest
from tests.demo.loading import loaded

import stik
from stik.demo.check import asked, find_truths
from stik.demo.company import TODAY
from stik.demo.simulation import simulate
from stik.demo.truth import Answer
from stik.demo.truths import TRUTHS

ROOT = Path(__file__).parents[2]
SEEDS = tuple(range(1001, 1021))
ONE_SEED = SEEDS[:1]
FOUND_AT_LEAST = 0.95
FALSE_AT_MOST = 0.05


@pytest.fixture(scope="module")
def company_of_seed(tmp_path_factory):
    """Return the company of a seed, each made only once."""

    @cache
    def company(seed):
        folder = tmp_path_factory.mktemp(f"seed-{seed}")
        return loaded(simulate(seed=seed), folder)[0]

    return company


@pytest.fixture(scope="module")
def found_in_seed(company_of_seed):
    """Return what is found in the company of a seed, each asked only once."""
    return cache(lambda seed: find_truths(company_of_seed(seed)))


def shares(found_in_seed, seeds):
    """Return the share of truths found, and of harmless ones that raised an alarm."""
    found = [each for seed in seeds for each in found_in_seed(seed)]
    true = [each.found for each in found if not each.truth.is_harmless]
    calm = [each.found for each in found if each.truth.is_harmless]
    return sum(true) / len(true), 1 - sum(calm) / len(calm)


def test_in_another_company_the_truths_are_found(found_in_seed):
    found, _ = shares(found_in_seed, ONE_SEED)  # false alarms take twenty to count
    assert found >= FOUND_AT_LEAST


@pytest.mark.soak
def test_in_twenty_other_companies_the_truths_are_found(found_in_seed):
    found, false = shares(found_in_seed, SEEDS)
    assert found >= FOUND_AT_LEAST
    assert false <= FALSE_AT_MOST


def right_verdicts(company_of_seed, seeds):
    """Return in which seeds the initiative that worked is kept, the other stopped."""
    words = {
        seed: company_of_seed(seed)
        .initiatives(today=TODAY.date())
        .table["word"]
        .to_pylist()
        for seed in seeds
    }
    return [seed for seed in seeds if words[seed] == ["keep", "stop"]]


def test_in_another_company_what_worked_is_kept_and_what_did_not_stopped(
    company_of_seed,
):
    assert right_verdicts(company_of_seed, ONE_SEED) == list(ONE_SEED)


@pytest.mark.soak
def test_in_twenty_other_companies_what_worked_is_kept_and_what_did_not_stopped(
    company_of_seed,
):
    right = right_verdicts(company_of_seed, SEEDS)
    assert len(right) >= FOUND_AT_LEAST * len(SEEDS)


@pytest.mark.soak
def test_where_nothing_is_planted_few_comparisons_are_called_real(tmp_path):
    compared = {truth.question.command: truth.question for truth in TRUTHS}
    alarms = []
    for seed in SEEDS[:5]:
        workspace, _ = loaded(
            simulate(seed=seed, effects=(), ways=()), tmp_path / str(seed)
        )
        alarms += [
            row["is_real"]
            for question in compared.values()
            if question.compare
            for row in asked(workspace, question).table.to_pylist()
            if row["is_real"] is not None
        ]
    assert len(alarms) > 200
    assert sum(alarms) / len(alarms) <= FALSE_AT_MOST


def test_winter_alarms_whoever_compares_it_with_autumn(shown):
    row = {
        row["touchpoint"]: row
        for row in stik.open(shown[0])
        .ask(
            "csat",
            by=["touchpoint"],
            from_date="2025-12",
            to_date="2026-01",
            compare="previous",
        )
        .table.to_pylist()
    }["waiting"]
    assert row["is_real"]
    assert row["difference"] < 0


def test_there_are_truths_to_find_and_harmless_ones():
    harmless = [truth for truth in TRUTHS if truth.is_harmless]
    assert len(TRUTHS) - len(harmless) >= 5
    assert len(harmless) >= 5


def test_every_kind_of_answer_is_planted():
    assert {truth.answer for truth in TRUTHS} == set(Answer)


def test_no_two_truths_share_a_name():
    assert len({truth.name for truth in TRUTHS}) == len(TRUTHS)


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_every_truth_is_written_down_for_readers(truth):
    page = (ROOT / "docs/explanation/demo-company.md").read_text(encoding="utf-8")
    assert truth.sentence in page
    assert truth.question.command in page

"""What owners think the score is, against what customers answer."""

import doctest
import tomllib
from datetime import date
from pathlib import Path

import pytest

from stik.errors import QuestionError
from stik.insights.belief import gaps as module
from stik.insights.belief.gaps import (
    Belief,
    Measured,
    belief_gaps,
    nearing,
    optimism,
    shared_optimism,
)
from stik.terms.estimate import Estimate

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "belief.md"
CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "belief.toml").read_text(encoding="utf-8")
)["case"]
CHECKOUT = "nps of checkout"


def believed(value, *, who="Ana", month=1, written=None):
    first = date(2026, month, 1)
    return Belief(who, CHECKOUT, first, value, written or date(2026, month, 20))


def answered(value, *, month=1, n=400, half=7.0, shown_on=None):
    estimate = Estimate(value, value - half, value + half, n)
    return Measured(CHECKOUT, date(2026, month, 1), estimate, shown_on)


def over_months(beliefs, answers, who="Ana"):
    """Return the gaps of one believer, month by month."""
    return belief_gaps(
        [believed(value, who=who, month=i) for i, value in enumerate(beliefs, 1)],
        [answered(value, month=i) for i, value in enumerate(answers, 1)],
    )


def test_examples_in_docstrings_run():
    assert doctest.testmod(module, raise_on_error=True).attempted


def test_examples_on_the_reference_page_run():
    tested = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tested.attempted
    assert tested.failed == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_gaps_worked_by_hand(case):
    measured = Measured(CHECKOUT, date(2026, 1, 1), Estimate(*case["answers"]))
    [found] = belief_gaps([believed(case["belief"])], [measured])
    assert [found.gap.value, found.gap.low, found.gap.high] == case["gap"]
    assert found.is_off is case.get("is_off")


def test_a_belief_written_after_the_results_were_seen_is_none():
    seen = answered(12.0, shown_on=date(2026, 2, 3))
    [late] = belief_gaps([believed(12.0, written=date(2026, 2, 3))], [seen])
    assert late.gap.unknown == "written on 2026-02-03, seen on 2026-02-03"
    assert late.is_off is None
    [early] = belief_gaps([believed(12.0, written=date(2026, 2, 2))], [seen])
    assert early.is_off is False


def test_a_belief_nobody_answered_about_is_unknown():
    [found] = belief_gaps([believed(40.0)], [answered(12.0, month=2)])
    assert found.gap.unknown == "nobody answered about it in that period"


def test_where_the_answers_are_unknown_so_is_the_gap():
    missing = Measured(
        CHECKOUT, date(2026, 1, 1), Estimate.missing(n=4, reason="n = 4, needs 5")
    )
    [found] = belief_gaps([believed(40.0)], [missing])
    assert found.gap.unknown == "n = 4, needs 5"


def test_the_mean_gap_over_months_worked_by_hand():
    # Gaps 10, 20, 30, 40, 50: mean 30, s = 15.8114, t(4) = 2.776445.
    found = optimism(over_months([20, 30, 40, 50, 60], [10] * 5))
    assert found.value == pytest.approx(30)
    assert found.low == pytest.approx(30 - 2.776445 * 15.811388 / 5**0.5, abs=1e-5)
    assert found.n == 5


def test_believers_about_the_same_answers_count_as_one_period():
    ana = over_months([20] * 5, [10] * 5)
    bojan = over_months([40] * 5, [10] * 5, who="Bojan")
    found = optimism([*ana, *bojan])
    assert (found.value, found.n) == (20, 5)


def test_four_periods_are_unknown():
    assert optimism(over_months([20] * 4, [10] * 4)).unknown == "n = 4 periods, needs 5"


def test_what_five_owners_believe_together_carries_both_uncertainties():
    names = ["Ana", "Bojan", "Cvetka", "Darko", "Eva"]
    beliefs = [
        believed(value, who=who)
        for who, value in zip(names, [30, 35, 40, 45, 50], strict=True)
    ]
    found = shared_optimism(belief_gaps(beliefs, [answered(12.0)]))
    # Beliefs 40 ± 2.776445 * 7.905694 / √5 = 9.8163; answers ± 7: ± √(9.8163² + 7²).
    assert found.value == pytest.approx(28)
    assert found.high - found.value == pytest.approx(12.0566, abs=1e-3)
    assert found.n == 5


def test_four_owners_are_unknown_and_several_periods_are_refused():
    gaps = over_months([20] * 4, [10] * 4)
    assert shared_optimism(gaps[:1]).unknown == "n = 1 believers, needs 5"
    with pytest.raises(QuestionError, match="one subject and period"):
        shared_optimism(gaps)


def test_a_believer_who_learns_comes_nearer():
    learns = nearing(over_months([60, 52, 39, 31, 19, 12], [10] * 6))
    assert learns.value == pytest.approx(9.8, abs=0.3)
    assert learns.low > 0
    stays = nearing(over_months([40, 42, 39, 41, 40, 40], [10] * 6))
    assert stays.low < 0 < stays.high


def test_nearing_worked_by_hand():
    # Gaps 50, -40, 30, -20, 10: their sizes fall by 10 a period exactly.
    found = nearing(over_months([60, -30, 40, -10, 20], [10] * 5))
    assert found.value == pytest.approx(10)


def test_nearing_needs_five_periods_of_one_believer():
    assert nearing([]).unknown == "n = 0 periods, needs 5"
    with pytest.raises(QuestionError, match="one believer"):
        nearing(
            [*over_months([1] * 3, [2] * 3), *over_months([1] * 3, [2] * 3, who="Eva")]
        )


def test_two_beliefs_or_two_measures_of_one_period_are_refused():
    with pytest.raises(QuestionError, match="Ana wrote two beliefs"):
        belief_gaps([believed(1.0), believed(2.0)], [])
    with pytest.raises(QuestionError, match="measured twice"):
        belief_gaps([], [answered(1.0), answered(2.0)])

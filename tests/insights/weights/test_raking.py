"""Answers are raked to the shares of the customers, and what that costs is said."""

import doctest
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stik.errors import MarginRefused, QuestionError
from stik.insights.weights import raking as weighting
from stik.insights.weights.raking import design_effect, rake

CASES = tomllib.loads(
    (Path(__file__).parent / "cases/raking.toml").read_text(encoding="utf-8")
)["case"]


def answered(table):
    """Return one respondent per answer of a table by `row` and `column`."""
    rows, columns = [], []
    for i, line in enumerate(table):
        for j, n in enumerate(line):
            rows += [f"r{i}"] * n
            columns += [f"c{j}"] * n
    return {"row": rows, "column": columns}


def margins_of(rows, columns):
    return {
        "row": {f"r{i}": share for i, share in enumerate(rows)},
        "column": {f"c{j}": share for j, share in enumerate(columns)},
    }


def table_of(traits, weight, shape):
    found = np.zeros(shape)
    for row, column, each in zip(traits["row"], traits["column"], weight, strict=True):
        found[int(row[1:]), int(column[1:])] += each
    return found


def fitted(table, rows, columns):
    """Return the table by iterative proportional fitting, written another way."""
    found = np.array(table, dtype=float) / np.sum(table)
    for _ in range(5000):
        found *= (np.array(rows) / found.sum(1))[:, None]
        found *= np.array(columns) / found.sum(0)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_published_and_hand_worked_tables_come_out(case):
    enough = 10 if np.sum(case["n"]) < 100 else 1
    traits = answered(np.array(case["n"]) * enough)
    found = rake(
        traits, margins=margins_of(case["rows"], case["columns"]), at_most=None
    )
    table = table_of(traits, found.weight, np.shape(case["n"]))
    raked = table / table.sum() * case["total"]
    assert raked == pytest.approx(np.array(case["raked"]), rel=1e-5)


def test_weights_equal_the_published_factors_to_nine_digits():
    """ProportionalFitting.jl prints the factor of each row and column."""
    row = [0.9986403503185242, 0.8833622306385376, 1.1698911437112522]
    column = [1.616160156063788, 1.5431801747375655, 1.771623700829941]
    case = CASES[0]
    traits = answered(case["n"])
    margins = margins_of(case["rows"], case["columns"])
    found = rake(traits, margins=margins, at_most=None)
    for i in range(3):
        for j in range(3):
            pairs = zip(traits["row"], traits["column"], strict=True)
            place = list(pairs).index((f"r{i}", f"c{j}"))
            assert found.weight[place] == pytest.approx(
                row[i] * column[j] * 0.8, rel=1e-9
            )


shares = st.lists(st.floats(0.05, 1), min_size=2, max_size=4).map(
    lambda parts: [part / sum(parts) for part in parts]
)


@settings(max_examples=40, deadline=None)
@given(rows=shares, columns=shares, seed=st.integers(0, 10_000))
def test_raking_equals_iterative_proportional_fitting(rows, columns, seed):
    table = np.random.default_rng(seed).integers(1, 40, (len(rows), len(columns)))
    table[0, 0] += 30
    traits = answered(table)
    found = rake(traits, margins=margins_of(rows, columns), at_most=None)
    ours = table_of(traits, found.weight, table.shape) / table.sum()
    assert np.abs(ours - fitted(table, rows, columns)).max() < 1e-8


def test_respondents_in_another_order_get_the_same_weights():
    traits = answered(CASES[0]["n"])
    margins = margins_of(CASES[0]["rows"], CASES[0]["columns"])
    order = np.random.default_rng(1).permutation(len(traits["row"]))
    turned = {name: [values[i] for i in order] for name, values in traits.items()}
    ours, theirs = (rake(given, margins=margins) for given in (traits, turned))
    assert theirs.weight == pytest.approx(ours.weight[order], rel=1e-12)


def test_answers_that_fit_already_weigh_one_each():
    found = rake({"row": ["a", "b"] * 50}, margins={"row": {"a": 0.5, "b": 0.5}})
    assert found.weight.tolist() == [1.0] * 100
    assert found.design_effect == 1.0
    assert found.n_effective == 100
    assert found.notes == ()


def test_design_effect_and_effective_n_are_those_of_kish():
    """By hand: 60 weigh 2/3 and 20 weigh 2, so 80 (60 · 4/9 + 20 · 4) / 80² = 4/3."""
    found = rake(
        {"row": ["a"] * 60 + ["b"] * 20}, margins={"row": {"a": 0.5, "b": 0.5}}
    )
    assert found.design_effect == pytest.approx(4 / 3)
    assert found.n_effective == pytest.approx(60)
    assert design_effect(np.array([1.0, 3.0])) == pytest.approx(2 * 10 / 16)


def test_a_weight_above_the_largest_is_cut_and_the_rest_spread():
    traits = {"row": ["a"] * 97 + ["b"] * 3}
    found = rake(traits, margins={"row": {"a": 0.5, "b": 0.5}}, at_most=5.0)
    assert found.weight.max() == pytest.approx(5.0)
    assert found.weight.mean() == pytest.approx(1.0)
    assert found.shares["row"]["b"] == pytest.approx(0.15)
    assert "'b' is 0.150 instead of 0.500" in found.notes[-1]


def test_trimming_keeps_the_margins_where_it_can():
    case = CASES[0]
    margins = margins_of(case["rows"], case["columns"])
    found = rake(answered(case["n"]), margins=margins, at_most=1.5)
    assert found.weight.max() <= 1.5 + 1e-9
    assert found.shares["row"]["r0"] == pytest.approx(0.15, abs=1e-9)
    assert found.notes == ()


def test_who_has_no_trait_keeps_the_weight_of_the_others_and_is_counted():
    """By hand: 40 a, 20 b, 20 unknown; known are raked to half, unknown stay at 1."""
    traits = {"row": ["a"] * 40 + ["b"] * 20 + [None] * 20}
    found = rake(traits, margins={"row": {"a": 0.5, "b": 0.5}})
    assert found.weight[[0, 40, 60]] == pytest.approx([0.75, 1.5, 1.0])
    assert found.shares["row"] == pytest.approx({"a": 0.5, "b": 0.5})
    assert found.notes[0].startswith("20 of 80 respondents have no row")


def test_a_value_that_rests_on_few_is_said():
    traits = {"row": ["a"] * 97 + ["b"] * 3}
    found = rake(traits, margins={"row": {"a": 0.9, "b": 0.1}})
    assert found.notes == ("row = 'b' rests on 3 respondents",)


def test_below_thirty_respondents_there_are_no_weights():
    found = rake({"row": ["a", "b"] * 14}, margins={"row": {"a": 0.4, "b": 0.6}})
    assert found.unknown == "n = 28, weights need 30"
    assert found.weight.tolist() == [1.0] * 28


def test_a_value_nobody_has_names_its_cell():
    with pytest.raises(
        MarginRefused, match=r"margin row = 'c': nobody who answered"
    ) as r:
        rake({"row": ["a", "b"] * 50}, margins={"row": {"a": 0.4, "b": 0.5, "c": 0.1}})
    assert (r.value.trait, r.value.value) == ("row", "c")


def test_a_value_the_margins_do_not_name_is_refused_with_the_nearest():
    with pytest.raises(MarginRefused, match="did you mean 'woman'"):
        rake(
            {"row": ["women", "man"] * 50},
            margins={"row": {"woman": 0.5, "man": 0.5}},
        )


def test_margins_that_contradict_each_other_name_the_cell():
    traits = {"row": ["a"] * 40 + ["b"] * 20, "column": ["x"] * 40 + ["y"] * 20}
    margins = {"row": {"a": 0.5, "b": 0.5}, "column": {"x": 0.3, "y": 0.7}}
    with pytest.raises(MarginRefused, match=r"after 2,000 rounds") as refused:
        rake(traits, margins=margins)
    assert refused.value.trait == "row"


@pytest.mark.parametrize(
    ("margins", "sentence"),
    [
        ({}, "there are no margins"),
        ({"row": {"a": 0.5, "b": 0.6}}, "the shares sum to 1.1000"),
        ({"row": {"a": 1.0, "b": 0.0}}, "0.0 is no share"),
        ({"rows": {"a": 0.5, "b": 0.5}}, "did you mean 'row'"),
    ],
)
def test_margins_that_are_none_are_refused(margins, sentence):
    with pytest.raises(QuestionError, match=sentence):
        rake({"row": ["a", "b"] * 50}, margins=margins)


def test_traits_of_unequal_length_are_refused():
    margins = {"row": {"a": 1.0}, "column": {"x": 1.0}}
    with pytest.raises(QuestionError, match="one value per respondent"):
        rake({"row": ["a"] * 40, "column": ["x"] * 41}, margins=margins)


def test_a_largest_weight_of_one_is_refused():
    with pytest.raises(QuestionError, match="above 1"):
        rake({"row": ["a"] * 40}, margins={"row": {"a": 1.0}}, at_most=1.0)


def test_a_weighted_mean_is_nearer_the_truth_than_a_plain_one():
    """Women answer twice as often and are happier: the plain mean is 0.5 too high."""
    generator = np.random.default_rng(8)
    is_woman = generator.random(4000) < 2 / 3
    score = np.where(is_woman, 8.0, 5.0) + generator.normal(0, 1, 4000)
    traits = {"gender": np.where(is_woman, "woman", "man").tolist()}
    found = rake(traits, margins={"gender": {"woman": 0.5, "man": 0.5}})
    assert score.mean() == pytest.approx(7.0, abs=0.1)
    assert np.average(score, weights=found.weight) == pytest.approx(6.5, abs=0.05)


def test_examples_in_docstrings_run():
    assert doctest.testmod(weighting, raise_on_error=True).attempted > 0

"""What every metric must hold to, by being in the registry."""

import doctest
import importlib
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stik.errors import ScaleRefused
from stik.metrics.metric import Metric
from stik.metrics.registry import METRICS
from stik.terms.counts import Counts
from stik.terms.scale import KINDS, Scale

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "docs" / "reference" / "metrics.md"
SCALES = {
    "nps": Scale.parse("nps_0_10"),
    "csat": Scale.parse("csat_1_5"),
    "ces": Scale.parse("ces_1_7"),
    "emotion": Scale.parse("emotion_-2_2"),
    "expectation": Scale.parse("expectation_-2_2"),
    "gap": Scale.parse("gap_-4_4"),
    "rating": Scale.parse("rating_1_10"),
    "yes_no": Scale.parse("yes_no"),
    "kano": Scale.parse("kano_1_5"),
    "number": Scale.parse("number"),
}
PAIRS = [(asked, SCALES[kind]) for asked in METRICS for kind in asked.kinds]
every_metric = pytest.mark.parametrize("asked", METRICS, ids=lambda asked: asked.name)
every_pair = pytest.mark.parametrize(
    ("asked", "scale"), PAIRS, ids=[f"{a.name}-{s.name}" for a, s in PAIRS]
)


def cases_of(asked: Metric) -> list[dict]:
    path = HERE / "cases" / f"{asked.name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["case"]


def counts_of(case: dict) -> Counts:
    counts = Counts.of(case["values"], case.get("n"))
    if "weight" not in case:
        return counts
    weight, square = np.array(case["weight"]), np.array(case["weight_square"])
    return Counts(counts.value, counts.n, weight.astype(float), square.astype(float))


def answers_on(scale: Scale, *, fewest: int = 5) -> st.SearchStrategy[list[float]]:
    low, high = (-50, 50) if scale.low is None else (scale.low, scale.high)
    values = st.integers(low, high).map(float)
    return st.lists(values, min_size=fewest, max_size=60)


def numbers(estimate: object) -> list[float]:
    names = ("value", "low", "high", "p")
    found = [getattr(estimate, name, None) for name in names]
    return [number for number in found if number is not None]


@pytest.mark.parametrize(
    ("asked", "case"),
    [
        pytest.param(asked, case, id=f"{asked.name}: {case['about']}")
        for asked in METRICS
        for case in cases_of(asked)
    ],
)
def test_a_case_worked_by_hand_comes_out(asked: Metric, case: dict):
    got = asked.estimate(counts_of(case), Scale.parse(case["scale"]))
    assert got.unknown == case.get("unknown")
    assert got.n == sum(case.get("n", [1] * len(case["values"])))
    if got.unknown is None:
        expected = [case["value"], case["low"], case["high"]]
        assert numbers(got) == pytest.approx(expected, abs=2e-6)


@every_metric
def test_at_least_five_cases_are_worked_by_hand_with_their_source(asked: Metric):
    worked = [case for case in cases_of(asked) if "value" in case]
    assert len(worked) >= 5
    assert all(case["source"] for case in worked)


@every_pair
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_value_lies_in_its_interval_on_the_scale(asked, scale, data):
    got = asked.estimate(Counts.of(data.draw(answers_on(scale))), scale)
    if got.unknown is not None:
        assert scale.kind == "number"
        return
    ends = asked.ends(scale) or (-np.inf, np.inf)
    within = [ends[0], got.low, got.value, got.high, ends[1]]
    assert all(a <= b + 1e-9 for a, b in pairwise(within))
    assert got.low < got.high


@every_pair
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_order_of_answers_means_nothing(asked, scale, data):
    answers = data.draw(answers_on(scale))
    shuffled = data.draw(st.permutations(answers))
    one = asked.estimate(Counts.of(answers), scale)
    other = asked.estimate(Counts.of(shuffled), scale)
    assert numbers(one) == pytest.approx(numbers(other), rel=1e-9, abs=1e-9)


@every_pair
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_counts_say_the_same_as_the_answers_they_count(asked, scale, data):
    answers = data.draw(answers_on(scale))
    values, n = np.unique(answers, return_counts=True)
    raw = asked.estimate(Counts.of(answers), scale)
    counted = asked.estimate(Counts.of(values, n), scale)
    assert numbers(raw) == pytest.approx(numbers(counted), rel=1e-9, abs=1e-9)
    assert (raw.n, raw.unknown) == (counted.n, counted.unknown)


@every_pair
@settings(max_examples=25, deadline=None)
@given(data=st.data(), weight=st.sampled_from([1.0, 0.25, 8.0]))
def test_equal_weights_change_nothing(asked, scale, data, weight):
    counts = Counts.of(data.draw(answers_on(scale)))
    weighed = Counts(
        counts.value, counts.n, weight * counts.weight, weight**2 * counts.weight
    )
    plain, weighted = asked.estimate(counts, scale), asked.estimate(weighed, scale)
    assert numbers(weighted) == pytest.approx(numbers(plain), rel=1e-9, abs=1e-9)


@every_pair
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_difference_turned_round_changes_its_sign(asked, scale, data):
    first = Counts.of(data.draw(answers_on(scale)))
    second = Counts.of(data.draw(answers_on(scale)))
    there = asked.difference(first, second, scale)
    back = asked.difference(second, first, scale)
    assert there.unknown == back.unknown
    if there.unknown is None:
        turned = [-back.value, -back.high, -back.low, back.p]
        assert numbers(there) == pytest.approx(turned, rel=1e-9, abs=1e-9)
        assert 0 <= there.p <= 1
        assert there.low <= there.high


@every_pair
def test_a_group_does_not_differ_from_itself(asked, scale):
    counts = Counts.of([scale.low or 0, scale.high or 9], n=[20, 30])
    got = asked.difference(counts, counts, scale)
    assert (got.value, got.p) == (pytest.approx(0), pytest.approx(1))
    assert got.low < 0 < got.high


@every_pair
def test_a_difference_is_the_difference_of_the_two_values(asked, scale):
    low, high = scale.low or 0, scale.high or 9
    first, second = Counts.of([low, high], n=[8, 32]), Counts.of([low, high], n=[9, 11])
    values = [asked.estimate(counts, scale).value for counts in (first, second)]
    got = asked.difference(first, second, scale)
    assert got.value == pytest.approx(values[0] - values[1])
    assert (got.n_first, got.n_second) == (40, 20)
    assert got.has_too_few


@every_pair
@pytest.mark.parametrize("n", [0, 1, 4])
def test_below_five_answers_the_number_is_unknown(asked, scale, n):
    few = Counts.of([scale.high or 9] * n)
    many = Counts.of([scale.low or 0, scale.high or 9], n=[20, 20])
    got, change = asked.estimate(few, scale), asked.difference(few, many, scale)
    assert numbers(got) == numbers(change) == []
    assert got.unknown == change.unknown == f"n = {n}, needs 5"
    assert (got.n, change.n_first, change.n_second) == (n, n, 40)


@every_metric
@pytest.mark.parametrize("kind", KINDS)
def test_a_scale_it_is_not_defined_on_is_refused_with_both_names(asked, kind):
    scale, counts = SCALES[kind], Counts.of([0.0] * 10)
    if kind in asked.kinds:
        asked.check_scale(scale)
        return
    for question in (
        lambda: asked.estimate(counts, scale),
        lambda: asked.difference(counts, counts, scale),
    ):
        with pytest.raises(ScaleRefused) as refused:
            question()
        assert asked.name in str(refused.value)
        assert scale.name in str(refused.value)
        assert asked.needed in str(refused.value)


@every_metric
def test_its_docstring_names_rows_unit_and_source_and_its_example_runs(asked: Metric):
    module = importlib.import_module(asked.measure.__module__)
    explained = asked.measure.__doc__
    assert "Goes in:" in explained
    assert "Source:" in explained
    outcome = doctest.testmod(module, raise_on_error=True)
    assert outcome.attempted > 0


@every_metric
def test_it_is_documented(asked: Metric):
    page = REFERENCE.read_text(encoding="utf-8")
    section = page.split(f"\n## `{asked.name}`\n")[1].split("\n## ")[0]
    assert asked.definition in section
    for kind in asked.kinds:
        assert f"`{kind}`" in section
    for heading in ("Formula", "Interval", "Difference", "Source"):
        assert f"**{heading}**" in section

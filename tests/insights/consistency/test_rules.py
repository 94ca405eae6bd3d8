"""Nelson's rules see what they should, as often by chance as theory says."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stik.errors import QuestionError
from stik.insights.consistency.rules import (
    RULES,
    episodes,
    length_probability,
    rule,
    window_probability,
    zigzag,
)

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "rules.toml").read_text(encoding="utf-8")
)["case"]
every_rule = pytest.mark.parametrize("asked", RULES, ids=lambda asked: asked.code)

# Nelson (1984), and for rule 4 the count of alternating orders, 398721962 / 14!.
NELSON = [0.00270, 0.00391, 0.00278, 0.00457, 0.00306, 0.00553, 0.00326, 0.00010]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["about"]) for c in CASES])
def test_a_rule_speaks_where_worked_by_hand(case):
    found = episodes(np.array(case["z"], dtype=float), rule(case["rule"]))
    expected = [(*each, None)[:3] for each in case["found"]]
    assert [tuple(each) for each in found] == expected


def test_the_chance_of_each_pattern_is_the_published_one():
    chances = [window_probability(asked) for asked in RULES]
    assert chances == pytest.approx(NELSON, abs=5e-6)


@every_rule
def test_a_longer_pattern_is_less_probable(asked):
    one_more = length_probability(asked, length=asked.points + 1)
    if asked.needed == asked.points:
        assert one_more < window_probability(asked)


@every_rule
def test_a_rule_speaks_by_chance_as_often_as_it_says(asked):
    z = np.random.default_rng(7).standard_normal(600_000)
    n_expected = asked.new_signals * len(z)
    n_found = len(episodes(z, asked))
    assert abs(n_found - n_expected) < 5 * np.sqrt(n_expected)


@pytest.mark.soak
@every_rule
def test_a_rule_speaks_by_chance_as_often_as_it_says_in_30_million_periods(asked):
    generator, n_found = np.random.default_rng(8), 0
    for _ in range(10):
        n_found += len(episodes(generator.standard_normal(3_000_000), asked))
    assert n_found / 30e6 == pytest.approx(asked.new_signals, rel=0.03, abs=5e-6)


@every_rule
@given(st.lists(st.floats(-4, 4, allow_nan=False), max_size=60))
def test_upside_down_is_the_same_the_other_way_round(asked, points):
    z = np.array(points, dtype=float)
    turned = {"up": "down", "down": "up", None: None}
    found = {(e.first, e.last, e.direction) for e in episodes(z, asked)}
    mirrored = {(e.first, e.last, turned[e.direction]) for e in episodes(-z, asked)}
    assert found == mirrored


def test_alternating_orders_are_counted_as_published():
    # OEIS A000111: 1, 1, 1, 2, 5, 16, 61, 272.
    assert [zigzag(n) for n in range(8)] == [1, 1, 1, 2, 5, 16, 61, 272]


def test_an_unknown_rule_is_refused():
    with pytest.raises(QuestionError, match="there is no rule 9; choose from 1 to 8"):
        rule(9)

"""Path patterns: read, refused with the place, and matched."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.errors import QuestionError
from stik.insights.journeys.matching import matching
from stik.insights.journeys.pattern import One, Row, names_in, pattern_of


def fits(text, *ways):
    return matching(log(*ways), pattern_of(text)).tolist()


@pytest.mark.parametrize(
    ("text", "fitting", "others"),
    [
        ("a -> b", ["ab", "xaby"], ["ba", "axb", "a"]),
        ("a -> ... -> b", ["ab", "axxb"], ["ba"]),
        ("a -> not(c)* -> b", ["ab", "axxb"], ["acb", "axcxb"]),
        ("a -> not(c|d)+ -> b", ["axb"], ["ab", "acb", "adb"]),
        ("(a|b) -> c", ["ac", "bc"], ["ab", "c"]),
        ("a|b -> c", ["a", "bc"], ["b", "c"]),
        ("a -> b? -> c", ["ac", "abc"], ["abbc"]),
        ("start -> a+ -> end", ["a", "aaa"], ["ab", "ba"]),
        ("(a -> b)+ -> c", ["abc", "ababc"], ["ac"]),
        ("a -> any -> c", ["abc", "acc"], ["ac"]),
        ('"a" -> "b"', ["ab"], ["ba"]),
    ],
)
def test_a_pattern_takes_these_ways_and_not_those(text, fitting, others):
    assert fits(text, *fitting, *others) == [True] * len(fitting) + [False] * len(
        others
    )


def test_where_an_instance_was_cut_it_neither_starts_nor_ends():
    steps = log("xab", "ab").cut(np.array([False, True, True, True, True]))
    assert matching(steps, pattern_of("start -> a")).tolist() == [False, True]
    steps = log("abx", "ab").ended(np.array([False, True]))
    assert matching(steps, pattern_of("any -> end")).tolist() == [False, True]


def test_names_with_blanks_stand_in_quotes_and_hyphens_need_none():
    found = pattern_of('check-in->"fault report"')
    assert found == Row((One(("check-in",)), One(("fault report",))))
    assert names_in(found) == ("check-in", "fault report")


def test_a_step_named_like_a_word_of_the_language_stands_in_quotes():
    assert pattern_of('"start"') == One(("start",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a -> -> b", "at character 6: a step is missing before '->'"),
        ("a ->", "at character 5: a step is missing at the end"),
        ("a b", "at character 3: '->' must stand between"),
        ("(a|b", "at character 5: '\\)' is missing"),
        ("a)", "at character 2: '\\)' stands after no step"),
        ("a**", "at character 3: '\\*' stands after no step"),
        ("not(a -> b)", "at character 5: not\\(…\\) takes names"),
        ('a -> "b', "at character 6: '\"' is not understood"),
        ("(" * 30 + "a", "at character 22: more than 20 parentheses"),
        ("", "at character 1: a step is missing"),
    ],
)
def test_what_is_no_pattern_is_refused_with_its_place(text, said):
    with pytest.raises(QuestionError, match=said):
        pattern_of(text)


def test_a_pattern_that_leaves_all_open_is_refused():
    with pytest.raises(QuestionError, match="too much open"):
        fits("a" + " -> any" * 20 + " -> b", "ab")


def test_of_nothing_nothing_fits():
    assert fits("a -> b") == []
    assert fits("...") == []


def test_what_would_take_a_regular_expression_for_ever_takes_as_long_as_the_way():
    assert fits("(a+)+ -> b", "a" * 10_000, "a") == [False, False]


ONE = some.sampled_from(["a", "b", "any", "not(a)", "not(a|b)", "..."])


def grown(parts):
    rows = some.lists(parts, min_size=2, max_size=3).map(" -> ".join)
    choices = some.lists(parts, min_size=2, max_size=3).map("|".join)
    several = some.tuples(parts, some.sampled_from("*+?")).map("({0[0]}){0[1]}".format)
    return rows.map("({})".format) | choices.map("({})".format) | several


def as_expression(text):
    """Return the pattern as a regular expression of letters."""
    written = {"...": ".*", "not(a|b)": "[^ab]", "not(a)": "[^a]", "any": "."}
    for name, sign in {**written, " -> ": ""}.items():
        text = text.replace(name, sign)
    return text


@given(
    some.recursive(ONE, grown, max_leaves=6),
    some.lists(some.text("abc", min_size=1, max_size=6), max_size=6),
    some.booleans(),
    some.booleans(),
)
def test_the_same_ways_fit_as_by_a_regular_expression(text, ways, at_start, at_end):
    expression = f"{'^' * at_start}(?:{as_expression(text)}){'$' * at_end}"
    written = f"{'start -> ' * at_start}({text}){' -> end' * at_end}"
    expected = [re.search(expression, way) is not None for way in ways]
    assert fits(written, *ways) == expected

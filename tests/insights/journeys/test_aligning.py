"""What a way costs, against references that know nothing of how it is reckoned."""

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.insights.journeys.designs import design
from tests.insights.journeys.walks import log

from stik.insights.journeys.aligning import NO_STEP, aligned
from stik.insights.journeys.course import course_of
from stik.insights.journeys.ways import ways_of


def held(written, *ways, begun=True, over=True):
    """Return the cost of each instance, and its moves as a text.

    A step made is its letter, a step left out is `-a`, a visit of no step is `+`.
    """
    course = course_of(design(written))
    steps = log(*ways)
    marks = [np.full(steps.n_instances, each) for each in (begun, over)]
    steps = replace(steps, begun=marks[0], over=marks[1])
    known = ways_of(steps, course.touchpoints)
    found = aligned(known, course)
    names = [step.name for step in course.steps]
    told = [""] * len(known.length)
    for way, step, visit in zip(found.way, found.step, found.is_visit, strict=True):
        name = "+" if step == NO_STEP else names[step]
        told[way] += name if visit else f"-{name}"
    return [(int(found.cost[way]), told[way]) for way in known.of]


def indel(one, other):
    """Return the least insertions and deletions from one text to another."""
    row = list(range(len(other) + 1))
    for letter in one:
        diagonal, row[0] = row[0], row[0] + 1
        for place, wanted in enumerate(other, 1):
            best = diagonal if letter == wanted else 1 + min(row[place], row[place - 1])
            diagonal, row[place] = row[place], best
    return row[-1]


def language(written, way):
    """Return every text a design allows, no step more often than it is in a way.

    More often is never nearer.
    """
    return {
        "".join(each)
        for each in product(*(_texts(g, way) for g in design(written).groups()))
    }


def _texts(group, way):
    counts = [
        range(
            0 if step.optional else 1,
            (max(1, way.count(step.name)) if step.repeatable else 1) + 1,
        )
        for step in group
    ]
    return {
        "".join(each)
        for chosen in product(*counts)
        for each in permutations(
            "".join(step.name * n for step, n in zip(group, chosen, strict=True))
        )
    }


def test_200_ways_cost_what_they_cost_on_a_linear_design():
    chance = np.random.default_rng(4)
    ways = [
        "".join(chance.choice(list("abcdefxy"), chance.integers(1, 15)))
        for _ in range(200)
    ]
    costs = [cost for cost, _ in held("abcdef", *ways)]

    assert costs == [indel(way, "abcdef") for way in ways]


@pytest.mark.parametrize(
    "written", ["a b? c", "a+ b* c", "(a b) c", "a (b? c+) b", "(a b* c?)", "a? b? a"]
)
@settings(max_examples=25, deadline=None)
@given(way=some.text("abcx", min_size=1, max_size=4))
def test_it_costs_as_much_as_to_the_nearest_way_that_is_allowed(written, way):
    [(cost, _)] = held(written, way)

    assert cost == min(indel(way, each) for each in language(written, way))


@pytest.mark.parametrize(
    ("written", "way", "cost", "moves"),
    [
        ("abc", "abc", 0, "abc"),
        ("abc", "ac", 1, "a-bc"),
        ("abc", "axbc", 1, "a+bc"),
        ("abc", "aabc", 1, "a+bc"),
        ("a+bc", "aabc", 0, "aabc"),
        ("ab?c", "ac", 0, "a-bc"),
        ("(ab)c", "bac", 0, "bac"),
        ("(ab)c", "bc", 1, "b-ac"),
        ("a/xbc", "xbc", 0, "abc"),
        ("abca", "abc", 1, "abc-a"),
    ],
)
def test_moves_worked_by_hand(written, way, cost, moves):
    assert held(written, way) == [(cost, moves)]


def test_what_is_not_over_leaves_nothing_out_behind_its_last_step():
    assert held("abcd", "ac", over=False) == [(1, "a-bc")]


def test_what_began_before_leaves_nothing_out_before_its_first_step():
    assert held("abcd", "bd", begun=False) == [(1, "b-cd")]
    assert held("abcd", "c", begun=False, over=False) == [(0, "c")]


def test_of_nothing_nothing_is_held_against_a_design():
    assert held("abc") == []


def test_a_design_without_steps_has_only_added_visits():
    assert held("", "ab") == [(2, "++")]


def test_a_very_long_instance_is_held_against_it_too():
    [(cost, moves)] = held("ab+c", f"a{'b' * 9_998}c")

    assert (cost, len(moves)) == (0, 10_000)

"""What instances come back to, worked by hand; and as counted visit by visit."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.insights.journeys.rework import rework_of, rework_table


def told(*ways):
    """Return how often, in how many instances and of how many, by kind and steps."""
    return {
        (each.kind, each.step + (each.other_step or "")): (
            each.n_times,
            each.share.n_fit,
            each.share.n,
        )
        for each in rework_of(log(*ways))
    }


def test_a_step_comes_again_at_once_later_or_to_and_fro():
    assert told("aab", "abca", "aba", "ab") == {
        ("at once", "a"): (1, 1, 4),
        ("later again", "a"): (2, 2, 4),
        ("to and fro", "ab"): (1, 1, 4),
    }


def test_often_in_one_instance_is_still_one_instance():
    assert told("ababa", "ab") == {
        ("later again", "a"): (2, 1, 2),
        ("later again", "b"): (1, 1, 2),
        ("to and fro", "ab"): (2, 1, 2),
        ("to and fro", "ba"): (1, 1, 2),
    }


def test_what_another_instance_does_is_no_rework():
    assert told("a", "a", "ab", "a") == {}


def test_the_share_has_its_interval():
    [row] = rework_table(rework_of(log(*["aa"] * 3, *["a"] * 7))).to_pylist()
    assert (row["n_instances"], row["value"], row["n"]) == (3, 0.3, 10)
    assert (round(row["low"], 6), round(row["high"], 6)) == (0.107791, 0.603222)


def test_of_nothing_nothing_comes_again():
    assert rework_table(rework_of(log())).num_rows == 0


def test_a_way_of_ten_thousand_visits_comes_back_so_often():
    assert told("ab" * 5_000)["to and fro", "ab"] == (4_999, 1, 1)


def by_hand(way):
    for place in range(1, len(way)):
        if way[place] == way[place - 1]:
            yield "at once", way[place]
        elif way[place] in way[:place]:
            yield "later again", way[place]
        if place > 1 and way[place] == way[place - 2] != way[place - 1]:
            yield "to and fro", way[place - 2 : place]


@given(some.lists(some.text("abc", min_size=1, max_size=7), max_size=10))
def test_it_is_as_counted_visit_by_visit(ways):
    times = Counter(each for way in ways for each in by_hand(way))
    instances = Counter(each for way in ways for each in set(by_hand(way)))
    having = Counter(step for way in ways for step in set(way))
    assert told(*ways) == {
        each: (times[each], instances[each], having[each[1][0]]) for each in times
    }


def test_it_does_not_depend_on_which_instances_come_first():
    ways = np.array(["aab", "abca", "aba", "ab", "cc"])
    assert told(*ways) == told(*ways[::-1])

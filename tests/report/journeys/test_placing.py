"""Boxes and lines in layers: cases worked by hand, and what holds for any graph."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from stik.report.journeys.placing.crossings import crossed, joins
from stik.report.journeys.placing.downwards import downwards
from stik.report.journeys.placing.layers import layers_of
from stik.report.journeys.placing.net import net_of
from stik.report.journeys.placing.placement import placed
from stik.report.journeys.placing.ports import Wish, ports
from stik.report.journeys.placing.settling import Gap, Pull, settled
from stik.report.journeys.placing.shapes import Line

BOX = (100.0, 40.0)


def lines(*ways, weight=1.0, thickness=2.0):
    return [Line(start, end, weight, thickness) for start, end in ways]


def laid(n_boxes, *ways):
    return placed([BOX] * n_boxes, lines(*ways))


def rectangle(middle, size):
    (x, y), (width, height) = middle, size
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def is_inside(point, sides, *, margin):
    left, top, right, bottom = sides
    return (
        left + margin < point[0] < right - margin
        and top + margin < point[1] < bottom - margin
    )


def walked(corners):
    """Return points all along a route."""
    return [
        point
        for start, end in pairwise(corners)
        for point in np.linspace(start, end, 40).tolist()
    ]


def do_cross(one, other):
    """Return whether two routes cross, away from their ends."""

    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return any(
        side(*a, b[0]) * side(*a, b[1]) < 0 and side(*b, a[0]) * side(*b, a[1]) < 0
        for a in pairwise(one.corners)
        for b in pairwise(other.corners)
    )


def n_crossings(placement):
    return sum(do_cross(*pair) for pair in combinations(placement.routes, 2))


def test_steps_change_places_where_their_lines_would_cross():
    """1 leads to 4 and 2 to 3: as numbered they cross, exchanged they do not."""
    found = laid(6, (0, 1), (0, 2), (1, 4), (2, 3), (3, 5), (4, 5))
    assert n_crossings(found) == 0
    across = [x for x, _ in found.middles]
    assert (across[1] < across[2]) == (across[4] < across[3])


def test_two_that_both_lead_to_two_cross_once():
    ways = (0, 1), (0, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 5), (4, 5)
    assert n_crossings(laid(6, *ways)) == 1


def test_a_crossing_counts_as_the_product_of_both_thicknesses():
    wanted = [
        *lines((0, 1), (0, 2), (3, 5), (4, 5)),
        Line(1, 4, 1.0, 2.0),
        Line(2, 3, 1.0, 3.0),
    ]
    falls = downwards(6, wanted)
    net = net_of(wanted, falls, layers_of(6, wanted, falls))
    as_numbered = [np.arange(len(row)) for row in net.rows]
    exchanged = [row[::-1] if at == 1 else row for at, row in enumerate(as_numbered)]
    assert crossed(joins(net), as_numbered) == 6
    # Now the lines between the layers do not cross.
    assert crossed(joins(net), exchanged) == 0


def test_the_heavier_of_two_ways_between_two_steps_leads_down():
    wanted = [*lines((0, 1), (0, 2), (1, 2), weight=5), *lines((2, 1), weight=9)]
    assert downwards(4, wanted) == [(0, 1), (0, 2), (2, 1), (2, 1)]


def test_nothing_is_above_the_first_or_below_the_last():
    assert downwards(3, lines((1, 0), (2, 1), weight=9)) == [(0, 1), (1, 2)]


def test_a_line_spans_as_few_layers_as_it_can():
    """0-1-2-5 is the longest way; 3 leads to 5 alone and stands just above it."""
    wanted = lines((0, 1), (1, 2), (2, 5), (0, 3), (4, 5))
    wanted.append(Line(3, 5, 1.0, 8.0))
    assert layers_of(6, wanted, downwards(6, wanted))[3] == 2


def test_points_settle_where_distances_are_least():
    """The strong pull of 0 and 2 is kept; 1, between them, keeps them 20 apart."""
    pulls = [Pull(0, 2, 9.0), Pull(0, 1, 1.0)]
    gaps = [Gap(0, 1, 10.0), Gap(1, 2, 10.0)]
    assert settled(3, pulls, gaps, lean=1) == pytest.approx([0, 10, 20])


def test_of_equally_good_places_the_lowest_or_highest_is_taken():
    """Point 2 lies as well at 0 as at 30, or anywhere between."""
    pulls, gaps = [Pull(0, 2, 1.0), Pull(1, 2, 1.0)], [Gap(0, 1, 30.0)]
    found = [settled(3, pulls, gaps, lean=lean)[2] for lean in (1, -1)]
    assert found == pytest.approx([0, 30])


def test_a_step_stands_in_the_middle_above_two_that_follow_it():
    found = laid(4, (0, 1), (0, 2), (1, 3), (2, 3)).middles
    assert found[0][0] == pytest.approx((found[1][0] + found[2][0]) / 2)


def test_the_thickest_line_is_straight():
    ways = lines((0, 1), (0, 2), (1, 4), (2, 4), (3, 4))
    wanted = [*ways, Line(0, 3, 1.0, 8.0)]
    (start, end) = placed([BOX] * 5, wanted).routes[-1].corners
    assert start[0] == end[0]


def test_lines_keep_their_order_and_the_thickest_its_wish():
    wishes = [Wish(7, 50, 1), Wish(8, 50, 5), Wish(9, 20, 2)]
    assert ports(wishes, left=0, right=100) == {7: 36, 8: 50, 9: 64}


def test_many_lines_share_the_room_at_a_border():
    wishes = [Wish(line, 0, 1) for line in range(5)]
    assert list(ports(wishes, left=0, right=20).values()) == [0, 5, 10, 15, 20]


def test_a_way_back_leads_up_beside_what_it_passes():
    found = laid(5, (0, 1), (1, 2), (2, 3), (3, 4), (3, 1))
    back = found.routes[-1]
    assert back.is_rising
    assert not do_cross(back, found.routes[1])
    passed = rectangle(found.middles[2], BOX)
    assert not any(is_inside(p, passed, margin=-5) for p in walked(back.corners))


def test_no_box_is_placed_nowhere():
    assert placed([], []).middles == ()


def test_one_box_may_stand_alone():
    assert placed([BOX], lines((0, 0))).middles == ((0.0, 20.0),)


@some.composite
def graphs(draw):
    """Return the sizes of up to 12 boxes, and lines that join them all."""
    n = draw(some.integers(1, 12))
    box, number = some.integers(0, n - 1), some.floats(1.25, 8)
    ways = [(draw(some.integers(0, end - 1)), end) for end in range(1, n)]
    ways = [draw(some.permutations(way)) for way in ways]
    ways += draw(some.lists(some.tuples(box, box), max_size=20))
    side = some.floats(30, 200)
    return (
        [(draw(side), draw(side)) for _ in range(n)],
        [
            Line(*way, draw(number), draw(number))
            for way in dict.fromkeys(map(tuple, ways))
        ],
    )


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_any_boxes_stand_apart_and_lines_lead_from_border_to_border(drawn):
    sizes, wanted = drawn
    found = placed(sizes, wanted)
    assert placed(sizes, wanted) == found
    sides = [rectangle(*each) for each in zip(found.middles, sizes, strict=True)]
    for one, other in combinations(sides, 2):
        assert (
            one[0] > other[2]
            or other[0] > one[2]
            or one[1] > other[3]
            or other[1] > one[3]
        )
    assert sides[0][1] == min(top for _, top, _, _ in sides)
    assert sides[-1][3] == max(bottom for *_, bottom in sides)
    for line, route in zip(wanted, found.routes, strict=True):
        for corner, box in (
            (route.corners[0], line.start),
            (route.corners[-1], line.end),
        ):
            assert is_inside(corner, sides[box], margin=-0.2)
            assert not is_inside(corner, sides[box], margin=0.2)
        middle = walked(route.corners)
        assert not any(is_inside(at, box, margin=0.2) for at in middle for box in sides)

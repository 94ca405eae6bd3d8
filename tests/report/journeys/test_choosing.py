"""What of a graph is drawn, worked by hand; and that nothing drawn hangs in the air."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some
from tests.report.journeys.graphs import fibre, graph

from stik.report.journeys.choosing import chosen


def ways(shown):
    return {(arrow.step, arrow.next_step) for arrow in shown.arrows}


def with_rare_jumps(n):
    """Return a to j in a row, 100 times, with jumps that each were taken once."""
    row = {f"{step}>{after}": 100 for step, after in pairwise("abcdefghij")}
    jumps = [
        f"{step}>{after}"
        for step in "abcdefgh"
        for after in "abcdefghij"
        if abs(ord(step) - ord(after)) > 1
    ]
    rare = dict.fromkeys(jumps[:n], 1)
    return graph(row | rare, starts={"a": 100}, ends={"j": 100})


def test_a_few_arrows_are_all_drawn():
    shown = chosen(with_rare_jumps(4), most=40)
    assert (len(shown.arrows), shown.n_arrows_left, shown.moves_left) == (15, 0, 0)


def test_of_many_arrows_the_most_taken_hold_nine_in_ten_moves():
    """Eleven arrows of 100 are 1100 of 1140 moves; four jumps make it fifteen."""
    shown = chosen(with_rare_jumps(40), most=40)
    assert [arrow.n for arrow in shown.arrows] == [100] * 11 + [1] * 4
    assert (shown.n_arrows_left, shown.moves_left) == (36, 36 / 1140)


def test_the_least_visited_steps_are_left_out_and_counted():
    shown = chosen(fibre(), most=3)
    assert [step.name for step in shown.steps] == [
        "Technician visits",
        "Orders",
        "First invoice",
    ]
    assert shown.n_steps_left == 1
    assert shown.visits_left == 52 / (138 + 100 + 90 + 52)


def test_a_rare_step_keeps_its_strongest_way_in_and_out():
    many = {f"a>s{i:02}": 1000 for i in range(20)} | {
        f"s{i:02}>b": 999 for i in range(20)
    }
    rare = {"a>rare": 3, "b>rare": 2, "rare>b": 4, "rare>a": 1}
    shown = chosen(
        graph(many | rare, starts={"a": 20_000}, ends={"b": 19_999}), most=40
    )
    assert {("a", "rare"), ("rare", "b")} <= ways(shown)
    assert not {("b", "rare"), ("rare", "a")} & ways(shown)


def test_journeys_are_counted_where_customers_are_not_known():
    unknown = graph({"a>b": 5}, starts={"a": 5}, ends={"b": 5}, customers=False)
    shown = chosen(unknown, most=40)
    assert not shown.counts_customers
    assert [arrow.n for arrow in shown.arrows] == [5, 5, 5]


STEPS = "abcdef"
JOURNEYS = some.lists(some.text(STEPS, min_size=1, max_size=9), min_size=1, max_size=12)


def graph_of_texts(texts):
    arrows, starts, ends = {}, {}, {}
    for text in texts:
        starts[text[0]] = starts.get(text[0], 0) + 1
        ends[text[-1]] = ends.get(text[-1], 0) + 1
        for step, after in pairwise(text):
            arrows[f"{step}>{after}"] = arrows.get(f"{step}>{after}", 0) + 1
    return graph(arrows, starts=starts, ends=ends)


def reached(pairs):
    """Return all that can be reached from outside by these ways."""
    found = {None}
    while new := {to for step, to in pairs if step in found} - found:
        found |= new
    return found


@given(JOURNEYS)
@settings(max_examples=60, deadline=None)
def test_every_drawn_step_is_reached_from_start_and_leads_to_end(texts):
    shown = chosen(graph_of_texts(texts), most=40)
    names = {step.name for step in shown.steps}
    assert names == set("".join(texts))
    assert names <= reached(ways(shown))
    assert names <= reached({(to, step) for step, to in ways(shown)})
    assert shown.moves_left <= 0.1 + 1e-9

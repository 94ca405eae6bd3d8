"""What changed when the experience did: touchpoints named, both ways, once each."""

import doctest
from dataclasses import replace

from tests.report import stories
from tests.report.outline import Outline
from tests.report.test_answers import cards
from tests.report.test_evidence import figure

from stik.report import once
from stik.report.page import page
from stik.report.story import Change, Measure, Point, Story
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

FELT = Measure("mean", "steps", Scale.parse("emotion_-2_2"))


def moved(
    name: str, size: float, *, is_real: bool = True, measure: Measure = stories.PART
) -> Change:
    before, now = stories.rated(3.0, 400), stories.rated(3.0 + size, 400)
    found = Estimate(size, size - 0.1, size + 0.1, 800)
    return Change(
        measure,
        Point("2024", before),
        Point("2025", now),
        found,
        is_real=is_real,
        n_comparisons=3,
        touchpoint=name,
    )


def told(*changes: Change) -> str:
    return cards(stories.full(moved=changes))[1]


def test_the_example_of_telling_once_holds():
    assert doctest.testmod(once).failed == 0


def test_the_touchpoints_that_really_moved_are_named_up_and_down():
    card = told(moved("Shop", -0.5), moved("App", 0.4))
    assert (
        "▲ Really better : “App”, Average satisfaction (1 to 5) , 3.00 → 3.40" in card
    )
    assert (
        "▼ Really worse : “Shop”, Average satisfaction (1 to 5) , 3.00 → 2.50" in card
    )


def test_a_touchpoint_is_named_once_each_way_on_the_scale_it_moved_farthest_on():
    card = told(moved("Shop", -0.5), moved("Shop", -0.3, measure=FELT))
    assert card.count("“Shop”") == 1
    assert "3.00 → 2.50" in card


def test_the_farthest_touchpoint_stays_first_when_it_moved_on_two_scales():
    card = told(
        moved("Shop", -0.5), moved("App", -0.4), moved("Shop", -0.3, measure=FELT)
    )
    assert card.index("“Shop”") < card.index("“App”")


def test_two_each_way_are_named_and_the_evidence_holds_the_rest():
    story = stories.full(moved=tuple(moved(f"Part {n}", 0.9 - n / 9) for n in range(5)))
    assert cards(story)[1].count("“Part") == 2
    table = figure(page(story, language="en"), "Touchpoints that really changed")
    assert table.count("“Part") == 5


def test_a_difference_that_can_be_chance_is_named_nowhere_on_the_first_screen():
    story = stories.full(moved=(moved("Shop", -0.5, is_real=False),))
    assert "Shop" not in cards(story)[1]
    assert "1 comparison of a single touchpoint: no real change." in cards(story)[1]
    html = page(story, language="en")
    assert "Shop" in figure(html, "No touchpoint really changed")


def test_the_periods_stand_in_the_head_of_the_table_once():
    html = page(stories.full(moved=(moved("Shop", -0.5),)), language="en")
    table = figure(html, "Touchpoints that really changed")
    head, body = table.split("<tbody", 1)
    assert ">2024<" in head
    assert ">2025<" in head
    assert "2024" not in Outline(f"<p{body.split('</tbody>')[0]}</p>").text()


def test_without_a_touchpoint_compared_nothing_is_said_about_them():
    assert "touchpoint" not in told()


def test_movement_is_told_also_where_the_whole_cannot_be_compared():
    unknown = replace(
        stories.full().changes[0],
        difference=Estimate.missing(n=0, reason="n = 3, needs 5"),
        is_real=False,
    )
    story: Story = stories.full(changes=(unknown,), moved=(moved("Shop", -0.5),))
    card = cards(story)[1]
    assert "3 answers only, 5 are needed" in card
    assert "▼ Really worse : “Shop”" in card

"""The picture: what it says, that nothing covers anything, that it stays the same."""

import re
from time import process_time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from tests.report.journeys.graphs import fibre, graph, with_outcome
from tests.report.journeys.test_choosing import JOURNEYS, graph_of_texts

from stik.errors import QuestionError
from stik.insights.journeys.graph import Graph
from stik.report.journeys.page import journey_page
from stik.report.journeys.svg import journey_svg

SVG = "{http://www.w3.org/2000/svg}"
NOTHING = Graph(fibre().nodes.slice(0, 0), fibre().edges.slice(0, 0))


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own picture


def texts(svg):
    return ["".join(each.itertext()) for each in parsed(svg).iter(f"{SVG}text")]


def groups(svg, style):
    """Return the groups whose class begins so."""
    found = parsed(svg).iter(f"{SVG}g")
    return [each for each in found if each.get("class", "").split(" ")[0] == style]


def rectangles(svg, style):
    """Return left, top, right and bottom of each box or label."""
    found = [group.find(f"{SVG}rect") for group in groups(svg, style)]
    sides = [
        [float(rect.get(name)) for name in ("x", "y", "width", "height")]
        for rect in found
    ]
    return [(x, y, x + width, y + height) for x, y, width, height in sides]


def do_overlap(one, other):
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def test_an_arrow_tells_customers_and_median_time():
    assert "90 · 2 d" in texts(journey_svg(fibre()))


def test_a_step_tells_its_visits():
    said = texts(journey_svg(fibre()))
    assert {"Technician visits", "138 visits", "Start", "End"} <= set(said)


def test_what_is_left_out_is_told():
    said = texts(journey_svg(fibre(), most=3))
    assert any(
        each.startswith("Not drawn: 1 step (13.7% of visits); ") for each in said
    )


def test_when_all_is_drawn_the_picture_says_so():
    all_drawn = graph({"a>b": 5}, starts={"a": 5}, ends={"b": 5})
    assert "Every step and every arrow is drawn." in texts(journey_svg(all_drawn))


def test_a_way_back_is_dashed_and_leads_up():
    rising = groups(journey_svg(fibre()), "arrow")
    styles = [each.get("class") for each in rising]
    assert styles.count("arrow rising") == 1
    assert "Dashed line: back to an earlier step." in texts(journey_svg(fibre()))


def test_a_way_back_leads_up_also_where_it_is_the_more_taken():
    """From the queue more come back than go there, for some begin in it."""
    queue = graph(
        {"works>queue": 40, "queue>works": 60, "works>done": 120},
        starts={"works": 100, "queue": 20},
        ends={"done": 120},
    )
    svg = journey_svg(queue)
    (rising,) = [g for g in groups(svg, "arrow") if "rising" in g.get("class")]
    assert rising.find(f"{SVG}title").text.startswith("queue → works")


def test_a_step_that_follows_itself_tells_so_in_its_box():
    looping = graph({"a>a": 50, "a>b": 50}, starts={"a": 50}, ends={"b": 50})
    assert "↻ 50 · 2 d" in texts(journey_svg(looping))


def test_what_is_really_worse_has_a_mark_beside_its_colour():
    nodes = with_outcome(
        fibre().nodes,
        score=[-40.0, 30.0, 30.0, 30.0],
        n_scored=[60, 60, 60, 60],
        is_real=[True, False, False, False],
    )
    svg = journey_svg(Graph(nodes, fibre().edges))
    assert [g.get("class") for g in groups(svg, "box")].count("box step worse") == 1
    assert "▼ score \N{MINUS SIGN}40.0" in texts(svg)
    assert "score 30.0" in texts(svg)


def test_a_name_cannot_break_into_the_page():
    bad = graph({"<script>b": 5}, starts={"<script": 5}, ends={"b": 5})
    html = journey_page(bad, title="<i>", subtitle="&", notes=["<u>"])
    assert "<script" not in html
    assert "<i>" not in html
    assert "<u>" not in html


def test_the_picture_has_a_title_and_a_summary_to_be_read_aloud():
    root = parsed(journey_svg(fibre(), title="Get fibre"))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Get fibre"
    assert "Most often Orders is followed by Technician" in root.find(f"{SVG}desc").text


@pytest.mark.parametrize("language", ["en", "sl", "pl", "sr", "sr-latn", "lv"])
def test_every_language_has_its_words(language):
    said = " ".join(texts(journey_svg(fibre(), language=language, most=3)))
    said += " ".join(texts(journey_svg(fibre(), language=language)))
    for english in ("Not drawn", "Every step", "138 visits", "Line width", "Start"):
        assert (english in said) == (language == "en")
    for english in ("Dashed line", "the same step once more"):
        assert (english in said) == (language == "en")


def test_no_journey_is_told_and_not_drawn():
    assert texts(journey_svg(NOTHING)) == [
        "The journey as it happened",
        "No step was taken yet.",
    ]


def test_less_than_one_step_is_refused():
    with pytest.raises(QuestionError, match="at least 1"):
        journey_svg(fibre(), most=0)


@given(JOURNEYS)
@settings(max_examples=40, deadline=None)
def test_no_box_covers_another_and_all_stay_in_the_frame(journeys):
    svg = journey_svg(graph_of_texts(journeys))
    boxes = rectangles(svg, "box")
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
    assert not any(do_overlap(one, other) for one, other in pairs)
    shift = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)\"><g class=\"arrow", svg)
    x, y = float(shift[1]), float(shift[2])
    width, height = (float(side) for side in parsed(svg).get("viewBox").split()[2:])
    for left, top, right, bottom in [*boxes, *rectangles(svg, "label")]:
        assert left + x >= 0
        assert right + x <= width
        assert top + y >= 0
        assert bottom + y <= height


def test_no_label_covers_a_box_or_another_label():
    svg = journey_svg(fibre())
    labels, boxes = rectangles(svg, "label"), rectangles(svg, "box")
    pairs = [(a, b) for i, a in enumerate(labels) for b in [*boxes, *labels[:i]]]
    assert not any(do_overlap(one, other) for one, other in pairs)


def crowded():
    """Return 40 steps and 156 arrows, all of them drawn."""
    arrows = {
        f"step number {i}>step number {(i + by) % 40}": 400 - 9 * i
        for by in (1, 2, 3, 37)
        for i in range(39)
    }
    return graph(arrows, starts={"step number 0": 400}, ends={"step number 39": 400})


def test_the_same_graph_gives_the_same_picture():
    assert journey_svg(crowded()) == journey_svg(crowded())


def test_the_order_of_rows_changes_nothing():
    turned = Graph(
        fibre().nodes.sort_by([("step", "descending")]),
        fibre().edges.sort_by([("next_step", "descending")]),
    )
    assert journey_svg(turned) == journey_svg(fibre())


def test_forty_steps_are_drawn_in_well_under_a_second():
    journey_svg(fibre())
    begun = process_time()
    journey_svg(crowded())
    assert process_time() - begun < 2


def test_the_page_has_every_step_and_arrow_also_those_not_drawn():
    html = journey_page(fibre(), title="Get fibre", subtitle="90 days", notes=["Note."])
    for words in ("Get fibre", "90 days", "Note.", "Calls,Calls,12,12,12"):
        assert words.replace(",", "%2C") in html or words in html
    assert html.count("<tr") == (1 + 4) + (1 + 5)

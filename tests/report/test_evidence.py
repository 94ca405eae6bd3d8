"""Charts and tables: significance before colour, grey for few, blank for unknown."""

import re

from tests.report import stories

from stik.report.page import page
from stik.report.story import Standing


def figure(html: str, title: str) -> str:
    """Return the figure whose caption begins with a title."""
    start = html.index(f"<figcaption><h3>{title}")
    return html[start : html.index("</figure>", start)]


def row(table: str, name: str) -> str:
    """Return the table row that is headed by a name."""
    return next(each for each in table.split("<tr")[1:] if name in each)


def test_only_touchpoints_certainly_worse_are_red_diamonds_with_a_word():
    table = figure(
        page(stories.full(), language="en"), "Touchpoints: Average satisfaction"
    )
    weak, fine = row(table, "First invoice"), row(table, "Mobile app")
    assert 'class="bad"' in weak
    assert "below the others" in weak
    assert 'class="bad"' not in fine
    assert "below the others" not in fine


def test_a_thin_touchpoint_is_hollow_grey_and_without_rank():
    table = figure(
        page(stories.full(), language="en"), "Touchpoints: Average satisfaction"
    )
    thin = row(table, "Connection speed")
    assert 'class="hollow"' in thin
    assert "too few to tell" in thin
    assert "17 answers only, 30 are needed" in thin
    assert not re.search(r">\d+\. <", thin)


def test_an_unknown_touchpoint_has_no_mark_and_says_why():
    table = figure(
        page(stories.full(), language="en"), "Touchpoints: Average satisfaction"
    )
    unknown = row(table, "Returns")
    assert "<path" not in unknown
    assert "unknown: 3 answers only, 5 are needed" in unknown


def test_every_number_of_the_ranking_carries_interval_and_answers():
    table = figure(
        page(stories.full(), language="en"), "Touchpoints: Average satisfaction"
    )
    first = row(table, "Being kept informed")
    assert "2.86 to 2.94" in first
    assert "1,900" in first


def test_scales_are_never_mixed_on_one_axis():
    other = Standing("Shop", stories.SATISFIED, stories.shared(0.7, 400), rank=1)
    story = stories.full(standings=(*stories.standings(), other))
    html = page(story, language="en")
    assert "Shop" not in figure(html, "Touchpoints: Satisfied").split("<tbody")[0]
    assert "Mobile app" not in figure(html, "Touchpoints: Satisfied")


def test_the_line_stops_where_a_period_is_unknown():
    chart = figure(page(stories.full(), language="en"), "Net Promoter Score, period")
    lines = re.findall(r'<polyline points="([^"]+)"', chart)
    assert [len(line.split()) for line in lines] == [3, 4]


def test_the_last_point_is_a_green_triangle_only_after_a_real_rise():
    html = page(stories.full(), language="en")
    assert 'class="good"' in figure(html, "Net Promoter Score, period")
    assert 'class="good"' not in figure(html, "Average satisfaction, “Overall rating”")


def test_no_other_colour_of_judgement_is_on_a_line():
    chart = figure(page(stories.full(), language="en"), "Net Promoter Score, period")
    assert chart.count('class="good"') == 1
    assert 'class="bad"' not in chart


def test_one_period_makes_a_table_and_no_line():
    html = page(stories.single_period(), language="en")
    shown = figure(html, "Net Promoter Score, period")
    assert "One period only: a line needs two." in shown
    assert "<svg" not in shown


def test_a_real_change_in_the_history_has_shape_and_word():
    table = figure(page(stories.full(), language="en"), "Touchpoints by period")
    assert table.count("really worse</span>") == 1
    assert table.count("really better</span>") == 1
    assert "▼" in row(table, "Being kept informed")


def test_the_axis_of_bars_begins_at_zero():
    table = figure(page(stories.full(), language="en"), "What goes together")
    assert ">0%</text>" in table
    assert not re.search(r'<rect[^>]* x="', table)


def test_every_chart_tells_its_summary_to_those_who_do_not_see_it():
    html = page(stories.full(), language="en")
    plots = re.findall(r'<svg class="plot"[^>]*>', html)
    assert len(plots) == 3
    said = [plot.partition('role="img" aria-label="')[2] for plot in plots]
    assert [label[:6] for label in said] == ["Lowest", "Lowest", "Unusua"]


def test_a_reason_nobody_translated_is_shown_as_it_is():
    strange = Standing(
        "Shop", stories.PART, stories.rated(3.0, 400), unknown="moon in retrograde"
    )
    story = stories.full(standings=(*stories.standings(), strange))
    assert "moon in retrograde" in page(story, language="lv")

"""What the first screen says, and what it refuses to say."""

from dataclasses import replace
from datetime import date

import pytest
from tests.report import stories
from tests.report.outline import Outline

from stik.report.page import page
from stik.report.sections import weakest
from stik.report.story import (
    Basis,
    Change,
    Finding,
    Measure,
    Point,
    Standing,
    Steadiness,
    Story,
    Unknown,
)
from stik.report.words import LANGUAGES, words
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale


def cards(story: Story, code: str = "en") -> list[str]:
    """Return the words of the five cards."""
    html = page(story, language=code)
    parts = html.split("<article")[1:]
    return [
        Outline(f"<article{part.split('</article>')[0]}</article>").text()
        for part in parts
    ]


def classes(story: Story) -> list[str]:
    """Return how the five cards are coloured."""
    found = Outline(page(story, language="en")).all("article")
    return [str(each["class"]).split()[1].removesuffix("-edge") for each in found]


def moved(*, before: int = 2_610, now: int = 2_746, is_real: bool = True) -> Change:
    return Change(
        stories.NPS,
        Point("2024", stories.promoted(33.1, before)),
        Point("2025", stories.promoted(39.8, now)),
        Estimate(6.7, 2.4, 11.0, before + now),
        is_real=is_real,
    )


@pytest.mark.parametrize("language", [each.code for each in LANGUAGES])
def test_where_no_touchpoint_falls_short_none_is_to_be_looked_at_first(language: str):
    perfect = tuple(
        Standing(
            name,
            stories.PART,
            Estimate(5.0, 4.99, 5.0, 900),
            rank=rank,
            shortfall=0.0,
            reach=1.0,
            certainty=0.5,
            priority=0.0,
        )
        for rank, name in enumerate(("Delivery", "Support"), 1)
    )
    card = cards(replace(stories.full(), standings=perfect), language)[2]
    none = "There is no touchpoint to look at first: none falls short."
    said = words(language).say(none)
    assert said in card
    assert "Delivery" not in card
    assert (said == none) == (language == "en")


def test_the_one_that_falls_short_is_looked_at_first_whatever_its_scale():
    level, short = (
        Standing(name, measure, Estimate(4.0, 3.9, 4.1, 900), rank=1, shortfall=by)
        for name, measure, by in (
            ("Delivery", stories.PART, 0.0),
            ("Shop", stories.SATISFIED, 0.01),
        )
    )
    story = replace(stories.full(), standings=(level, short))
    said = weakest.answer(words("en"), story).sentence
    assert "Look first at “<strong>Shop</strong>”." in said


def test_five_questions_are_answered_in_sentences_with_their_uncertainty():
    experience, change, weakest, unusual, drivers = cards(stories.full())
    assert "Net Promoter Score +39.8 : of every 100 people, 39.8 more" in experience
    assert "95% interval +36.7 to +42.9 · 2,746 answers" in experience
    assert "Really better" in change
    assert "from +33.1 (2024) to +39.8 (2025), a real rise of 6.7." in change
    assert "2,610 and 2,746 answers" in change
    assert "Look first at “ Being kept informed ”." in weakest
    assert "The average answer is 2.90 on a scale from 1 to 5." in weakest
    assert "Unusual now “Phone support”, Average satisfaction" in unusual
    assert "unusually low in Feb 2026. By chance alone: 0.05% of the time." in unusual
    assert "“ Being kept informed ” most of all: 25% of" in drivers


def test_the_question_names_last_year_only_when_it_is_last_year():
    assert "Is it better than last year?" in cards(stories.full())[1]
    assert "Is it better than before?" in cards(stories.worse())[1]


def test_a_fall_is_told_as_a_fall_with_shape_and_word():
    card = cards(stories.worse())[1]
    assert "▼ Really worse" in " ".join(card.split())
    assert "a real fall of 15.4" in card
    assert classes(stories.worse())[1] == "worse"


def test_a_difference_that_can_be_chance_is_not_coloured():
    story = stories.full(changes=(moved(is_real=False),))
    assert classes(story)[1] == "same"
    assert "A difference of 6.7 can be chance." in cards(story)[1]


def test_too_few_answers_give_no_verdict_even_when_called_real():
    story = stories.full(changes=(moved(before=12),))
    assert classes(story)[1] == "unknown"
    assert "too few answers to tell" in cards(story)[1]


def test_without_an_earlier_period_it_is_unknown_and_says_why():
    card = cards(stories.single_period())[1]
    assert "Unknown" in card
    assert "nobody answered (2024)" in card


def test_without_dates_that_is_the_reason():
    unknowns = (Unknown("comparison", "no_date"),)
    story = replace(
        stories.single_period(), basis=Basis(2_746), changes=(), unknowns=unknowns
    )
    assert "the answers carry no date" in cards(story)[1]


def test_a_number_below_five_answers_is_blank_with_its_reason():
    story = stories.full(findings=(Finding(stories.NPS, stories.promoted(50.0, 4)),))
    card = cards(story)[0]
    assert "4 answers only, 5 are needed" in card
    assert "50" not in card


def test_a_number_below_thirty_answers_is_marked_as_too_few():
    assert "Too few to tell" in cards(stories.few())[0]
    assert classes(stories.few()) == ["unknown"] * 5


def test_no_touchpoint_is_blamed_without_certainty():
    same = tuple(replace(each, is_worse=False) for each in stories.standings())
    story = stories.full(standings=same)
    assert "None is certainly below the others" in cards(story)[2]
    assert classes(story)[2] == "same"


def test_a_touchpoint_with_few_answers_is_never_the_answer():
    thin = stories.standings()[-2:]
    unknowns = (Unknown("touchpoints", "n = 17, needs 30"),)
    card = cards(stories.full(standings=thin, unknowns=unknowns))[2]
    assert "17 answers only, 30 are needed" in card
    assert "Connection speed" not in card


def test_touchpoints_on_another_scale_are_not_named_next():
    gap = Measure("expectation_gap", "steps", Scale.parse("gap_-4_4"))
    first, second, *others = stories.standings()
    mixed = (replace(first, measure=gap), second, *others)
    card = cards(stories.full(standings=mixed))[2]
    assert "falls short" not in card
    assert "above the expectation by 2.90 steps" in card
    assert "Next" not in card


def test_everything_unknown_is_listed_once_with_its_reason():
    text = Outline(page(stories.single_period(), language="en")).text()
    section = text[text.rindex("What we do not know") :]
    assert section.count("Whether it is better than before") == 1
    assert "too few people answered all the questions together" in section


def test_rows_held_back_are_counted_beside_the_answers():
    html = page(stories.full(), language="en")
    assert "15 rows could not be read and are in none of the numbers." in html
    assert 'href="#held-back"' in html


@pytest.mark.parametrize(
    ("metric", "unit", "scale", "value", "sentence"),
    [
        ("nps", "points", "nps_0_10", -3.4, "3.4 fewer would recommend us"),
        ("nps", "points", "nps_0_10", 0.0, "as many people would recommend us"),
        ("csat", "share", "csat_1_5", 0.783, "78.3% of the answers are satisfied."),
        ("ces", "steps", "ces_1_7", 5.5, "Ease is 5.50 on a scale from 1 to 7."),
        ("emotion", "steps", "emotion_-2_2", 0.5, "How it felt is +0.50 on a scale"),
        ("expectation_gap", "steps", "gap_-4_4", -0.4, "falls short of the"),
        ("met_or_exceeded", "share", "gap_-4_4", 0.5, "50.0% of the answers say it"),
        ("mean", "steps", "number", 12.25, "Average : 12.25 ."),
    ],
)
def test_each_metric_has_its_own_sentence(metric, unit, scale, value, sentence):
    measure = Measure(metric, unit, Scale.parse(scale))
    estimate = Estimate(value, value - 0.1, value + 0.1, 400)
    card = cards(stories.full(findings=(Finding(measure, estimate),)))[0]
    assert sentence.replace(" ", "") in card.replace(" ", "")


def test_how_old_the_latest_answer_is_stands_under_the_title():
    text = Outline(page(stories.full(), language="en")).text()
    assert "Latest answer: February 21, 2026, 9 days earlier." in text


def test_a_year_is_not_told_as_a_day():
    basis = Basis(9_000, None, 8, date(2010, 1, 1), date(2017, 12, 31), "year")
    text = Outline(page(stories.full(basis=basis), language="en")).text()
    assert "2010 \N{EN DASH} 2017" in text
    assert "Latest answers: 2017." in text


def test_a_driver_that_is_the_outcome_in_other_words_is_never_the_answer():
    found = stories.drivers()
    first, *others = found.drivers
    cautioned = (replace(first, caution="another_word"), *others)
    story = stories.full(drivers=replace(found, drivers=cautioned))
    assert "Waiting for the technician ” most of all" in cards(story)[4]
    assert "nearly the same question in other words" in page(story, language="en")


def test_the_period_that_numbers_are_about_stands_beside_them():
    experience, _, weakest, _, drivers = cards(stories.full(period="2025-05"))
    for card in (experience, weakest, drivers):
        assert "answers · May 2025" in card


def test_what_was_unusual_earlier_is_told_beside_nothing_now():
    earlier = stories.full(steadiness=stories.steadiness(falls_in="2024-07"))
    card = cards(earlier)[3]
    assert "As usual Nothing now: all 2 control charts stay within" in card
    assert "Earlier: “Phone support”, Average satisfaction (1 to 5)" in card
    assert "unusually low in Jul 2024" in card
    assert classes(earlier)[3] == "same"


def test_of_what_was_unusual_earlier_the_least_likely_is_told_first():
    usual = stories.steadiness(falls_in="2025-11").charts[0]
    odd, odder = usual.signals[0], replace(usual.signals[0], probability=1e-7)
    old = replace(odder, since="2024-02", until="2024-02", probability=1e-9)
    charts = (
        replace(usual, touchpoint="Shop", signals=(odd,)),
        replace(usual, touchpoint="App", signals=(old,)),
        replace(usual, touchpoint="Booking", signals=(odder,)),
    )
    card = cards(stories.full(steadiness=Steadiness(charts, 0.1)))[3]
    assert card.index("“Booking”") < card.index("“Shop”")
    assert "“App”" not in card


def test_a_signal_of_a_provisional_range_has_no_colour_and_says_so():
    chart = stories.steadiness().charts[0]
    signal = replace(chart.signals[0], is_provisional=True)
    charts = (replace(chart, signals=(signal,)),)
    story = stories.full(steadiness=Steadiness(charts, 0.1))
    assert classes(story)[3] == "same"
    assert "● Perhaps unusual now" in cards(story)[3]
    assert "The range is provisional: few periods made it." in cards(story)[3]


def test_without_enough_periods_it_is_unknown_whether_anything_is_unusual():
    charts = stories.steadiness(falls_in=None).charts[2:]
    unknowns = (Unknown("steadiness", charts[0].unknown),)
    story = stories.full(steadiness=Steadiness(charts, 0.0), unknowns=unknowns)
    assert "5 periods have answers, 8 are needed" in cards(story)[3]
    assert "Whether anything is unusual" in page(story, language="en")


def test_a_comparison_that_failed_says_why_it_did():
    moved_scale = replace(
        moved(), difference=Estimate(None, None, None, 9, "asked on a before, on b now")
    )
    card = cards(stories.full(changes=(moved_scale,)))[1]
    assert "it was asked on another scale before" in card

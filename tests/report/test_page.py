"""The page as a whole: well formed, by itself, readable, light, safe."""

import hashlib
import re
from base64 import b64encode
from functools import cache
from html import unescape
from itertools import pairwise

import pytest
from tests.report import stories
from tests.report.outline import Outline

from stik.errors import QuestionError
from stik.report.page import page
from stik.report.story import Gap
from stik.report.words import LANGUAGES

CODES = [language.code for language in LANGUAGES]
STORIES = {
    "full": stories.full,
    "empty": stories.empty,
    "single period": stories.single_period,
    "overfull": stories.overfull,
    "worse": stories.worse,
    "few answers": stories.few,
}
EVERY = [(name, code) for name in STORIES for code in CODES]

every_page = pytest.mark.parametrize(("name", "code"), EVERY)


@cache
def written(name: str, code: str) -> str:
    return page(STORIES[name](), language=code)


@cache
def outline(name: str, code: str = "en") -> Outline:
    return Outline(written(name, code))


@every_page
def test_every_element_is_closed_in_turn_and_there_is_one_title(name, code):
    found = outline(name, code)
    assert len(found.all("h1")) == 1
    assert len(found.all("main")) == 1


@every_page
def test_every_id_is_there_once_and_every_link_leads_somewhere(name, code):
    found = outline(name, code)
    ids = found.values_of("id")
    assert len(ids) == len(set(ids))
    anchors = [href for href in found.values_of("href") if href.startswith("#")]
    assert {href.removeprefix("#") for href in anchors} <= set(ids)
    assert set(found.values_of("aria-labelledby")) <= set(ids)


@every_page
def test_nothing_is_fetched_and_nothing_runs(name, code):
    html = written(name, code)
    found = outline(name, code)
    assert not {"script", "link", "img", "iframe", "form"} & {
        tag for tag, _ in found.elements
    }
    names = {name for _, attributes in found.elements for name in attributes}
    assert not [name for name in names if name.startswith("on")]
    assert "style" not in names
    assert "http://" not in html
    assert "https://" not in html
    assert "url(" not in html
    assert all(
        href.startswith(("#", "data:text/csv")) for href in found.values_of("href")
    )


@every_page
def test_each_figure_has_a_caption_and_a_real_table(name, code):
    html = written(name, code)
    figures = re.findall(r"<figure>.*?</figure>", html, re.DOTALL)
    assert bool(figures) == (name != "empty")
    for figure in figures:
        assert figure.count("<figcaption>") == 1
        assert figure.count("<table") == 1
        assert figure.count("<caption>") == 1
        assert figure.count("data:text/csv") == 1


@every_page
def test_each_table_has_as_many_cells_in_a_row_as_columns(name, code):
    html = written(name, code)
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        sizes = {len(re.findall(r"<t[hd][ >]", row)) for row in rows}
        assert len(sizes) == 1


@every_page
def test_the_page_stays_light(name, code):
    assert len(written(name, code).encode()) <= 260 * 1024


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_the_page_says_which_language_it_speaks(language):
    found = outline("full", language.code)
    assert found.all("html") == [{"lang": language.tag, "dir": "ltr"}]


def test_a_language_nobody_translated_is_refused_with_the_nearest():
    with pytest.raises(QuestionError, match="did you mean 'sr-latn'"):
        page(stories.full(), language="sr_latin")


def test_the_policy_allows_the_pages_own_style_and_nothing_else():
    html = page(stories.full(), language="en")
    style = html.split("<style>")[1].split("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    assert f'http-equiv="Content-Security-Policy" content="{policy}"' in html


def test_names_with_markup_are_shown_and_never_obeyed():
    evil = "<script>alert('x')</script> & \"q\" {value} %s"
    story = stories.full(
        company=evil,
        standings=stories.standings((evil, "Shop", "App", "Web")),
        drivers=stories.drivers((evil, "Shop")),
        histories=(stories.history((evil,)),),
        gaps=(Gap("no_owner", evil),),
    )
    html = page(story, language="sl")
    found = Outline(html)
    assert "<script" not in html
    assert not found.all("script")
    assert found.text().count(evil) >= 5
    assert evil in " ".join(found.values_of("aria-label")) or evil in found.text()


def test_the_answers_come_before_the_evidence():
    html = page(stories.full(), language="en")
    assert html.index('class="answers"') < html.index("<section") < html.index("<table")


def test_the_same_story_makes_the_same_page():
    first, second = (page(stories.overfull(), language="lv") for _ in range(2))
    assert first == second


def test_headings_never_skip_a_level():
    levels = [
        int(tag[1]) for tag, _ in outline("full").elements if re.match(r"h\d$", tag)
    ]
    steps = [after - before for before, after in pairwise(levels)]
    assert levels[0] == 1
    assert max(steps) == 1


def test_the_style_uses_only_colours_of_the_palette_and_logical_sides():
    css = page(stories.empty(), language="en").split("<style>")[1].split("</style>")[0]
    used = set(re.findall(r"var\(--(\w+)\)", css))
    known = set(re.findall(r"--(\w+):", css))
    assert used <= known
    rules = css.split("*/")[-1]
    assert not re.search(r"(margin|padding|border)-(left|right|top|bottom)", rules)
    assert not re.search(r"[{;\s](left|right|width|height)\s*:", rules)


def test_an_empty_place_gets_one_sentence_and_what_to_do():
    text = outline("empty").text()
    assert "Nobody has answered yet." in text
    assert "stik load PLACE FILE --map MAP.toml" in text
    assert "stik demo --into DIR" in text


def test_a_simulated_company_is_marked():
    assert "none of these people exist" in outline("full").text()
    assert "none of these people exist" not in outline("single period").text()


def test_a_saved_table_holds_the_numbers_with_a_decimal_point():
    html = unescape(page(stories.full(), language="sl"))
    assert "nps,,39.8," in html


def test_a_saved_name_is_no_formula_for_a_spreadsheet():
    names = ("=1+1", "@cmd", "Shop", "App")
    html = unescape(
        page(stories.full(standings=stories.standings(names)), language="en")
    )
    assert "%27=1+1" in html
    assert "%27@cmd" in html
    assert ",=1+1" not in html

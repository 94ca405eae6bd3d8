"""Comments: five languages, every touchpoint, and words that fit the judgement."""

import re

import numpy as np
import pytest

from stik.demo.company import TOUCHPOINTS
from stik.demo.words.comments import LANGUAGES, draw_comments
from stik.demo.words.serbian import SERBIAN, in_cyrillic
from stik.demo.words.titles import title_of

NAMES = {*(each.name for each in TOUCHPOINTS), "overall", "closing"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_words_for_every_touchpoint(language):
    assert set(LANGUAGES[language]) == NAMES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_language_stands_twice(language):
    sentences = [
        sentence
        for said in LANGUAGES[language].values()
        for band in said
        for sentence in band
    ]
    assert len(sentences) == len(set(sentences))


def test_the_five_languages_are_those_of_the_issue():
    assert set(LANGUAGES) == {"en", "sl", "pl", "sr", "lv"}


def test_serbian_turns_into_cyrillic_without_a_latin_letter_left():
    written = "".join(
        in_cyrillic(s) for said in SERBIAN.values() for b in said for s in b
    )
    assert not re.search(r"[a-zA-ZčćšžđČĆŠŽĐ]", written)


def test_a_digraph_becomes_one_letter():
    assert in_cyrillic("Ljubazan, njegov, džep") == "Љубазан, његов, џеп"


def comments(satisfaction, language="en", touchpoint="booking"):
    n = 400
    return set(
        draw_comments(
            np.full(n, touchpoint),
            np.full(n, language),
            np.full(n, satisfaction),
            np.random.default_rng(5),
        ).tolist()
    )


def test_who_was_dissatisfied_writes_nothing_that_a_satisfied_one_writes():
    assert comments(1.0) & comments(5.0) == {""}


def test_most_customers_write_nothing():
    written = draw_comments(
        np.full(1_000, "shop"),
        np.full(1_000, "lv"),
        np.full(1_000, 5.0),
        np.random.default_rng(5),
    )
    assert 0.7 < np.mean(written == "") < 0.9


def test_serbian_comments_come_in_both_scripts():
    scripts = {
        bool(re.search("[\u0430-\u044f]", text)) for text in comments(1.0, "sr") - {""}
    }
    assert scripts == {True, False}


@pytest.mark.parametrize("touchpoint", [each.name for each in TOUCHPOINTS])
def test_a_touchpoint_has_a_title_in_every_written_language(touchpoint):
    titles = title_of(touchpoint)
    assert set(titles) == {"en", "sl", "pl", "sr", "sr-latn", "lv"}
    assert all(titles.values())

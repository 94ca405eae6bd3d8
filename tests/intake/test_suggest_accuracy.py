"""How often a suggestion is right: on files tuned on, held out, and real.

Nothing was mended against `fresh`: what it says is what a stranger's file may expect.
The others were made before the code that reads them, and some rules were mended since
because of them. A file of `fresh` that a rule is mended for moves to `held_out`, and
another takes its place.
"""

from functools import cache
from pathlib import Path

import pyarrow.compute as pc
import pytest
from tests.intake.suggest_truth import REAL_CASES, outcomes, real_case, shares
from tests.intake.survey_maker import Case, made_cases

from stik.formats.source_file import survey_file
from stik.intake.distinct import read_numbers
from stik.intake.mapping_file import parse_mapping
from stik.intake.numbers import answer_parser
from stik.intake.suggest import Suggestion, suggest, suggest_file

RIGHT_AT_LEAST = 0.90
WRONG_AT_MOST = 0.05

FOLDERS = ("tuned", "held_out", "four_faults", "fresh")
MADE = [case for folder in FOLDERS for case in made_cases(folder)]
by_name = pytest.mark.parametrize("case", MADE, ids=[case.name for case in MADE])


@cache
def drafted(name: str) -> Suggestion:
    """Return what is suggested for a made survey of this name."""
    table = next(case.table for case in MADE if case.name == name)
    return suggest(table, source=name)


@pytest.mark.parametrize("folder", FOLDERS)
def test_nine_of_ten_columns_of_made_surveys_are_right_and_few_wrong(
    folder: str, tmp_path: Path
):
    said = shares(
        outcomes(suggest_file(survey_file(case.written(tmp_path))), case.truth)
        for case in made_cases(folder)
    )
    assert said["right"] >= RIGHT_AT_LEAST
    assert said["wrong"] <= WRONG_AT_MOST


def test_nine_of_ten_columns_of_real_surveys_are_right_and_few_wrong(real_data: Path):
    said = shares(outcomes(*real_case(name, folder=real_data)) for name in REAL_CASES)
    assert said["right"] >= RIGHT_AT_LEAST
    assert said["wrong"] <= WRONG_AT_MOST


@pytest.mark.parametrize("name", REAL_CASES)
def test_no_real_survey_stays_below_nine_of_ten(name: str, real_data: Path):
    said = shares([outcomes(*real_case(name, folder=real_data))])
    assert said["right"] >= RIGHT_AT_LEAST


@by_name
def test_a_suggested_mapping_loads_as_it_is(case: Case):
    text = drafted(case.name).to_toml()
    mapping = parse_mapping(text, path=case.name)
    assert mapping.source == case.name
    assert mapping.answers


@by_name
def test_a_suggested_mapping_finds_no_fault_in_the_answers_it_was_drawn_from(
    case: Case,
):
    suggestion = drafted(case.name)
    mapping = parse_mapping(suggestion.to_toml(), path=case.name)
    answers = case.table.slice(suggestion.labels.rows)
    for answer in mapping.answers:
        parse = answer_parser(answer.question, answer.scale)
        asked = answers
        if mapping.long is not None:
            (question,) = mapping.long.question.columns
            asked = answers.filter(pc.equal(answers[question], answer.named))
        _, faults = read_numbers(answer.cell, asked, parse=parse)
        assert not faults, answer.question


def test_the_same_sample_gets_the_same_suggestion_twice():
    case = MADE[0]
    first = drafted(case.name)
    assert suggest(case.table, source=case.name).to_toml() == first.to_toml()

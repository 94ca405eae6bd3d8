"""The mappings written by hand, which suggestions are measured against, are true."""

from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.intake.suggest_truth import EXAMPLES

from stik.formats.source_file import sample_rows, survey_file
from stik.intake.distinct import read_numbers, read_texts
from stik.intake.mapping import AnswerColumn, FileMapping
from stik.intake.mapping_file import read_mapping
from stik.intake.numbers import answer_parser

SFO_YEARS = range(2010, 2018)
FILES = {
    **{
        f"sfo/sfo_{year}": f"sfo_airport_survey/sfo_{year}.csv.gz" for year in SFO_YEARS
    },
    "airline/airline": "airline_satisfaction/airline.csv.gz",
}
ALL_ROWS = 200_000


@cache
def mapping_of(name: str) -> FileMapping:
    return read_mapping(EXAMPLES / f"{name}.toml")


@cache
def rows_of(path: Path) -> pa.Table:
    return sample_rows(survey_file(path), ALL_ROWS)


def answer_of(mapping: FileMapping, question: str) -> AnswerColumn:
    return next(each for each in mapping.answers if each.question == question)


def values_of(name: str, question: str, *, folder: Path) -> np.ndarray:
    answer = answer_of(mapping_of(name), question)
    parse = answer_parser(question, answer.scale)
    numbers, faults = read_numbers(
        answer.cell, rows_of(folder / FILES[name]), parse=parse
    )
    assert not faults, f"{name} {question}: {next(iter(faults.values()))}"
    return numbers[~np.isnan(numbers)]


@pytest.mark.parametrize("name", FILES)
def test_every_answer_of_the_file_is_on_its_scale_or_declared_missing(
    name: str, real_data: Path
):
    for answer in mapping_of(name).answers:
        assert len(values_of(name, answer.question, folder=real_data))


@pytest.mark.parametrize("name", FILES)
def test_every_code_of_a_trait_has_a_meaning_or_is_declared_missing(
    name: str, real_data: Path
):
    for trait, cell in mapping_of(name).traits.items():
        meanings = read_texts(cell, rows_of(real_data / FILES[name])).texts
        assert set(meanings) <= set(cell.values.values()), trait


@pytest.mark.parametrize("name", FILES)
def test_the_key_is_different_in_every_row(name: str, real_data: Path):
    table = rows_of(real_data / FILES[name])
    (key,) = mapping_of(name).key
    assert len(table[key].unique()) == table.num_rows


@pytest.mark.parametrize(("year", "mean"), [(2010, 3.925), (2014, 3.996)])
def test_the_overall_rating_has_its_known_mean(year: int, mean: float, real_data: Path):
    values = values_of(f"sfo/sfo_{year}", "overall_rating", folder=real_data)
    assert values.mean() == pytest.approx(mean, abs=0.0005)


def test_recommendation_in_2017_has_its_known_score(real_data: Path):
    values = values_of("sfo/sfo_2017", "recommend", folder=real_data)
    score = 100 * ((values >= 9).mean() - (values <= 6).mean())
    assert (len(values), score) == (2746, pytest.approx(39.8, abs=0.05))


def test_a_question_keeps_name_scale_and_touchpoint_over_the_years():
    seen: dict[str, set[tuple[str, str | None]]] = {}
    for year in SFO_YEARS:
        for answer in mapping_of(f"sfo/sfo_{year}").answers:
            said = (answer.scale.name, answer.touchpoint)
            seen.setdefault(answer.question, set()).add(said)
    assert all(len(said) == 1 for said in seen.values())


def test_no_two_questions_of_a_year_share_a_touchpoint_and_a_scale():
    for year in SFO_YEARS:
        answers = mapping_of(f"sfo/sfo_{year}").answers
        said = [(answer.touchpoint, answer.scale.name) for answer in answers]
        assert len(set(said)) == len(said)


def test_years_are_sources_of_their_own_because_respondents_are_numbered_anew():
    sources = {mapping_of(f"sfo/sfo_{year}").source for year in SFO_YEARS}
    assert len(sources) == len(SFO_YEARS)

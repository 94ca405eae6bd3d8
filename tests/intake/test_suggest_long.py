"""Files with one row for each answer are seen as such, others are not."""

from pathlib import Path

import pyarrow as pa
import pytest
from tests.facts.reading import NOW, rows_of
from tests.intake.drawn import ROWS, drawn, ratings, suggested
from tests.intake.survey_maker import CASES, made_case

import stik
from stik.formats.source_file import survey_file
from stik.intake.mapping_file import parse_mapping
from stik.intake.suggest import Suggestion, suggest, suggest_file

QUESTIONS = {
    "How clean was it?": ["4", "5", "3", "4", "2", "5", "4", "1", "4"],
    "How likely is it that you recommend us?": [str(n % 11) for n in range(97)],
    "Did it arrive on time?": ["Yes", "No", "Yes"],
}


def long_file(n_people: int, **more: str) -> pa.Table:
    """Return one row for each of three answers of each person."""
    return pa.Table.from_pylist(
        [
            {
                "customer_id": f"C{person}",
                "question": question,
                "answer": answers[person % len(answers)],
                **{name: f"{text}{place}" for name, text in more.items()},
            }
            for person in range(n_people)
            for place, (question, answers) in enumerate(QUESTIONS.items())
        ]
    )


def scales(said: Suggestion) -> dict[str, str | None]:
    return {guess.column: guess.scale for guess in said.questions}


@pytest.mark.parametrize("n_people", [100, 4_000])
def test_a_long_file_is_drafted_with_its_questions_however_many_rows(n_people: int):
    said = suggest(long_file(n_people), source="survey")
    assert list(scales(said).values()) == ["csat_1_5", "nps_0_10", "yes_no_0_1"]
    mapping = parse_mapping(said.to_toml(), path="draft")
    assert mapping.long is not None
    assert (mapping.long.question.columns, mapping.long.value) == (
        ("question",),
        ("answer",),
    )
    assert mapping.key == ("customer_id", "question")


def test_a_file_sorted_by_question_is_long_though_the_sample_has_only_one():
    table = long_file(900).sort_by("question").slice(0, 900)
    said = suggest(table, source="survey")
    assert [guess.role for guess in said.questions] == ["answer"]
    assert "[long]" in said.to_toml()


def test_answers_given_twice_by_a_customer_have_no_key():
    table = pa.concat_tables([long_file(60), long_file(60)])
    said = suggest(table, source="survey")
    assert len(said.questions) == len(QUESTIONS)
    assert parse_mapping(said.to_toml(), path="draft").key == ()


def test_a_column_that_says_the_question_in_other_words_is_left_out():
    said = suggest(long_file(100, code="Q"), source="survey")
    assert said.of("code").role == "ignore"
    assert said.of("code").reason == "it goes with 'question'"


def test_rows_of_questions_left_out_give_nothing_and_are_not_held_back():
    ages = [
        {"question": "Age group?", "answer": text} for text in drawn("18-29", "30+")
    ]
    names = [{"customer_id": f"C{n}"} for n in range(ROWS)]
    more = pa.Table.from_pylist([a | b for a, b in zip(ages, names, strict=True)])
    table = pa.concat_tables([long_file(ROWS), more.select(long_file(1).column_names)])
    text = suggest(table, source="survey").to_toml()
    mapping = parse_mapping(text, path="draft")
    assert mapping.long is not None
    assert mapping.long.ignores_others
    assert '# "Age group?": ' in text


def test_reviews_of_items_are_no_long_file():
    said = suggested(
        item=drawn("Blue lamp", "Oak table", "Chair", "Rug"),
        rating=ratings(),
        customer_id=[f"C{n}" for n in range(ROWS)],
    )
    assert said.long is None


@pytest.mark.parametrize("name", ["hospital_long_en", "telecom_reversed_de"])
def test_a_draft_accepted_as_it_is_loads_every_row(name: str, tmp_path: Path):
    case = made_case(CASES / "four_faults" / f"{name}.toml")
    file = case.written(tmp_path)
    draft = tmp_path / "draft.toml"
    draft.write_text(suggest_file(survey_file(file)).to_toml(), encoding="utf-8")
    place = stik.create(tmp_path / "place", now=NOW)
    summary = place.load(file, mapping=draft, now=NOW)
    assert (summary.n_stored, summary.n_held) == (case.table.num_rows, 0)
    assert (
        rows_of(place, "answers").num_rows
        == summary.n_answers
        > case.table.num_rows / 2
    )


def test_the_best_answer_of_a_turned_scale_is_stored_as_the_highest(tmp_path: Path):
    header = "Quality (1 = best, 5 = worst)"
    file = tmp_path / "survey.csv"
    texts = ["1"] * 60 + ["2"] * 30 + ["3"] * 5 + ["4"] * 3 + ["5"] * 2
    file.write_text("\n".join([f'"{header}"', *texts]), encoding="utf-8")
    draft = tmp_path / "draft.toml"
    draft.write_text(suggest_file(survey_file(file)).to_toml(), encoding="utf-8")
    place = stik.create(tmp_path / "place", now=NOW)
    place.load(file, mapping=draft, now=NOW)
    stored = rows_of(place, "answers")["value"].to_pylist()
    assert stored.count(5.0) == 60
    assert stored.count(1.0) == 2

"""What a suggestion makes of single columns."""

from pathlib import Path

import openpyxl
import pytest
from tests.intake.drawn import ROWS, drawn, ratings, suggested

from stik.formats.source_file import survey_file
from stik.intake.mapping_file import parse_mapping
from stik.intake.suggest import suggest_file


def test_zero_and_six_beside_one_to_five_are_no_answers():
    said = suggested(Q7A=ratings("0", "6"), Q7B=ratings("0", "6"), Q7C=ratings("0"))
    assert said.of("Q7A").scale == "csat_1_5"
    assert said.of("Q7A").missing == ("0", "6")


def test_columns_of_one_battery_share_their_missing_codes():
    said = suggested(Q7A=ratings("0", "6"), Q7B=ratings("6"), Q7C=ratings("0"))
    assert said.of("Q7C").missing == ("0", "6")


def test_a_code_used_throughout_the_file_is_missing_where_the_sample_has_none():
    coded = {f"rating_{name}": ratings("0") for name in "abcd"}
    said = suggested(**coded, gap=drawn("x", "y"), safe_rating=ratings())
    assert said.of("safe_rating").missing == ("0",)
    assert "other answers of the file" in said.of("safe_rating").reason


def test_eleven_beside_nought_to_ten_is_no_answer():
    steps = [str(step) for step in range(12)]
    said = suggested(NETPRO=drawn(*steps)).of("NETPRO")
    assert (said.scale, said.missing) == ("nps_0_10", ("11",))


@pytest.mark.parametrize("code", ["8", "9", "98", "99", "-1", "999"])
def test_codes_outside_the_scale_are_no_answers(code: str):
    said = suggested(satisfaction=ratings(code)).of("satisfaction")
    assert (said.scale, said.missing) == ("csat_1_5", (code,))


@pytest.mark.parametrize(
    "text", ["N/A", "DK", "refused", "ne vem", "nie dotyczy", "Nezinu"]
)
def test_words_for_no_answer_are_missing_whatever_the_language(text: str):
    assert suggested(satisfaction=ratings(text)).of("satisfaction").missing == (text,)


def test_many_different_codes_are_no_rating():
    gates = drawn(*[str(gate) for gate in range(1, 70)])
    assert suggested(GATENUM=gates).of("GATENUM").role in {"blank", "trait"}


def test_age_and_income_are_traits_though_their_codes_run_from_one_to_five():
    said = suggested(age=ratings(), income=ratings())
    assert said.of("age").role == "trait"
    assert said.of("income").role == "trait"


def test_a_column_that_says_the_same_in_every_row_is_left_out():
    assert suggested(version=["3"] * ROWS).of("version").role == "ignore"


def test_an_empty_column_is_left_out():
    assert suggested(note=[None] * ROWS, q=ratings()).of("note").role == "ignore"


def test_comments_turned_into_codes_are_neither_answers_nor_words():
    codes = [str(code) if code % 3 else None for code in range(ROWS)]
    assert suggested(Q8COM1=codes).of("Q8COM1").role == "ignore"


def test_a_weight_has_a_mean_near_one():
    said = suggested(WEIGHT=drawn("0.63", "1.01", "1.59"), q=ratings())
    assert said.of("WEIGHT").role == "weight"
    heavy = suggested(weight=drawn("61", "74.5", "88"), q=ratings())
    assert heavy.of("weight").role != "weight"


def test_day_before_month_is_seen_from_days_above_twelve():
    dates = [f"{1 + day % 28:02}/{1 + day % 12:02}/2024" for day in range(ROWS)]
    said = suggested(visit_date=dates).of("visit_date")
    assert (said.role, said.format, said.precision) == ("occurred", "%d/%m/%Y", "day")


def test_where_day_and_month_cannot_be_told_apart_the_reason_says_so():
    dates = [f"{1 + day % 12:02}/{1 + day % 11:02}/2024" for day in range(ROWS)]
    assert "cannot be told" in suggested(visit_date=dates).of("visit_date").reason


def test_numbers_of_days_are_no_dates():
    days = drawn(*[str(day) for day in range(2, 12)])
    assert suggested(INTDATE=days).of("INTDATE").role == "blank"


def test_time_of_day_beside_the_date_is_joined_to_it():
    dates = [f"{1 + day % 28:02}.03.2024" for day in range(ROWS)]
    times = [f"{8 + n % 12:02}:{n % 60:02}" for n in range(ROWS)]
    text = suggested(datum=dates, vrijeme=times, nps=ratings()).to_toml()
    assert parse_mapping(text, path="draft").occurred.columns == ("datum", "vrijeme")


def test_worded_steps_get_their_values():
    steps = [
        "Zelo nezadovoljen",
        "Nezadovoljen",
        "Niti niti",
        "Zadovoljen",
        "Zelo zadovoljen",
    ]
    said = suggested(ocena=drawn(*steps)).of("ocena")
    assert said.scale == "csat_1_5"
    assert dict(said.values) == {text: str(n) for n, text in enumerate(steps, start=1)}


def test_satisfied_or_not_is_a_yes_or_no():
    said = suggested(Outcome=drawn("Satisfied", "Neutral or Dissatisfied")).of(
        "Outcome"
    )
    assert said.scale == "yes_no_0_1"
    assert said.values["Satisfied"] == "1"


def test_yes_and_no_of_a_customer_is_a_trait():
    assert suggested(Partner=drawn("Yes", "No")).of("Partner").role == "trait"


def test_of_two_columns_for_one_role_the_likelier_keeps_it():
    numbers = [f"C{n}" for n in range(ROWS)]
    said = suggested(customer_id=numbers, client_code=list(reversed(numbers)))
    assert [guess.role for guess in said.guesses] == ["customer", "ignore"]


def test_rows_that_repeat_the_questions_are_not_taken_for_answers():
    wording = ["How satisfied are you?", "When were you here?"]
    said = suggested(
        Q1=[wording[0], '{"ImportId":"QID1"}', *ratings()],
        StartDate=[wording[1], '{"ImportId":"QID2"}', *["2024-05-01 10:00:00"] * ROWS],
    )
    assert said.labels.rows == 2
    assert said.of("Q1").scale == "csat_1_5"
    assert "[answers.how_satisfied_are_you]" in said.to_toml()


def test_every_guess_says_why_and_every_column_left_out_is_named():
    said = suggested(Q1=ratings(), lat=[f"{n * 1.37:.4f}" for n in range(ROWS)])
    text = said.to_toml()
    assert all(guess.reason for guess in said.guesses)
    assert '# "lat": ' in text


def test_headers_with_quotes_and_line_breaks_stay_valid_toml():
    header = 'How "good"\nwas it, rated from \\1 to \\5?'
    said = suggested(**{header: ratings()})
    mapping = parse_mapping(said.to_toml(), path="draft")
    assert mapping.answers[0].cell.columns == (header,)


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_hardly_any_rows_give_a_suggestion_all_the_same(rows: int):
    said = suggested(Q1=ratings()[:rows], note=["fine", None][:rows])
    assert [guess.column for guess in said.guesses] == ["Q1", "note"]


def test_a_draft_says_which_sheet_and_which_encoding_were_taken(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["read me"])
    sheet = book.create_sheet("Odgovori")
    for row in [["ocena", "zakaj"], *([n % 11, f"zato {n}"] for n in range(60))]:
        sheet.append(row)
    book.save(tmp_path / "anketa.xlsx")
    drafted = suggest_file(survey_file(tmp_path / "anketa.xlsx")).to_toml()
    assert (
        '[file]\nsheet = "Odgovori"  # the one of 2 sheets that holds most' in drafted
    )
    rows = "\n".join(f"{n % 11};Čakal sem, že spet {n}" for n in range(60))
    (tmp_path / "anketa.csv").write_bytes(f"ocena;zakaj\n{rows}\n".encode("cp1250"))
    drafted = suggest_file(survey_file(tmp_path / "anketa.csv")).to_toml()
    assert 'encoding = "cp1250"' in drafted
    assert parse_mapping(drafted, path="draft.toml").hints.encoding == "cp1250"

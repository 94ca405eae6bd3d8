"""Six languages: complete, with their own plurals, numbers and dates."""

import ast
from datetime import date
from pathlib import Path

import pytest
from tools import words as catalogues

from stik.report.periods import period_name
from stik.report.words import LANGUAGES, words

REPORT = Path(__file__).parents[2] / "src" / "stik" / "report"


@pytest.mark.parametrize("folder", catalogues.PLURALS)
def test_a_catalogue_is_complete_with_equal_placeholders_and_all_plurals(folder):
    assert catalogues.faults(folder) == []


def test_every_language_but_english_has_its_catalogue():
    assert {each.folder for each in LANGUAGES} == {None, *catalogues.PLURALS}


def test_serbian_in_latin_script_is_the_cyrillic_letter_by_letter():
    cyrillic = [m for m in catalogues.read("sr") if m.id]
    latin = {str(m.id): catalogues.forms_of(m) for m in catalogues.read("sr_Latn")}
    for message in cyrillic:
        expected = tuple(map(catalogues.in_latin, catalogues.forms_of(message)))
        assert latin[str(message.id)] == expected


def test_letters_made_of_two_keep_their_capital():
    assert (
        catalogues.in_latin("Његош, Љубљана, џеп, Net")
        == "Njegoš, Ljubljana, džep, Net"
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["0 answers", "1 answer", "2 answers", "5 answers"]),
        ("sl", ["0 odgovorov", "1 odgovor", "2 odgovora", "5 odgovorov"]),
        ("pl", ["0 odpowiedzi", "1 odpowiedź", "2 odpowiedzi", "5 odpowiedzi"]),
        ("sr", ["0 одговора", "1 одговор", "2 одговора", "5 одговора"]),
        ("sr-latn", ["0 odgovora", "1 odgovor", "2 odgovora", "5 odgovora"]),
        ("lv", ["0 atbilžu", "1 atbilde", "2 atbildes", "5 atbildes"]),
    ],
)
def test_plurals_follow_the_language(code, said):
    spoken = words(code)
    counted = [spoken.count("{n} answer", "{n} answers", n) for n in (0, 1, 2, 5)]
    assert counted == said


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("sl", 101, "101 odgovor"),
        ("sl", 3, "3 odgovori"),
        ("sl", 103, "103 odgovori"),
        ("pl", 22, "22 odpowiedzi"),
        ("sr", 21, "21 одговор"),
        ("lv", 11, "11 atbilžu"),
        ("lv", 21, "21 atbilde"),
    ],
)
def test_plurals_look_at_the_last_digits(code, n, said):
    assert words(code).count("{n} answer", "{n} answers", n) == said


def test_files_in_polish_have_three_whole_plurals():
    counted = [words("pl").count("{n} file", "{n} files", n) for n in (1, 3, 5, 12, 22)]
    assert counted == ["1 plik", "3 pliki", "5 plików", "12 plików", "22 pliki"]


@pytest.mark.parametrize(
    ("code", "number", "percent", "day"),
    [
        ("en", "1,234.5", "78.3%", "March 2, 2026"),
        ("sl", "1.234,5", "78,3\xa0%", "2. marec 2026"),
        ("pl", "1\xa0234,5", "78,3\xa0%", "2 marca 2026"),
        ("sr", "1.234,5", "78,3\xa0%", "2. март 2026."),
        ("sr-latn", "1.234,5", "78,3\xa0%", "2. mart 2026."),
        ("lv", "1\xa0234,5", "78,3\xa0%", "2026. gada 2. marts"),
    ],
)
def test_numbers_and_dates_are_written_as_in_the_language(code, number, percent, day):
    spoken = words(code)
    assert spoken.number(1234.5, decimals=1) == number
    assert spoken.percent(0.783, decimals=1) == percent
    assert spoken.day(date(2026, 3, 2)) == day


def test_signs_are_shown_and_zero_has_none():
    said = [words("en").signed(number, decimals=1) for number in (6.7, -6.7, -0.04)]
    assert said == ["+6.7", "\N{MINUS SIGN}6.7", "0.0"]


def test_a_small_negative_number_never_becomes_minus_zero():
    assert words("en").number(-0.001, decimals=2) == "0.00"


def test_messages_are_whole_strings_that_can_be_extracted():
    for path in REPORT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(
                node.func, ast.Attribute
            )
            if is_call and node.func.attr in {"say", "count"}:
                assert isinstance(node.args[0], ast.Constant), (
                    f"{path.name}: {node.lineno}"
                )


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("2025", "2025"),
        ("2025-05", "May 2025"),
        ("2025-Q2", "Q2 2025"),
        ("2025-W01", "Dec 30, 2024"),
        ("2025-05-14", "May 14, 2025"),
        ("2024-03 \N{EN DASH} 2025-02", "Mar 2024 \N{EN DASH} Feb 2025"),
        ("Spring campaign", "Spring campaign"),
    ],
)
def test_periods_are_told_as_people_say_them(label, said):
    assert period_name(words("en"), label) == said

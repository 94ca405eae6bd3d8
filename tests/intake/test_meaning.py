"""What cells mean: answers, missing codes, touchpoints, gaps, traits, words, names."""

from pathlib import Path
from typing import Any

import pytest
from tests.facts.reading import NOW, check_sums, column, load_text, rows_of

import stik
from stik.errors import MappingError
from stik.intake.mapping_file import parse_mapping
from stik.workspace import Workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return stik.create(tmp_path / "place", now=NOW)


def answers_of(place: Workspace, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(column(place, "answers", name) for name in names), strict=True))


def one_column(*cells: str) -> str:
    return "\n".join(["q,other", *(f"{cell},x" for cell in cells)]) + "\n"


Q = '[answers.q]\ncolumn = "q"\nscale = "csat_1_5"\n'


@pytest.mark.parametrize(
    "codes", ['["0", "6"]', "[0, 6]", "[0.0, 6.0]", '["6.00","0"]']
)
def test_missing_codes_are_no_answers_however_they_are_written(
    place: Workspace, codes: str
) -> None:
    file = one_column("5", "6", "6.0", " 6 ", "0.00", "", "4.0")
    summary = load_text(place, file, f"{Q}missing = {codes}")
    assert (summary.n_stored, summary.n_answers, summary.n_held) == (7, 2, 0)
    assert column(place, "answers", "value") == [5, 4]


def test_texts_become_numbers_by_the_value_map_and_others_are_held_back(
    place: Workspace,
) -> None:
    values = 'values = { "Yes" = 5, "No" = "1", "no idea" = "" }'
    file = one_column("Yes", "No", "no idea", "yes", "3", "1_0", '"2,5"')
    summary = load_text(place, file, Q + values)
    assert column(place, "answers", "value") == [5, 1, 3]
    assert dict(summary.held) == {"not a number": 2, "off the scale": 1}


def test_touchpoints_are_the_questions_own_else_the_rows_else_its_name(
    place: Workspace,
) -> None:
    own = '[answers.a]\ncolumn = "q"\nscale = "csat_1_5"\ntouchpoint = "overall"\n'
    plain = '[answers.b]\ncolumn = "q"\nscale = "csat_1_5"\n'
    load_text(place, one_column("5"), own + plain)
    row = '[row]\ntouchpoint = "other"\n'
    load_text(place, one_column("4"), row + own + plain, name="b.csv")
    assert column(place, "answers", "touchpoint") == ["overall", "b", "overall", "x"]
    assert column(place, "interactions", "touchpoint") == ["x"]


GAP = """
[answers.{first}]
column = "q"
scale = "{scale}"
{touchpoint}
[answers.{second}]
column = "e"
scale = "{expected}"
{touchpoint}
"""


@pytest.mark.parametrize(
    ("scale", "expected", "touchpoint", "row", "gaps"),
    [
        ("csat_1_5", "expectation_1_5", 'touchpoint = "till"', "", [-2, 4]),
        ("csat_1_5", "expectation_0_4", 'touchpoint = "till"', "", [-3]),
        ("rating_1_5", "expectation_1_5", "", '[row]\ntouchpoint="t"\n', [-2, 4]),
        ("csat_1_5", "expectation_1_5", "", "", []),
        ("csat_1_5", "expectation_-2_2", 'touchpoint = "till"', "", []),
        ("nps_0_10", "expectation_0_10", 'touchpoint = "till"', "", []),
    ],
    ids=["steps", "other ends", "of the row", "two touchpoints", "met", "not alike"],
)
def test_a_gap_is_perception_less_expectation_of_the_same_row_and_touchpoint(
    place: Workspace,
    scale: str,
    expected: str,
    touchpoint: str,
    row: str,
    gaps: list[int],
) -> None:
    mapping = row + GAP.format(
        first="felt",
        second="expected",
        scale=scale,
        expected=expected,
        touchpoint=touchpoint,
    )
    missing = mapping.replace('column = "e"', 'column = "e"\nmissing = ["9"]')
    file = "q,e,t\n2,4,till\n5,1,till\n,1,till\n3,9,till\n"
    if expected == "expectation_0_4":
        file = "q,e,t\n2,4,till\n5,9,till\n"
    if expected == "expectation_-2_2":
        file = "q,e,t\n2,-2,till\n5,1,till\n"
    load_text(place, file, missing)
    found = answers_of(place, "question", "value", "scale")
    assert [value for name, value, _ in found if name == "felt_gap"] == gaps


def test_weights_amounts_and_traits_are_read_and_wrong_weights_held_back(
    place: Workspace,
) -> None:
    mapping = (
        '[row]\nweight = "w"\ncustomer = "who"\namount = "paid"\n'
        'currency = { constant = "EUR" }\ntouchpoint = { constant = "till" }\n'
        '[traits]\ntier = { column = "tier", values = { "1" = "gold" }, '
        'missing = ["0"] }\n' + Q
    )
    rows = [
        "q,w,who,tier,paid",
        '5,0.5,ana,1,"12,50"',
        "4,,,2,",
        "3,-1,bo,0,x",
        "2,2,cy,0,7",
    ]
    summary = load_text(place, "\n".join(rows) + "\n", mapping)
    check_sums(summary)
    assert answers_of(place, "value", "weight") == [(5, 0.5), (4, None), (2, 2)]
    assert column(place, "interactions", "amount") == [12.5, None, 7]
    assert column(place, "traits", "value") == ["gold", "2"]
    assert column(place, "traits", "customer") == [1, None]
    assert [row["field"] for row in rows_of(place, "held_back").to_pylist()] == [
        "row.weight"
    ]


def test_weights_and_numbers_that_are_not_sensible_are_held_back(
    place: Workspace,
) -> None:
    mapping = (
        '[row]\nweight = "w"\namount = "paid"\ntouchpoint = { constant = "till" }\n'
        '[answers.q]\ncolumn = "q"\nscale = "number"\n'
    )
    rows = ["q,w,paid", "1,1e200,1", "2,1e-200,1", "3,1,-1e16", "1e16,1,1"]
    rows += ["5,2500000,-1e15", "6,0.000001,1", "7,1e12,1", "8,1e-9,1", "9,2,1"]
    summary = load_text(place, "\n".join(rows) + "\n", mapping)
    check_sums(summary)
    assert sorted(column(place, "answers", "value")) == [5, 6, 7, 8, 9]
    held = rows_of(place, "held_back").to_pylist()
    assert [(row["field"], row["reason"]) for row in held] == [
        ("row.weight", "off the scale"),
        ("row.weight", "off the scale"),
        ("row.amount", "off the scale"),
        ("answers.q", "off the scale"),
    ]
    assert held[0]["sentence"] == (
        "1e200 is no weight from 1e-09 to 1e+12; correct it or list it under 'missing'."
    )
    [row] = place.ask("mean", weighted=True).table.to_pylist()
    assert row["unknown"] == "weights make n = 5 worth 1.0, needs 2"


def test_words_are_kept_as_said_and_silence_is_no_verbatim(place: Workspace) -> None:
    mapping = (
        '[verbatims.why]\ncolumn = "q"\nmissing = [" n/a", "-"]\nlanguage = "lv"\n'
    )
    load_text(place, one_column("  paldies! ", "n/a", "", "-", "čakanje"), mapping)
    assert column(place, "verbatims", "text") == ["paldies!", "čakanje"]
    assert column(place, "verbatims", "language") == ["lv", "lv"]


def test_columns_and_questions_may_be_called_anything(place: Workspace) -> None:
    file = 'Žveplo,łódź,Ocena,ocena,"a, ""b"""\n1,2,3,4,5\n'
    mapping = """
[answers."čakanje. drugo vprašanje"]
column = "Žveplo"
scale = "csat_1_5"
[answers.'said "hello"']
column = "łódź"
scale = "csat_1_5"
[answers.Ocena]
column = "Ocena"
scale = "csat_1_5"
[answers.ocena]
column = "ocena"
scale = "csat_1_5"
[answers."оцена"]
column = 'a, "b"'
scale = "csat_1_5"
[answers.again]
column = "Ocena"
scale = "rating_0_10"
"""
    load_text(place, file, 'key = ["Ocena"]' + mapping)
    assert answers_of(place, "question", "value") == [
        ("čakanje. drugo vprašanje", 1),
        ('said "hello"', 2),
        ("Ocena", 3),
        ("ocena", 4),
        ("оцена", 5),
        ("again", 3),
    ]


def test_of_alternative_columns_the_first_that_the_file_has_is_read(
    place: Workspace,
) -> None:
    mapping = Q.replace('"q"', '["q2025", "q2024", "q"]')
    load_text(place, "q,q2024\n1,2\n", mapping)
    load_text(place, "q\n3\n", mapping)
    assert column(place, "answers", "value") == [2, 3]
    with pytest.raises(MappingError, match=r"answers.q: .* no column 'q2025'"):
        load_text(place, "z\n3\n", mapping)


def test_a_mapping_of_constants_alone_counts_the_rows(place: Workspace) -> None:
    mapping = '[row]\ntouchpoint = { constant = "gate" }\n[traits]\n[answers]\n'
    assert load_text(place, one_column("1", "2"), mapping).n_interactions == 2


LONG = """
source = "letters"
key = ["who", "measure"]
[long]
question = { column = "measure", missing = ["footnote"] }
value = "answer"
[row]
customer = "who"
[answers.nurses]
scale = "csat_1_5"
named = "Nurses listened"
missing = ["Not Available"]
[answers.recommend]
scale = "nps_0_10"
touchpoint = "overall"
[verbatims.why]
named = "In your own words"
"""


def test_a_long_file_has_one_row_for_each_answer(place: Workspace) -> None:
    rows = [
        "who,measure,answer",
        "ana,Nurses listened,4",
        "ana,recommend,9",
        "ana,In your own words,kind people",
        "bo,Nurses listened,Not Available",
        "bo,recommend,11",
        "bo,footnote,15",
        "cy,Doctors listened,3",
        "cy,,3",
    ]
    file = "\n".join(rows) + "\n"
    summary = load_text(place, file, LONG)
    check_sums(summary)
    assert answers_of(place, "question", "touchpoint", "value", "customer") == [
        ("nurses", "nurses", 4, 1),
        ("recommend", "overall", 9, 1),
    ]
    assert column(place, "verbatims", "text") == ["kind people"]
    assert dict(summary.held) == {"off the scale": 1, "unknown question": 2}
    ignoring = LONG.replace("[row]", "ignore_others = true\n[row]")
    assert load_text(place, file, ignoring, name="letters.csv").n_stored == 1


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('value = "answer"', "", "long.value: is not there"),
        ('named = "Nurses listened"', 'column = "x"', "write 'named' instead"),
        ('value = "answer"', 'valeu = "answer"', "did you mean 'value'"),
        ("[long]", "[lang]", "did you mean 'long'"),
    ],
)
def test_a_long_mapping_that_cannot_be_is_refused(
    before: str, after: str, told: str
) -> None:
    with pytest.raises(MappingError, match=told):
        parse_mapping(LONG.replace(before, after), path="m.toml")


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("", "maps no column"),
        ("[row]\n[traits]\n[answers]\n[verbatims]\n", "maps no column"),
        (Q.replace('"q"', "[]"), "names no column"),
        (Q + "missing = 0\n", "write a list"),
        (Q + "missing = [true]\n", "write a text in quotes"),
        (Q + 'named = "x"\n', "is for long files"),
        ("key = []\n" + Q, "key: names no column"),
        ('[verbatims.v]\nconstant = "x"\n', "no such setting"),
        ('[row]\nunit = { constant = "x", values = { "1" = "y" } }\n', "needs none"),
        ('[row]\nunit = { column = "q", constant = "x" }\n', "either a 'column'"),
        ('[answers.""]\ncolumn = "q"\nscale = "csat_1_5"\n', "give it a name"),
        ("answers = 5\n", r"write \[answers\]"),
        ("[row]\nunit = 5\n", "write a column's name"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_the_mend(
    mapping: str, told: str
) -> None:
    with pytest.raises(MappingError, match=told):
        parse_mapping(mapping, path="m.toml")

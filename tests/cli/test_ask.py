"""Questions on the command line: tables, JSON, exit codes, and asked again."""

import json
import re

import pytest

ROWS = [
    f"{n},c{n},2026-01-{1 + n % 28:02},web,{n % 11},{1 + n % 5},fine" for n in range(90)
]
INSIGHTS = [
    ("ask", "nps", "--by", "channel,month"),
    ("ask", "csat", "--compare", "previous"),
    ("weakest",),
    ("drivers", "nps"),
    ("drivers", "nps", "--by", "channel"),
]
NUMBERS = {"value", "low", "high", "n", "unknown"}


@pytest.fixture
def loaded(place, stik, survey, mapping):
    assert stik("load", place, survey(*ROWS), "--map", mapping).code == 0
    return place


def words(insight, place):
    command, *rest = insight
    return (command, place, *rest)


@pytest.mark.parametrize("insight", INSIGHTS)
def test_json_has_its_promised_shape(insight, loaded, stik):
    answer = stik(*words(insight, loaded), "--json").json()
    assert set(answer) == {"metric", "unit", "rows", "explain"}
    assert answer["rows"]
    for row in answer["rows"]:
        assert set(row) >= NUMBERS
        assert (row["value"] is None) == (row["unknown"] is not None)


@pytest.mark.parametrize("insight", INSIGHTS)
def test_a_saved_answer_is_explained_and_still_the_same(
    insight, loaded, stik, survey, mapping, tmp_path
):
    saved = tmp_path / "answer.json"
    saved.write_text(stik(*words(insight, loaded), "--json").out)
    more = survey("500,c5,2026-01-02,web,0,1,bad", name="more.csv")
    stik("load", loaded, more, "--map", mapping)
    stik("doctor", loaded, "--mend")
    told = stik("explain", saved)
    assert (told.code, "the same numbers" in told.out) == (0, True)
    assert stik("explain", saved, "--json").json()["is_same"] is True


def test_a_saved_answer_that_was_changed_is_told(loaded, stik, tmp_path):
    answer = stik("ask", loaded, "nps", "--json").json()
    answer["rows"][0]["value"] += 1
    saved = tmp_path / "answer.json"
    saved.write_text(json.dumps(answer))
    told = stik("explain", saved)
    assert (told.code, "the numbers differ" in told.out) == (1, True)


@pytest.mark.parametrize("text", ["", "[]", '{"explain": {"asked": 1}}'])
def test_what_is_no_saved_answer_is_refused(text, stik, tmp_path):
    saved = tmp_path / "answer.json"
    saved.write_text(text)
    told = stik("explain", saved)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "is no saved answer" in told.err


@pytest.mark.parametrize("insight", [*INSIGHTS, ("ask", "nps", "--by", "touchpoint")])
@pytest.mark.parametrize("flag", [(), ("--json",)])
def test_an_empty_workspace_answers_with_exit_code_1(insight, flag, place, stik):
    told = stik(*words(insight, place), *flag)
    assert (told.code, told.err) == (1, "")
    assert told.out


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("npz",), "no metric 'npz'; did you mean 'nps'"),
        (("nps", "--by", "chanel"), "did you mean 'channel'"),
        (("nps", "--by", "year,month"), "choose one"),
        (("nps", "--from", "2026-13"), "is no date"),
        (("nps", "--as-of", "soon"), "is no moment"),
        (("nps", "--where", "channel"), "has no value"),
        (("nps", "--compare", "unit=one"), "add --by unit"),
        (("ces",), "it needs ces"),
    ],
)
def test_a_wrong_question_is_told_in_one_sentence(asked, sentence, loaded, stik):
    told = stik("ask", loaded, *asked)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert sentence in told.err


def test_a_value_with_a_comma_is_put_in_quotes(place, stik, survey, mapping):
    row = '1,ana,2026-01-01,"web, mobile",9,5,fine'
    stik("load", place, survey(row), "--map", mapping)
    quoted = stik("ask", place, "nps", "--where", 'channel="web, mobile"', "--json")
    assert quoted.json()["rows"][0]["n"] == 1


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("insight", INSIGHTS)
def test_tables_keep_to_the_width(insight, columns, loaded, stik, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = stik(*words(insight, loaded)).out
    assert max(map(len, out.splitlines())) <= columns
    assert "…" not in out


def test_a_name_with_brackets_is_shown_as_it_is(place, stik, survey, mapping):
    stik("load", place, survey("1,ana,2026-01-01,[red]web,9,5,x"), "--map", mapping)
    assert "[red]web" in stik("ask", place, "nps", "--by", "channel").out


def test_shares_change_by_percentage_points(loaded, stik, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    out = stik("ask", loaded, "csat", "--by", "week", "--compare", "previous").out
    assert re.search(r"[+-]\d+\.\d pp", out)

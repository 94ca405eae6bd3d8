"""Kano at the command line."""

import pytest

MAPPING = """
source = "kano"
[row]
occurred = "day"
[answers.with_wifi]
column = "with_wifi"
scale = "kano_1_5"
[answers.without_wifi]
column = "without_wifi"
scale = "kano_1_5"
"""
PAIR = "wifi=with_wifi,without_wifi"


@pytest.fixture
def answered(place, stik, tmp_path):
    file, mapping = tmp_path / "kano.csv", tmp_path / "kano.toml"
    rows = ["2026-05-01,1,3"] * 24 + ["2026-05-01,1,5"] * 10 + ["2026-05-02,3,3"] * 6
    file.write_text("\n".join(["day,with_wifi,without_wifi", *rows]) + "\n")
    mapping.write_text(MAPPING)
    assert stik("load", place, file, "--map", mapping).code == 0
    return place


def test_a_feature_is_shown_with_what_it_is(answered, stik):
    told = stik("kano", answered, "--feature", PAIR)
    assert told.code == 0
    row = next(line for line in told.out.splitlines() if line.startswith("wifi"))
    assert row.split() == ["wifi", "delight", "40", "85.0", "%", "-25.0", "%", "40"]
    assert "neither reverse nor questionable" not in told.out


def test_whom_better_and_worse_leave_out_is_said(answered, stik, tmp_path):
    file = tmp_path / "more.csv"
    rows = ["day,with_wifi,without_wifi", *["2026-05-03,3,1"] * 5]
    file.write_text("\n".join(rows) + "\n")
    stik("load", answered, file, "--map", tmp_path / "kano.toml")
    told = stik("kano", answered, "--feature", PAIR)
    row = next(line for line in told.out.splitlines() if line.startswith("wifi"))
    assert row.split() == ["wifi", "delight", "45", "85.0", "%", "-25.0", "%", "40"]
    assert "neither reverse nor questionable" in told.out


def test_too_few_answers_end_in_one_with_the_reason(answered, stik):
    told = stik("kano", answered, "--feature", PAIR, "--from", "2026-05-02")
    assert (told.code, "n = 6, needs 30" in told.out) == (1, True)


def test_as_json_it_holds_the_counts(answered, stik):
    [row] = stik("kano", answered, "--feature", PAIR, "--json").json()["rows"]
    assert (row["need"], row["n_delight"], row["n_performance"]) == ("delight", 24, 10)


@pytest.mark.parametrize("words", [(), ("--feature", "wifi"), ("--feature", "a=b")])
def test_a_feature_without_two_questions_is_refused(answered, stik, words):
    told = stik("kano", answered, *words)
    assert (told.code, "wifi=with_wifi,without_wifi" in told.err) == (2, True)

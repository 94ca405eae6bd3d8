"""What is wrong in a programme file is told by line, field and mend."""

import tomllib
from pathlib import Path

import pytest

from stik.errors import FileError, ProgrammeError
from stik.programme.file import check_programme, read_programme
from stik.programme.problem import Problem

_CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "problems.toml").read_text(encoding="utf-8")
)["case"]

_GOAL = "goals: {loved: {metric: %s, direction: up, target: 1, by: 2030-01-01}}\n"


def _problems(folder: Path, content: str | bytes, **how) -> list[Problem]:
    path = folder / "programme.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_programme(path, **how)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_one_mistake_is_told_as_one_problem_with_its_place(case, tmp_path):
    (problem,) = _problems(tmp_path, case["programme"])

    assert (problem.line, problem.field) == (case["line"], case["field"])
    assert case["sentence"] in problem.sentence
    assert problem.sentence.endswith((".", "?"))


def test_all_mistakes_are_told_in_the_order_of_lines(tmp_path):
    programme = """\
touchpoints:
  desk: {owner: Nobody, sees: queue}
  desk: {}
goals:
  loved: {metric: nps, direction: up, target: much, by: soon}
"""
    problems = _problems(tmp_path, programme)

    assert [(each.line, each.field) for each in problems] == [
        (2, "touchpoints.desk.owner"),
        (2, "touchpoints.desk.sees"),
        (3, "touchpoints.desk"),
        (5, "goals.loved.by"),
        (5, "goals.loved.target"),
    ]


def test_reading_raises_the_first_problem_and_counts_the_others(tmp_path):
    path = tmp_path / "programme.yaml"
    path.write_text("vison: a\nchanels: {}\n", encoding="utf-8")

    with pytest.raises(ProgrammeError) as raised:
        read_programme(path)

    assert (raised.value.line, raised.value.field) == (1, "vison")
    assert str(raised.value) == (
        f"{path}, line 1, vison: there is no field 'vison' here; "
        "did you mean 'vision'? (and 1 more to mend)"
    )


def test_each_tab_is_told(tmp_path):
    problems = _problems(tmp_path, "touchpoints:\n\tdesk:\n  door:\n\t\tsees: []\n")

    assert [each.line for each in problems] == [2, 4]


def test_every_unit_of_a_circle_is_told_but_not_those_below_it(tmp_path):
    units = "units:\n  a: {parent: b}\n  b: {parent: a}\n  c: {parent: a}\n"
    problems = _problems(tmp_path, units)

    assert [each.field for each in problems] == ["units.a.parent", "units.b.parent"]


def test_bytes_that_are_not_utf_8_are_told_with_their_line(tmp_path):
    (problem,) = _problems(tmp_path, "vision: ok\n# Čaša\n".encode("cp1250"))

    assert (problem.line, problem.field) == (2, "text")
    assert problem.sentence == "byte 0xc8 is not UTF-8; save the file as UTF-8."


def test_utf_16_is_told_as_not_utf_8(tmp_path):
    (problem,) = _problems(tmp_path, "vision: ok\n".encode("utf-16"))

    assert "is not UTF-8" in problem.sentence


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem(tmp_path):
    content = b"\xef\xbb\xbfvision: ok\r\ntouchpoints:\r\n  desk: {owner: X}\r\n"
    (problem,) = _problems(tmp_path, content)

    assert (problem.line, problem.field) == (3, "touchpoints.desk.owner")


def test_endless_nesting_is_told_and_not_followed(tmp_path):
    (problem,) = _problems(tmp_path, "vision: " + "[" * 50_000)

    assert problem.sentence.startswith("is nested more than 20 deep")


def test_a_goal_may_only_use_known_metrics_where_they_are_given(tmp_path):
    assert _problems(tmp_path, _GOAL % "npss") == []

    (problem,) = _problems(tmp_path, _GOAL % "npss", metrics=["nps", "csat"])

    assert problem.field == "goals.loved.metric"
    assert problem.sentence == "there is no metric 'npss'; did you mean 'nps'?"


def test_the_experience_as_a_whole_needs_no_description(tmp_path):
    goal = (_GOAL % "nps").replace("}}", ", scope: {touchpoint: overall}}}")

    assert _problems(tmp_path, goal) == []


@pytest.mark.parametrize("make", ["nothing", "a folder"])
def test_a_file_that_cannot_be_opened_is_named(make, tmp_path):
    path = tmp_path / "programme.yaml"
    if make == "a folder":
        path.mkdir()

    with pytest.raises(FileError, match=r"programme\.yaml: (there is no|cannot be)"):
        check_programme(path)

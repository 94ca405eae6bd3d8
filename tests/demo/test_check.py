"""The check says found only of the right answer, row, direction and week."""

import pyarrow as pa
import pytest

from stik.demo.check import find_truths
from stik.demo.truths import TRUTHS
from stik.insights.result import Result

KNOWN = {truth.name: truth for truth in TRUTHS}


class FrontDoor:
    """Gives the same rows to every question."""

    def __init__(self, rows):
        result = Result("any", "share", pa.Table.from_pylist(rows), {})
        self.answer = self.weakest = self.drivers = lambda *_, **__: result


def found(name, rows):
    return find_truths(FrontDoor(rows), truths=[KNOWN[name]])[0]


def row(touchpoint, difference, *, is_real):
    return {
        "touchpoint": touchpoint,
        "difference": difference,
        "difference_low": difference - 0.1,
        "difference_high": difference + 0.1,
        "is_real": is_real,
    }


def weeks(*values, first=33):
    return [
        {"week": f"2025-W{first + place}", "value": value, "n": 30}
        for place, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("rows", "is_found"),
    [
        ([row("order", 0.0, is_real=False), row("booking", -0.3, is_real=True)], True),
        ([row("booking", 0.3, is_real=True)], False),
        ([row("booking", -0.3, is_real=False)], False),
        ([row("order", -0.3, is_real=True)], False),
    ],
)
def test_a_fall_is_found_when_its_own_row_really_fell(rows, is_found):
    assert found("booking broke", rows).found is is_found


@pytest.mark.parametrize(
    ("rows", "is_found"),
    [
        ([row("waiting", -0.02, is_real=False)], True),
        ([row("waiting", -0.3, is_real=True)], False),
        ([row("waiting", 0.3, is_real=True)], False),
        ([row("waiting", 0.0, is_real=None)], False),
        ([row("order", 0.0, is_real=False)], False),
    ],
)
def test_a_harmless_one_is_found_when_it_was_judged_and_left_alone(rows, is_found):
    assert found("winter at the door", rows).found is is_found


@pytest.mark.parametrize(
    ("ranked", "is_found"),
    [(["waiting", "shop"], True), (["shop", "waiting"], False), ([], False)],
)
def test_the_weakest_must_come_first(ranked, is_found):
    rows = [{"touchpoint": name} for name in ranked]
    assert found("waiting is the weakest", rows).found is is_found


@pytest.mark.parametrize(
    ("rows", "is_found"),
    [
        (weeks(4, 4, 4, 4, 4, 3, 3, 3, 3), True),
        (weeks(4, 4, 4, 4, 3, 3, 3, 3, 3), True),
        (weeks(4, 4, 4, 3, 3, 3, 3, 3, 3), False),
        (weeks(3, 3, 3, 3, 3, 4, 4, 4, 4), False),
        (weeks(4, 4, 4, 4, 4), False),
    ],
)
def test_the_week_of_the_fall_is_found_give_or_take_one(rows, is_found):
    assert found("the week booking broke", rows).found is is_found


def test_a_week_without_a_value_is_passed_over():
    rows = weeks(4, 4, 4, 4, 4, 3, 3, 3, 3)
    rows[1] = {**rows[1], "value": None}
    assert found("the week booking broke", rows).found


def test_the_evidence_names_the_difference_in_its_unit_with_its_interval():
    rows = [row("booking", -0.3, is_real=True)]
    evidence = found("booking broke", rows).evidence
    assert evidence == "-30.0 %-points (-40.0 to -20.0), real"


def test_no_answer_is_never_taken_for_an_all_clear():
    no_row = found("winter at the door", [row("order", 0.0, is_real=False)])
    assert no_row.evidence == "no answer to compare"


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_the_command_of_a_truth_asks_what_its_question_asks(truth):
    question = truth.question
    assert question.command.startswith(f"stik {question.verb} PLACE")
    for value in (*question.by, *question.of, question.compare, question.from_date):
        assert value is None or value in question.command

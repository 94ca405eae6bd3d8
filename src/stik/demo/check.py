"""Are the planted truths found? Each one's question is asked at the front door."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from stik.demo.truth import Answer, Question, Truth
from stik.demo.truths import TRUTHS
from stik.insights.result import Result
from stik.terms.inquiry import Inquiry

_WEEKS_BESIDE = 3
"""A fall needs so many weeks before and after it to be told from chance."""

_WEEKS_OFF = 1
"""A fall counts as found in the week next to the planted one, too."""

_WORDS = {"share": (100, "%-points"), "points": (1, "points"), "steps": (1, "steps")}
"""What a difference is multiplied by, and called, in each unit."""

Row = Mapping[str, Any]


class FrontDoor(Protocol):
    """The part of a workspace that the check asks."""

    def answer(self, inquiry: Inquiry) -> Result:
        """Return the answer to an inquiry, as `ask` puts one."""
        ...

    def weakest(self) -> Result:
        """Return the touchpoints, the one to mend first at the head."""
        ...

    def drivers(self, outcome: str, *, of: Sequence[str]) -> Result:
        """Return what goes with an outcome, the strongest driver at the head."""
        ...

    def journeys(self, name: str | None = None) -> "Instances":
        """Return the instances of a journey."""
        ...


class Instances(Protocol):
    """The part of a workspace's journeys that the check asks."""

    def where(
        self,
        where: Mapping[str, str],
        *,
        from_date: str | None,
        to_date: str | None,
    ) -> Self:
        """Return those that fit."""
        ...

    def compare(self, other: str, *, form: str, steps: Sequence[str]) -> Result:
        """Return how they differ from others."""
        ...


@dataclass(frozen=True)
class Found:
    """Whether the right answer came out, and what came out.

    For a harmless truth `found` means that no alarm was raised.
    """

    truth: Truth
    found: bool
    evidence: str


def find_truths(
    workspace: FrontDoor, *, truths: Sequence[Truth] = TRUTHS
) -> list[Found]:
    """Return for each planted truth whether its question brings it to light."""
    return [_found(truth, asked(workspace, truth.question)) for truth in truths]


def asked(workspace: FrontDoor, question: Question) -> Result:
    """Return the answer to a question."""
    if question.verb == "weakest":
        return workspace.weakest()
    if question.verb == "drivers":
        return workspace.drivers(question.metric, of=question.of)
    if question.verb == "journeys":
        return _compared(workspace, question)
    return workspace.answer(question.inquiry)


def _compared(workspace: FrontDoor, question: Question) -> Result:
    instances = workspace.journeys(question.journey).where(
        question.where, from_date=question.from_date, to_date=question.to_date
    )
    return instances.compare(
        question.compare or "", form=question.form or "graph", steps=question.steps
    )


def _found(truth: Truth, answer: Result) -> Found:
    found, evidence = _JUDGES[truth.answer](answer, truth)
    return Found(truth, found, evidence)


Judge = Callable[[Result, Truth], tuple[bool, str]]


def _row_that(is_right: Callable[[Row], bool]) -> Judge:
    """Return the judge of the one row that a truth names."""

    def judge(answer: Result, truth: Truth) -> tuple[bool, str]:
        row = _the_row(answer, truth)
        return is_right(row), _difference(row, unit=answer.unit)

    return judge


def _has_fallen(row: Row) -> bool:
    return row["is_real"] is True and row["difference"] < 0


def _has_risen(row: Row) -> bool:
    return row["is_real"] is True and row["difference"] > 0


def _is_same(row: Row) -> bool:
    return row["is_real"] is False


def _is_first(answer: Result, truth: Truth) -> tuple[bool, str]:
    rows = answer.table.slice(0, 1).to_pylist()
    if not rows:
        return False, "nothing is ranked"
    leading = {name: rows[0].get(name) for name in truth.row}
    named = ", ".join(str(value) for value in leading.values())
    return leading == dict(truth.row), f"first is {named}"


def _began(answer: Result, truth: Truth) -> tuple[bool, str]:
    weeks = [row for row in answer.table.to_pylist() if row["value"] is not None]
    names = [row["week"] for row in weeks]
    fall = _deepest_fall(weeks)
    if fall is None or truth.row["week"] not in names:
        return False, "no week stands out"
    is_near = abs(fall - names.index(truth.row["week"])) <= _WEEKS_OFF
    return is_near, f"fell most in {names[fall]}"


_JUDGES: Mapping[Answer, Judge] = {
    Answer.FELL: _row_that(_has_fallen),
    Answer.ROSE: _row_that(_has_risen),
    Answer.SAME: _row_that(_is_same),
    Answer.FIRST: _is_first,
    Answer.BEGAN: _began,
}


def _the_row(answer: Result, truth: Truth) -> Row:
    for row in answer.table.to_pylist():
        if all(row.get(name) == value for name, value in truth.row.items()):
            return dict(row)
    return {"is_real": None, "difference": None}


def _difference(row: Row, *, unit: str) -> str:
    if row["difference"] is None:
        return "no answer to compare"
    times, of = _WORDS[unit]
    value, low, high = (
        f"{times * row[name]:+.1f}"
        for name in ("difference", "difference_low", "difference_high")
    )
    verdict = "real" if row["is_real"] else "may be chance"
    return f"{value} {of} ({low} to {high}), {verdict}"


def _deepest_fall(weeks: Sequence[Row]) -> int | None:
    """Return which week a single fall fits best, by least squares over all weeks.

    With one step the squares left over are least where n₁n₂/(n₁+n₂) · (m₂ - m₁)² is
    greatest: n answers with mean m before (1) and from that week on (2).
    """
    best, best_fit = None, 0.0
    for week in range(_WEEKS_BESIDE, len(weeks) - _WEEKS_BESIDE + 1):
        n_before, before = _pooled(weeks[:week])
        n_after, after = _pooled(weeks[week:])
        fit = n_before * n_after / (n_before + n_after) * (after - before) ** 2
        if after < before and fit > best_fit:
            best, best_fit = week, fit
    return best


def _pooled(weeks: Sequence[Row]) -> tuple[int, float]:
    n = sum(row["n"] for row in weeks)
    return n, sum(row["n"] * row["value"] for row in weeks) / n

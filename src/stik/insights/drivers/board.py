"""The board of drivers: answers to an outcome and to its drivers, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.drivers.choosing import Outcome, driver_questions, outcome_of
from stik.insights.drivers.responses import Responses
from stik.insights.reading import Reading
from stik.insights.weakest.asking import JUDGED
from stik.rollups.counting import group_column
from stik.terms.counts import Floats, Integers
from stik.terms.inquiry import Inquiry, Question
from stik.terms.scale import Scale

_BETTER = (*JUDGED, "nps", "expectation")
"""The scale kinds on which more is better; leaving is a yes too."""


@dataclass(frozen=True)
class Board:
    """Answers side by side, one row per message, an outcome and its drivers apart.

    `group` is null where the inquiry is by nothing.
    """

    outcome: Outcome
    drivers: Sequence[Question]
    ratings: Floats
    values: Floats
    weight: Floats
    person: Integers
    group: Sequence[str | None] | None

    @property
    def questions(self) -> list[Question]:
        """Return every question asked."""
        target = self.outcome.question
        return [*([target] if target else []), *self.drivers]

    @property
    def is_good(self) -> bool | None:
        """Return whether more of the outcome is better, None where none can say."""
        target = self.outcome.question
        is_judged = target is not None and Scale.parse(target.scale).kind in _BETTER
        return True if is_judged else None

    def responses(self, rows: Any, *, is_weighted: bool) -> Responses:  # noqa: ANN401 whatever chooses rows of an array
        """Return the responses in some of the rows."""
        person = self.person[rows]
        is_once_each = len(np.unique(person)) == len(person)
        return Responses(
            [_called(each) for each in self.drivers],
            self.ratings[rows],
            self.values[rows],
            self.weight[rows] if is_weighted else None,
            [Scale.parse(each.scale) for each in self.drivers],
            None if is_once_each else person,
        )


def board_of(
    inquiry: Inquiry, reading: Reading, *, outcome: str, of: Sequence[str]
) -> Board:
    """Return the answers side by side; empty where nothing was ever answered."""
    if not reading.entries:
        nobody, none = np.empty(0), np.empty(0, dtype=np.int64)
        return Board(Outcome(outcome), [], np.empty((0, 0)), nobody, nobody, none, [])
    target = outcome_of(outcome, reading.entries, traits=reading.trait_names)
    rated = driver_questions(target.question, of=of, entries=reading.entries)
    questions = [*([target.question] if target.question else []), *rated]
    by = (*inquiry.by, *([target.trait] if target.trait else []))
    answers = reading.side_by_side(replace(inquiry, by=by), questions)
    columns = [answers[f"a_{i}"].to_numpy() for i, _ in enumerate(questions)]
    if target.question:
        values, *columns = columns
    else:
        values = _has_trait(answers[group_column(by.index(target.trait))], target)
    ratings = np.column_stack(columns) if columns else np.empty((len(values), 0))
    group = answers[group_column(0)].to_pylist() if inquiry.by else None
    weight, person = answers["weight"].to_numpy(), answers["who"].to_numpy()
    return Board(target, rated, ratings, values, weight, person, group)


def _has_trait(column: pa.ChunkedArray, outcome: Outcome) -> Floats:
    """Return 1 where a trait has the value, 0 where another, NaN where none is known.

    Raises
    ------
    QuestionError
        When nobody has it.
    """
    known = column.to_pylist()
    values = {value for value in known if value is not None}
    if outcome.value not in values:
        raise QuestionError(
            f"no answer is of anyone whose {outcome.trait} is '{outcome.value}'; "
            f"{nearest(outcome.value or '', values)}"
        )
    found = [np.nan if each is None else float(each == outcome.value) for each in known]
    return np.array(found)


def _called(question: Question) -> str:
    if question.touchpoint is None:
        return question.question
    return f"{question.question} at {question.touchpoint}"

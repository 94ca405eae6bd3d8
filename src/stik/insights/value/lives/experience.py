"""Experience: the first answer of each customer, and what it makes them."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import QuestionError
from stik.insights.drivers.choosing import outcome_of
from stik.insights.reading import Reading
from stik.metrics.nps import DETRACTOR_TO, PROMOTER_FROM
from stik.rollups.lives import first_answers, in_order
from stik.terms.counts import Booleans, Floats, Integers
from stik.terms.inquiry import Inquiry, Question
from stik.terms.period import Period
from stik.terms.scale import Scale

_GROUPS = {
    "nps": ("promoters", "passives", "detractors"),
    "": ("good answers", "in between", "bad answers"),
}
"""What an answer makes a customer, from the best: of nps, and of other scales."""


@dataclass(frozen=True)
class Experience:
    """The first answer of each of some customers: NaN where there is none.

    `day` counts from 1970 and is NaN where it is not known; one entry per customer.
    """

    question: Question
    day: Floats
    value: Floats

    @property
    def answered(self) -> Booleans:
        """Return who answered."""
        found: Booleans = np.isfinite(self.value)
        return found

    @property
    def has_days(self) -> bool:
        """Return whether the day is known of any answer."""
        return bool(np.isfinite(self.day).any())

    @property
    def scale(self) -> Scale:
        """Return the scale it was asked on."""
        return Scale.parse(self.question.scale)

    @property
    def is_best(self) -> Booleans:
        """Return who gave the best answer of the scale."""
        found: Booleans = self.value == (self.scale.high or 0)
        return found

    @property
    def is_bad(self) -> Booleans:
        """Return who gave a bad answer: a detractor, or below the middle."""
        found: Booleans = _place(self.value, self.scale) == 2
        return found

    def only(self, chosen: Booleans) -> "Experience":
        """Return the answers of the chosen customers."""
        return replace(self, day=self.day[chosen], value=self.value[chosen])

    @property
    def groups(self) -> list[str | None]:
        """Return what the answer makes each customer, None where there is none."""
        place = _place(self.value, self.scale)
        names = _GROUPS.get(self.scale.kind, _GROUPS[""])
        return [None if np.isnan(p) else names[int(p)] for p in place]

    @property
    def points(self) -> Floats:
        """Return the answer as the metric counts it: of nps 100, 0 or -100."""
        if self.scale.kind != "nps":
            return self.value
        return 100 * (1 - _place(self.value, self.scale))


def group_names(scale: Scale) -> tuple[str, ...]:
    """Return the groups that answers on a scale make, the best first."""
    return _GROUPS.get(scale.kind, _GROUPS[""])


def question_called(name: str, reading: Reading) -> Question:
    """Return the question of a name, or the one a metric stands for, on its scale.

    Raises
    ------
    QuestionError
        When there is none, or its scale has no good and bad end.
    """
    if not reading.entries:
        raise QuestionError(f"nobody answered '{name}' yet; load a file first.")
    found = outcome_of(name, reading.entries, traits=()).question
    if found is None:
        raise QuestionError(f"'{name}' is a trait; name a question.")
    if Scale.parse(found.scale).kind in ("number", "kano"):
        raise QuestionError(
            f"{found.question} was asked on {found.scale}, which has no good and bad "
            "end; name a question on another scale."
        )
    return found


def experience_of(
    who: Integers, question: Question, reading: Reading, *, period: Period
) -> Experience:
    """Return the first answer in a period of each of some customers, in their order."""
    everybody, answers = answers_of_all(question, reading, period=period)
    day, value = (
        aligned(who, everybody, numbers) for numbers in (answers.day, answers.value)
    )
    return Experience(question, day, value)


def answers_of_all(
    question: Question, reading: Reading, *, period: Period
) -> tuple[Integers, Experience]:
    """Return who answered in a period, in order, and their first answer in it."""
    rows = reading.run(in_order(first_answers(inquiry_of(question, period))))
    days = pc.fill_null(rows["day"].cast(pa.int32()).cast(pa.float64()), np.nan)
    answers = Experience(question, days.to_numpy(), rows["value"].to_numpy())
    return rows["who"].to_numpy(), answers


def inquiry_of(question: Question, period: Period) -> Inquiry:
    """Return the inquiry of the answers to one question in a period."""
    where = {"question": (question.question,), "scale": (question.scale,)}
    return Inquiry("mean", where=where, period=period)


def aligned(who: Integers, known: Integers, numbers: Floats) -> Floats:
    """Return the number of each of `who`, NaN for those not among the `known`.

    >>> aligned(np.array([3, 1]), np.array([1, 2]), np.array([5.0, 6.0])).tolist()
    [nan, 5.0]
    """
    if not len(known):
        return np.full(len(who), np.nan)
    at = np.minimum(np.searchsorted(known, who), len(known) - 1)
    return np.where(known[at] == who, numbers[at], np.nan)


def _place(value: Floats, scale: Scale) -> Floats:
    """Return 0 for a good answer, 1 for one in between, 2 for a bad one, or NaN."""
    if scale.kind == "nps":
        good, bad = value >= PROMOTER_FROM, value <= DETRACTOR_TO
    else:
        middle = ((scale.low or 0) + (scale.high or 0)) / 2
        good, bad = value > middle, value < middle
    place = np.select([np.isnan(value), good, bad], [np.nan, 0.0, 2.0], default=1.0)
    return np.asarray(place, dtype=np.float64)

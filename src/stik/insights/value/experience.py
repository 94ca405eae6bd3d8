"""Experience: the first answer of each customer, and what it makes them."""

from dataclasses import dataclass, replace

import numpy as np

from stik.errors import QuestionError
from stik.insights.drivers.choosing import outcome_of
from stik.insights.reading import Reading
from stik.insights.value.lifetimes import Booleans
from stik.insights.value.lives import EPOCH
from stik.metrics.nps import DETRACTOR_TO, PROMOTER_FROM
from stik.rollups.lives import first_answers, in_order
from stik.terms.counts import Floats, Integers
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
    where = {"question": (question.question,), "scale": (question.scale,)}
    inquiry = Inquiry("mean", where=where, period=period)
    rows = reading.run(in_order(first_answers(replace(inquiry))))
    answered = rows["who"].to_numpy()
    at = np.searchsorted(answered, who)
    at[at == len(answered)] = 0
    found = answered[at] == who if len(answered) else np.zeros(len(who), dtype=bool)
    days = rows["day"].to_pylist()
    day = np.array([np.nan if d is None else d.toordinal() - EPOCH for d in days])
    value = rows["value"].to_numpy()
    if not len(answered):
        nothing = np.full(len(who), np.nan)
        return Experience(question, nothing, nothing)
    return Experience(
        question, np.where(found, day[at], np.nan), np.where(found, value[at], np.nan)
    )


def _place(value: Floats, scale: Scale) -> Floats:
    """Return 0 for a good answer, 1 for one in between, 2 for a bad one, or NaN."""
    if scale.kind == "nps":
        good, bad = value >= PROMOTER_FROM, value <= DETRACTOR_TO
    else:
        middle = ((scale.low or 0) + (scale.high or 0)) / 2
        good, bad = value > middle, value < middle
    place = np.select([np.isnan(value), good, bad], [np.nan, 0.0, 2.0], default=1.0)
    return np.asarray(place, dtype=np.float64)

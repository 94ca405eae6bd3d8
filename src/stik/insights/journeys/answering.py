"""Instances of customers who answered so: `nps=detractors`."""

from dataclasses import dataclass, replace

import numpy as np

from stik.errors import QuestionError, nearest
from stik.insights.reading import Reading
from stik.insights.value.lives.experience import (
    answers_of_all,
    group_names,
    question_called,
)
from stik.metrics.registry import METRICS
from stik.terms.counts import Booleans, Integers
from stik.terms.inquiry import FACT_DIMENSIONS, Inquiry


@dataclass(frozen=True)
class Answered:
    """The customers whose first answer of the period makes them one of some groups."""

    question: str
    groups: tuple[str, ...]
    who: Integers

    def is_of(self, customers: Integers) -> Booleans:
        """Return which of some customers are among them."""
        return np.isin(customers, self.who)

    @property
    def said(self) -> str:
        """Return in words what makes a customer one of them."""
        groups = " or ".join(self.groups)
        return f"{groups}: by the customer's first answer to {self.question}"


def by_answers(
    inquiry: Inquiry, reading: Reading
) -> tuple[Inquiry, tuple[Answered, ...]]:
    """Return an inquiry without its filters by answers, and whom these choose.

    A filter is one by answers where its name is a question's or a metric's, and no
    trait's or segmentation's.

    Raises
    ------
    QuestionError
        When answers make no such group.
    """
    names = [name for name in inquiry.where if _is_answered(name, reading)]
    others = {name: of for name, of in inquiry.where.items() if name not in names}
    found = [_answered(name, inquiry, reading) for name in names]
    return replace(inquiry, where=others), tuple(found)


def _is_answered(name: str, reading: Reading) -> bool:
    traits = {*reading.trait_names, *(each.name for each in reading.segmentations)}
    if name in FACT_DIMENSIONS or name in traits:
        return False
    asked_of = {entry.question for entry in reading.entries}
    return name in asked_of | {metric.name for metric in METRICS}


def _answered(name: str, inquiry: Inquiry, reading: Reading) -> Answered:
    question = question_called(name, reading)
    who, answers = answers_of_all(question, reading, period=inquiry.period)
    known = group_names(answers.scale)
    groups = inquiry.where[name]
    for group in groups:
        if group not in known:
            raise QuestionError(
                f"answers to {question.question} make nobody '{group}'; "
                f"{nearest(group, known)}"
            )
    is_one = np.array([group in groups for group in answers.groups], dtype=bool)
    return Answered(question.question, groups, who[is_one])

"""Worth found: every figure of what it is worth, each read where it is needed."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from stik.insights.reading import Reading
from stik.insights.value.buying.bought import (
    Bought,
    Coming,
    bought_by_all,
    still_to_come,
)
from stik.insights.value.lives.experience import experience_of, question_called
from stik.insights.value.lives.known import Lives
from stik.insights.value.lives.reading import Asked, lives_of, said_of_customers
from stik.insights.value.lives.said import are_known, holds, numbers_said
from stik.insights.value.worth.followed import Followed, Following, Paid, followed
from stik.insights.value.worth.keeping import KeepOrAcquire
from stik.insights.value.worth.looking import Looking
from stik.insights.value.worth.quoted import Evidence, beside_own
from stik.insights.value.worth.ratios import Part
from stik.insights.value.worth.rows import (
    Money,
    Rows,
    amount_rows,
    coming_rows,
    point_rows,
    quoted_rows,
    unknown_row,
)
from stik.terms.inquiry import Inquiry
from stik.terms.lifetime import Lifetime
from stik.terms.period import Period
from stik.terms.programme import Programme

NO_QUESTION = "no question is named: name one, or a metric such as nps"


@dataclass(frozen=True)
class WorthFound:
    """What it takes to answer, each read once, where it is needed."""

    inquiry: Inquiry
    reading: Reading
    programme: Programme
    about: str | None
    looking: Looking

    def point_rows(self) -> Rows:
        """Return what goes with one point more."""
        if self.about is None or self.followed is None:
            return [unknown_row("point", "amount", self.money.unit, NO_QUESTION)]
        rows = point_rows(self.followed, n_customers=self.n_customers, money=self.money)
        if self.lifetime.amount is None:
            return rows
        return [*self._undated_rows(self.about), rows[-1]]

    def quoted(self, spending: KeepOrAcquire | None) -> Rows:
        """Return the seven often-quoted figures beside our own."""
        found = self.followed
        evidence = Evidence(spending=spending, swayed=self.swayed)
        if found is not None:
            evidence = replace(
                evidence,
                returned_after_best=found.returned,
                thought_of_leaving=found.left_after_bad,
                found_outstanding=found.found_best,
                paid_by_best=self._paid(found, is_best=True),
                paid_by_rest=self._paid(found, is_best=False),
            )
        return quoted_rows(beside_own(evidence))

    def coming_rows(self) -> Rows:
        """Return what customers will still bring."""
        return coming_rows(self.coming, money=self.money)

    def told(self) -> dict[str, Any]:
        """Return how the figures came about."""
        return {
            "question": self.followed and self.followed.answer.question.question,
            "months": self.looking.months,
            "is_undated": self.lifetime.amount is not None,
            "ahead": self.looking.ahead,
            "discount": self.looking.discount,
            "currency": self.money.currency,
            "n": self.n_customers,
            "n_still": self.coming.still,
            "notes": [*self._notes(), *self.coming.notes],
        }

    @property
    def lifetime(self) -> Lifetime:
        """Return which facts tell of customers' lives."""
        return self.programme.lifetime or Lifetime()

    @property
    def money(self) -> Money:
        """Return in which currency amounts are."""
        return Money(self.bought.currency)

    @property
    def n_customers(self) -> int:
        """Return how many customers bought, or else of how many a life is known."""
        return self.bought.n or (0 if self.lives is None else self.lives.n)

    @cached_property
    def everybody_bought(self) -> Bought:
        """Return what everybody bought, whatever is filtered."""
        return bought_by_all(
            self.reading,
            touchpoint=self.lifetime.purchases,
            currency=self.looking.currency,
        )

    @cached_property
    def bought(self) -> Bought:
        """Return what the customers asked for bought."""
        found = self.everybody_bought
        if self.chosen is None:
            return found
        return found.only(np.isin(found.who, self.chosen["who"].to_numpy()))

    @cached_property
    def chosen(self) -> pa.Table | None:
        """Return the customers that filters choose, None where there are none."""
        if not self.inquiry.where:
            return None
        return said_of_customers(Asked(self.inquiry, self.reading, self.lifetime))

    @cached_property
    def lives(self) -> Lives | None:
        """Return who left, None where nothing says it."""
        if not self.lifetime.tells_who_left:
            return None
        whole = replace(self.inquiry, period=Period())
        return lives_of(Asked(whole, self.reading, self.lifetime))

    @cached_property
    def followed(self) -> Followed | None:
        """Return what came of answers, None where no question is named."""
        if self.about is None:
            return None
        among = None if self.chosen is None else self.chosen["who"].to_numpy()
        following = Following(
            self.about, self.inquiry.period, self.looking.months, among
        )
        paid = Paid(self.everybody_bought, self.lifetime.purchases)
        return followed(following, self.reading, paid=paid, lives=self.lives)

    @cached_property
    def coming(self) -> Coming:
        """Return what customers will still bring."""
        return still_to_come(
            self.bought,
            until=self.everybody_bought.until,
            months=self.looking.ahead,
            discount=self.looking.discount,
        )

    @cached_property
    def swayed(self) -> Part | None:
        """Return who came by word of mouth, of those of whom it is known."""
        condition = self.lifetime.word_of_mouth
        if condition is None or condition.trait is None:
            return None
        also = (condition.trait,)
        rows = said_of_customers(Asked(self.inquiry, self.reading, self.lifetime, also))
        said = rows[condition.trait]
        n = int(are_known(said).sum())
        return Part(int(holds(condition, said).sum()), n) if n else None

    def _undated_rows(self, about: str) -> Rows:
        """Return what goes with one point more, of the amount that a trait holds."""
        trait = self.lifetime.amount or ""
        asked_of = Asked(self.inquiry, self.reading, self.lifetime, (trait,))
        rows = said_of_customers(asked_of)
        answers = experience_of(
            rows["who"].to_numpy(),
            question_called(about, self.reading),
            self.reading,
            period=self.inquiry.period,
        )
        amount = numbers_said(rows[trait])
        n = int(np.isfinite(amount).sum())
        return amount_rows(answers.points, amount, n_customers=n)

    def _paid(self, found: Followed, *, is_best: bool) -> Any:  # noqa: ANN401 an array or None
        """Return what was paid a day, where one touchpoint is what is bought."""
        if self.lifetime.purchases is None or found.no_amounts:
            return None
        best = found.answer.is_best
        return found.paid_a_day(best if is_best else ~best & found.answer.answered)

    def _notes(self) -> list[str]:
        """Return in words what must be known of the figures."""
        notes = []
        if self.lifetime.amount is not None:
            trait = self.lifetime.amount
            notes.append(f"{trait} has no day: it may have been so before the answer")
        if self.lives is not None and self.coming.still is not None:
            notes.append(
                "what is to come is told from purchases alone; who left, as recorded, "
                "is told by retention"
            )
        return notes

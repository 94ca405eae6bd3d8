"""The field's seven often-quoted figures, each beside the company's own."""

from collections.abc import Callable
from dataclasses import dataclass

from stik.insights.value.worth.keeping import KeepOrAcquire
from stik.insights.value.worth.ratios import (
    Part,
    ratio_of_means,
    ratio_of_shares,
    share_of,
)
from stik.terms.counts import Floats
from stik.terms.estimate import Estimate


@dataclass(frozen=True)
class Evidence:
    """What a company knows of itself; each is null where it does not.

    Parameters
    ----------
    spending : KeepOrAcquire, optional
        From `keep_against_acquire`.
    sold_to_customers, sold_to_others : Part, optional
        Who bought, of those an offer was made to: customers, and people who were none.
    returned_after_best : Part, optional
        Who bought again within the period the company chose, of the customers who gave
        the best answer.
    thought_of_leaving : Part, optional
        Who left, or said they think of it, of the customers with one bad service.
    paid_by_best, paid_by_rest : array, optional
        What each customer paid for the same service, by whether they gave the best
        answer; one currency, one period.
    swayed : Part, optional
        Who came by word of mouth, of the new customers who said why they came.
    found_outstanding : Part, optional
        Who gave the best answer of the scale, of all customers who answered.
    """

    spending: KeepOrAcquire | None = None
    sold_to_customers: Part | None = None
    sold_to_others: Part | None = None
    returned_after_best: Part | None = None
    thought_of_leaving: Part | None = None
    paid_by_best: Floats | None = None
    paid_by_rest: Floats | None = None
    swayed: Part | None = None
    found_outstanding: Part | None = None


@dataclass(frozen=True)
class Quoted:
    """A figure that is often quoted: `low` and `high` differ where a range is.

    `unit` is `times` or `share`. `needs` says what must be known for an own figure,
    `own` finds it, null where it is not known.
    """

    name: str
    sentence: str
    low: float
    high: float
    unit: str
    needs: str
    own: Callable[[Evidence], Estimate | None]


@dataclass(frozen=True)
class BesideOwn:
    """A quoted figure beside the company's own, or why that is unknown."""

    quoted: Quoted
    own: Estimate

    @property
    def agrees(self) -> bool | None:
        """Return whether the own interval reaches the quoted figure, None if untold."""
        if self.own.low is None or self.own.high is None or self._has_too_few:
            return None
        return self.own.low <= self.quoted.high and self.own.high >= self.quoted.low

    @property
    def _has_too_few(self) -> bool:
        # What a new customer costs counts periods, of which nobody has 30.
        return self.own.has_too_few and self.quoted.name != "new_costs_more"


def beside_own(evidence: Evidence) -> tuple[BesideOwn, ...]:
    """Return the seven quoted figures, in the order of `QUOTED`, beside the own ones.

    Examples
    --------
    >>> found = beside_own(Evidence(found_outstanding=Part(60, 400)))
    >>> found[-1].quoted.low, found[-1].own.value, found[-1].agrees
    (0.08, 0.15, False)
    >>> found[0].own.unknown
    'needs what was spent on winning and on keeping customers, period by period'
    """
    return tuple(
        BesideOwn(
            quoted,
            quoted.own(evidence)
            or Estimate.missing(n=0, reason=f"needs {quoted.needs}"),
        )
        for quoted in QUOTED
    )


def _cost(evidence: Evidence) -> Estimate | None:
    return None if evidence.spending is None else evidence.spending.times


def _likelier(evidence: Evidence) -> Estimate | None:
    if evidence.sold_to_customers is None or evidence.sold_to_others is None:
        return None
    return ratio_of_shares(evidence.sold_to_customers, evidence.sold_to_others)


def _premium(evidence: Evidence) -> Estimate | None:
    if evidence.paid_by_best is None or evidence.paid_by_rest is None:
        return None
    times = ratio_of_means(evidence.paid_by_best, evidence.paid_by_rest)
    if times.value is None or times.low is None or times.high is None:
        return times
    return Estimate(times.value - 1, times.low - 1, times.high - 1, times.n)


def _share(part: Part | None) -> Estimate | None:
    return None if part is None else share_of(part)


QUOTED: tuple[Quoted, ...] = (
    Quoted(
        "new_costs_more",
        "a new customer costs 25 times as much as keeping one",
        25,
        25,
        "times",
        "what was spent on winning and on keeping customers, period by period",
        _cost,
    ),
    Quoted(
        "customers_buy_likelier",
        "selling to an existing customer is 3 times as likely",
        3,
        3,
        "times",
        "how many offers were made and taken, by customers and by others",
        _likelier,
    ),
    Quoted(
        "return_after_very_good",
        "87 % return after a very good experience",
        0.87,
        0.87,
        "share",
        "later purchases of the customers who gave the best answer",
        lambda evidence: _share(evidence.returned_after_best),
    ),
    Quoted(
        "leave_after_one_bad",
        "33 % think of leaving after one bad service",
        0.33,
        0.33,
        "share",
        "who left or thinks of it, among the customers with one bad service",
        lambda evidence: _share(evidence.thought_of_leaving),
    ),
    Quoted(
        "pay_more",
        "17 % more is paid for excellent service",
        0.17,
        0.17,
        "share",
        "what customers paid for the same service, and their answers",
        _premium,
    ),
    Quoted(
        "word_of_mouth",
        "word of mouth sways 20 to 50 % of purchases",
        0.20,
        0.50,
        "share",
        "what new customers say brought them",
        lambda evidence: _share(evidence.swayed),
    ),
    Quoted(
        "found_outstanding",
        "customers find 8 % of firms outstanding",
        0.08,
        0.08,
        "share",
        "how many customers gave the best answer of the scale",
        lambda evidence: _share(evidence.found_outstanding),
    ),
)
"""The figures as they are quoted; most rest on surveys in one country, or on none."""

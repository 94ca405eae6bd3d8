"""The rows of an answer to what it is worth, one for each figure."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from stik.insights.value.buying.bought import Coming
from stik.insights.value.worth.followed import Followed
from stik.insights.value.worth.keeping import (
    KeepOrAcquire,
    Spending,
    keep_against_acquire,
)
from stik.insights.value.worth.point import Worth, worth_of_a_point
from stik.insights.value.worth.quoted import BesideOwn
from stik.terms.counts import Floats
from stik.terms.estimate import Estimate
from stik.terms.spending import SpendingPeriod

COLUMNS = {
    "what": pa.string(),
    "name": pa.string(),
    "unit": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "quoted": pa.string(),
    "quoted_low": pa.float64(),
    "quoted_high": pa.float64(),
    "agrees": pa.bool_(),
    "unknown": pa.string(),
}

Rows = list[dict[str, Any]]


class Money(NamedTuple):
    """In which currency amounts are, null where it is not said."""

    currency: str | None

    @property
    def unit(self) -> str:
        """Return the unit of an amount."""
        return self.currency or "amount"


def worth_table(rows: Rows) -> pa.Table:
    """Return rows as a table."""
    return pa.Table.from_pylist(rows, schema=pa.schema(list(COLUMNS.items())))


def point_rows(found: Followed, *, n_customers: int, money: Money) -> Rows:
    """Return what goes with one point more: amounts brought, and customers kept."""
    if found.no_amounts:
        amounts = [unknown_row("point", "amount", money.unit, found.no_amounts)]
    else:
        earlier = found.earlier if found.has_earlier else None
        worth = worth_of_a_point(
            found.answer.points, found.later, earlier=earlier, n_customers=n_customers
        )
        amounts = _amounts(worth, money)
    if found.no_stays:
        return [*amounts, unknown_row("point", "staying", "share", found.no_stays)]
    stays = worth_of_a_point(found.answer.points, found.stayed)
    return [*amounts, _row("point", "staying", "share", stays.plain)]


def amount_rows(points: Floats, amount: Floats, *, n_customers: int) -> Rows:
    """Return what goes with one point more, of amounts that have no day."""
    worth = worth_of_a_point(points, amount, n_customers=n_customers)
    plain, _, of_all = _amounts(worth, Money(None))
    return [plain, of_all]


def spending_rows(
    periods: Sequence[SpendingPeriod],
) -> tuple[Rows, KeepOrAcquire | None]:
    """Return what winning and keeping a customer costs, and the figures themselves."""
    if not periods:
        reason = "nothing says what was spent (spending in programme.yaml)"
        return [unknown_row("spending", "times", "times", reason)], None
    currencies = sorted({each.currency for each in periods})
    if len(currencies) > 1:
        reason = f"spending is in several currencies ({', '.join(currencies)})"
        return [unknown_row("spending", "times", "times", reason)], None
    [currency] = currencies
    won = [(each.acquiring, each.won) for each in periods]
    kept = [(each.keeping, each.kept) for each in periods]
    found = keep_against_acquire(
        acquiring=_spent(won, currency), keeping=_spent(kept, currency)
    )
    return [
        _row("spending", "to_acquire", currency, found.to_acquire),
        _row("spending", "to_keep", currency, found.to_keep),
        _row("spending", "times", "times", found.times),
        _row("spending", "break_even", "share", found.break_even),
    ], found


def quoted_rows(found: Sequence[BesideOwn]) -> Rows:
    """Return the often-quoted figures beside the company's own."""
    return [
        {
            **_row("quoted", each.quoted.name, each.quoted.unit, each.own),
            "quoted": each.quoted.sentence,
            "quoted_low": each.quoted.low,
            "quoted_high": each.quoted.high,
            "agrees": each.agrees,
        }
        for each in found
    ]


def coming_rows(found: Coming, *, money: Money) -> Rows:
    """Return what customers will still bring."""
    return [
        _row("customers", "all", money.unit, found.total),
        _row("customers", "each", money.unit, found.each),
    ]


def _amounts(worth: Worth, money: Money) -> Rows:
    return [
        _row("point", "amount", money.unit, worth.plain),
        _row("point", "amount_alike_before", money.unit, worth.adjusted),
        _row("point", "amount_of_all", money.unit, worth.total),
    ]


def _spent(periods: Sequence[tuple[float, float]], currency: str) -> Spending:
    amount, n = np.array(periods).T
    return Spending(amount, n, currency)


def _row(what: str, name: str, unit: str, estimate: Estimate) -> dict[str, Any]:
    return {"what": what, "name": name, "unit": unit, **asdict(estimate)}


def unknown_row(what: str, name: str, unit: str, reason: str) -> dict[str, Any]:
    """Return the row of a figure that is not known, with the reason."""
    return _row(what, name, unit, Estimate.missing(n=0, reason=reason))

"""How much customers spend each time they buy: the gamma-gamma model."""

from typing import NamedTuple

import numpy as np

from stik.insights.value.buying.likelihood import Likeliest, likeliest
from stik.terms.counts import Floats, Integers
from stik.terms.estimate import N_TOO_FEW

TOGETHER = 0.3
"""Amount and frequency correlated above this go together, which the model denies."""


class Spends(NamedTuple):
    """Amounts are gamma distributed (`p`) at scales spread by a gamma (`q`, `v`)."""

    p: float
    q: float
    v: float

    @classmethod
    def of(cls, logs: Floats) -> "Spends":
        """Return the model whose parameters have these logarithms."""
        return cls(*np.exp(logs).tolist())

    @property
    def mean(self) -> float:
        """Return the mean amount of a purchase, infinite where q is 1 or below."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else float("inf")


class FittedSpends(NamedTuple):
    """The likeliest model; `fit` and `model` are None when `unknown` says why.

    `notes` say what a reader must know.
    """

    model: Spends | None
    fit: Likeliest | None
    n: int
    notes: tuple[str, ...] = ()
    unknown: str | None = None


def fit_spends(amount: Floats, n_purchases: Integers) -> FittedSpends:
    """Return the likeliest gamma-gamma model.

    Parameters
    ----------
    amount : array, one number per customer
        The mean amount of their repeat purchases, above 0, in one currency. Customers
        who never bought again, or brought nothing, are left out.
    n_purchases : array
        How many repeat purchases each mean is of.

    Source: Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value,
    brucehardie.com/notes/025.

    >>> fit_spends(np.array([12.0, 30.0]), np.array([1, 2])).unknown
    '2 customers spent something again, needs 30'
    """
    some = (n_purchases > 0) & (amount > 0)
    amount, n_purchases = amount[some], n_purchases[some]
    n = len(amount)
    if n < N_TOO_FEW:
        reason = f"{n} customers spent something again, needs {N_TOO_FEW}"
        return FittedSpends(None, None, n, unknown=reason)
    scale = float(amount.mean())
    try:
        fit = likeliest(
            lambda logs: log_likelihood(amount, n_purchases, Spends.of(logs)),
            start=np.array([1.0, 1.0, np.log(scale)]),
        )
    except ArithmeticError as error:
        return FittedSpends(
            None, None, n, unknown=f"these amounts fit no such model: {error}"
        )
    return FittedSpends(Spends.of(fit.logs), fit, n, _notes(amount, n_purchases))


def log_likelihood(amount: Floats, n_purchases: Integers, model: Spends) -> float:
    """Return the log-likelihood of the customers' mean amounts."""
    from scipy.special import gammaln  # noqa: PLC0415 - 0.3 CPU s others need not pay

    p, q, v = model
    px = p * n_purchases
    each = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(v)
    each += (px - 1) * np.log(amount) + px * np.log(n_purchases)
    each -= (px + q) * np.log(v + n_purchases * amount)
    return float(each.sum())


def expected_amount(amount: Floats, n_purchases: Integers, model: Spends) -> Floats:
    """Return the mean amount each customer will spend a purchase.

    Their own mean, drawn towards that of all the more, the fewer purchases it is of;
    for who never bought again (`n_purchases` 0), that of all.

    >>> cdnow, mean = Spends(6.25, 3.74, 15.44), np.array([22.35, 0.0])
    >>> expected_amount(mean, np.array([2, 0]), cdnow).round(2).tolist()
    [24.66, 35.22]
    """
    p, q, v = model
    spent = np.where(n_purchases > 0, amount * n_purchases, 0.0)
    expected: Floats = p * (v + spent) / (p * n_purchases + q - 1)
    return expected


def _notes(amount: Floats, n_purchases: Integers) -> tuple[str, ...]:
    if np.ptp(n_purchases) == 0 or np.ptp(amount) == 0:
        return ()
    together = float(np.corrcoef(np.log(amount), np.log(n_purchases))[0, 1])
    if abs(together) <= TOGETHER:
        return ()
    more = "more" if together > 0 else "less"
    note = (
        f"who buys more often spends {more} each time (correlation {together:.2f}), "
        "which the model takes not to be so"
    )
    return (note,)

"""How often customers will buy, and who has silently left: the BG/NBD model."""

from typing import NamedTuple

import numpy as np

from stik.insights.value.buying.likelihood import Likeliest, likeliest
from stik.insights.value.buying.purchases import Purchases
from stik.terms.counts import Floats
from stik.terms.estimate import N_TOO_FEW


class Buying(NamedTuple):
    """Customers buy at rates spread by a gamma distribution (`r`, `alpha`).

    After each purchase a customer leaves for good with a chance spread by a beta
    distribution (`a`, `b`). `alpha` is in the unit of time of the purchases.
    """

    r: float
    alpha: float
    a: float
    b: float

    @classmethod
    def of(cls, logs: Floats) -> "Buying":
        """Return the model whose parameters have these logarithms."""
        return cls(*np.exp(logs).tolist())


class FittedBuying(NamedTuple):
    """The likeliest model; `fit` and `model` are None when `unknown` says why."""

    model: Buying | None
    fit: Likeliest | None
    n: int
    unknown: str | None = None


def fit_buying(purchases: Purchases) -> FittedBuying:
    """Return the likeliest BG/NBD model; unknown below 30 customers who bought again.

    Source: Fader, Hardie and Lee (2005), "Counting Your Customers" the Easy Way,
    Marketing Science 24:275-284.

    >>> few = Purchases(np.array([1, 0]), np.array([2.0, 0]), np.array([9.0, 9.0]))
    >>> fit_buying(few).unknown
    '1 customers bought again, needs 30'
    """
    n = purchases.n_customers
    if purchases.n_returned < N_TOO_FEW:
        reason = f"{purchases.n_returned} customers bought again, needs {N_TOO_FEW}"
        return FittedBuying(None, None, n, reason)
    start = np.array([0.0, np.log(purchases.observed.mean()), 0.0, 0.0])
    try:
        fit = likeliest(
            lambda logs: log_likelihood(purchases, Buying.of(logs)), start=start
        )
    except ArithmeticError as error:
        return FittedBuying(
            None, None, n, f"these purchases fit no such model: {error}"
        )
    return FittedBuying(Buying.of(fit.logs), fit, n)


def log_likelihood(purchases: Purchases, model: Buying) -> float:
    """Return the log-likelihood of all customers' purchases."""
    from scipy.special import gammaln  # noqa: PLC0415 - 0.3 CPU s others need not pay

    r, alpha, a, b = model
    x = purchases.repeats
    before = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    chances = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    stays = -(r + x) * np.log(alpha + purchases.observed)
    each = before + chances + np.logaddexp(stays, _has_left(purchases, model))
    return float(purchases.times @ each)


def chance_still_customer(purchases: Purchases, model: Buying) -> Floats:
    """Return the probability that each customer has not left for good.

    1 for whoever never bought again: the model lets nobody leave before.
    """
    r, alpha, _, _ = model
    stays = -(r + purchases.repeats) * np.log(alpha + purchases.observed)
    with np.errstate(over="ignore"):
        chance: Floats = 1 / (1 + np.exp(_has_left(purchases, model) - stays))
    return chance


def expected_purchases(purchases: Purchases, model: Buying, *, ahead: float) -> Floats:
    """Return how many purchases each customer will make in so much time ahead.

    >>> quiet = Purchases(np.array([2]), np.array([30.43]), np.array([38.86]))
    >>> cdnow = Buying(0.2426, 4.4136, 0.7930, 2.4261)
    >>> expected_purchases(quiet, cdnow, ahead=39).round(3).tolist()
    [1.226]
    """
    from scipy.special import hyp2f1  # noqa: PLC0415 - 0.3 CPU s others need not pay

    r, alpha, a, b = model
    if abs(a - 1) < _POLE:  # both factors vanish there: take the limit from beside
        a += 2 * _POLE
    x, past = purchases.repeats, alpha + purchases.observed
    decay = (past / (past + ahead)) ** (r + x)
    series = hyp2f1(r + x, b + x, a + b + x - 1, ahead / (past + ahead))
    staying = chance_still_customer(purchases, model)
    expected: Floats = (a + b + x - 1) / (a - 1) * (1 - decay * series) * staying
    return expected


_POLE = 1e-6


def _has_left(purchases: Purchases, model: Buying) -> Floats:
    """Return the log of how likely it is that each left after the last purchase."""
    r, alpha, a, b = model
    x = purchases.repeats
    repeats = np.maximum(x, 1)
    left = (
        np.log(a) - np.log(b + repeats - 1) - (r + x) * np.log(alpha + purchases.last)
    )
    return np.where(x > 0, left, -np.inf)

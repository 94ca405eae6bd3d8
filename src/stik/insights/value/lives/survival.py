"""Survival analysis by statsmodels: the one file that knows whose it is."""

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from stik.insights.value.lives.lifetimes import Lifetimes
from stik.terms.counts import Floats, Integers


class Curve(NamedTuple):
    """The share who stay longer than each of the months at which somebody left.

    `variance` is Greenwood's, `at_risk` how many were still there and looked at.
    """

    months: Floats
    share: Floats
    variance: Floats
    at_risk: Floats


class LogRank(NamedTuple):
    """The statistic of "all groups stay alike", its degrees of freedom and p-value."""

    statistic: float
    degrees: int
    p: float


class Cox(NamedTuple):
    """Log ratios of leaving rates with their errors, one per trait.

    `p_constant` is the p-value of "the ratio is the same early and late".
    """

    log_ratio: Floats
    error: Floats
    p_constant: Floats


def stay_curve(lifetimes: Lifetimes) -> Curve:
    """Return the curve of Kaplan and Meier (1958), JASA 53:457-481.

    Empty where nobody has left.

    >>> left = np.array([True, True, False, True])
    >>> stay_curve(Lifetimes(np.array([1.0, 2, 2, 3]), left)).share.round(4).tolist()
    [0.75, 0.5, 0.0]
    """
    # Imported here: 0.9 CPU s, which a question without survival need not pay.
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415

    if not lifetimes.n_left:
        return Curve(*(np.empty(0) for _ in Curve._fields))
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = SurvfuncRight(
            lifetimes.months, lifetimes.has_left.astype(int), entry=lifetimes.entered
        )
    variance = np.nan_to_num(np.asarray(fitted.surv_prob_se) ** 2)
    return Curve(
        np.asarray(fitted.surv_times, dtype=np.float64),
        np.asarray(fitted.surv_prob, dtype=np.float64),
        variance,
        np.asarray(fitted.n_risk, dtype=np.float64),
    )


def log_rank(lifetimes: Lifetimes, group: Integers) -> LogRank:
    """Return the log-rank test; `group` says to which group each customer belongs.

    Source: Mantel (1966), Cancer Chemotherapy Reports 50:163-170.
    """
    # Imported here for the same reason as above.
    from statsmodels.duration.survfunc import survdiff  # noqa: PLC0415

    statistic, p = survdiff(
        lifetimes.months,
        lifetimes.has_left.astype(int),
        group,
        entry=lifetimes.entered,
    )
    return LogRank(float(statistic), len(np.unique(group)) - 1, float(p))


def cox(lifetimes: Lifetimes, traits: Sequence[Floats]) -> Cox | None:
    """Return Cox's regression (ties by Efron), None where it has no finite solution.

    Source: Cox (1972), Journal of the Royal Statistical Society B 34:187-220.
    """
    # Imported here for the same reason as above.
    from statsmodels.duration.hazard_regression import PHReg  # noqa: PLC0415
    from statsmodels.tools.sm_exceptions import (  # noqa: PLC0415 - as above
        ConvergenceWarning,
        HessianInversionWarning,
    )

    columns = np.column_stack(traits)
    spread = columns.std(axis=0)
    model = PHReg(
        lifetimes.months,
        (columns - columns.mean(axis=0)) / spread,
        status=lifetimes.has_left.astype(int),
        entry=lifetimes.entered,
        ties="efron",
    )
    with warnings.catch_warnings():
        # A ridge of the likelihood is told as "no solution", not as a warning.
        warnings.simplefilter("error", ConvergenceWarning)
        warnings.simplefilter("error", HessianInversionWarning)
        try:
            # Newton's steps alone run away from a strong trait: they only polish.
            near = model.fit(method="bfgs", disp=0).params
            fitted = model.fit(start_params=near)
        except (ConvergenceWarning, HessianInversionWarning, np.linalg.LinAlgError):
            return None
        error = np.asarray(fitted.bse)
    if not np.isfinite(error).all() or (error > _FLAT).any():
        return None
    return Cox(
        np.asarray(fitted.params) / spread,
        error / spread,
        _p_constant(np.asarray(fitted.schoenfeld_residuals), lifetimes.months),
    )


_FLAT = 10.0
"""A log ratio less certain than this, per standard deviation, has no maximum."""


def _p_constant(residuals: Floats, months: Floats) -> Floats:
    """Return whether Schoenfeld's residuals go with the order in which people left.

    Source: Grambsch and Therneau (1994), Biometrika 81:515-526, trait by trait, as a
    correlation with the rank of the month.
    """
    from scipy.special import stdtr  # noqa: PLC0415 - 0.3 CPU s, see above

    known = ~np.isnan(residuals).any(axis=1)
    rank = np.unique(months[known], return_inverse=True)[1]
    n = int(known.sum())
    if not np.ptp(rank):  # all left at once: there is no early and late
        return np.ones(residuals.shape[1])
    together = np.corrcoef(np.column_stack([rank, residuals[known]]).T)[0, 1:]
    t = together * np.sqrt((n - 2) / (1 - together**2))
    p: Floats = np.asarray(2 * stdtr(n - 2, -np.abs(t)))
    return p

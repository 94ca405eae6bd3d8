"""Regression kernels: a coefficient and its errors for each column of a model."""

from dataclasses import dataclass
from math import floor, sqrt
from typing import Any

import numpy as np

from stik.terms.counts import Floats, Integers

MOST_ALIKE = 0.9
"""Residuals more alike than this would make every error endless."""


@dataclass(frozen=True)
class Fit:
    """The coefficients of the columns, their errors, and how the residuals behave.

    `error` takes the periods for independent, `error_hac` does not (Newey and West).
    `dispersion` is null for means.
    """

    value: Floats
    error: Floats
    error_hac: Floats
    autocorrelation: float
    n_periods: int
    dispersion: float | None = None

    @property
    def alike(self) -> float:
        """Return the share that carries over, corrected for the number of columns."""
        bias = (len(self.value) + 1) / self.n_periods
        return min(max(self.autocorrelation + bias, 0.0), MOST_ALIKE)

    @property
    def guarded_error(self) -> Floats:
        """Return the wider of the HAC errors and the plain ones made wider.

        Made wider by √((1 + r) / (1 - r)), as for residuals of which each carries
        over the share r into the next period; r is corrected for the number of
        columns, which make residuals look less alike than the errors are.

        Source: Bartlett (1946), JRSS Supplement 8:27-41; correction: Marriott and
        Pope (1954), Biometrika 41:390-402.
        """
        widened = self.error * sqrt((1 + self.alike) / (1 - self.alike))
        guarded: Floats = np.maximum(widened, self.error_hac)
        return guarded


def fitted_counts(count: Floats, columns: Floats, *, exposure: Floats | None) -> Fit:
    """Return a Poisson regression of the count, coefficients as logarithms of ratios.

    Its plain errors are quasi-Poisson: those of Poisson, times the root of the
    dispersion (Pearson's χ² over the degrees of freedom).
    """
    from statsmodels.genmod.families import Poisson  # noqa: PLC0415 - takes a second
    from statsmodels.genmod.generalized_linear_model import (  # noqa: PLC0415 - takes a second
        GLM,
    )

    offset = None if exposure is None else np.log(exposure)
    model = GLM(count, columns, family=Poisson(), offset=offset)
    quasi = model.fit(scale="X2")
    robust = model.fit(cov_type="HAC", cov_kwds=_lags(len(count)))
    return Fit(
        np.asarray(quasi.params),
        np.asarray(quasi.bse),
        np.asarray(robust.bse),
        autocorrelation(np.asarray(quasi.resid_deviance)),
        len(count),
        float(quasi.pearson_chi2 / quasi.df_resid),
    )


def fitted_means(value: Floats, columns: Floats, *, n: Integers) -> Fit:
    """Return a regression by least squares, each value weighted by its n."""
    from statsmodels.regression.linear_model import WLS  # noqa: PLC0415 - takes a second

    model = WLS(value, columns, weights=n.astype(np.float64))
    plain = model.fit()
    robust = model.fit(cov_type="HAC", cov_kwds=_lags(len(value)))
    return Fit(
        np.asarray(plain.params),
        np.asarray(plain.bse),
        np.asarray(robust.bse),
        autocorrelation(np.asarray(plain.wresid)),
        len(value),
    )


def autocorrelation(residual: Floats) -> float:
    """Return how alike the residuals of neighbouring periods are, -1 to 1.

    >>> autocorrelation(np.array([1.0, 1.0, -1.0, -1.0]))
    0.25
    """
    centred = residual - residual.mean()
    total = float(centred @ centred)
    return float(centred[1:] @ centred[:-1]) / total if total > 0 else 0.0


def _lags(n: int) -> dict[str, Any]:
    """Return how many periods back HAC errors look: ¾ n^⅓ (Stock and Watson)."""
    return {"maxlags": max(floor(0.75 * n ** (1 / 3)), 1), "use_correction": True}

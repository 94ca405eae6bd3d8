"""The parameters above 0 under which what was seen is likeliest."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from stik.terms.counts import Floats

FARTHEST = 12.0
"""A logarithm of a parameter this far out has run away: there is no maximum."""

GAP = 1e-3
"""The step by which curvature is measured, on the logarithm."""


class Likeliest(NamedTuple):
    """The logarithms of the parameters, their covariance and the log-likelihood."""

    logs: Floats
    covariance: Floats
    log_likelihood: float


def likeliest(likelihood: Callable[[Floats], float], *, start: Floats) -> Likeliest:
    """Return the maximum of a log-likelihood over the logarithms of its parameters.

    Raises
    ------
    ArithmeticError
        When there is no maximum in reach, or it is flat in some direction.

    >>> found = likeliest(lambda log: -float((log - 2) @ (log - 2)), start=np.zeros(2))
    >>> found.logs.round(3).tolist(), found.covariance.round(2).tolist()
    ([2.0, 2.0], [[0.5, 0.0], [0.0, 0.5]])
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - 0.5 CPU s others need not pay

    logs = start
    for _ in range(3):  # a simplex may stop short on a ridge; it starts again there
        found = minimize(
            lambda logs: -likelihood(logs),
            logs,
            method="Nelder-Mead",
            options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 4000, "maxfev": 4000},
        )
        logs = found.x
        if np.abs(logs).max() > FARTHEST:
            raise ArithmeticError("the likelihood has no maximum")
    curvature = -_hessian(likelihood, logs)
    if not np.isfinite(curvature).all() or np.linalg.eigvalsh(curvature)[0] <= 0:
        raise ArithmeticError("the likelihood is flat")
    covariance = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    return Likeliest(logs, covariance, -float(found.fun))


def _hessian(function: Callable[[Floats], float], at: Floats) -> Floats:
    steps = GAP * np.eye(len(at))
    return np.array(
        [
            [
                function(at + one + other)
                - function(at + one - other)
                - function(at - one + other)
                + function(at - one - other)
                for other in steps
            ]
            for one in steps
        ]
    ) / (4 * GAP**2)

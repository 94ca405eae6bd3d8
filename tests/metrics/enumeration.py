"""How often an interval covers the truth, by going through every possible sample."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from stik.metrics.intervals import t_95
from stik.metrics.mean import moments
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

Shares = tuple[float, ...]
Truth = Callable[[Counts], float]


@cache
def samples(n: int, groups: int) -> np.ndarray:
    """Return every way in which n answers can fall into groups, one per row."""
    bars = combinations(range(n + groups - 1), groups - 1)
    edges = np.array([(-1, *bar, n + groups - 1) for bar in bars])
    return np.diff(edges, axis=1) - 1


@cache
def log_ways(n: int, groups: int) -> np.ndarray:
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    return log_factorial[n] - log_factorial[samples(n, groups)].sum(axis=1)


def probabilities(n: int, shares: Shares) -> np.ndarray:
    """Return the probability of each of the samples."""
    return np.exp(log_ways(n, len(shares)) + samples(n, len(shares)) @ np.log(shares))


@dataclass(frozen=True)
class Trial:
    """n answers of these values on a scale, drawn from each of the true shares."""

    scale: Scale
    values: tuple[float, ...]
    n: int
    truths: tuple[Shares, ...]

    def counts(self) -> list[Counts]:
        return [
            Counts.of(self.values, row) for row in samples(self.n, len(self.values))
        ]

    def coverages(self, low: np.ndarray, high: np.ndarray, truth: Truth) -> np.ndarray:
        """Return for each of the truths how probably its value lies in the interval."""
        found = []
        for shares in self.truths:
            value = truth(Counts.of(self.values, np.rint(np.array(shares) * 10_000)))
            covers = (low <= value + 1e-9) & (value - 1e-9 <= high)
            found.append(probabilities(self.n, shares)[covers].sum())
        return np.array(found)


def coverages(name: str, trial: Trial) -> np.ndarray:
    """Return the coverage of the metric's interval for each truth of the trial."""
    asked = metric(name)
    estimates = [asked.estimate(counts, trial.scale) for counts in trial.counts()]
    return trial.coverages(
        np.array([estimate.low for estimate in estimates]),
        np.array([estimate.high for estimate in estimates]),
        lambda counts: asked.estimate(counts, trial.scale).value,
    )


def coverages_of_t(trial: Trial) -> np.ndarray:
    """Return the coverage Student's t interval of the mean would have."""
    found = [moments(counts) for counts in trial.counts()]
    mean = np.array([each.mean for each in found])
    half = t_95(trial.n - 1) * np.array([each.error for each in found])
    return trial.coverages(mean - half, mean + half, lambda c: moments(c).mean)


def grid(step: float, *, groups: int) -> tuple[Shares, ...]:
    """Return every way to share 1 out in whole steps, each group at least one step."""
    whole = round(1 / step)
    rows = samples(whole - groups, groups) + 1
    return tuple(tuple(float(share) for share in row / whole) for row in rows)

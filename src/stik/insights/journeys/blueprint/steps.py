"""The service blueprint: under each step of a journey what is done behind it, and how.

Source: Shostack (1984), Designing Services That Deliver, Harvard Business Review 62.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from stik.insights.journeys.blueprint.amounts import median_of, per_month
from stik.insights.journeys.scoring import NOBODY, Row
from stik.insights.journeys.steps import US, Steps
from stik.metrics.intervals import wilson
from stik.terms.counts import Booleans, Floats, Integers
from stik.terms.estimate import N_UNKNOWN, Estimate
from stik.terms.process import Process

_DAY = 86_400 * US


@dataclass(frozen=True)
class Rework:
    """Instances that come back to a step: their share, number and returns a month.

    A return is a visit of an instance that was at the step before.
    """

    share: Estimate
    n_back: int
    returns: Estimate


@dataclass(frozen=True)
class Waiting:
    """The seconds from the visit before to one at a step: `median` and 90 % quantile.

    `handed_share` is the share of visits before which unit or channel changed, `handed`
    how many these are a month; `median_handed` and `median_kept` part the waiting.
    """

    median: Estimate
    p90_seconds: float | None
    handed_share: Estimate
    handed: Estimate
    median_handed: Estimate
    median_kept: Estimate


@dataclass(frozen=True)
class BlueprintStep:
    """One step: visits a month, the waiting before it, rework, and what is behind it.

    `gap` and `score` are rows of `scoring.COLUMNS`.
    """

    name: str
    processes: tuple[Process, ...]
    visits: Estimate
    waiting: Waiting
    rework: Rework
    gap: Row = field(default_factory=lambda: NOBODY)
    score: Row = field(default_factory=lambda: NOBODY)

    @property
    def minutes(self) -> float | None:
        """Return the minutes of work behind a visit; None where any is not known."""
        known = [each.minutes for each in self.processes if each.minutes is not None]
        if not known or len(known) < len(self.processes):
            return None
        return sum(known)


def blueprint_of(
    steps: Steps,
    processes: Sequence[Process],
    *,
    is_handed: Booleans,
    gaps: Mapping[str, Row] | None = None,
    scores: Mapping[str, Row] | None = None,
) -> list[BlueprintStep]:
    """Return the steps of instances as a blueprint, the most visited first.

    `is_handed` says of each visit whether unit or channel changed since the one before
    (`changes`); `gaps` and `scores` are by the name of the step.
    """
    days = (int(steps.at.max()) - int(steps.at.min())) / _DAY if len(steps) else 0.0
    visits = _by_step(steps, np.arange(len(steps)))
    arrivals = _by_step(steps, steps.followed + 1)
    found = []
    for place, name in enumerate(steps.names):
        if not len(visits[place]):
            continue
        came = arrivals[place]
        waits = (steps.at[came] - steps.at[came - 1]) / US
        _, times = np.unique(steps.instance[visits[place]], return_counts=True)
        found.append(
            BlueprintStep(
                name=name,
                processes=tuple(each for each in processes if name in each.behind),
                visits=_a_month(times, days=days),
                waiting=_waiting(waits, is_handed[came], days=days),
                rework=_rework(times, days=days),
                gap=(gaps or {}).get(name, NOBODY),
                score=(scores or {}).get(name, NOBODY),
            )
        )
    return sorted(found, key=lambda each: -each.visits.n)


def changes(steps: Steps, columns: pa.Table) -> Booleans:
    """Return of each visit whether any column says other than at the one before.

    A column that is null at either says nothing; the first visit of an instance has
    none before it.
    """
    found = np.zeros(len(steps), dtype=bool)
    here = steps.followed
    for column in columns.columns:
        codes = column.combine_chunks().dictionary_encode().indices
        code = codes.fill_null(-1).to_numpy()
        before, now = code[here], code[here + 1]
        found[here + 1] |= (before != now) & (before >= 0) & (now >= 0)
    return found


def _by_step(steps: Steps, rows: Integers) -> list[Integers]:
    """Return those of the visits that are at each step, in order."""
    order = np.argsort(steps.step[rows], kind="stable")
    n = np.bincount(steps.step[rows], minlength=len(steps.names))
    return np.split(rows[order], np.cumsum(n)[:-1]) if len(n) else []


def _rework(times: Integers, *, days: float) -> Rework:
    """Return the rework of a step; `times` says how often each instance was there."""
    more = times[times > 1] - 1
    share = _share(len(more), of=len(times))
    return Rework(share, len(more), _a_month(more, days=days))


def _waiting(waits: Floats, is_handed: Booleans, *, days: float) -> Waiting:
    n_handed = int(np.count_nonzero(is_handed))
    return Waiting(
        median=median_of(waits),
        p90_seconds=float(np.quantile(waits, 0.9)) if len(waits) else None,
        handed_share=_share(n_handed, of=len(waits)),
        handed=per_month(n_handed, days=days),
        median_handed=median_of(waits[is_handed]),
        median_kept=median_of(waits[~is_handed]),
    )


def _a_month(times: Integers, *, days: float) -> Estimate:
    """Return how many a month there are, `times` of each instance that has any."""
    n = int(times.sum())
    together = float((times * times).sum() / n) if n else 1.0
    return per_month(n, days=days, dispersion=together)


def _share(n: int, *, of: int) -> Estimate:
    if of < N_UNKNOWN:
        return Estimate.missing(n=of, reason=f"fewer than {N_UNKNOWN} of them")
    low, high = wilson(n / of, n=of)
    return Estimate(n / of, low, high, of)

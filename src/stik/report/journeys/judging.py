"""What customers felt or did later, beside a step or arrow, and is it really worse."""

from dataclasses import dataclass

import pyarrow as pa

from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN

WORSE, BETTER = "worse", "better"


@dataclass(frozen=True)
class Outcome:
    """A column that steps and arrows may have; of some, less is better."""

    column: str
    n_column: str
    is_share: bool
    is_more_better: bool


OUTCOMES = (
    Outcome("score", "n_scored", is_share=False, is_more_better=True),
    Outcome("score_share", "n_scored", is_share=True, is_more_better=True),
    Outcome("left_share", "n_customers", is_share=True, is_more_better=False),
)
"""The first whose column is there is shown."""


@dataclass(frozen=True)
class Judged:
    """A number with how many it rests on; `verdict` is None unless it is real.

    `value` is None where there are too few to know it.
    """

    value: float | None = None
    n: int = 0
    verdict: str | None = None

    @property
    def has_too_few(self) -> bool:
        """Return whether it rests on too few to rank, colour or judge it."""
        return self.n < N_TOO_FEW


NOT_JUDGED = Judged()
"""Nothing is known."""


def outcome_of(rows: pa.Table) -> Outcome | None:
    """Return which outcome the rows carry, or None."""
    known = (each for each in OUTCOMES if each.column in rows.column_names)
    return next(known, None)


def judged(rows: pa.Table) -> list[Judged]:
    """Return the outcome of each row; without such a column nothing is known of any.

    A row is worse or better than the mean of all only where `is_real` says so and at
    least 30 are counted.
    """
    outcome = outcome_of(rows)
    if outcome is None:
        return [NOT_JUDGED] * rows.num_rows
    values = rows[outcome.column].to_pylist()
    counted = _counted(rows, outcome)
    mean = _mean(values, counted)
    has_test = "is_real" in rows.column_names
    real = rows["is_real"].to_pylist() if has_test else [None] * rows.num_rows
    return [
        _judged(outcome, value, n, mean if is_real else None)
        for value, n, is_real in zip(values, counted, real, strict=True)
    ]


def _judged(
    outcome: Outcome, value: float | None, n: int, mean: float | None
) -> Judged:
    if value is None or n < N_UNKNOWN:
        return Judged(n=n)
    if mean is None or value == mean or n < N_TOO_FEW:
        return Judged(value, n)
    is_better = (value > mean) == outcome.is_more_better
    return Judged(value, n, BETTER if is_better else WORSE)


def _counted(rows: pa.Table, outcome: Outcome) -> list[int]:
    """Return how many each number rests on; of instances where that is not told."""
    is_told = outcome.n_column in rows.column_names
    counted = rows[outcome.n_column if is_told else "n_instances"].to_pylist()
    return [n or 0 for n in counted]


def _mean(values: list[float | None], counted: list[int]) -> float | None:
    known = [(v, n) for v, n in zip(values, counted, strict=True) if v is not None]
    n_all = sum(n for _, n in known)
    return sum(value * n for value, n in known) / n_all if n_all else None

"""Responses of people to several questions at once, and which of them can be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from stik.terms.counts import Floats, Integers
from stik.terms.estimate import N_TOO_FEW
from stik.terms.scale import Scale

N_PER_DRIVER = 5
"""Every two questions must be answered together by so many people per driver."""

Booleans = npt.NDArray[np.bool_]

NO_VARIATION = "all answers are the same"


@dataclass(frozen=True)
class Responses:
    """What each person answered: one row of `answers` and one outcome per person.

    `answers` is (people, drivers), columns as in `names`; NaN is not answered or not
    applicable. `weight` is null where people count alike. `scales` are those of the
    drivers, null where none is known. `person` numbers the people where some of them
    responded more than once; null where everybody did once.

    Raises
    ------
    ValueError
        When names, answers, outcome, weight and scales are not of the same size.
    """

    names: Sequence[str]
    answers: Floats
    outcome: Floats
    weight: Floats | None = None
    scales: Sequence[Scale] | None = None
    person: Integers | None = None

    def __post_init__(self) -> None:
        if self.answers.shape != (len(self.outcome), len(self.names)):
            raise ValueError("answers must be one row per outcome, one column per name")
        if self.weight is not None and len(self.weight) != len(self.outcome):
            raise ValueError("weight must be one per outcome")
        if self.scales is not None and len(self.scales) != len(self.names):
            raise ValueError("scales must be one per name")

    @cached_property
    def is_answered(self) -> Booleans:
        """Return which rating was given by a person who also gave an outcome."""
        known: Booleans = ~np.isnan(self.answers)
        return known & ~np.isnan(self.outcome)[:, np.newaxis]

    @cached_property
    def n_together(self) -> npt.NDArray[np.int64]:
        """Return how many people rated both drivers of each pair."""
        answered = self.is_answered.astype(np.float64)
        return (answered.T @ answered).astype(np.int64)

    @property
    def n(self) -> int:
        """Return how many people gave an outcome and any rating."""
        return int(self.is_answered.any(axis=1).sum())

    def n_rated(self, column: int) -> int:
        """Return how many people rated the driver in this column."""
        return int(self.n_together[column, column])

    def unanswered(self, column: int) -> float | None:
        """Return the share of those with an outcome who did not rate the driver."""
        n = int((~np.isnan(self.outcome)).sum())
        return 1 - self.n_rated(column) / n if n else None

    def scale(self, column: int) -> Scale | None:
        """Return the scale of the driver in this column, if it is known."""
        return None if self.scales is None else self.scales[column]

    def given(self, column: int) -> tuple[Floats, Floats]:
        """Return a driver's rating and the outcome of each person who gave both."""
        rows = self.is_answered[:, column]
        return self.answers[rows, column], self.outcome[rows]

    @property
    def n_effective(self) -> float:
        """Return how many people alike would leave the same uncertainty (Kish).

        Never more than there are, however often they responded.
        """
        rows = self.is_answered.any(axis=1)
        if self.person is None:
            return self._worth(rows)
        return min(self._worth(rows), len(np.unique(self.person[rows])))

    def n_rated_effective(self, column: int) -> float:
        """Return how many people alike those who rated the driver are worth."""
        return self._worth(self.is_answered[:, column])

    def _worth(self, rows: Booleans | np.bool_) -> float:
        weights = self.weights[rows]
        squares = float(weights @ weights)
        return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0

    @property
    def n_needed(self) -> int:
        """Return how many people must have answered each two of the questions."""
        return max(N_TOO_FEW, N_PER_DRIVER * len(self.names))

    @property
    def weights(self) -> Floats:
        """Return the weight of each person, 1 where people count alike."""
        return np.ones(len(self.outcome)) if self.weight is None else self.weight

    def table(self, kept: Sequence[int]) -> tuple[Floats, Floats, Integers | None]:
        """Return the kept drivers with the outcome last; weight and person of each row.

        Only of people with an outcome and any of these ratings.
        """
        rows = self.is_answered[:, kept].any(axis=1)
        columns = [self.answers[rows][:, kept], self.outcome[rows, np.newaxis]]
        person = None if self.person is None else self.person[rows]
        return np.concatenate(columns, axis=1), self.weights[rows], person


def left_out(responses: Responses) -> dict[int, str]:
    """Return why a driver cannot be used, by its column; the others can.

    Of two drivers that too few people rated together the one goes that stands in the
    way of more pairs, or else was rated less.

    Examples
    --------
    >>> ratings = np.array([[4, 3], [5, np.nan]] * 100)
    >>> outcome = np.arange(200.0)
    >>> left_out(Responses(["web", "shop"], ratings, outcome))
    {1: 'all answers are the same'}
    """
    reasons = _unusable_alone(responses)
    together, needed = responses.n_together, responses.n_needed
    while True:
        kept = [i for i in range(len(responses.names)) if i not in reasons]
        n_few = (together[np.ix_(kept, kept)] < needed).sum(axis=0)
        if not n_few.any():
            return reasons
        worst = min(zip(-n_few, together[kept, kept], kept, strict=True), key=tuple)[-1]
        other = min(kept, key=lambda column: int(together[worst, column]))
        reasons[worst] = (
            f"n = {together[worst, other]} together with "
            f"'{responses.names[other]}', needs {needed}"
        )


def _unusable_alone(responses: Responses) -> dict[int, str]:
    """Return the drivers with too few answers, or with the same from everyone."""
    reasons = {}
    for column in range(len(responses.names)):
        given = responses.answers[responses.is_answered[:, column], column]
        if len(given) < responses.n_needed:
            reasons[column] = f"n = {len(given)}, needs {responses.n_needed}"
        elif (worth := responses.n_rated_effective(column)) < responses.n_needed:
            reasons[column] = _outweighed(len(given), worth, responses.n_needed)
        elif given.min() == given.max():
            reasons[column] = NO_VARIATION
    return reasons


def unknown_because(responses: Responses, *, n_kept: int) -> str | None:
    """Return why nothing can be said of what drives the outcome, or None."""
    n, needed = responses.n, responses.n_needed
    if n < needed:
        return f"n = {n}, needs {needed}"
    worth = responses.n_effective
    if worth < needed:
        return _outweighed(n, worth, needed)
    outcome = responses.outcome[responses.is_answered.any(axis=1)]
    if outcome.min() == outcome.max():
        return "the outcome never varies"
    return None if n_kept else "no driver has enough answers that vary"


def _outweighed(n: int, worth: float, needed: int) -> str:
    return f"weights make n = {n} worth {worth:.1f}, needs {needed}"

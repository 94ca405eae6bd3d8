"""Weighting: answers of too many of one kind are made to weigh like the customers.

Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11:427-444; design
effect: Kish (1965), Survey Sampling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from stik.errors import MarginRefused, QuestionError, nearest
from stik.terms.counts import Floats, Integers
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN

Margins = Mapping[str, Mapping[str, float]]
"""What share of the customers has each value of each trait; shares of a trait are 1."""

AT_MOST = 5.0
"""No answer weighs more than so many average ones, unless told otherwise."""

ROUNDS = 2_000
SETTLED = 1e-12
"""Raked is what no round changes by more than this share."""

MET = 1e-9
"""A margin is met when the weighted share is this near."""

_UNKNOWN = -1
"""The code of a trait that is not known; the last of the factors is its own."""


@dataclass(frozen=True)
class Weights:
    """The weight of each respondent, in the order they were given; the mean is 1.

    Respondents counted together share one weight; `n` is how many there are in all.
    `design_effect` is how many times more answers are needed than without weights
    (Kish). `shares` are the weighted shares reached. `notes` say what a reader must
    know. `unknown` says why no weights can be given; the weights are then all 1.
    """

    weight: Floats
    n: int
    design_effect: float
    shares: Margins
    notes: tuple[str, ...] = ()
    unknown: str | None = None

    @property
    def n_effective(self) -> float:
        """Return how many unweighted respondents these are worth."""
        return self.n / self.design_effect


@dataclass(frozen=True)
class _Cells:
    """Respondents with the same traits, together: `code` is (cells, traits)."""

    code: Integers
    n: Integers
    share: tuple[Floats, ...]
    cell_of: Integers


def rake(
    traits: Mapping[str, Sequence[str | None]],
    *,
    margins: Margins,
    at_most: float | None = AT_MOST,
    n: Integers | None = None,
) -> Weights:
    """Return weights under which the respondents have the shares of the margins.

    Parameters
    ----------
    traits : one value per respondent of each trait, None where it is not known
    margins : shares of the customers by value of each trait, 1 together
    at_most : the largest weight, where the mean is 1; None cuts nothing
    n : how many respondents each value stands for; None where one each

    Raises
    ------
    MarginRefused
        Naming the cell that cannot be met, and why.

    Examples
    --------
    Half of the customers are women; 60 of 80 answers are theirs.

    >>> answered = {"gender": ["woman"] * 60 + ["man"] * 20}
    >>> raked = rake(answered, margins={"gender": {"woman": 0.5, "man": 0.5}})
    >>> round(float(raked.weight[0]), 4), round(float(raked.weight[-1]), 4)
    (0.6667, 2.0)
    >>> round(raked.design_effect, 4), round(raked.n_effective, 1)
    (1.3333, 60.0)
    """
    _check_margins(margins, at_most=at_most)
    _check_traits(traits, margins)
    counted = n if n is not None else _one_each(traits[next(iter(margins))])
    if counted.sum() < N_TOO_FEW:
        return _unweighted(counted)
    return _weighted(_cells(traits, margins, counted), margins, at_most=at_most)


def _one_each(values: Sequence[str | None]) -> Integers:
    return np.ones(len(values), dtype=np.int64)


def _unweighted(counted: Integers) -> Weights:
    total = int(counted.sum())
    reason = f"n = {total}, weights need {N_TOO_FEW}"
    return Weights(np.ones(len(counted)), total, 1.0, {}, (), reason)


def design_effect(weight: Floats, n: Integers | None = None) -> float:
    """Return Kish's n Σw² / (Σw)²: 1 where all weigh alike, above 1 otherwise.

    `n` is how many respondents have each weight; None where one each.

    >>> design_effect(np.array([1.0, 1.0, 2.0]))
    1.125
    """
    counted = np.ones(len(weight)) if n is None else n
    squares = float(counted @ weight**2)
    return float(counted.sum()) * squares / float(counted @ weight) ** 2


def _weighted(cells: _Cells, margins: Margins, *, at_most: float | None) -> Weights:
    notes = _notes_on_answers(cells, margins)
    weight = _raked(cells)
    _check_met(_shares(weight, cells, margins), margins)
    if at_most is not None and weight.max() > at_most:
        weight = _raked(cells, at_most=at_most)
    shares = _shares(weight, cells, margins)
    notes += _notes_on_margins(shares, margins, at_most=at_most)
    return Weights(
        weight[cells.cell_of],
        int(cells.n.sum()),
        design_effect(weight, cells.n),
        shares,
        notes,
    )


def _check_margins(margins: Margins, *, at_most: float | None) -> None:
    if at_most is not None and at_most <= 1:
        raise QuestionError("the largest weight must be above 1, the mean; say 5.")
    if not margins:
        raise QuestionError("there are no margins; name a trait and its shares.")
    for trait, shares in margins.items():
        for value, share in shares.items():
            if not 0 < share <= 1:
                raise MarginRefused(
                    trait, value, f"{share} is no share; write one above 0, up to 1."
                )
        total = fsum(shares.values())
        if abs(total - 1) > 1e-6:
            raise MarginRefused(
                trait,
                ", ".join(shares),
                f"the shares sum to {total:.4f}; they must sum to 1.",
            )


def _check_traits(traits: Mapping[str, Sequence[str | None]], margins: Margins) -> None:
    for trait in margins:
        if trait not in traits:
            raise QuestionError(
                f"no respondent has the trait '{trait}'; {nearest(trait, traits)}"
            )
    if len({len(traits[trait]) for trait in margins}) > 1:
        raise QuestionError("every trait needs one value per respondent, or None.")


def _cells(
    traits: Mapping[str, Sequence[str | None]], margins: Margins, counted: Integers
) -> _Cells:
    codes = [_codes(trait, traits[trait], margins[trait]) for trait in margins]
    size = tuple(len(shares) + 1 for shares in margins.values())  # + 1 for _UNKNOWN
    place = np.ravel_multi_index([code + 1 for code in codes], size)
    cell, cell_of = np.unique(place, return_inverse=True)
    n = np.bincount(cell_of, weights=counted).astype(np.int64)
    code = np.stack(np.unravel_index(cell, size), axis=1) - 1
    shares = tuple(np.fromiter(margins[trait].values(), float) for trait in margins)
    return _Cells(code, n, shares, cell_of)


def _codes(
    trait: str, values: Sequence[str | None], shares: Mapping[str, float]
) -> Integers:
    """Return the place of each value among the shares, refusing what has none."""
    code_of: dict[str | None, int] = {value: code for code, value in enumerate(shares)}
    code_of[None] = _UNKNOWN
    for value in set(values) - set(code_of):
        raise MarginRefused(
            trait,
            str(value),
            f"respondents have it, the margins do not name it; "
            f"{nearest(str(value), shares)}",
        )
    for value in shares.keys() - set(values):
        raise MarginRefused(
            trait,
            value,
            "nobody who answered has it, so no weight can stand for them; "
            "join it with another value.",
        )
    return np.array([code_of[value] for value in values], dtype=np.int64)


def _raked(cells: _Cells, *, at_most: float | None = None) -> Floats:
    """Return the weight of each cell's respondents once nothing changes any more."""
    weight = np.ones(len(cells.n))
    for _ in range(ROUNDS):
        before = weight
        for column, share in enumerate(cells.share):
            weight = _fitted(weight, cells, column, share)
        weight = weight * cells.n.sum() / (weight @ cells.n)
        if at_most is not None:
            weight = _trimmed(weight, cells.n, at_most=at_most)
        if np.abs(weight - before).max() < SETTLED * weight.max():
            break
    return weight


def _fitted(weight: Floats, cells: _Cells, column: int, share: Floats) -> Floats:
    """Return the weights that meet one margin among those whose trait is known."""
    code = cells.code[:, column]
    known = code != _UNKNOWN
    held = np.bincount(code[known], (weight * cells.n)[known], minlength=len(share))
    factor = np.append(share * held.sum() / held, 1.0)
    fitted: Floats = weight * factor[code]
    return fitted


def _trimmed(weight: Floats, n: Integers, *, at_most: float) -> Floats:
    """Return weights of mean 1 cut at `at_most`, the excess spread over the rest."""
    total = float(n.sum())
    cut = weight > at_most
    while True:
        room = total - at_most * float(n[cut].sum())
        spread = weight * room / float((weight * n)[~cut].sum())
        trimmed = np.where(cut, at_most, spread)
        above = ~cut & (trimmed > at_most)
        if not above.any():
            return trimmed
        cut |= above


def _shares(weight: Floats, cells: _Cells, margins: Margins) -> Margins:
    """Return the weighted share of each value among those whose trait is known."""
    found = {}
    for column, (trait, shares) in enumerate(margins.items()):
        code = cells.code[:, column]
        known = code != _UNKNOWN
        held = np.bincount(code[known], (weight * cells.n)[known], len(shares))
        found[trait] = dict(zip(shares, (held / held.sum()).tolist(), strict=True))
    return found


def _furthest(shares: Margins, margins: Margins) -> tuple[float, str, str]:
    """Return how far the worst met cell is off, its trait and its value."""
    return max(
        (abs(shares[trait][value] - share), trait, value)
        for trait, wanted in margins.items()
        for value, share in wanted.items()
    )


def _check_met(shares: Margins, margins: Margins) -> None:
    off, trait, value = _furthest(shares, margins)
    if off > MET:
        raise MarginRefused(
            trait,
            value,
            f"after {ROUNDS:,} rounds its share is {shares[trait][value]:.4f} instead "
            f"of {margins[trait][value]:.4f}, because almost nobody who answered "
            "combines it with the values the other margins ask for; join it with "
            "another value.",
        )


def _notes_on_answers(cells: _Cells, margins: Margins) -> tuple[str, ...]:
    notes = []
    n = int(cells.n.sum())
    for column, (trait, shares) in enumerate(margins.items()):
        code = cells.code[:, column]
        without = int(cells.n[code == _UNKNOWN].sum())
        if without:
            notes.append(
                f"{without:,} of {n:,} respondents have no {trait}: "
                "they keep the weight that the other traits give them"
            )
        for place, value in enumerate(shares):
            few = int(cells.n[code == place].sum())
            if few < N_UNKNOWN:
                notes.append(f"{trait} = '{value}' rests on {few} respondents")
    return tuple(notes)


def _notes_on_margins(
    shares: Margins, margins: Margins, *, at_most: float | None
) -> tuple[str, ...]:
    off, trait, value = _furthest(shares, margins)
    if off <= MET:
        return ()
    reached, wanted = shares[trait][value], margins[trait][value]
    note = (
        f"no weight is above {at_most:g}, so the margins are met only nearly: "
        f"{trait} = '{value}' is {reached:.3f} instead of {wanted:.3f}"
    )
    return (note,)

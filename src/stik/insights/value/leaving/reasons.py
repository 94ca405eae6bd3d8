"""Stated reasons for leaving, counted, each with an interval that holds for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from stik.errors import QuestionError
from stik.terms.estimate import N_UNKNOWN, Estimate


@dataclass(frozen=True)
class Reason:
    """What share of those who left gives a reason.

    The intervals of all reasons hold together in 95 % of cases. `first_rank` and
    `last_rank` are the ranks the reason may truly have: reasons whose intervals
    overlap are not told apart. They are None where there are too few to rank.
    """

    name: str
    n: int
    share: Estimate
    first_rank: int | None = None
    last_rank: int | None = None


def stated_reasons(
    counts: Mapping[str, int], *, n_left: int | None = None
) -> tuple[Reason, ...]:
    """Return the reasons customers state for leaving, the most frequent first.

    Parameters
    ----------
    counts : mapping of reason to number of customers
        How many customers state it.
    n_left : int, optional
        How many customers stated any reason. Needed where one may state several;
        without it each customer is taken to state one.

    Source: Goodman (1965), Technometrics 7:247-254. Holds for several reasons each too.

    Raises
    ------
    QuestionError
        When a reason was stated by more customers than stated any.

    Examples
    --------
    >>> price, moved, rude = stated_reasons({"moved": 12, "price": 60, "rude": 8})
    >>> price.name, round(price.share.low, 3), round(price.share.high, 3)
    ('price', 0.62, 0.846)
    >>> moved.first_rank, moved.last_rank
    (2, 3)
    """
    n = sum(counts.values()) if n_left is None else n_left
    _check(counts, n=n)
    in_order = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    if n < N_UNKNOWN:
        missing = Estimate.missing(n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
        return tuple(Reason(name, stated, missing) for name, stated in in_order)
    z = NormalDist().inv_cdf(1 - 0.025 / len(counts))
    shares = [_share(stated, n=n, z=z) for _, stated in in_order]
    return tuple(
        Reason(name, stated, share, *_ranks(share, shares))
        for (name, stated), share in zip(in_order, shares, strict=True)
    )


def _check(counts: Mapping[str, int], *, n: int) -> None:
    for name, stated in counts.items():
        if not 0 <= stated <= n:
            raise QuestionError(
                f"reason '{name}' is stated by {stated} of {n} customers; "
                "count each customer once a reason."
            )


def _share(stated: int, *, n: int, z: float) -> Estimate:
    """Return a share with Wilson's interval at any level."""
    share = stated / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    spread = share * (1 - share) / n + z * z / (4 * n * n)
    half = z * sqrt(spread) / (1 + z * z / n)
    low, high = max(centre - half, 0.0), min(centre + half, 1.0)
    return Estimate(share, min(low, share), max(high, share), n)


def _ranks(share: Estimate, shares: list[Estimate]) -> tuple[int | None, int | None]:
    if share.has_too_few or share.low is None or share.high is None:
        return None, None
    above = sum(each.low > share.high for each in shares if each.low is not None)
    below = sum(each.high < share.low for each in shares if each.high is not None)
    return above + 1, len(shares) - below

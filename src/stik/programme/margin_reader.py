"""The margins of a programme file: what share of the customers is of each kind."""

from math import fsum, isclose

from stik.programme.entry import Entry
from stik.programme.fields import Fields
from stik.terms.inquiry import FACT_DIMENSIONS
from stik.terms.margin import Margin
from stik.terms.period import GRAINS

_NEARLY_ONE = 1e-6


def margin_of(name: str, entry: Entry) -> Margin:
    """Return the margin `name` written at `entry`."""
    fields = Fields.of_term(entry, Margin, without="name")
    if name in (*FACT_DIMENSIONS, *GRAINS):
        entry.complain(
            f"'{name}' tells of an answer, not of a customer; name a trait or one of "
            "the segmentations."
        )
    return Margin(
        name,
        shares=fields.needed("shares", _shares, {}),
        source=fields.text("source"),
        dated=fields.read("dated", Entry.date),
    )


def _shares(entry: Entry) -> dict[str, float]:
    shares = {value: _share(below) for value, below in entry.each()}
    known = {value: share for value, share in shares.items() if share is not None}
    total = fsum(known.values())
    if len(known) == len(shares) and not isclose(total, 1, abs_tol=_NEARLY_ONE):
        entry.complain(f"the shares sum to {total:g}; they must sum to 1.")
    return known


def _share(entry: Entry) -> float | None:
    share = entry.number()
    if share is not None and not 0 < share <= 1:
        entry.complain(f"{share:g} is no share; write one above 0, up to 1.")
        return None
    return share

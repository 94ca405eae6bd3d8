"""The spending in a programme file: on winning customers and on keeping them."""

from stik.programme.entry import Entry
from stik.programme.fields import Fields
from stik.terms.spending import SpendingPeriod


def spending_of(name: str, entry: Entry) -> SpendingPeriod:
    """Return the spending of the period `name` written at `entry`."""
    fields = Fields.of_term(entry, SpendingPeriod, without="name")
    return SpendingPeriod(
        name,
        acquiring=fields.needed("acquiring", _from_zero, 0.0),
        won=fields.needed("won", _from_zero, 0.0),
        keeping=fields.needed("keeping", _from_zero, 0.0),
        kept=fields.needed("kept", _from_zero, 0.0),
        currency=fields.needed("currency", Entry.text, ""),
    )


def _from_zero(entry: Entry) -> float | None:
    number = entry.number()
    if number is not None and number < 0:
        entry.complain(f"{number:g} is below 0; write what was spent, or how many.")
        return None
    return number

"""Event logs: their columns are named by a standard, and mean what it says."""

import pyarrow as pa
import pyarrow.compute as pc

from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import topics

_STEP, _CASE, _WHEN = "concept:name", "case:concept:name", "time:timestamp"
_TRANSITION, _GROUP, _RESOURCE = "lifecycle:transition", "org:group", "org:resource"
_CUSTOMERS = ("case:customer", "customer", "object:customer")

_STANDARD = {
    _CASE: ("journey_instance", "the case that the events of a log belong to"),
    "case:journey": ("journey", "the journey it is a case of"),
    "channel": ("channel", "its name says so"),
    "language": ("language", "its name says so"),
    "amount": ("amount", "its name says so"),
    "currency": ("currency", "its name says so"),
}
"""Column → what it is in a mapping, and why."""


def event_log_guesses(table: pa.Table) -> tuple[Guess, ...] | None:
    """Return what the columns of an event log mean, None where the file is none.

    An event counts as a visit once it is complete. What no standard names is left
    out: an attribute of an event or a case need not be one of the customer.
    """
    names = table.column_names
    if _STEP not in names or not {_CASE, _WHEN} & set(names):
        return None
    chosen = {_STEP: _touchpoint(table)}
    for unit in (_RESOURCE, _GROUP):
        if unit in names and pc.count_distinct(table[unit]).as_py() > 1:
            chosen |= {g.column: g for g in _unit(unit, chosen)}
    for name in names:
        if name in _STANDARD:
            role, reason = _STANDARD[name]
            chosen[name] = Guess(name, role, reason, 0.9)
    customer = next((name for name in names if _is_customer(name)), None)
    if customer is not None:
        chosen[customer] = Guess(customer, "customer", "its name says so", 0.8)
    if _WHEN in names:
        reason = "the moment of the event, with its offset"
        chosen[_WHEN] = Guess(_WHEN, "occurred", reason, 0.95, precision="second")
    return tuple(chosen.get(name) or _left_out(name) for name in names)


def _touchpoint(table: pa.Table) -> Guess:
    reason = "the step of the event"
    if _TRANSITION not in table.column_names:
        return Guess(_STEP, "touchpoint", reason, 0.95)
    texts = pc.unique(table[_TRANSITION]).drop_null().to_pylist()
    complete = [text for text in texts if text.strip().lower() == "complete"]
    others = sorted(set(texts) - set(complete))
    if not others or not complete:
        return Guess(_STEP, "touchpoint", reason, 0.95)
    reason += f"; what is {', '.join(others)[:80]} is no visit of its own"
    only = (_TRANSITION, (*complete, ""))
    return Guess(_STEP, "touchpoint", reason, 0.95, only=only)


def _unit(column: str, chosen: dict[str, Guess]) -> list[Guess]:
    """Return the group for the unit, else who did it."""
    reason = "the group that did it" if column == _GROUP else "who did it"
    found = [Guess(column, "unit", reason, 0.8)]
    if _RESOURCE in chosen:
        reason = f"who did it; the unit is '{_GROUP}'"
        found.append(Guess(_RESOURCE, "ignore", reason, 0.8))
    return found


def _is_customer(name: str) -> bool:
    return name in _CUSTOMERS or (
        name.startswith("case:") and "customer" in topics(name.removeprefix("case:"))
    )


def _left_out(name: str) -> Guess:
    if name == _TRANSITION:
        reason = "how far the step is"
    elif name.startswith("case:"):
        reason = "an attribute of the case; a trait, if it tells of the customer"
    else:
        reason = "an attribute of the event"
    return Guess(name, "ignore", reason, 0.7)

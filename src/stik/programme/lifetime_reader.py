"""The lifetime in a programme file: which traits say who left, when and why."""

from stik.programme.entry import Entry
from stik.programme.fields import Fields
from stik.programme.segmentation_reader import condition_of
from stik.terms.lifetime import Lifetime
from stik.terms.segmentation import Condition


def lifetime_of(entry: Entry) -> Lifetime:
    """Return the lifetime written at `entry`."""
    fields = Fields.of_term(entry, Lifetime)
    found = Lifetime(
        left=fields.read("left", _of_trait),
        left_on=fields.text("left_on"),
        joined_on=fields.text("joined_on"),
        months=fields.text("months"),
        reasons=fields.text("reasons"),
        purchases=fields.reference("purchases", section="touchpoints"),
        amount=fields.text("amount"),
        word_of_mouth=fields.read("word_of_mouth", _of_trait),
    )
    for field, sentence in _objections(found):
        fields.written[field].complain(sentence)
    return found


def _of_trait(entry: Entry) -> Condition:
    condition = condition_of(entry)
    if condition.measure is not None:
        entry.complain("names a measure; write a trait, such as {trait: status, …}.")
    return condition


def _objections(found: Lifetime) -> list[tuple[str, str]]:
    """Return the fields that say nothing alone, each with what is to be added."""
    objections = []
    if found.joined_on and not (found.left_on or found.months):
        sentence = "alone does not say how long customers stayed; add 'left_on: …'."
        objections.append(("joined_on", sentence))
    if found.months and not found.tells_who_left:
        sentence = "alone does not say who left; add 'left: {trait: …, is_any: […]}'."
        objections.append(("months", sentence))
    if found.amount and found.purchases:
        sentence = "stands in place of purchases; write one of the two."
        objections.append(("amount", sentence))
    return objections

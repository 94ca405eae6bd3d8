"""Segmentations: customers parted by rules over traits, behaviour and value."""

from dataclasses import astuple, dataclass
from hashlib import blake2b

from stik.terms.label import Label

KINDS = {
    "segment": "customers alike in what they do or are",
    "persona": "a target customer with needs and expectations",
    "stage": "how far a customer is with the company",
    "tier": "how much a customer is worth",
}

MEASURES = {
    "visits": "how often the customer met the company",
    "amount": "what the customer paid",
    "recency_days": "days since the customer last met the company",
}
"""What can be measured of a customer's interactions, in the last `days` or ever."""


@dataclass(frozen=True)
class Condition:
    """One thing that must hold of a customer: of a trait, or of a measure.

    A trait `is_any` of some values, or is a number in a range; a measure, of the
    interactions at `touchpoint` and on `channel` where those are named, is in a range:
    from `at_least` on, up to but not including `below`.
    """

    trait: str | None = None
    measure: str | None = None
    touchpoint: str | None = None
    channel: str | None = None
    days: int | None = None
    is_any: tuple[str, ...] = ()
    at_least: float | None = None
    below: float | None = None

    def holds_at(self, number: float) -> bool:
        """Return whether a number lies in the range.

        >>> Condition(measure="visits", at_least=3).holds_at(2)
        False
        """
        is_enough = self.at_least is None or number >= self.at_least
        return is_enough and (self.below is None or number < self.below)


@dataclass(frozen=True)
class Segment:
    """One part of the customers: those for whom every condition holds.

    Without conditions it takes whoever no segment before it took. `needs`, `expects`
    and `touchpoints` tell of a persona.
    """

    name: str
    label: Label | None = None
    when: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    expects: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Segmentation:
    """Segments in their order: a customer is in the first one whose conditions hold.

    `kind` is one of `KINDS`. Its name is a dimension like any trait's.
    """

    name: str
    kind: str = "segment"
    label: Label | None = None
    segments: tuple[Segment, ...] = ()

    @property
    def version(self) -> str:
        """Return the name of exactly these rules."""
        rules = [(each.name, *map(astuple, each.when)) for each in self.segments]
        return blake2b(repr(rules).encode(), digest_size=8).hexdigest()

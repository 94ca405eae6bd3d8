"""A proposal: an initiative as the company writes it down before it begins."""

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from stik.terms.goal import Scope

COMPARISONS = {
    "difference": "so much more, in the unit of the measure",
    "ratio": "so many times as much",
}


@dataclass(frozen=True)
class Proposal:
    """An initiative that begins on a day, and what is hoped of it.

    `measure` is a metric. `expected` is the effect hoped for: a difference in the unit
    of the measure, or a ratio, as `comparison` says. `control` is a part of the
    experience where it does not take place and all else is alike.
    """

    name: str
    measure: str
    begins_on: date
    expected: float
    scope: Scope = field(default_factory=Scope)
    comparison: str = "difference"
    control: Scope | None = None
    owner: str | None = None
    hypothesis: str | None = None

    @property
    def digest(self) -> str:
        """Return the name of exactly this promise: measure, scope, day and effect.

        Owner and hypothesis may be worded anew without making it another promise.
        """
        said = [
            self.measure,
            str(self.begins_on),
            self.expected,
            self.comparison,
            repr(self.scope),
            repr(self.control),
        ]
        return blake2b(json.dumps(said).encode(), digest_size=8).hexdigest()

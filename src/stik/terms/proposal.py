"""A proposal: an initiative as the company writes it down before it begins."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import blake2b

from stik.terms.goal import Scope

COMPARISONS = {
    "difference": "so much more, in the unit of the measure",
    "ratio": "so many times as much",
}

COUNT_OF = "count of "
"""How a measure begins that counts what happens at a touchpoint, such as complaints."""


@dataclass(frozen=True)
class Proposal:
    """An initiative that begins on a day, and what is hoped of it.

    `measure` is a metric, or `count of` a touchpoint. `expected` is the effect hoped
    for: of a metric a difference in its unit, of a count a ratio, as `comparison` says.
    `control` is a part of the experience where it does not take place and all else is
    alike. `units` says where it begins when, if not everywhere at once: `begins_on` is
    then the first of these days.
    """

    name: str
    measure: str
    begins_on: date
    expected: float
    scope: Scope = field(default_factory=Scope)
    comparison: str = "difference"
    control: Scope | None = None
    units: tuple[tuple[str, date], ...] = ()
    owner: str | None = None
    hypothesis: str | None = None

    @property
    def counted(self) -> str | None:
        """Return the touchpoint whose interactions are counted, None of a metric.

        >>> Proposal("fewer", "count of complaint", date(2026, 3, 1), 0.8).counted
        'complaint'
        """
        return counted_at(self.measure)

    @property
    def words(self) -> str:
        """Return what is promised, as JSON: measure, where, from when, what effect.

        Owner and hypothesis may be worded anew without making it another promise.
        """
        said = {
            name: content
            for name, content in asdict(self).items()
            if name not in ("name", "owner", "hypothesis")
        }
        return json.dumps(said, default=str, ensure_ascii=False)

    @property
    def digest(self) -> str:
        """Return the name of exactly this promise."""
        return blake2b(self.words.encode(), digest_size=8).hexdigest()


def counted_at(measure: str) -> str | None:
    """Return the touchpoint that a measure counts at, None where it is a metric."""
    name = measure.removeprefix(COUNT_OF).strip()
    return name if measure.startswith(COUNT_OF) and name else None

"""An initiative: what is hoped of it, written down before it begins."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stik.errors import InitiativeError
from stik.terms.goal import Scope

Comparison = Literal["difference", "ratio"]
"""How an effect is told: in the unit of the measure, or as so many times as often."""


@dataclass(frozen=True)
class Initiative:
    """A change on the `measure` within `scope`, registered before the day it begins.

    Parameters
    ----------
    name, owner, hypothesis : str
        What it is called, who answers for it, and why it should work.
    measure : str
        A metric such as `nps`, or what is counted, such as `complaints`.
    scope : Scope
        Where it takes place: touchpoint, channel, unit, journey, traits.
    registered_on, begins_on : date
        The day it was written down, and its first day.
    expected : float
        The effect hoped for: a difference in the unit of the measure (4.0 points of
        NPS, -0.05 of a share), or a ratio (0.9 is a tenth fewer).
    comparison : {"difference", "ratio"}
        Which of the two `expected` is.
    control : Scope, optional
        Where it does not take place and all else is alike.

    Raises
    ------
    InitiativeError
        When it was registered after it began, expects no effect, or is its own control.

    Examples
    --------
    >>> Initiative(
    ...     "call back within a day",
    ...     measure="nps",
    ...     scope=Scope(touchpoint="support"),
    ...     registered_on=date(2026, 2, 20),
    ...     begins_on=date(2026, 3, 1),
    ...     expected=4.0,
    ... ).no_effect
    0.0
    """

    name: str
    measure: str
    scope: Scope
    registered_on: date
    begins_on: date
    expected: float
    comparison: Comparison = "difference"
    control: Scope | None = None
    owner: str | None = None
    hypothesis: str | None = None

    def __post_init__(self) -> None:
        if self.registered_on > self.begins_on:
            raise InitiativeError(
                self.name,
                "registered_on",
                f"{self.registered_on} is after it began on {self.begins_on}; what was "
                "expected only afterwards cannot be verified, register the next step.",
            )
        if self.comparison == "ratio" and self.expected <= 0:
            raise InitiativeError(
                self.name, "expected", "a ratio is above 0: 0.9 is a tenth fewer."
            )
        if self.expected == self.no_effect:
            raise InitiativeError(
                self.name,
                "expected",
                "is no effect; say how large it must be.",
            )
        if self.control == self.scope:
            raise InitiativeError(
                self.name,
                "control",
                "is the scope itself; name those left as they were.",
            )

    @property
    def no_effect(self) -> float:
        """Return what an effect of nothing looks like: 0, as a ratio 1."""
        return 1.0 if self.comparison == "ratio" else 0.0

    @property
    def is_hoped_to_rise(self) -> bool:
        """Return whether the measure should become more."""
        return self.expected > self.no_effect

"""The scale an answer was given on: its kind, its lowest and its highest value."""

import re
from dataclasses import dataclass

from stik.errors import QuestionError, nearest

KINDS = {
    "nps": "how likely to recommend",
    "csat": "how satisfied",
    "ces": "how easy",
    "emotion": "how it felt, from worst to best",
    "expectation": "how much was expected, or met",
    "gap": "perception less expectation, in steps",
    "rating": "any other ordered judgement",
    "yes_no": "yes (1) or no (0)",
    "kano": "how it is to have a feature, or not to: 1 like to 5 dislike",
    "number": "a measured quantity without ends",
}
_NAME = re.compile(r"^([a-z_]+?)(?:_(-?\d+)_(-?\d+))?$")


@dataclass(frozen=True, order=True)
class Scale:
    """A scale such as `csat_1_5`; `number` alone has no ends.

    Raises
    ------
    QuestionError
        On a kind not in `KINDS`, on ends the wrong way round, and on an `nps`
        scale that is not 0 to 10.
    """

    kind: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise QuestionError(
                f"there is no scale kind '{self.kind}'; {nearest(self.kind, KINDS)}"
            )
        if (self.low is None) != (self.kind == "number"):
            raise QuestionError(
                f"scale '{self.kind}' needs both ends, such as '{self.kind}_1_5'; "
                "only 'number' has none."
            )
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise QuestionError(f"scale '{self.name}' must rise from low to high.")
        if self.kind == "nps" and (self.low, self.high) != (0, 10):
            raise QuestionError("an nps scale goes from 0 to 10: 'nps_0_10'.")
        if self.kind == "kano" and (self.low, self.high) != (1, 5):
            raise QuestionError(
                "a kano scale goes from 1 (like) to 5 (dislike): 'kano_1_5'."
            )
        if self.kind == "yes_no" and (self.low, self.high) != (0, 1):
            raise QuestionError("a yes_no scale goes from 0 to 1: 'yes_no_0_1'.")

    @classmethod
    def parse(cls, name: str) -> "Scale":
        """Return the scale called `name`: kind, low, high joined by `_`."""
        if name == "yes_no":
            return cls("yes_no", 0, 1)
        match = _NAME.match(name)
        if match is None:
            raise QuestionError(
                f"'{name}' is no scale; write kind_low_high, such as 'csat_1_5'."
            )
        kind, low, high = match.groups()
        if low is None:
            return cls(kind)
        return cls(kind, int(low), int(high))

    @property
    def name(self) -> str:
        """Return the name that `parse` reads."""
        if self.low is None:
            return self.kind
        return f"{self.kind}_{self.low}_{self.high}"

    @property
    def is_short(self) -> bool:
        """Return whether answers can only be one of the scale's steps."""
        return self.low is not None

    def holds(self, value: float) -> bool:
        """Return whether `value` can be an answer on this scale."""
        if self.low is None or self.high is None:
            return True
        return self.low <= value <= self.high

"""What a header says its numbers mean, such as `1 = very satisfied … 5 = …`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stik.intake.guesses.directions import direction
from stik.intake.guesses.headers import words
from stik.intake.guesses.word_lists import NO, NO_ANSWER, YES

_SAYS = r"[^\W\d_](?:[^\W\d_]|['\u2019/ ](?=[^\W\d_]))*"
_WAYS = (
    rf"(?P<number>\d{{1,2}})\s*[=:(\u2013\u2014-]\s*\W?(?P<text>{_SAYS})",
    rf"(?P<text>{_SAYS})\s*[=:(]\s*(?P<number>\d{{1,2}})(?!\d)",
    rf"(?P<number>\d{{1,2}})\s+(?P<text>{_SAYS})",
)
"""How numbers are told, the clearest way first: `1 = best`, `best (1)`, `1 best`."""

_PATTERNS = tuple(re.compile(rf"(?<![\w.,]){way}") for way in _WAYS)
_FEW_WORDS = 3


@dataclass(frozen=True)
class Legend:
    """What numbers mean, but for those that stand for no answer."""

    texts: Mapping[int, str]

    @classmethod
    def of(cls, text: str) -> "Legend | None":
        """Return what a text says of its numbers, None where it says nothing.

        One number is enough where it is written as `5 = worst`, or where few words
        clearly praise or blame, else it takes two; of numbers and words that merely
        follow each other both must be clear.
        """
        for pattern in _PATTERNS:
            texts = {
                int(each["number"]): each["text"] for each in pattern.finditer(text)
            }
            legend = cls(
                {n: told for n, told in texts.items() if words(told) not in NO_ANSWER}
            )
            if legend._is_meant(is_clear_way=pattern is not _PATTERNS[-1], text=text):
                return legend
        return None

    def _is_meant(self, *, is_clear_way: bool, text: str) -> bool:
        directions = [direction(told) for told in self.texts.values()]
        if len(directions) == 1:
            (told,) = self.texts.values()
            is_short = len(told.split()) <= _FEW_WORDS
            return "=" in text or (directions[0] != 0 and is_short)
        return len(directions) > 1 and (is_clear_way or {-1, 1} <= {*directions})

    @property
    def ends(self) -> tuple[int, int] | None:
        """Return the lowest and the highest number, None where it tells but one."""
        return (min(self.texts), max(self.texts)) if len(self.texts) > 1 else None

    @property
    def yes_and_no(self) -> dict[str, str] | None:
        """Return which number is yes (1) and which no (0), None where others are."""
        said = {
            str(number): "1" if words(text) in YES else "0"
            for number, text in self.texts.items()
            if words(text) in YES | NO
        }
        is_all = len(said) == len(self.texts) == 2
        return said if is_all and set(said.values()) == {"0", "1"} else None

    def tells_of(self, *, low: int, high: int) -> bool:
        """Return whether it is about the ends of a scale from `low` to `high`."""
        return (self.ends or (*self.texts, *self.texts)) in {
            (low, high),
            (low, low),
            (high, high),
        }

    def is_turned(self, *, low: int, high: int) -> bool | None:
        """Return whether `low` is the best answer, None where that is not clear."""
        at_low = direction(self.texts.get(low, ""))
        at_high = direction(self.texts.get(high, ""))
        return None if at_low == at_high else at_low > at_high

    def __str__(self) -> str:
        return ", ".join(f"{n} = {text}" for n, text in sorted(self.texts.items()))

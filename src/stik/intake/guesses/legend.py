"""What a header says its numbers mean, such as `1 = very satisfied … 5 = …`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stik.intake.guesses.directions import direction
from stik.intake.guesses.headers import words
from stik.intake.guesses.word_lists import NO, NO_ANSWER, YES

_SAYS = r"[^\W\d_](?:[^\W\d_]|['\u2019/ ](?=[^\W\d_]))*"
_WAYS = (
    rf"(?P<number>\d{{1,2}})\s*(?P<sign>[=:(\u2013\u2014-])\s*\W?(?P<text>{_SAYS})",
    rf"(?P<text>{_SAYS})\s*(?P<sign>[=:(])\s*(?P<number>\d{{1,2}})(?!\d)",
    rf"(?P<number>\d{{1,2}})(?P<sign>)\s+(?P<text>{_SAYS})",
)
"""How numbers are told, the clearest way first: `1 = best`, `best (1)`, `1 best`."""

_PATTERNS = tuple(re.compile(rf"(?P<before>(?<![\w.,])[(\[]?){way}") for way in _WAYS)
_IS = re.compile(
    r"(?:is|means|being|ist|bedeutet|je|pomeni|jest|oznacza|znaci|ir|est|es)\b"
)


@dataclass(frozen=True)
class Legend:
    """What numbers mean, but for those that stand for no answer."""

    texts: Mapping[int, str]

    @classmethod
    def of(cls, text: str) -> "Legend | None":
        """Return what a text says of its numbers, None where it says nothing.

        One number is enough where it is written as `5 = worst`, `5 is worst` or
        `(5 worst)`, else it takes two; of numbers and words that merely follow each
        other both must be clear.
        """
        for pattern in _PATTERNS:
            found = [
                each
                for each in pattern.finditer(text)
                if words(each["text"]) not in NO_ANSWER
            ]
            legend = cls({int(each["number"]): each["text"] for each in found})
            is_clear = pattern is not _PATTERNS[-1] or legend._praises_and_blames()
            if (legend.ends and is_clear) or (len(found) == 1 and _is_told(found[0])):
                return legend
        return None

    def _praises_and_blames(self) -> bool:
        return {-1, 1} <= {direction(told) for told in self.texts.values()}

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
        return {min(self.texts), max(self.texts)} <= {low, high}

    def is_turned(self, *, low: int, high: int) -> bool | None:
        """Return whether `low` is the best answer, None where that is not clear."""
        at_low = direction(self.texts.get(low, ""))
        at_high = direction(self.texts.get(high, ""))
        return None if at_low == at_high else at_low > at_high

    def __str__(self) -> str:
        return ", ".join(f"{n} = {text}" for n, text in sorted(self.texts.items()))


def _is_told(found: re.Match[str]) -> bool:
    """Return whether one number alone is clearly given a meaning."""
    if found["sign"] == "=":
        return True
    is_said = bool(found["before"] or _IS.match(found["text"]))
    return not found["sign"] and is_said and direction(found["text"]) != 0

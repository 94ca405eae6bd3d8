"""What can be seen of one column without knowing what it means."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from stik.intake.distinct import canonical
from stik.intake.guesses.dates import DateWriting, clock_writing, date_writing
from stik.intake.guesses.headers import is_question_code, is_sentence, topics, words
from stik.intake.guesses.legend import Legend
from stik.intake.guesses.no_answers import look_alikes, silent_texts
from stik.intake.guesses.steps import Steps, steps_of
from stik.intake.numbers import number

_CODED = frozenset(("background", "code", "language"))


@dataclass(frozen=True)
class Column:
    """A column of a sample: how often each text stands in it, and its header.

    `wording` is the question as a second header row gives it, else empty. `counts`
    holds texts as mappings compare them, cells that say "no answer" left out: those
    are in `no_answers`. `look_alikes` read like "no answer" too, but stand among codes
    of the same looks. `rows` counts all rows of the sample.
    """

    name: str
    wording: str
    position: int
    rows: int
    counts: Mapping[str, int]
    no_answers: tuple[str, ...]
    look_alikes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, name: str, texts: pa.ChunkedArray, *, position: int, wording: str
    ) -> "Column":
        """Return what a column of text shows."""
        found: Counter[str] = Counter()
        for entry in pc.value_counts(texts.combine_chunks()).to_pylist():
            text = canonical(entry["values"] or "")
            if text:
                found[text] += entry["counts"]
        codes = look_alikes(found, is_of_codes=bool(topics(name) & _CODED))
        silent = silent_texts(found, kept=codes)
        counts = {text: n for text, n in found.items() if text not in silent}
        return cls(name, wording, position, len(texts), counts, silent, codes)

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return what the header and the wording speak of."""
        return topics(self.name) | topics(self.wording)

    @property
    def is_question_code(self) -> bool:
        """Return whether the header is the number of a question."""
        return is_question_code(self.name)

    @property
    def is_sentence(self) -> bool:
        """Return whether the header or the wording is a whole question."""
        return is_sentence(self.name) or is_sentence(self.wording)

    @cached_property
    def filled(self) -> int:
        """Return the number of cells that say something."""
        return sum(self.counts.values())

    @property
    def filled_share(self) -> float:
        """Return the share of rows that say something."""
        return self.filled / self.rows if self.rows else 0.0

    @property
    def distinct(self) -> int:
        """Return the number of different texts."""
        return len(self.counts)

    @property
    def distinct_share(self) -> float:
        """Return different texts per filled cell: 1 where none repeats."""
        return self.distinct / self.filled if self.filled else 0.0

    @property
    def is_unique(self) -> bool:
        """Return whether every row has a text of its own."""
        return self.rows > 1 and self.distinct == self.rows

    @cached_property
    def numbers(self) -> dict[float, int]:
        """Return how often each number stands in the column."""
        found: Counter[float] = Counter()
        for text, n in self.counts.items():
            value = number(text)
            if value is not None:
                found[value] += n
        return dict(found)

    @cached_property
    def number_share(self) -> float:
        """Return the share of filled cells that are numbers."""
        return sum(self.numbers.values()) / self.filled if self.filled else 0.0

    @property
    def is_numeric(self) -> bool:
        """Return whether nearly every cell is a number."""
        return self.filled > 0 and self.number_share >= 0.98

    @cached_property
    def is_whole(self) -> bool:
        """Return whether all numbers are whole."""
        return all(value.is_integer() for value in self.numbers)

    @cached_property
    def legend(self) -> Legend | None:
        """Return what the header or the wording says of single numbers."""
        return Legend.of(f"{self.name} ; {self.wording}")

    @cached_property
    def steps(self) -> Steps | None:
        """Return the steps that its numbers take, None where they take none."""
        wanted = (0, 10) if "recommend" in self.topics else None
        told = self.legend.ends if self.legend else None
        return steps_of([self.numbers], wanted=wanted, told=told)

    @cached_property
    def date_writing(self) -> DateWriting | None:
        """Return how the cells write dates, None where they are none."""
        return date_writing(self.counts)

    @cached_property
    def clock_writing(self) -> str | None:
        """Return how the cells write times of day, None where they are none."""
        return clock_writing(self.counts)

    @cached_property
    def mean_length(self) -> float:
        """Return the mean length of a cell in characters."""
        total = sum(len(text) * n for text, n in self.counts.items())
        return total / self.filled if self.filled else 0.0

    @cached_property
    def mean_words(self) -> float:
        """Return the mean number of words in a cell."""
        total = sum(len(text.split()) * n for text, n in self.counts.items())
        return total / self.filled if self.filled else 0.0

    def share_in(self, texts: frozenset[str]) -> float:
        """Return the share of filled cells whose words are among `texts`."""
        inside = sum(n for text, n in self.counts.items() if words(text) in texts)
        return inside / self.filled if self.filled else 0.0

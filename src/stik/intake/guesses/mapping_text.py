"""Guesses become the TOML text of a mapping, each with its reason as a comment."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stik.formats.source_file import SourceFile
from stik.intake.guesses.guess import ONLY_ONE, Guess
from stik.intake.guesses.labels import Labels
from stik.intake.guesses.long import Long
from stik.intake.guesses.names import unique_names

_ROW_ROLES = tuple(role for role in ONLY_ONE if role != "occurred")
_UNMAPPED = ("ignore", "blank")


def mapping_text(
    guesses: Sequence[Guess],
    *,
    source: str,
    labels: Labels,
    long: Long | None = None,
    file: SourceFile | None = None,
) -> str:
    """Return a mapping that loads as it is; what is not sure is left out, with why."""
    text = _Text(guesses, labels.wording)
    asked = _Text(long.questions, {}, column="named") if long else text
    parts = [
        _heading(source, labels.rows),
        _key_of(long) if long else text.key(),
        _of_the_file(file) if file else "",
        _long(long, text) if long else "",
        text.row(),
        text.traits(),
        *asked.answers(),
        *asked.verbatims(),
        text.left_out(),
        asked.left_out() if long else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(source: str, label_rows: int) -> str:
    lines = ["# A draft: all of it is guessed, with reasons. Correct what is wrong."]
    if label_rows:
        lines.append(
            f"# Rows that repeat the questions: {label_rows}. Loading holds them back."
        )
    return "\n".join([*lines, f"source = {_quoted(source)}"])


def _key_of(long: Long) -> str:
    if not long.key:
        return ""
    return f"key = {_list(long.key)}  # together different in every row of the sample"


def _long(long: Long, text: "_Text") -> str:
    """Return the table that says which column asks and which one answers."""
    lines = ["[long]"]
    lines += [
        f"{guess.role} = {_quoted(guess.column)}  # {guess.reason}"
        for guess in text.of("question", "value")
    ]
    if any(guess.role in _UNMAPPED for guess in long.questions):
        lines.append("ignore_others = true  # some questions are left out below")
    return "\n".join(lines)


def _of_the_file(file: SourceFile) -> str:
    """Return what was found out of a file that does not say it of itself."""
    lines = []
    if file.encoding is not None and not file.encoding.startswith("utf"):
        why = "no UTF-8; told from the letters in it"
        lines.append(f"encoding = {_quoted(file.encoding)}  # {why}")
    if file.n_sheets > 1 and file.sheet is not None:
        why = f"the one of {file.n_sheets} sheets that holds most"
        lines.append(f"sheet = {_quoted(file.sheet)}  # {why}")
    if len(file.object_types) > 1 and file.object_type is not None:
        why = f"what most events are about, of {', '.join(file.object_types)}"
        lines.append(f"object_type = {_quoted(file.object_type)}  # {why}")
    return "\n".join(["[file]", *lines]) if lines else ""


class _Text:
    """The parts of a mapping's text."""

    def __init__(
        self,
        guesses: Sequence[Guess],
        wording: Mapping[str, str],
        column: str = "column",
    ) -> None:
        self._guesses = guesses
        self._column = column
        self._names = unique_names(guesses, wording)
        self._has_touchpoint = any(guess.role == "touchpoint" for guess in guesses)

    def of(self, *roles: str) -> list[Guess]:
        return [guess for guess in self._guesses if guess.role in roles]

    def key(self) -> str:
        lines = [
            f"key = [{_quoted(guess.column)}]  # {guess.reason}"
            for guess in self.of("key")
        ]
        return "\n".join(lines)

    def row(self) -> str:
        dates = [guess for guess in self.of("occurred") if guess.precision]
        lines = [_occurred(guess) for guess in dates]
        if not dates:
            lines += [
                "# No date was found. If the year is known, say it:",
                '# occurred = { constant = "2024", precision = "year" }',
            ]
        lines += [
            f"{guess.role} = {_cell(guess)}  # {guess.reason}"
            for role in _ROW_ROLES
            for guess in self.of(role)
        ]
        has_fact = any(not line.startswith("#") for line in lines)
        return "\n".join(["[row]" if has_fact else "# [row]", *lines])

    def traits(self) -> str:
        lines = [
            f"{self._names[guess.column]} = {_cell(guess)}  # {guess.reason}"
            for guess in self.of("trait")
        ]
        return "\n".join(["[traits]", *lines]) if lines else ""

    def answers(self) -> Iterator[str]:
        for guess in self.of("answer"):
            lines = [
                f"# {guess.reason}",
                f"[answers.{self._names[guess.column]}]",
                f"{self._column} = {_quoted(guess.column)}",
                *self._touchpoint(guess),
                f"scale = {_quoted(guess.scale or '')}",
            ]
            if guess.missing:
                lines.append(f"missing = {_list(guess.missing)}")
            if guess.values:
                lines.append(f"values = {_values(guess.values, is_number=True)}")
            yield "\n".join(lines)

    def verbatims(self) -> Iterator[str]:
        for guess in self.of("verbatim"):
            lines = [
                f"# {guess.reason}",
                f"[verbatims.{self._names[guess.column]}]",
                f"{self._column} = {_quoted(guess.column)}",
            ]
            if guess.missing:
                lines.append(f"missing = {_list(guess.missing)}")
            yield "\n".join(lines)

    def left_out(self) -> str:
        lines = [
            f"# {_quoted(guess.column)}: {guess.reason}"
            for guess in self.of(*_UNMAPPED)
        ]
        return "\n".join(["# Left out:", *lines]) if lines else ""

    def _touchpoint(self, guess: Guess) -> list[str]:
        if self._has_touchpoint or not guess.is_overall:
            return []
        return ['touchpoint = "overall"']


def _occurred(guess: Guess) -> str:
    where = f"column = {_quoted(guess.column)}"
    if guess.clock is not None:
        where = f"columns = {_list((guess.column, guess.clock))}"
    parts = [where]
    if guess.format is not None:
        parts.append(f"format = {_quoted(guess.format)}")
    parts.append(f"precision = {_quoted(guess.precision or 'day')}")
    if guess.missing:
        parts.append(f"missing = {_list(guess.missing)}")
    return f"occurred = {{ {', '.join(parts)} }}  # {guess.reason}"


def _cell(guess: Guess) -> str:
    if not guess.missing and not guess.values and guess.only is None:
        return _quoted(guess.column)
    parts = [f"column = {_quoted(guess.column)}"]
    if guess.values:
        parts.append(f"values = {_values(guess.values, is_number=False)}")
    if guess.missing:
        parts.append(f"missing = {_list(guess.missing)}")
    if guess.only is not None:
        column, texts = guess.only
        parts.append(f"only = {{ {_quoted(column)} = {_list(texts)} }}")
    return f"{{ {', '.join(parts)} }}"


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON escapes the same, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(text) for text in dict.fromkeys(texts))}]"


def _values(values: Mapping[str, str], *, is_number: bool) -> str:
    pairs = (
        f"{_quoted(text)} = {value if is_number else _quoted(value)}"
        for text, value in values.items()
    )
    return f"{{ {', '.join(pairs)} }}"

"""Path patterns: a small language that says which steps an instance went through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stik.errors import QuestionError

EXAMPLE = "order -> not(call)* -> delivery"

_DEEPEST = 20
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>->|\.\.\.|[()|*+?])"
    r'|"(?P<quoted>[^"]+)"'
    r'|(?P<word>(?:[^\s"()|*+?-]|-(?!>))+))'
)
_REPEATS = {"*": (True, True), "+": (False, True), "?": (True, False)}
"""Whether what stands before may be missing, and may come more often than once."""


@dataclass(frozen=True)
class One:
    """One step: one of these names or, where `is_other`, any but these."""

    names: tuple[str, ...] = ()
    is_other: bool = False


@dataclass(frozen=True)
class Border:
    """Where the instance begins (`is_start`), or where it ends."""

    is_start: bool


@dataclass(frozen=True)
class Row:
    """Parts, each directly after the one before."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True)
class Choice:
    """Any one of the parts."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True)
class Repeat:
    """A part that may be missing, may come several times in a row, or both."""

    part: "Pattern"
    may_lack: bool
    may_repeat: bool


Pattern = One | Border | Row | Choice | Repeat


def pattern_of(text: str) -> Pattern:
    """Return the pattern that a text writes; see docs/reference/journeys.md.

    >>> pattern_of("order -> not(call)+")
    Row(parts=(One(names=('order',), is_other=False), Repeat(part=One(names=('call',), \
is_other=True), may_lack=False, may_repeat=True)))

    Raises
    ------
    QuestionError
        When it writes none; the sentence names the place.
    """
    return _Reader(text).whole()


def names_in(pattern: Pattern) -> tuple[str, ...]:
    """Return the names of steps in a pattern, each once."""
    return tuple(dict.fromkeys(_names(pattern)))


def _names(pattern: Pattern) -> Iterator[str]:
    match pattern:
        case One(names):
            yield from names
        case Row(parts) | Choice(parts):
            for part in parts:
                yield from _names(part)
        case Repeat(part):
            yield from _names(part)


@dataclass(frozen=True)
class _Token:
    """A sign, a word, or a name in quotes; at which character it begins, from 1."""

    kind: str
    text: str
    place: int


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        begin = at + len(text[at:]) - len(text[at:].lstrip())
        if match is None:
            raise _refused(text, begin + 1, f"'{text[begin]}' is not understood")
        kind = match.lastgroup or ""
        found.append(_Token(kind, match[kind], begin + 1))
        at = match.end()
    return [*found, _Token("sign", "", len(text) + 1)]


def _refused(text: str, place: int, why: str) -> QuestionError:
    return QuestionError(
        f"the pattern '{text}', at character {place}: {why}; write such as {EXAMPLE}."
    )


class _Reader:
    """Reads a pattern token by token, from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.depth = 0

    def whole(self) -> Pattern:
        found = self._choice()
        left = self.tokens[0]
        if left.kind == "sign" and left.text:
            raise self._refused(f"'{left.text}' stands after no step")
        if left.text:
            raise self._refused("'->' must stand between two steps")
        return found

    def _choice(self) -> Pattern:
        parts = [self._row()]
        while self._has("|"):
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _closed(self) -> Pattern:
        """Read what stands in parentheses, up to and with the closing one."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._refused(f"more than {_DEEPEST} parentheses are open")
        found = self._choice()
        if not self._has(")"):
            raise self._refused("')' is missing")
        self.depth -= 1
        return found

    def _row(self) -> Pattern:
        parts = [self._repeat()]
        while self._has("->"):
            parts.append(self._repeat())
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _repeat(self) -> Pattern:
        found = self._one()
        if self._next_is(*_REPEATS):
            return Repeat(found, *_REPEATS[self._taken().text])
        return found

    def _one(self) -> Pattern:
        if self._has("..."):
            return Repeat(One(is_other=True), may_lack=True, may_repeat=True)
        if self._has("("):
            return self._closed()
        if self.tokens[0].kind == "sign":
            raise self._refused(f"a step is missing {_before(self.tokens[0].text)}")
        token = self._taken()
        if token.kind == "word" and token.text in ("start", "end"):
            return Border(is_start=token.text == "start")
        if token.kind == "word" and token.text == "any":
            return One(is_other=True)
        if token.kind == "word" and token.text == "not" and self._has("("):
            return self._other()
        return One((token.text,))

    def _other(self) -> Pattern:
        """Read the names that a step is not, up to and with the closing sign."""
        place = self.tokens[0].place
        found = self._closed()
        parts = found.parts if isinstance(found, Choice) else (found,)
        if any(not isinstance(part, One) or part.is_other for part in parts):
            raise _refused(self.text, place, "not(…) takes names alone, as not(a|b)")
        return One(names_in(found), is_other=True)

    def _next_is(self, *signs: str) -> bool:
        return self.tokens[0].kind == "sign" and self.tokens[0].text in signs

    def _has(self, sign: str) -> bool:
        """Take the next token where it is this sign; return whether it was."""
        is_there = self._next_is(sign)
        if is_there:
            self._taken()
        return is_there

    def _taken(self) -> _Token:
        return self.tokens.pop(0)

    def _refused(self, why: str) -> QuestionError:
        return _refused(self.text, self.tokens[0].place, why)


def _before(sign: str) -> str:
    return f"before '{sign}'" if sign else "at the end"

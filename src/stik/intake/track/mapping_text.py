"""The rows of messages are read by a mapping like those of a file: here is its text."""

import json
from collections.abc import Iterable, Iterator

from stik.intake.mapping import ROW_FIELDS
from stik.intake.track.columns import ANSWERS, TRAITS, VERBATIMS
from stik.intake.track.meaning import Meaning


def mapping_text(source: str, meaning: Meaning, *, traits: Iterable[str]) -> str:
    """Return the TOML of the mapping that reads rows of messages as `rows` makes them.

    Mended rows of a held-back list are read by it too, as those of any file.
    """
    return "\n".join(_lines(source, meaning, sorted(traits))) + "\n"


def _lines(source: str, meaning: Meaning, traits: list[str]) -> Iterator[str]:
    yield "# How rows of the track API are read; made of track.toml, not to be edited."
    yield f"source = {_quoted(source)}"
    yield 'key = ["message"]'
    yield "[row]"
    yield 'occurred = { column = "occurred", precision = "second" }'
    yield 'customer = "who"'
    for name in ROW_FIELDS:
        if name != "customer":
            yield f"{name} = {_quoted(name)}"
    yield "[traits]"
    for name in traits:
        yield f"{_quoted(name)} = {_quoted(TRAITS + name)}"
    for question, answer in meaning.answers.items():
        yield f"[answers.{_quoted(question)}]"
        yield f"column = {_quoted(ANSWERS + question)}"
        yield f"scale = {_quoted(answer.scale.name)}"
        yield from _touchpoint(answer.touchpoint)
    for question, verbatim in meaning.verbatims.items():
        yield f"[verbatims.{_quoted(question)}]"
        yield f"column = {_quoted(VERBATIMS + question)}"
        yield from _touchpoint(verbatim.touchpoint)
        if verbatim.language:
            yield f"language = {_quoted(verbatim.language)}"


def _touchpoint(named: str | None) -> Iterator[str]:
    if named:
        yield f"touchpoint = {_quoted(named)}"


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML, which is one of JSON but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

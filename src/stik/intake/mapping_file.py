"""A mapping's TOML text becomes a `FileMapping`; whatever is wrong is named."""

import hashlib
import tomllib
from pathlib import Path

from stik.errors import MappingError
from stik.intake.mapping import FileMapping
from stik.intake.mapping_parts import PartReader

_TOP = (
    "source",
    "about",
    "time_zone",
    "key",
    "file",
    "long",
    "row",
    "traits",
    "answers",
    "verbatims",
)


def read_mapping(path: Path) -> FileMapping:
    """Return the mapping in a TOML file.

    Raises
    ------
    MappingError
        Naming the key, what it says and what would be right.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MappingError(
            path, "", f"cannot be read ({error.strerror}); name a mapping file."
        ) from error
    except UnicodeDecodeError as error:
        raise MappingError(path, "", "is not UTF-8 text; save it as UTF-8.") from error
    return parse_mapping(text, path=str(path))


def parse_mapping(text: str, *, path: str) -> FileMapping:
    """Return the mapping that a TOML text describes; `path` names it in errors."""
    try:
        toml = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(path, "", f"is no valid TOML: {error}.") from error
    reader = PartReader(path, toml)
    reader.check_keys(toml, allowed=_TOP, where="")
    mapping = FileMapping(
        path=path,
        text=text,
        version=hashlib.sha256(text.encode()).hexdigest()[:16],
        source=reader.text(toml, "source", where="", default=_stem(path)),
        time_zone=reader.time_zone(toml),
        key=reader.names(toml["key"], where="key") if "key" in toml else (),
        hints=reader.hints(reader.table(toml, "file")),
        occurred=reader.moment(reader.table(toml, "row")),
        row=reader.row(reader.table(toml, "row")),
        traits=reader.parts(toml, "traits", reader.cell),
        answers=tuple(reader.parts(toml, "answers", reader.answer).values()),
        verbatims=tuple(reader.parts(toml, "verbatims", reader.verbatim).values()),
        long=reader.long,
        about=reader.optional_text(toml, "about", where=""),
    )
    if not (mapping.answers or mapping.verbatims or mapping.traits or mapping.row):
        raise MappingError(
            path, "", "maps no column; add [row], [traits], [answers] or [verbatims]."
        )
    return mapping


def _stem(path: str) -> str:
    return Path(path).stem

"""A mapping's TOML text becomes a `FileMapping`; whatever is wrong is named."""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stik.errors import MappingError, QuestionError, nearest
from stik.intake.mapping import (
    PRECISIONS,
    ROW_FIELDS,
    AnswerColumn,
    Cell,
    FileHints,
    FileMapping,
    Moment,
    VerbatimColumn,
)
from stik.terms.scale import Scale

Toml = Mapping[str, Any]
Part = TypeVar("Part")

_TOP = (
    "source",
    "time_zone",
    "key",
    "file",
    "row",
    "traits",
    "answers",
    "verbatims",
)
_CELL = ("column", "constant", "values", "missing")
_MOMENT = ("column", "columns", "constant", "format", "precision", "missing")


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
    reader = _Reader(path)
    reader.check_keys(toml, allowed=_TOP, where="")
    mapping = FileMapping(
        path=path,
        text=text,
        version=hashlib.sha256(text.encode()).hexdigest()[:16],
        source=reader.text(toml, "source", where="", default=_stem(path)),
        time_zone=reader.time_zone(toml),
        key=reader.texts(toml.get("key", []), where="key"),
        hints=reader.hints(reader.table(toml, "file")),
        occurred=reader.moment(reader.table(toml, "row")),
        row=reader.row(reader.table(toml, "row")),
        traits=reader.parts(toml, "traits", reader.cell),
        answers=tuple(reader.parts(toml, "answers", reader.answer).values()),
        verbatims=tuple(reader.parts(toml, "verbatims", reader.verbatim).values()),
    )
    if not (mapping.answers or mapping.verbatims or mapping.traits or mapping.row):
        raise MappingError(
            path, "", "maps no column; add [row], [traits], [answers] or [verbatims]."
        )
    return mapping


def _stem(path: str) -> str:
    return Path(path).stem


class _Reader:
    """Reads the parts of one mapping and knows where it is for its errors."""

    def __init__(self, path: str) -> None:
        self.path = path

    def fail(self, where: str, sentence: str) -> MappingError:
        return MappingError(self.path, where, sentence)

    def check_keys(self, toml: Toml, *, allowed: tuple[str, ...], where: str) -> None:
        for key in toml:
            if key not in allowed:
                raise self.fail(
                    f"{where}.{key}".lstrip("."),
                    f"there is no such setting; {nearest(key, allowed)}",
                )

    def table(self, toml: Toml, key: str) -> Toml:
        found = toml.get(key, {})
        if not isinstance(found, dict):
            raise self.fail(key, f"must be a table; write [{key}].")
        return found

    def text(
        self, toml: Toml, key: str, *, where: str, default: str | None = None
    ) -> str:
        found = toml.get(key, default)
        if not isinstance(found, str) or not found:
            place = f"{where}.{key}".lstrip(".")
            raise self.fail(place, f'is {found!r}; write a text in quotes, "…".')
        return found

    def optional_text(self, toml: Toml, key: str, *, where: str) -> str | None:
        return self.text(toml, key, where=where) if key in toml else None

    def texts(self, found: object, *, where: str) -> tuple[str, ...]:
        texts = [found] if isinstance(found, str) else found
        if not isinstance(texts, list):
            raise self.fail(where, f'is {found!r}; write a list of texts, ["…"].')
        return tuple(str(text) for text in texts)

    def time_zone(self, toml: Toml) -> str | None:
        zone = self.optional_text(toml, "time_zone", where="")
        if zone is None:
            return None
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise self.fail(
                "time_zone", f"there is no '{zone}'; name one like 'Europe/Riga'."
            ) from error
        return zone

    def hints(self, toml: Toml) -> FileHints:
        allowed = ("encoding", "delimiter", "sheet")
        self.check_keys(toml, allowed=allowed, where="file")
        return FileHints(
            *(self.optional_text(toml, key, where="file") for key in allowed)
        )

    def parts(
        self, toml: Toml, key: str, read: Callable[[str, object], Part]
    ) -> dict[str, Part]:
        table = self.table(toml, key)
        return {name: read(f"{key}.{name}", part) for name, part in table.items()}

    def row(self, toml: Toml) -> dict[str, Cell]:
        self.check_keys(toml, allowed=("occurred", *ROW_FIELDS), where="row")
        return {
            name: self.cell(f"row.{name}", part)
            for name, part in toml.items()
            if name != "occurred"
        }

    def cell(self, where: str, part: object) -> Cell:
        if isinstance(part, str):
            return Cell(where, columns=(part,))
        table = self.part_table(where, part)
        self.check_keys(table, allowed=_CELL, where=where)
        return self.cell_of(where, table)

    def part_table(self, where: str, part: object) -> Toml:
        if not isinstance(part, dict):
            raise self.fail(
                where, f"is {part!r}; write a column's name or {{ column = … }}."
            )
        return part

    def cell_of(self, where: str, table: Toml) -> Cell:
        if ("column" in table) == ("constant" in table):
            raise self.fail(where, "needs either a 'column' or a 'constant'.")
        values = table.get("values", {})
        if not isinstance(values, dict):
            raise self.fail(f"{where}.values", 'write a table, { "Yes" = "1" }.')
        return Cell(
            where,
            columns=self.texts(table.get("column", []), where=f"{where}.column"),
            constant=str(table["constant"]) if "constant" in table else None,
            values={str(text): str(value) for text, value in values.items()},
            missing=frozenset(
                self.texts(table.get("missing", []), where=f"{where}.missing")
            ),
        )

    def answer(self, where: str, part: object) -> AnswerColumn:
        table = self.part_table(where, part)
        self.check_keys(table, allowed=(*_CELL, "touchpoint", "scale"), where=where)
        try:
            scale = Scale.parse(self.text(table, "scale", where=where))
        except QuestionError as error:
            raise self.fail(f"{where}.scale", str(error)) from error
        return AnswerColumn(
            question=where.removeprefix("answers."),
            cell=self.cell_of(where, table),
            scale=scale,
            touchpoint=self.optional_text(table, "touchpoint", where=where),
        )

    def verbatim(self, where: str, part: object) -> VerbatimColumn:
        table: Toml = {"column": part} if isinstance(part, str) else {}
        table = table or self.part_table(where, part)
        self.check_keys(table, allowed=(*_CELL, "touchpoint", "language"), where=where)
        return VerbatimColumn(
            question=where.removeprefix("verbatims."),
            cell=self.cell_of(where, table),
            touchpoint=self.optional_text(table, "touchpoint", where=where),
            language=self.optional_text(table, "language", where=where),
        )

    def moment(self, row: Toml) -> Moment:
        where = "row.occurred"
        if "occurred" not in row:
            return Moment()
        part = row["occurred"]
        table: Toml = {"column": part} if isinstance(part, str) else {}
        table = table or self.part_table(where, part)
        self.check_keys(table, allowed=_MOMENT, where=where)
        if len({"column", "columns", "constant"} & table.keys()) != 1:
            raise self.fail(where, "needs one of 'column', 'columns', 'constant'.")
        precision = str(table.get("precision", "day"))
        if precision not in PRECISIONS:
            raise self.fail(f"{where}.precision", nearest(precision, PRECISIONS))
        columns = table.get("columns", table.get("column", []))
        return Moment(
            columns=self.texts(columns, where=where),
            constant=str(table["constant"]) if "constant" in table else None,
            format=self.optional_text(table, "format", where=where),
            precision=precision,
            missing=frozenset(self.texts(table.get("missing", []), where=where)),
        )

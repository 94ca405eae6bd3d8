"""A mapping's TOML text becomes a `FileMapping`; whatever is wrong is named."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stik.errors import MappingError, QuestionError, nearest
from stik.intake.distinct import canonical
from stik.intake.mapping import (
    PRECISIONS,
    ROW_FIELDS,
    AnswerColumn,
    Cell,
    FileHints,
    FileMapping,
    LongFile,
    Moment,
    VerbatimColumn,
)
from stik.terms.scale import Scale

Toml = Mapping[str, Any]
Part = TypeVar("Part")

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
_CELL = ("column", "constant", "values", "missing")
_ANSWER = ("column", "named", "constant", "values", "missing", "touchpoint", "scale")
_VERBATIM = ("column", "named", "missing", "touchpoint", "language")
_SOME_DAY = datetime(2031, 11, 22, 13, 45, 56, tzinfo=UTC)
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
    reader = _Reader(path, toml)
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


class _Reader:
    """Reads the parts of one mapping and knows where it is for its errors."""

    def __init__(self, path: str, toml: Toml) -> None:
        self.path = path
        self.long = self.long_file(self.table(toml, "long"))

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
        return tuple(self.plain(text, where=where) for text in texts)

    def names(self, found: object, *, where: str) -> tuple[str, ...]:
        """Return the names of columns, at least one."""
        names = tuple(name.strip() for name in self.texts(found, where=where))
        if not names or not all(names):
            raise self.fail(where, "names no column; write it as in the header.")
        return names

    def plain(self, found: object, *, where: str) -> str:
        """Return a text, or a number or day as it would be written in a file."""
        if isinstance(found, bool | list | dict):
            raise self.fail(where, f'is {found!r}; write a text in quotes, "…".')
        return str(found)

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
        if "" in table:
            raise self.fail(key, 'holds a part named ""; give it a name.')
        return {name: read(f"{key}.{name}", part) for name, part in table.items()}

    def long_file(self, toml: Toml) -> LongFile | None:
        if not toml:
            return None
        allowed = ("question", "value", "ignore_others")
        self.check_keys(toml, allowed=allowed, where="long")
        for needed in ("question", "value"):
            if needed not in toml:
                raise self.fail(f"long.{needed}", "is not there; name the column.")
        ignores_others = toml.get("ignore_others", False)
        if not isinstance(ignores_others, bool):
            raise self.fail("long.ignore_others", "write true or false.")
        return LongFile(
            self.cell("long.question", toml["question"]),
            self.names(toml["value"], where="long.value"),
            ignores_others,
        )

    def row(self, toml: Toml) -> dict[str, Cell]:
        self.check_keys(toml, allowed=("occurred", *ROW_FIELDS), where="row")
        return {
            name: self.cell(f"row.{name}", part)
            for name, part in toml.items()
            if name != "occurred"
        }

    def cell(self, where: str, part: object) -> Cell:
        table = self.part_table(where, part)
        self.check_keys(table, allowed=_CELL, where=where)
        return self.cell_of(where, table)

    def part_table(self, where: str, part: object) -> Toml:
        if isinstance(part, str):
            return {"column": part}
        if not isinstance(part, dict):
            raise self.fail(
                where, f"is {part!r}; write a column's name or {{ column = … }}."
            )
        return part

    def cell_of(self, where: str, table: Toml) -> Cell:
        if ("column" in table) == ("constant" in table):
            raise self.fail(where, "needs either a 'column' or a 'constant'.")
        if "constant" in table:
            return Cell(where, constant=self.constant(where, table))
        values = table.get("values", {})
        if not isinstance(values, dict):
            raise self.fail(f"{where}.values", 'write a table, { "Yes" = "1" }.')
        return Cell(
            where,
            columns=self.names(table["column"], where=f"{where}.column"),
            values={
                text: self.plain(value, where=f"{where}.values.{text}")
                for text, value in values.items()
            },
            missing=self.missing(where, table),
        )

    def missing(self, where: str, table: Toml) -> frozenset[str]:
        return frozenset(self.texts(table.get("missing", []), where=f"{where}.missing"))

    def constant(self, where: str, table: Toml) -> str:
        for setting in ("values", "missing"):
            if setting in table:
                raise self.fail(f"{where}.{setting}", "a constant needs none.")
        constant = self.plain(table["constant"], where=f"{where}.constant").strip()
        if not constant:
            raise self.fail(f"{where}.constant", "says nothing; leave it out.")
        return constant

    def of_long(self, where: str, table: Toml) -> tuple[Toml, str | None]:
        """Return a part's table with its column, and how a long file names it."""
        if self.long is None:
            if "named" in table:
                raise self.fail(f"{where}.named", "is for long files; add [long].")
            return table, None
        if "column" in table or "constant" in table:
            raise self.fail(where, "is in the column of [long]; write 'named' instead.")
        called = where.partition(".")[2]
        named = self.plain(table.get("named", called), where=f"{where}.named")
        return {**table, "column": list(self.long.value)}, canonical(named)

    def answer(self, where: str, part: object) -> AnswerColumn:
        table, named = self.of_long(where, self.part_table(where, part))
        self.check_keys(table, allowed=_ANSWER, where=where)
        try:
            scale = Scale.parse(self.text(table, "scale", where=where))
        except QuestionError as error:
            raise self.fail(f"{where}.scale", str(error)) from error
        return AnswerColumn(
            question=where.removeprefix("answers."),
            cell=self.cell_of(where, table),
            scale=scale,
            touchpoint=self.optional_text(table, "touchpoint", where=where),
            named=named,
        )

    def verbatim(self, where: str, part: object) -> VerbatimColumn:
        table, named = self.of_long(where, self.part_table(where, part))
        self.check_keys(table, allowed=_VERBATIM, where=where)
        return VerbatimColumn(
            question=where.removeprefix("verbatims."),
            cell=self.cell_of(where, table),
            touchpoint=self.optional_text(table, "touchpoint", where=where),
            language=self.optional_text(table, "language", where=where),
            named=named,
        )

    def moment(self, row: Toml) -> Moment:
        where = "row.occurred"
        if "occurred" not in row:
            return Moment()
        table = self.part_table(where, row["occurred"])
        self.check_keys(table, allowed=_MOMENT, where=where)
        if len({"column", "columns", "constant"} & table.keys()) != 1:
            raise self.fail(where, "needs one of 'column', 'columns', 'constant'.")
        precision = str(table.get("precision", "day"))
        if precision not in PRECISIONS:
            raise self.fail(f"{where}.precision", nearest(precision, PRECISIONS))
        column = self.moment_columns(where, table, "column")
        is_one = len(column) == 1
        return Moment(
            columns=column if is_one else self.moment_columns(where, table, "columns"),
            alternatives=() if is_one else column,
            constant=self.constant(where, table) if "constant" in table else None,
            format=self.date_format(where, table),
            precision=precision,
            missing=self.missing(where, table),
        )

    def moment_columns(self, where: str, table: Toml, key: str) -> tuple[str, ...]:
        if key not in table:
            return ()
        return self.names(table[key], where=f"{where}.{key}")

    def date_format(self, where: str, table: Toml) -> str | None:
        written = self.optional_text(table, "format", where=where)
        if written is None:
            return None
        where = f"{where}.format"
        try:
            read = datetime.strptime(_SOME_DAY.strftime(written), written)  # noqa: DTZ007 tried out only
        except (ValueError, re.error) as error:
            raise self.fail(
                where, f"'{written}' is no format of dates; write one like '%d.%m.%Y'."
            ) from error
        if read.year != _SOME_DAY.year:
            raise self.fail(
                where, f"'{written}' says no year; a date without year is no date."
            )
        return written

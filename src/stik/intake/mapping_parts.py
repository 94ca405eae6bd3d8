"""The parts of a mapping, read from TOML; whatever is wrong is named with its key."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
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
    LongFile,
    Moment,
    VerbatimColumn,
)
from stik.terms.scale import Scale

Toml = Mapping[str, Any]
Part = TypeVar("Part")

CELL_OF_MESSAGE = ("column", "constant", "values", "missing")
_CELL = (*CELL_OF_MESSAGE, "only")
_ANSWER = ("column", "named", "constant", "values", "missing", "touchpoint", "scale")
_VERBATIM = ("column", "named", "missing", "touchpoint", "language")
_SOME_DAY = datetime(2031, 11, 22, 13, 45, 56, tzinfo=UTC)
_MOMENT = ("column", "columns", "constant", "format", "precision", "missing")


class PartReader:
    """Reads the parts of one mapping and knows where it is for its errors.

    `long` is how a long file says which question a row answers, null in a wide one.
    """

    def __init__(self, path: str, toml: Toml | None = None) -> None:
        self.path = path
        self.long = self._long_file(self.table(toml or {}, "long"))

    def _fail(self, where: str, sentence: str) -> MappingError:
        return MappingError(self.path, where, sentence)

    def check_keys(self, toml: Toml, *, allowed: tuple[str, ...], where: str) -> None:
        """Refuse a setting that does not exist, naming the nearest one."""
        for key in toml:
            if key not in allowed:
                raise self._fail(
                    f"{where}.{key}".lstrip("."),
                    f"there is no such setting; {nearest(key, allowed)}",
                )

    def table(self, toml: Toml, key: str) -> Toml:
        """Return the table under a key, empty where there is none."""
        found = toml.get(key, {})
        if not isinstance(found, dict):
            raise self._fail(key, f"must be a table; write [{key}].")
        return found

    def text(
        self, toml: Toml, key: str, *, where: str, default: str | None = None
    ) -> str:
        """Return the text under a key, which must say something."""
        found = toml.get(key, default)
        if not isinstance(found, str) or not found:
            place = f"{where}.{key}".lstrip(".")
            raise self._fail(place, f'is {found!r}; write a text in quotes, "…".')
        return found

    def optional_text(self, toml: Toml, key: str, *, where: str) -> str | None:
        """Return the text under a key, None where there is none."""
        return self.text(toml, key, where=where) if key in toml else None

    def _texts(self, found: object, *, where: str) -> tuple[str, ...]:
        texts = [found] if isinstance(found, str) else found
        if not isinstance(texts, list):
            raise self._fail(where, f'is {found!r}; write a list of texts, ["…"].')
        return tuple(self._plain(text, where=where) for text in texts)

    def names(self, found: object, *, where: str) -> tuple[str, ...]:
        """Return the names of columns, at least one."""
        names = tuple(name.strip() for name in self._texts(found, where=where))
        if not names or not all(names):
            raise self._fail(where, "names no column; write it as in the header.")
        return names

    def _plain(self, found: object, *, where: str) -> str:
        """Return a text, or a number or day as it would be written in a file."""
        if isinstance(found, bool | list | dict):
            raise self._fail(where, f'is {found!r}; write a text in quotes, "…".')
        return str(found)

    def time_zone(self, toml: Toml) -> str | None:
        """Return the time zone that the mapping names, if any."""
        zone = self.optional_text(toml, "time_zone", where="")
        if zone is None:
            return None
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise self._fail(
                "time_zone", f"there is no '{zone}'; name one like 'Europe/Riga'."
            ) from error
        return zone

    def hints(self, toml: Toml) -> FileHints:
        """Return what the file does not say of itself."""
        allowed = ("encoding", "delimiter", "sheet", "object_type")
        self.check_keys(toml, allowed=allowed, where="file")
        return FileHints(
            *(self.optional_text(toml, key, where="file") for key in allowed)
        )

    def parts(
        self, toml: Toml, key: str, read: Callable[[str, object], Part]
    ) -> dict[str, Part]:
        """Return each part of a table, read, by its name."""
        table = self.table(toml, key)
        if "" in table:
            raise self._fail(key, 'holds a part named ""; give it a name.')
        return {name: read(f"{key}.{name}", part) for name, part in table.items()}

    def _long_file(self, toml: Toml) -> LongFile | None:
        if not toml:
            return None
        allowed = ("question", "value", "ignore_others")
        self.check_keys(toml, allowed=allowed, where="long")
        for needed in ("question", "value"):
            if needed not in toml:
                raise self._fail(f"long.{needed}", "is not there; name the column.")
        ignores_others = toml.get("ignore_others", False)
        if not isinstance(ignores_others, bool):
            raise self._fail("long.ignore_others", "write true or false.")
        return LongFile(
            self.cell("long.question", toml["question"]),
            self.names(toml["value"], where="long.value"),
            ignores_others,
        )

    def row(self, toml: Toml) -> dict[str, Cell]:
        """Return where a row says what of itself."""
        self.check_keys(toml, allowed=("occurred", *ROW_FIELDS), where="row")
        return {
            name: self.cell(f"row.{name}", part)
            for name, part in toml.items()
            if name != "occurred"
        }

    def cell(
        self, where: str, part: object, *, allowed: tuple[str, ...] = _CELL
    ) -> Cell:
        """Return where one thing is found."""
        table = self._part_table(where, part)
        self.check_keys(table, allowed=allowed, where=where)
        return self._cell_of(where, table)

    def _part_table(self, where: str, part: object) -> Toml:
        if isinstance(part, str):
            return {"column": part}
        if not isinstance(part, dict):
            raise self._fail(
                where, f"is {part!r}; write a column's name or {{ column = … }}."
            )
        return part

    def _cell_of(self, where: str, table: Toml) -> Cell:
        if ("column" in table) == ("constant" in table):
            raise self._fail(where, "needs either a 'column' or a 'constant'.")
        if "constant" in table:
            return Cell(where, constant=self._constant(where, table))
        values = table.get("values", {})
        if not isinstance(values, dict):
            raise self._fail(f"{where}.values", 'write a table, { "Yes" = "1" }.')
        return Cell(
            where,
            columns=self.names(table["column"], where=f"{where}.column"),
            values={
                text: self._plain(value, where=f"{where}.values.{text}")
                for text, value in values.items()
            },
            missing=self._missing(where, table),
            only=self._only(where, table),
        )

    def _only(self, where: str, table: Toml) -> dict[str, frozenset[str]]:
        only = table.get("only", {})
        if not isinstance(only, dict):
            raise self._fail(f"{where}.only", 'write a table, { "status" = ["done"] }.')
        return {
            name: frozenset(self._texts(texts, where=f"{where}.only.{name}"))
            for name, texts in only.items()
        }

    def _missing(self, where: str, table: Toml) -> frozenset[str]:
        return frozenset(
            self._texts(table.get("missing", []), where=f"{where}.missing")
        )

    def _constant(self, where: str, table: Toml) -> str:
        for setting in ("values", "missing", "only"):
            if setting in table:
                raise self._fail(f"{where}.{setting}", "a constant needs none.")
        constant = self._plain(table["constant"], where=f"{where}.constant").strip()
        if not constant:
            raise self._fail(f"{where}.constant", "says nothing; leave it out.")
        return constant

    def _of_long(self, where: str, table: Toml) -> tuple[Toml, str | None]:
        """Return a part's table with its column, and how a long file names it."""
        if self.long is None:
            if "named" in table:
                raise self._fail(f"{where}.named", "is for long files; add [long].")
            return table, None
        if "column" in table or "constant" in table:
            raise self._fail(
                where, "is in the column of [long]; write 'named' instead."
            )
        called = where.partition(".")[2]
        named = self._plain(table.get("named", called), where=f"{where}.named")
        return {**table, "column": list(self.long.value)}, canonical(named)

    def answer(self, where: str, part: object) -> AnswerColumn:
        """Return where the answers to a question are found."""
        table, named = self._of_long(where, self._part_table(where, part))
        self.check_keys(table, allowed=_ANSWER, where=where)
        try:
            scale = Scale.parse(self.text(table, "scale", where=where))
        except QuestionError as error:
            raise self._fail(f"{where}.scale", str(error)) from error
        return AnswerColumn(
            question=where.removeprefix("answers."),
            cell=self._cell_of(where, table),
            scale=scale,
            touchpoint=self.optional_text(table, "touchpoint", where=where),
            named=named,
        )

    def verbatim(self, where: str, part: object) -> VerbatimColumn:
        """Return where the texts to a question are found."""
        table, named = self._of_long(where, self._part_table(where, part))
        self.check_keys(table, allowed=_VERBATIM, where=where)
        return VerbatimColumn(
            question=where.removeprefix("verbatims."),
            cell=self._cell_of(where, table),
            touchpoint=self.optional_text(table, "touchpoint", where=where),
            language=self.optional_text(table, "language", where=where),
            named=named,
        )

    def moment(self, row: Toml) -> Moment:
        """Return when a row occurred."""
        where = "row.occurred"
        if "occurred" not in row:
            return Moment()
        table = self._part_table(where, row["occurred"])
        self.check_keys(table, allowed=_MOMENT, where=where)
        if len({"column", "columns", "constant"} & table.keys()) != 1:
            raise self._fail(where, "needs one of 'column', 'columns', 'constant'.")
        precision = str(table.get("precision", "day"))
        if precision not in PRECISIONS:
            raise self._fail(f"{where}.precision", nearest(precision, PRECISIONS))
        column = self._moment_columns(where, table, "column")
        is_one = len(column) == 1
        return Moment(
            columns=column if is_one else self._moment_columns(where, table, "columns"),
            alternatives=() if is_one else column,
            constant=self._constant(where, table) if "constant" in table else None,
            format=self._date_format(where, table),
            precision=precision,
            missing=self._missing(where, table),
        )

    def _moment_columns(self, where: str, table: Toml, key: str) -> tuple[str, ...]:
        if key not in table:
            return ()
        return self.names(table[key], where=f"{where}.{key}")

    def _date_format(self, where: str, table: Toml) -> str | None:
        written = self.optional_text(table, "format", where=where)
        if written is None:
            return None
        where = f"{where}.format"
        try:
            read = datetime.strptime(_SOME_DAY.strftime(written), written)  # noqa: DTZ007 tried out only
        except (ValueError, re.error) as error:
            raise self._fail(
                where, f"'{written}' is no format of dates; write one like '%d.%m.%Y'."
            ) from error
        if read.year != _SOME_DAY.year:
            raise self._fail(
                where, f"'{written}' says no year; a date without year is no date."
            )
        return written

"""The rows of an XES log, stretch by stretch: good ones, and why others are broken."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from stik.errors import FileError
from stik.formats.broken import broken_event, cells_or_fault
from stik.formats.event_log.xes_elements import (
    CASE,
    Cell,
    Cells,
    Elements,
    NotXml,
    Row,
)
from stik.formats.event_log.xes_flat import FlatEvents, Which, flat_events
from stik.formats.event_log.xes_markup import Grammar
from stik.formats.event_log.xes_text import Cursor, Stretch
from stik.formats.event_log.xes_values import FlatValues, Run
from stik.formats.row_chunk import BrokenRow, Piece, without_blanks

_NAME = f"{CASE}concept:name"
_MOST_PARSED = 100
"""With more events between that are not flat, all of a stretch are parsed: runs of a
few flat ones cost more than they spare."""


class EventRows:
    """The events of a log as rows of `columns`, in the order of the file."""

    def __init__(
        self, path: Path, columns: Sequence[str], *, prefix: str, encoding: str
    ) -> None:
        self._path, self._columns, self._encoding = path, tuple(columns), encoding
        self.end_tag = f"</{prefix}event>"
        self._event = re.compile(rf"<{re.escape(prefix)}event[\s/>]")
        self._trace = f"<{prefix}trace"
        self._grammar = Grammar(prefix)
        self._elements = Elements(prefix)
        self._names: dict[bool, dict[str, None]] = {False: {}, True: {}}
        self._lost: Cells | None = None
        self._row = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Return the columns found so far: those of traces, then those of events."""
        defaults = self._elements.trace_defaults, self._elements.event_defaults
        found = *defaults[0], *self._names[False], *defaults[1], *self._names[True]
        return tuple(dict.fromkeys(found))

    def look_at(self, stretch: Stretch) -> None:
        """Take in a stretch for its names alone.

        Raises
        ------
        FileError
            Where the log is cut off, or the beginning of it is none.
        """
        flat, cursor = self._flat(stretch), Cursor(stretch)
        for number, end in self._runs(_without_crumbs(flat.is_flat)):
            if end:
                self._elements.trace, self._elements.has_events = {}, True
                self._row += end - number
                continue
            for _ in self._parsed(stretch, number, cursor):
                pass
            for row in self._elements.rows:
                self._names[False].update(dict.fromkeys(row.trace or {}))
                self._names[True].update(dict.fromkeys(row.event or {}))
        for of_event, key in flat.found_keys():
            self._names[of_event][key if of_event else CASE + key] = None

    def pieces(self, stretch: Stretch) -> Iterator[Piece]:
        """Yield the rows of the next stretch."""
        flat, cursor = FlatValues.of(self._flat(stretch)), Cursor(stretch)
        parsed: list[Sequence[Cell] | BrokenRow] = []
        for number, end in self._runs(_without_crumbs(flat.is_flat)):
            if not end:
                parsed += self._parsed(stretch, number, cursor)
                continue
            if parsed:
                yield self._piece_of_parsed(parsed, stretch.bytes_done)
            parsed = []
            yield self._piece_of_flat(flat, number, end, stretch.bytes_done)
        if parsed:
            yield self._piece_of_parsed(parsed, stretch.bytes_done)

    def _flat(self, stretch: Stretch) -> FlatEvents:
        if stretch.is_last or not _is_utf8(stretch.data):
            return FlatEvents.none(len(stretch.texts))
        return flat_events(stretch.data, self.end_tag, self._grammar)

    def _runs(self, is_flat: Which) -> Iterator[tuple[int, int | None]]:
        """Yield the number of each event to parse; of flat ones first and end."""
        to_parse = np.flatnonzero(~is_flat)
        number = 0
        while number < len(is_flat):
            if is_flat[number] and self._is_in_known_trace:
                following = to_parse[np.searchsorted(to_parse, number) :]
                end = int(following[0]) if len(following) else len(is_flat)
                yield number, end
                number = end
            else:
                yield number, None
                number += 1

    @property
    def _is_in_known_trace(self) -> bool:
        trace = self._elements.trace
        return trace is not None and trace is not self._lost

    def _piece_of_parsed(
        self, rows: Sequence[Sequence[Cell] | BrokenRow], bytes_done: int
    ) -> Piece:
        return Piece.judged(
            rows,
            self._columns,
            first_row=self._row - len(rows) + 1,
            bytes_done=bytes_done,
        )

    def _piece_of_flat(
        self, flat: FlatValues, first: int, end: int, bytes_done: int
    ) -> Piece:
        elements, first_row = self._elements, self._row + 1
        carried = self._cells(Row(elements.trace, None))
        defaults = elements.trace_defaults, elements.event_defaults
        run = Run(flat, first, end, carried, *defaults)
        columns = [run.column(name) for name in self._columns]
        last = run.last_trace()
        if last is not None:
            elements.trace, elements.has_events = flat.trace_of(last), True
        self._row += end - first
        return Piece(
            first_row,
            self._row + 1,
            pa.array(np.arange(first_row, self._row + 1)),
            without_blanks(pa.table(columns, names=list(self._columns))),
            (),
            bytes_done,
        )

    def _cells(self, row: Row) -> Cells:
        """Return what a row says, the log's defaults where it says nothing."""
        cells: Cells = {}
        if row.trace is not None:
            cells |= self._elements.trace_defaults
            cells |= row.trace
        if row.event is not None:
            cells |= self._elements.event_defaults
            cells |= row.event
        return cells

    def _parsed(
        self, stretch: Stretch, number: int, cursor: Cursor
    ) -> Iterator[Sequence[Cell] | BrokenRow]:
        """Yield the rows of a text by its XML, or the one that is broken.

        Raises
        ------
        FileError
            Where the beginning or the end of the log is broken.
        """
        text = stretch.texts[number] + ("" if stretch.is_last else stretch.end_tag)
        try:
            self._elements.take(text, is_last=stretch.is_last)
        except NotXml as fault:
            place = cursor.place(number, fault.line, fault.column)
            where = f"line {place[0]:,}, column {place[1]:,}"
            if stretch.is_last and self._elements.is_in_log:
                raise self._cut_off(where) from None
            if stretch.is_last:
                raise self._no_log(fault.fault, where) from None
            yield from self._before_event(text, fault=fault.fault, where=where)
            yield self._broken(text, fault=fault.fault, where=where)
        else:
            yield from (self._judged(row, text) for row in self._elements.rows)

    def _no_log(self, fault: str, where: str) -> FileError:
        sentence = f"is no log that can be read: {fault}, at {where}; export it again."
        return FileError(self._path, sentence)

    def _cut_off(self, where: str) -> FileError:
        return FileError(
            self._path,
            f"is a log that was cut off or damaged at {where}, after {self._row:,} "
            "rows; copy or export it again.",
        )

    def _before_event(
        self, text: str, *, fault: str, where: str
    ) -> Iterator[Sequence[Cell] | BrokenRow]:
        """Yield the traces that end before a broken event.

        Where its own one is broken too, that is lost with all of its events.
        """
        elements = self._elements
        begins = self._event.search(text, max(0, text.rfind(self._trace)))
        before = text[: begins.start()] if begins else text
        try:
            elements.take(before)
        except NotXml:
            if not elements.is_in_log:
                raise self._no_log(fault, where) from None
            elements.rows = []
            if self._trace in before:
                self._lost = elements.trace = {}
        elements.has_events = True
        yield from (self._judged(row, text) for row in elements.rows)

    def _judged(self, row: Row, text: str) -> Sequence[Cell] | BrokenRow:
        """Return the columns of a row, or why it has to stay out."""
        if self._lost is not None and row.trace is self._lost:
            return self._broken(text, fault="its trace is broken", where="its trace")
        self._row += 1
        return cells_or_fault(
            self._row, self._cells(row), self._columns, encoding=self._encoding
        )

    def _broken(self, text: str, *, fault: str, where: str) -> BrokenRow:
        self._row += 1
        trace = (self._elements.trace or {}).get(_NAME)
        return broken_event(self._row, text, fault=fault, where=where, trace=trace)


def _without_crumbs(is_flat: Which) -> Which:
    """Return which events are read as flat ones: none where many between are not."""
    n_parsed = len(is_flat) - int(is_flat.sum())
    return is_flat if n_parsed <= _MOST_PARSED else np.zeros_like(is_flat)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True

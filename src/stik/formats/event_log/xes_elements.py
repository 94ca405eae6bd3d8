"""What the elements of an XES log tell: traces, events, and the defaults of both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from stik.formats.broken import written

CASE = "case:"
"""What stands before the key of an attribute that a trace has."""

_ATTRIBUTES = frozenset(
    ("string", "date", "int", "float", "boolean", "id", "list", "container")
)
_HIDDEN = {0xDC80 + place: 0xF0080 + place for place in range(128)}
_SHOWN = {letter: surrogate for surrogate, letter in _HIDDEN.items()}
"""Bytes that are no text, as letters of no language while XML is read."""

Cell = str | None
Cells = dict[str, Cell]


class NotXml(Exception):
    """What is wrong with a text, at which line and column of it, both from 1."""

    def __init__(self, fault: str, line: int, column: int) -> None:
        super().__init__(fault)
        self.fault, self.line, self.column = fault, line, column


class _NotXes(Exception):
    """What XES does not allow though XML does."""


@dataclass(frozen=True)
class Row:
    """An event with its trace, null for one outside of any; or a trace without any."""

    trace: Mapping[str, Cell] | None
    event: Mapping[str, Cell] | None


@dataclass
class Elements:
    """The elements of some text, as they come; `rows` are those that ended in it.

    `trace` is the one that is open, null outside of any, and `has_events` whether it
    had one. `trace_defaults` and `event_defaults` are what the log says of those that
    lack an attribute. `prefix` is that of the names of elements, such as `xes:`.
    """

    prefix: str = ""
    is_in_log: bool = False
    trace: Cells | None = None
    has_events: bool = False
    rows: list[Row] = field(default_factory=list)
    trace_defaults: Cells = field(default_factory=dict)
    event_defaults: Cells = field(default_factory=dict)
    _event: Cells | None = None
    _scope: Cells | None = None
    _path: list[str] = field(default_factory=list)
    _depth: int = 0
    _is_damaged: bool = False

    def take(self, text: str, *, is_last: bool = False) -> None:
        """Take in text from where the last one ended; it leaves but log or trace open.

        After an error all is as before.

        Raises
        ------
        NotXml
            Where it is not well-formed, declares entities, or is no XES.
        """
        self.rows, before = [], (self.is_in_log, self.trace, self.has_events)
        self._event, self._scope, self._path, self._depth = None, None, [], 0
        self._is_damaged = _is_damaged(text)
        within = self._within()
        parser = self._parser_inside(within)
        try:
            parser.Parse(text.translate(_HIDDEN) if self._is_damaged else text, is_last)
            self._check_closed()
        except (expat.ExpatError, _NotXes) as fault:
            self.is_in_log, self.trace, self.has_events = before
            line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            column -= len(within) if line == 1 else 0
            raise NotXml(str(fault).partition(":")[0], line, column) from None

    def _within(self) -> str:
        """Return the beginnings of what is open, for a parser to begin in them."""
        log = f"<{self.prefix}log>" if self.is_in_log else ""
        return log if self.trace is None else f"{log}<{self.prefix}trace>"

    def _parser_inside(self, within: str) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.Parse(within)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_doctype
        return parser

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.removeprefix(self.prefix)
        if name in ("log", "trace"):
            self._open(name)
            return
        if name in _ATTRIBUTES:
            self._keep_attribute(attributes)
        elif name == "event":
            self._check_closed()
            self._event = {}
        elif name == "global":
            is_of_trace = attributes.get("scope") == "trace"
            self._scope = self.trace_defaults if is_of_trace else self.event_defaults
        self._depth += 1

    def _open(self, name: str) -> None:
        self._check_closed()
        if name == "log":
            self.is_in_log = True
        elif self.trace is not None:
            raise _NotXes("a trace begins inside of another")
        else:
            self.trace, self.has_events = {}, False

    def _end(self, element: str) -> None:
        name = element.removeprefix(self.prefix)
        if name == "log":
            self.is_in_log = False
        elif name == "trace":
            self._end_trace()
        else:
            self._depth -= 1
        if name in _ATTRIBUTES:
            self._path.pop()
        elif name == "event":
            self.rows.append(Row(self.trace, self._event))
            self._event, self.has_events = None, True
        elif name == "global":
            self._scope = None

    def _end_trace(self) -> None:
        if self.trace is not None and not self.has_events:
            self.rows.append(Row(self.trace, None))
        self.trace = None

    def _check_closed(self) -> None:
        if self._depth:
            raise _NotXes("an element is not closed")

    def _keep_attribute(self, attributes: Mapping[str, str]) -> None:
        """Keep an attribute under its key, one inside of another behind that one's."""
        key = attributes.get("key", "")
        if not key.strip():
            raise _NotXes("an attribute has no key")
        self._path.append(written(self._shown(key)))
        cells = self._cells()
        if cells is None:
            return
        is_of_trace = cells is self.trace or cells is self.trace_defaults
        name = (CASE if is_of_trace else "") + ".".join(self._path)
        value = attributes.get("value")
        _keep(cells, name, None if value is None else self._shown(value))

    def _cells(self) -> Cells | None:
        """Return where an attribute belongs; null for one of the log itself."""
        if self._event is not None:
            return self._event
        return self._scope if self._scope is not None else self.trace

    def _shown(self, text: str) -> str:
        return text.translate(_SHOWN) if self._is_damaged else text


def _keep(cells: Cells, name: str, value: Cell) -> None:
    """Keep a value; a name that returns gets a number."""
    unique, n_same = name, 1
    while unique in cells:
        n_same += 1
        unique = f"{name} ({n_same})"
    cells[unique] = value


def _is_damaged(text: str) -> bool:
    """Return whether bytes that are no text stand in it, as surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _refuse_doctype(*_: object) -> None:
    raise _NotXes("it declares a document type or entities, which are not read")

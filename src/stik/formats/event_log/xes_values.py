"""The values of events that are written flat, as XML means them, and as columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.formats.event_log.xes_elements import CASE, Cell, Cells
from stik.formats.event_log.xes_flat import FlatEvents, Places, Which

_STRANGE = r"[<&\x00-\x1f\x{fffe}\x{ffff}]"
_LINE_END = re.compile(r"\r\n|[\t\r\n]")
_UNREADABLE = re.compile(r"[<\x00-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|apos|quot)|#(\d{1,6})|#x([0-9a-fA-F]{1,5}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": '"'}
_NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class FlatValues:
    """The values of flat events; `is_flat` leaves out those with one that is no XML."""

    events: FlatEvents
    values: pa.StringArray
    is_flat: Which

    @classmethod
    def of(cls, events: FlatEvents) -> "FlatValues":
        """Return the values with references to letters, and line ends, as meant."""
        values, is_flat = events.written_values, events.is_flat.copy()
        is_strange = pc.match_substring_regex(values, _STRANGE)
        strange = np.flatnonzero(is_strange.to_numpy(zero_copy_only=False))
        if not len(strange):
            return cls(events, values, is_flat)
        meant = [_meant(text) for text in values.take(pa.array(strange)).to_pylist()]
        broken = [
            place for place, text in zip(strange, meant, strict=True) if text is None
        ]
        is_flat[events.event[broken]] = False
        values = pc.replace_with_mask(values, is_strange, pa.array(meant, pa.string()))
        return cls(events, values, is_flat)

    def trace_of(self, event: int) -> Cells:
        """Return what the trace that begins with an event says."""
        first, last = np.searchsorted(self.events.event, [event, event + 1])
        places = first + np.flatnonzero(~self.events.of_event[first:last])
        return {
            CASE + self.events.keys[self.events.key[place]]: self.values[place].as_py()
            for place in places.tolist()
        }


@dataclass(frozen=True)
class Run:
    """Flat events that follow each other, from number `first` to before `end`.

    `carried` is what the trace says in which the first ones are, `trace_defaults` and
    `event_defaults` what others say where they say nothing.
    """

    flat: FlatValues
    first: int
    end: int
    carried: Mapping[str, Cell]
    trace_defaults: Mapping[str, Cell]
    event_defaults: Mapping[str, Cell]

    def column(self, name: str) -> pa.Array:
        """Return a column: what the events say, else what their traces say."""
        of_events = self._of_events(name)
        if not name.startswith(CASE):
            return of_events
        of_traces = self._of_traces(name)
        return pc.coalesce(of_events, of_traces) if len(of_events) else of_traces

    def last_trace(self) -> int | None:
        """Return the event with which the last trace begins; null where none does."""
        begins = np.flatnonzero(self.flat.events.begins[self.first : self.end])
        return self.first + int(begins[-1]) if len(begins) else None

    def _of_events(self, name: str) -> pa.Array:
        which, events = self._attributes(name, of_event=True)
        said = self._said(which, events, rows=self.end - self.first)
        return _filled(said, self.event_defaults.get(name))

    def _of_traces(self, name: str) -> pa.Array:
        begins = self.flat.events.begins[self.first : self.end]
        trace = np.cumsum(begins)
        which, events = self._attributes(name.removeprefix(CASE), of_event=False)
        said = self._said(which, trace[events] - 1, rows=int(begins.sum()))
        said = _filled(said, self.trace_defaults.get(name))
        carried = pa.array([self.carried.get(name)], pa.string())
        return pa.concat_arrays([carried, said]).take(pa.array(trace))

    def _attributes(self, key: str, *, of_event: bool) -> tuple[Places, Places]:
        """Return the attributes with a key, and the event of each in this run."""
        events = self.flat.events
        if key not in events.keys:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        low, high = np.searchsorted(events.event, [self.first, self.end])
        has_key = events.key[low:high] == events.keys.index(key)
        which = low + np.flatnonzero(has_key & (events.of_event[low:high] == of_event))
        return which, events.event[which] - self.first

    def _said(self, which: Places, rows_of: Places, *, rows: int) -> pa.Array:
        places = np.full(rows, -1, np.int64)
        places[rows_of] = which
        return self.flat.values.take(pa.array(places, mask=places < 0))


def _filled(said: pa.Array, default: Cell) -> pa.Array:
    return said if default is None else pc.fill_null(said, default)


def _meant(text: str) -> str | None:
    """Return a value as XML means it, null where it is none.

    >>> _meant("a &amp; b&#233;")
    'a & bé'
    """
    plain = _LINE_END.sub(" ", text)
    if _UNREADABLE.search(plain) or "&" in _REFERENCE.sub("", plain):
        return None
    meant = _REFERENCE.sub(_letter, plain)
    return None if _NO_LETTERS.search(meant) else meant


def _letter(found: re.Match[str]) -> str:
    named, decimal, hexadecimal = found.groups()
    if named:
        return _NAMED[named]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))

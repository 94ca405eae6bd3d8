"""Events that are written flat, cut many at once.

The text is cut at its quotation marks by their places alone. Between them stand keys,
values, and a few texts of markup that `Grammar` knows: where all of an event fits, it
is XML that means just what stands there. Other events are left to `Elements`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from stik.formats.broken import MOST_CELL_CHARACTERS
from stik.formats.event_log.xes_markup import Grammar, Markup

Places = npt.NDArray[np.int64]
Which = npt.NDArray[np.bool_]

_QUOTE = ord('"')
_MOST_DIFFERENT = 5_000


@dataclass(frozen=True)
class FlatEvents:
    """The attributes of those events of a text that are written flat, in their order.

    Of each attribute: its `event` (counted in the text from 0), whether it is
    `of_event` or of the trace that begins there, its `key` as a place in `keys`, and
    from which byte to which its value stands in `data`. Of each event of the text:
    whether it `is_flat`, and whether a trace `begins` with it.
    """

    data: bytes
    event: Places
    of_event: Which
    key: Places
    keys: tuple[str, ...]
    value_from: Places
    value_to: Places
    is_flat: Which
    begins: Which

    @classmethod
    def none(cls, n_events: int) -> "FlatEvents":
        """Return that none of so many events is written flat."""
        no_place, never = np.empty(0, np.int64), np.zeros(n_events, np.bool_)
        places = {"event": no_place, "value_from": no_place, "value_to": no_place}
        return cls(
            data=b"",
            key=no_place,
            of_event=never[:0],
            keys=(),
            is_flat=never,
            begins=never,
            **places,
        )

    @cached_property
    def written_values(self) -> pa.StringArray:
        """Return the value of each attribute as it stands in the text."""
        return _texts(self.data, self.value_from, self.value_to)

    def found_keys(self) -> list[tuple[bool, str]]:
        """Return the keys that there are, with whether one is of events."""
        codes = self.key * 2 + self.of_event
        different, first = np.unique(codes, return_index=True)
        in_order = different[np.argsort(first)].tolist()
        return [(bool(code % 2), self.keys[code // 2]) for code in in_order]


def flat_events(data: bytes, end_tag: str, grammar: Grammar) -> FlatEvents:
    """Return the attributes of the events that are written flat.

    `data` is UTF-8 and ends where an event does.
    """
    cut = _Cut.of(data, end_tag)
    led, leads = _coded(cut.leads())
    markup_and_key = [grammar.lead(text) for text in leads]
    keys = tuple(dict.fromkeys(key for _, key in markup_and_key))
    markup = np.array([kind for kind, _ in markup_and_key], np.int64)[led]
    key = np.array([keys.index(key) for _, key in markup_and_key], np.int64)[led]
    opening, of_event, switches = cut.levels(markup)
    is_flat = cut.may_be_flat & (switches == (opening == Markup.TRACE))
    is_flat[cut.may_be_flat] &= _ends_well(cut, grammar)
    fits = (markup != Markup.OTHER) & ((markup >= Markup.EVENT) == (cut.order == 0))
    is_flat[cut.event[~fits]] = False
    is_flat[_with_repeats(cut.event, key * 2 + of_event)] = False
    kept = is_flat[cut.event]
    return FlatEvents(
        data=data,
        event=cut.event[kept],
        of_event=of_event[kept],
        key=key[kept],
        keys=keys,
        value_from=cut.values_from[kept],
        value_to=cut.marks[cut.first_mark + 3][kept],
        is_flat=is_flat,
        begins=is_flat & (opening >= Markup.TRACE),
    )


@dataclass(frozen=True)
class _Cut:
    """A text cut at its quotation marks, four to an attribute.

    `starts`, `ends` and `last` are of each event: its bytes, and the mark behind its
    own. `event`, `order` and `first_mark` are of each attribute: the event it is in,
    its place there, and its first mark.
    """

    data: bytes
    marks: Places
    starts: Places
    ends: Places
    last: Places
    may_be_flat: Which
    event: Places
    order: Places
    first_mark: Places

    @classmethod
    def of(cls, data: bytes, end_tag: str) -> "_Cut":
        letters = np.frombuffer(data, np.uint8)
        ends = _ends(letters, end_tag.encode())
        starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
        marks = np.flatnonzero(letters == _QUOTE)
        first, last = np.searchsorted(marks, starts), np.searchsorted(marks, ends)
        n_marks = last - first
        may_be_flat = (n_marks % 4 == 0) & (n_marks > 0)
        may_be_flat &= ends - starts <= MOST_CELL_CHARACTERS
        n_attributes = np.where(may_be_flat, n_marks // 4, 0)
        event = np.repeat(np.arange(len(ends)), n_attributes)
        order = np.arange(len(event)) - (np.cumsum(n_attributes) - n_attributes)[event]
        first_mark = first[event] + 4 * order
        return cls(
            data, marks, starts, ends, last, may_be_flat, event, order, first_mark
        )

    @cached_property
    def values_from(self) -> Places:
        """Return the byte at which each attribute's value begins."""
        return self.marks[self.first_mark + 2] + 1

    def leads(self) -> pa.StringArray:
        """Return what stands before each value, from the one before or the event on."""
        behind = self.marks[self.first_mark - 1] + 1
        start = np.where(self.order == 0, self.starts[self.event], behind)
        return _texts(self.data, start, self.values_from)

    def tails(self) -> pa.StringArray:
        """Return what stands behind the last value of each event that may be flat."""
        which = self.may_be_flat
        return _texts(self.data, self.marks[self.last[which] - 1] + 1, self.ends[which])

    def levels(self, markup: Places) -> tuple[Places, Which, Places]:
        """Return how each event opens, which attributes are of events, and switches.

        A switch in an event is where attributes of a trace are followed by its own.
        """
        n_events, is_first = len(self.ends), self.order == 0
        opening = np.zeros(n_events, np.int64)
        opening[self.event[is_first]] = markup[is_first]
        switched = markup == Markup.THEN_EVENT
        switches = np.bincount(self.event[switched], minlength=n_events)
        so_far = np.cumsum(switched)
        at_first = np.zeros(n_events, np.int64)
        at_first[self.event[is_first]] = so_far[is_first]
        is_behind = so_far > at_first[self.event]
        return opening, (opening[self.event] != Markup.TRACE) | is_behind, switches


def _ends(letters: npt.NDArray[np.uint8], end_tag: bytes) -> Places:
    """Return the places behind each end of an event; the last is that of the text."""
    found = np.flatnonzero(letters == end_tag[0])
    found = found[found <= len(letters) - len(end_tag)]
    for place, letter in enumerate(end_tag[1:], start=1):
        found = found[letters[found + place] == letter]
    return found + len(end_tag)


def _ends_well(cut: _Cut, grammar: Grammar) -> Which:
    code, tails = _coded(cut.tails())
    return np.array([grammar.is_end(text) for text in tails], np.bool_)[code]


def _coded(texts: pa.StringArray) -> tuple[Places, list[str]]:
    """Return a code for each text, and the different ones by code.

    Where too many are different, they are one that fits nothing.
    """
    coded = pc.dictionary_encode(texts)
    if len(coded.dictionary) > _MOST_DIFFERENT:
        return np.zeros(len(texts), np.int64), [""]
    codes: Places = coded.indices.to_numpy()
    return codes, coded.dictionary.to_pylist()


def _with_repeats(event: Places, code: Places) -> Places:
    """Return the events in which a code comes twice."""
    n_codes = int(code.max(initial=0)) + 1
    in_order = np.sort(event * n_codes + code)
    repeated: Places = in_order[1:][in_order[1:] == in_order[:-1]] // n_codes
    return repeated


def _texts(data: bytes, starts: Places, ends: Places) -> pa.StringArray:
    """Return stretches of UTF-8 that follow each other as an array of texts."""
    offsets = np.empty(2 * len(starts) + 1, np.int32)
    offsets[0:-1:2], offsets[1::2] = starts, ends
    offsets[-1] = ends[-1] if len(ends) else 0
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    every = pa.StringArray.from_buffers(len(offsets) - 1, buffers[1], buffers[2])
    return every.take(pa.array(np.arange(0, 2 * len(starts), 2)))

"""What stands before the values of an event that is written flat, and behind them.

Programs write `<string key="…" value="…"/>`, one after the other: few different texts
come over and over. Each of them is looked at once.
"""

import re
from enum import IntEnum

_SPACE = r"[ \t\r\n]"
_IS = rf"{_SPACE}*={_SPACE}*"


class Markup(IntEnum):
    """What may stand before an attribute."""

    OTHER = 0
    NEXT = 1
    THEN_EVENT = 2
    EVENT = 3
    TRACE = 4
    TRACE_EVENT = 5


class Grammar:
    """Tells what markup is, in a log whose elements have some prefix."""

    def __init__(self, prefix: str) -> None:
        p, s = re.escape(prefix), _SPACE
        attribute = rf"{s}*<{p}(?:string|date|int|float|boolean|id)"
        key = rf'{s}+key{_IS}"([^"<&\x00-\x1f\ufffe\uffff]+)"{s}+value{_IS}"'
        event = rf"{s}*<{p}event{s}*>"
        trace = rf"{s}*</{p}trace{s}*>{s}*<{p}trace{s}*>"
        before = {
            Markup.NEXT: rf"{s}*/>",
            Markup.THEN_EVENT: rf"{s}*/>{event}",
            Markup.EVENT: event,
            Markup.TRACE: trace,
            Markup.TRACE_EVENT: trace + event,
        }
        self._end = re.compile(rf"{s}*/>{s}*</{p}event>")
        self._leads = {
            kind: re.compile(written + attribute + key)
            for kind, written in before.items()
        }

    def lead(self, text: str) -> tuple[Markup, str]:
        """Return what a text that leads to a value is, with the key of the value.

        >>> Grammar("").lead('/><int key="age" value="')
        (<Markup.NEXT: 1>, 'age')
        """
        for kind, written in self._leads.items():
            found = written.fullmatch(text)
            if found and found[1].strip():
                return kind, found[1]
        return Markup.OTHER, ""

    def is_end(self, text: str) -> bool:
        """Return whether a text that follows a value ends the event."""
        return bool(self._end.fullmatch(text))

"""What is kept of messages: a little of each, and those whole that tell more."""

from collections.abc import Collection, Sequence
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import astuple

from stik.intake.distinct import NOTHING, Coding, Texts, first_said
from stik.intake.track.message import KINDS
from stik.intake.track.wanted import Read
from stik.terms.counts import Integers

if TYPE_CHECKING:
    from datetime import datetime

TRACK = "track"
_OTHERS = frozenset(KINDS) - {TRACK}


class Reading:
    """Takes what is needed of messages, request by request, column by column.

    They are looked at just after they were decoded: to come back to each of 50,000 took
    as long as to decode it. What is done for each is left to map and zip: a single step
    of Python costs as much as to decode a field.
    """

    def __init__(self, told: Collection[str]) -> None:
        self.message_ids: list[str | None] = []
        self.said_at: list[datetime | None] = []
        self.sent_at: list[datetime | None] = []
        self.telling: list[Read] = []
        self._told = frozenset(told)
        self._kinds, self._events = Coding(), Coding()
        self._users, self._anonymous, self._previous = Coding(), Coding(), Coding()

    def take(self, messages: Sequence[Read]) -> None:
        """Take further messages; whole those of a told event, or of no event at all."""
        if not messages:
            return
        columns = zip(*map(astuple, messages), strict=True)
        kinds, ids, users, anonymous, previous, events, said, sent, *_ = columns
        self._kinds.add(kinds)
        self._events.add(events)
        self._users.add(users)
        self._anonymous.add(anonymous)
        self._previous.add(previous)
        self.message_ids += ids
        self.said_at += said
        self.sent_at += sent
        is_told, is_other = self._told.__contains__, _OTHERS.__contains__
        is_telling = map(or_, map(is_told, events), map(is_other, kinds))
        self.telling += compress(messages, is_telling)

    def kinds(self) -> Texts:
        """Return the kind of each message."""
        return self._kinds.texts()

    def events(self) -> Texts:
        """Return the event of each message; of one that is not `track`, its kind."""
        kinds, events = self._kinds.texts(), self._events.texts()
        tracked = np.where(kinds.says({TRACK}), events.codes, NOTHING)
        return first_said(Texts(tracked, events.texts), kinds)

    def who(self) -> Texts:
        """Return whom each message is about: the known one before the anonymous."""
        return first_said(self._users.texts(), self._anonymous.texts())

    def telling_rows(self) -> Integers:
        """Return the places of the messages that tell more."""
        is_told = self._events.texts().says(self._told)
        return np.flatnonzero(is_told | self._kinds.texts().says(_OTHERS))

    def links(self) -> dict[str, str]:
        """Return as whom customers were known before: that name to this one."""
        users, anonymous = self._users.texts(), self._anonymous.texts()
        previous = self._previous.texts()
        are_two = (users.codes != NOTHING) & (anonymous.codes != NOTHING)
        rows = np.flatnonzero(are_two | (previous.codes != NOTHING))
        said = (texts.take(rows).to_list() for texts in (previous, users, anonymous))
        links: dict[str, str] = {}
        for before, user, device in zip(*said, strict=True):
            was, who = before or (device if user else None), user or device
            if was and who and was != who:
                links[was] = who
        return links

    def renamed(self) -> frozenset[str]:
        """Return whom an alias says to be somebody else, under all names they have."""
        return frozenset(filter(None, self._previous.texts().texts))

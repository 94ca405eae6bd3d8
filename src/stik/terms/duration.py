"""Stretches of time in words: `2 hours`, `10 days`."""

import re

from stik.errors import QuestionError

SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}

_WRITTEN = re.compile(r"^(\d{1,6}) ?(second|minute|hour|day|week)s?$")


def seconds_in(text: str) -> int:
    """Return how many seconds a stretch of time in words has.

    >>> seconds_in("2 hours")
    7200

    Raises
    ------
    QuestionError
        When it is no such stretch, or none at all.
    """
    match = _WRITTEN.match(" ".join(text.split()).lower())
    if match is None or int(match[1]) == 0:
        units = ", ".join(f"{unit}s" for unit in SECONDS)
        raise QuestionError(f"'{text}' is no time; write such as 2 days ({units}).")
    return int(match[1]) * SECONDS[match[2]]

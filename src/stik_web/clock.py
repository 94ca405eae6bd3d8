"""The one clock: everything below is given `now`, nothing else asks for it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)

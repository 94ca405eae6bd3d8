"""Keys as they were a moment ago, so that not every request asks the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from stik_web.keys.models import Key
from stik_web.keys.queries import key_called


@dataclass
class KeysLately:
    """Remembers the keys that were used; a stranger is none, and asked about anew.

    One that was revoked meanwhile may be taken for a good one for so many seconds yet.
    """

    called: Callable[..., Key | None] = key_called
    for_seconds: float = 1.0
    _known: dict[str, tuple[Key, float]] = field(default_factory=dict)

    def __call__(self, key: str, *, now: datetime) -> Key | None:
        """Return the key that may be used under this text, None for none."""
        at = monotonic()
        known = self._known.get(key)
        if known is None or at - known[1] >= self.for_seconds:
            return self._asked(key, now=now, at=at)
        found, _ = known
        return found if found.ends_at is None or found.ends_at > now else None

    def _asked(self, key: str, *, now: datetime, at: float) -> Key | None:
        found = self.called(key, now=now)
        if found is None:
            self._known.pop(key, None)
        else:
            self._known[key] = (found, at)
        return found

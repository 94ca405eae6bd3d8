"""How fast each key may ask."""

from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Limit:
    """A bucket of requests for each key: it refills at `per_second`, up to `at_most`.

    Not by address: a call centre sits behind one.
    """

    per_second: float
    at_most: float
    _left: dict[int, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait_seconds(self, key: int, *, at: float) -> float:
        """Take one request out of a key's bucket; return how long to wait, 0 for none.

        `at` is any clock that never goes back, in seconds.
        """
        with self._lock:
            left, since = self._left.get(key, (self.at_most, at))
            left = min(self.at_most, left + (at - since) * self.per_second)
            if left < 1:
                self._left[key] = (left, at)
                return (1 - left) / self.per_second
            self._left[key] = (left - 1, at)
            return 0.0

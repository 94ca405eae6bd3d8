"""What this process has counted for `/metrics`; a restart begins anew."""

from collections import Counter
from threading import Lock

_lock = Lock()
_counted: Counter[tuple[str, str]] = Counter()


def count(what: str, *, of: str = "", n: int = 1) -> None:
    """Count something that happened; `of` tells apart what is counted together."""
    with _lock:
        _counted[what, of] += n


def counted(what: str) -> dict[str, int]:
    """Return how often something happened, by what tells it apart."""
    with _lock:
        return {of: n for (name, of), n in _counted.items() if name == what}

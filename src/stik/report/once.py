"""Each thing is told once: the first of those that share a key."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Told = TypeVar("Told")


def once(things: Iterable[Told], key: Callable[[Told], Hashable]) -> list[Told]:
    """Return the first thing of each key, in the order of those that stay.

    >>> once(["app", "shop", "web", "any"], key=lambda name: name[0])
    ['app', 'shop', 'web']
    """
    first: dict[Hashable, Told] = {}
    for each in things:
        first.setdefault(key(each), each)
    return list(first.values())

"""Where lines touch the upper or lower border of a box."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stik.report.journeys.placing.laid import Laid

_APART, _LEAST_APART = 14.0, 7.0
"""How far apart lines touch a border where there is room, and where there is little."""


@dataclass(frozen=True)
class Wish:
    """Where a line would like to touch a border; the thicker, the sooner it may."""

    line: int
    place: float
    thickness: float


def ports_of(laid: Laid, *, is_below: bool) -> dict[int, float]:
    """Return where each line touches its upper box, or the lower one, in pixels across.

    Lines touch it in the order in which the points lie to which they lead.
    """
    touching: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for line, way in enumerate(laid.net.ways):
        if way:
            box, other = way[:2] if is_below else way[:-3:-1]
            touching[box].append((laid.across[other], line, other))
    found: dict[int, float] = {}
    for box, beside in touching.items():
        wishes = [
            Wish(line, laid.wish(box, other), laid.net.lines[line].thickness)
            for _, line, other in sorted(beside)
        ]
        left, right = laid.room(box)
        found |= ports(wishes, left=left, right=right)
    return found


def ports(wishes: Sequence[Wish], *, left: float, right: float) -> dict[int, float]:
    """Return where each line touches a border that has room from `left` to `right`.

    The lines keep the order from left to right in which they are given. The thickest
    has its wish, as far as the others find some room beside it.
    """
    if not wishes:
        return {}
    at = max(range(len(wishes)), key=lambda index: wishes[index].thickness)
    n_before, n_after = at, len(wishes) - 1 - at
    apart = min(_LEAST_APART, (right - left) / max(n_before + n_after, 1))
    place = max(wishes[at].place, left + n_before * apart)
    place = min(place, right - n_after * apart)
    before = place - min(_APART, (place - left) / max(n_before, 1))
    after = place + min(_APART, (right - place) / max(n_after, 1))
    return {
        wishes[at].line: place,
        **ports(wishes[:at], left=left, right=before),
        **ports(wishes[at + 1 :], left=after, right=right),
    }

"""The programme held against the data: met but not described, or the reverse."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

import pyarrow as pa

from stik.terms.programme import Programme
from stik.terms.touchpoint import OVERALL


@dataclass(frozen=True)
class Unregistered:
    """A name in the data that the programme does not describe.

    `resembles` is the described name without data that it may be a misspelling of.
    """

    name: str
    n_answers: int
    n_interactions: int
    resembles: str | None = None


@dataclass(frozen=True)
class Gaps:
    """Where programme and data differ, by name."""

    unregistered: tuple[Unregistered, ...] = ()
    without_data: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Ownerless:
    """A part of the programme that nobody answers for; `section` is where it stands."""

    section: str
    name: str


@dataclass(frozen=True)
class Coverage:
    """What of the experience the programme leaves open.

    `channels` is None where the data was not asked for its channels.
    """

    touchpoints: Gaps
    channels: Gaps | None
    without_owner: tuple[Ownerless, ...]

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is left to mend."""
        gaps = [self.touchpoints, self.channels or Gaps()]
        return not self.without_owner and not any(
            each.unregistered or each.without_data for each in gaps
        )


def coverage(
    programme: Programme, *, touchpoints: pa.Table, channels: pa.Table | None = None
) -> Coverage:
    """Return how far the programme covers what was found in the data.

    `touchpoints` has one row per touchpoint in the data: `touchpoint`, `n_answers`,
    `n_interactions`; `channels` the same with `channel`. Rows without a name are left
    out, and so is the reserved touchpoint `overall`.
    """
    described = [each.name for each in programme.touchpoints if each.name != OVERALL]
    found = [
        each for each in _found(touchpoints, name="touchpoint") if each.name != OVERALL
    ]
    channel_names = [each.name for each in programme.channels]
    return Coverage(
        touchpoints=_gaps(described, found),
        channels=_gaps(channel_names, _found(channels, name="channel"))
        if channels is not None
        else None,
        without_owner=tuple(_ownerless(programme)),
    )


def _found(table: pa.Table, *, name: str) -> list[Unregistered]:
    """Return the names in the column `name` with their counts, largest first."""
    columns = table.select([name, "n_answers", "n_interactions"]).to_pydict()
    rows = zip(*columns.values(), strict=True)
    found = [Unregistered(*row) for row in rows if row[0] is not None]
    return sorted(found, key=_rank)


def _rank(found: Unregistered) -> tuple[int, int, str]:
    return -found.n_answers, -found.n_interactions, found.name


def _gaps(described: list[str], found: list[Unregistered]) -> Gaps:
    met = {each.name for each in found}
    without_data = [name for name in described if name not in met]
    return Gaps(
        unregistered=tuple(
            replace(each, resembles=_nearest(each.name, without_data))
            for each in found
            if each.name not in described
        ),
        without_data=tuple(without_data),
    )


def _nearest(name: str, candidates: list[str]) -> str | None:
    close = get_close_matches(name, candidates, n=1, cutoff=0.8)
    return close[0] if close else None


def _ownerless(programme: Programme) -> Iterator[Ownerless]:
    sections = ("components", "touchpoints", "channels", "journeys", "processes")
    for section in (*sections, "goals"):
        for thing in getattr(programme, section):
            if thing.owner is None:
                yield Ownerless(section, thing.name)

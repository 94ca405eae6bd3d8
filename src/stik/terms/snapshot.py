"""What of a place is visible: the last finished batch and the tables it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Stretch:
    """The rows of one batch: its snapshot, and its first and last sequence.

    A batch without facts, all of whose rows were held back, ends before it begins.
    """

    snapshot: int
    first: int
    last: int


@dataclass(frozen=True)
class AboutOthers:
    """Rows that tell of somebody else, such as a competitor: of whom, and which."""

    of: str
    first: int
    last: int


@dataclass(frozen=True)
class Snapshot:
    """One finished batch; a reader sees every table at its version in `versions`.

    `last_row` is the last row of `file_hash` that the batch covers; null, like
    `source`, `file` and `mapping_version`, where the batch came from no file.
    `taken_back` holds the batches that were taken back by then: their load was undone,
    or made anew with another mapping. `hidden` holds the customers who were erased and
    whose rows still lie in the files, until upkeep rewrites them. `segmented` holds the
    versions of the segmentations whose memberships are up to date with the facts,
    `about_others` the rows that tell of somebody else and are seen only where that one
    is asked for.
    """

    snapshot: int
    recorded_at: datetime
    last_sequence: int
    last_customer: int
    versions: Mapping[str, int]
    source: str | None = None
    file: str | None = None
    file_hash: str | None = None
    last_row: int | None = None
    mapping_version: str | None = None
    taken_back: tuple[Stretch, ...] = ()
    hidden: tuple[int, ...] = ()
    segmented: tuple[str, ...] = ()
    about_others: tuple[AboutOthers, ...] = ()

    def shows_the_same(self, other: "Snapshot") -> bool:
        """Return whether both show the same facts, in whatever files."""
        return (self.last_sequence, self.taken_back) == (
            other.last_sequence,
            other.taken_back,
        )

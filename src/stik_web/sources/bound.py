"""How much may wait in the intake log: beyond it senders are asked to come again."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from django.db.models import Sum
from django.db.models.functions import Length

from stik_web.sources.log import LogUnavailable, Taken, write_entries
from stik_web.sources.models import IntakeEntry

_MEASURE_EVERY_SECONDS = 1.0


@dataclass
class WriteWithin:
    """Writes requests as long as not too many megabytes of them wait for the worker.

    What waits is measured only when, as far as known, it would be too much: what this
    process wrote since it measured last may be facts by now.
    """

    most_megabytes: float
    _waiting_bytes: float = float("inf")
    _measured_at: float = float("-inf")

    def __call__(self, requests: Sequence[Taken]) -> None:
        """Write requests in one commit.

        Raises
        ------
        LogUnavailable
            When too much waits: then nothing is written.
        """
        more = sum(len(request.body) for request in requests)
        if not self._has_room(more):
            self._measure()
        if not self._has_room(more):
            raise LogUnavailable(
                f"more than {self.most_megabytes:g} MB wait to become facts"
            )
        write_entries(requests)
        self._waiting_bytes += more

    def _has_room(self, n_bytes: int) -> bool:
        return self._waiting_bytes + n_bytes <= self.most_megabytes * 1e6

    def _measure(self) -> None:
        if monotonic() - self._measured_at < _MEASURE_EVERY_SECONDS:
            return
        found = IntakeEntry.objects.aggregate(n_bytes=Sum(Length("body")))
        self._waiting_bytes = found["n_bytes"] or 0
        self._measured_at = monotonic()

"""The duty of the one worker: files that came by feeds are loaded, one by one."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from stik.errors import StikError, WriterBusy
from stik.facts.place import Place
from stik.intake.load import LoadSummary, Progress
from stik.workspace import Workspace
from stik_web.clock import now
from stik_web.feeds.folders import (
    LOADED,
    REFUSED,
    dropped,
    feed_names,
    folder_of,
    mapping_of,
    put_away,
)
from stik_web.feeds.models import Arrival, State

SHOW_EVERY_SECONDS = 1.0
PAUSE_AFTER_SECONDS = 10.0
ABANDONED_AFTER = timedelta(days=7)
"""An upload that nobody went on with for so long is given up."""

COUNTED = ("n_rows", "n_stored", "n_known", "n_erased", "n_held", "n_answers")


class _Paused(Exception):
    """The load goes on at the next look: others wait for the worker meanwhile."""


def take_in_files(
    workspace: Workspace, *, others_wait: Callable[[], bool] = lambda: False
) -> None:
    """Load every file that came; pause a long load where `others_wait` says so."""
    Arrival.objects.filter(state=State.LOADING).update(state=State.WAITING)
    _see_dropped(workspace.place, now=now())
    _give_up_abandoned(workspace.place, now=now())
    for arrival in Arrival.objects.filter(state=State.WAITING).order_by("came_at"):
        try:
            _load(arrival, workspace, others_wait=others_wait)
        except _Paused:
            return


def _see_dropped(place: Place, *, now: datetime) -> None:
    """Write down the files that lie in the folders of feeds and are whole."""
    for feed in feed_names(place):
        for path in dropped(place, feed, now=now):
            Arrival.objects.get_or_create(
                feed=feed,
                file_name=path.name,
                state=State.WAITING,
                defaults={"n_bytes": path.stat().st_size, "came_at": now},
            )


def _load(
    arrival: Arrival, workspace: Workspace, *, others_wait: Callable[[], bool]
) -> None:
    shown = _Shown(arrival, others_wait=others_wait)
    try:
        path = _arrived(arrival, workspace.place)
        mapping = mapping_of(workspace.place, arrival.feed)
        summary = workspace.load(path, mapping=mapping, now=now(), on_progress=shown)
    except WriterBusy:
        raise
    except StikError as error:
        _end(arrival, State.REFUSED, sentence=str(error))
        _put_away(arrival, workspace.place, REFUSED)
    else:
        _end(arrival, State.LOADED, told=_told(summary))
        _put_away(arrival, workspace.place, LOADED)
        workspace.tidy(now=now())


def _arrived(arrival: Arrival, place: Place) -> Path:
    """Return the file; an upload that had just ended gets its name first."""
    path = folder_of(place, arrival.feed) / arrival.file_name
    part = coming_file(place, arrival)
    if part.is_file():
        part.rename(path)
    return path


def _put_away(arrival: Arrival, place: Place, folder: str) -> None:
    with suppress(StikError, FileNotFoundError):  # the feed or the file is gone
        put_away(folder_of(place, arrival.feed) / arrival.file_name, folder)


def _end(arrival: Arrival, state: State, **told: object) -> None:
    Arrival.objects.filter(pk=arrival.pk).update(state=state, ended_at=now(), **told)


def _told(summary: LoadSummary) -> dict[str, object]:
    counts = {name: getattr(summary, name) for name in COUNTED}
    return {**counts, "notes": summary.notes, "held_back": dict(summary.held)}


def _give_up_abandoned(place: Place, *, now: datetime) -> None:
    old = Arrival.objects.filter(state=State.COMING, came_at__lt=now - ABANDONED_AFTER)
    for arrival in old:
        part = coming_file(place, arrival)
        if (
            part.is_file()
            and part.stat().st_mtime > (now - ABANDONED_AFTER).timestamp()
        ):
            continue
        part.unlink(missing_ok=True)
        days = ABANDONED_AFTER.days
        _end(arrival, State.REFUSED, sentence=f"nothing came for {days} days.")


def coming_file(place: Place, arrival: Arrival) -> Path:
    """Return where an upload grows until it is whole."""
    return folder_of(place, arrival.feed) / f".{arrival.pk}.part"


class _Shown:
    """Writes down how far a load is, and pauses it."""

    def __init__(self, arrival: Arrival, *, others_wait: Callable[[], bool]) -> None:
        self._arrival = Arrival.objects.filter(pk=arrival.pk)
        self._others_wait = others_wait
        self._began_at = self._shown_at = monotonic()
        self._arrival.update(state=State.LOADING)

    def __call__(self, done: Progress) -> None:
        at = monotonic()
        if at - self._shown_at >= SHOW_EVERY_SECONDS:
            self._shown_at = at
            self._arrival.update(n_bytes_read=done.bytes_done, n_rows=done.rows_done)
        if at - self._began_at >= PAUSE_AFTER_SECONDS and self._others_wait():
            raise _Paused

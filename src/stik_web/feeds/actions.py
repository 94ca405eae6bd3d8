"""Uploads begin, end, and are given up."""

from datetime import datetime

from stik.facts.place import Place
from stik_web.declined import Declined
from stik_web.feeds.folders import check_file_name, folder_of, free_name, mapping_of
from stik_web.feeds.loading import coming_file
from stik_web.feeds.models import Arrival, State
from stik_web.keys.models import Key, Scope


def begin_upload(  # noqa: PLR0913 who sends what, how long, where, when
    feed: str, file_name: str, *, n_bytes: int, key: Key, place: Place, now: datetime
) -> Arrival:
    """Return a new upload of a feed.

    Raises
    ------
    FeedError, Declined
        When there is no such feed, the file cannot be called so, or the key is of
        another source.
    """
    check_may_send(key, feed, place=place)
    check_file_name(file_name)
    return Arrival.objects.create(
        feed=feed,
        file_name=file_name,
        state=State.COMING,
        n_bytes=n_bytes,
        came_at=now,
    )


def check_may_send(key: Key, feed: str, *, place: Place) -> None:
    """Do nothing, or decline a key that writes for another source than the feed's.

    Raises
    ------
    Declined, FeedError
        With 403 for such a key; where there is no such feed.
    """
    source = mapping_of(place, feed).source
    if not key.allows(Scope.MANAGE) and key.source != source:
        raise Declined(403, f"this key is of '{key.source}', the feed of '{source}'.")


def end_upload(arrival: Arrival, *, place: Place) -> None:
    """Let the worker load an upload that is whole now."""
    path = free_name(folder_of(place, arrival.feed) / arrival.file_name)
    arrival.file_name, arrival.state = path.name, State.WAITING
    arrival.save(update_fields=["file_name", "state"])
    coming_file(place, arrival).rename(path)


def give_up(arrival: Arrival, *, place: Place, now: datetime) -> None:
    """Remove what came of an upload."""
    coming_file(place, arrival).unlink(missing_ok=True)
    arrival.state, arrival.ended_at = State.REFUSED, now
    arrival.sentence = "was given up by its sender."
    arrival.save(update_fields=["state", "ended_at", "sentence"])

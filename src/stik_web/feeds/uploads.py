"""Resumable uploads by tus 1.0 (https://tus.io/protocols/resumable-upload).

Its core with the extensions creation, creation-with-upload and termination: what came
stays, so that a client goes on where it was cut off.
"""

import fcntl
import os
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from stik.errors import MappingError
from stik_web.clock import now
from stik_web.declined import Declined, json_answer
from stik_web.feeds.actions import begin_upload, check_may_send, end_upload, give_up
from stik_web.feeds.loading import coming_file
from stik_web.feeds.models import Arrival, State
from stik_web.keys.models import Key, Scope
from stik_web.keys.requests import LIMIT, key_of
from stik_web.place import workspace

VERSION = "1.0.0"
_BYTES_AT_ONCE = 1 << 20
_OFFSET_STREAM = "application/offset+octet-stream"

View = Callable[..., HttpResponse]


def _told_in_json(view: View) -> View:
    """Let a view of files tell in JSON why a request is declined."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **which: UUID | str) -> HttpResponse:
        try:
            answer = view(request, **which)
        except Declined as declined:
            answer = declined.answer()
        except MappingError as error:
            answer = Declined(400, str(error)).answer()
        answer["Tus-Resumable"] = VERSION
        return answer

    return answered


@_told_in_json
def uploads(request: HttpRequest) -> HttpResponse:
    """Begin an upload, or say what is understood here."""
    if request.method == "OPTIONS":
        extensions = "creation,creation-with-upload,termination"
        headers = {"Tus-Version": VERSION, "Tus-Extension": extensions}
        return HttpResponse(status=204, headers=headers)
    key = _asked(request, "POST")
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    arrival = begin_upload(
        told.get("feed", ""),
        told.get("filename", ""),
        n_bytes=_number(request, "Upload-Length"),
        key=key,
        place=workspace().place,
        now=now(),
    )
    headers = {"Location": reverse("upload", args=[arrival.pk])}
    if request.headers.get("Content-Type") == _OFFSET_STREAM or not arrival.n_bytes:
        headers["Upload-Offset"] = str(_append(arrival, request, offset=0))
    return HttpResponse(status=201, headers=headers)


@_told_in_json
def upload(request: HttpRequest, number: UUID) -> HttpResponse:
    """Say how much of an upload came, go on with it, or give it up."""
    key = _asked(request, "HEAD", "PATCH", "DELETE")
    arrival = Arrival.objects.filter(pk=number).first()
    is_over = {State.REFUSED} if request.method == "HEAD" else {*State} - {State.COMING}
    if arrival is None or arrival.state in is_over:
        raise Declined(404, "there is no such upload; begin it anew.")
    check_may_send(key, arrival.feed, place=workspace().place)
    if request.method == "DELETE":
        give_up(arrival, place=workspace().place, now=now())
        return HttpResponse(status=204)
    if request.method == "PATCH":
        if request.headers.get("Content-Type") != _OFFSET_STREAM:
            raise Declined(415, f"send it as {_OFFSET_STREAM}.", field="Content-Type")
        offset = _number(request, "Upload-Offset")
        so_far = _append(arrival, request, offset=offset)
        return HttpResponse(status=204, headers={"Upload-Offset": str(so_far)})
    headers = {
        "Upload-Offset": str(_n_bytes_come(arrival)),
        "Upload-Length": str(arrival.n_bytes),
        "Cache-Control": "no-store",
    }
    return HttpResponse(headers=headers)


@_told_in_json
def whole_file(request: HttpRequest, feed: str, file_name: str) -> HttpResponse:
    """Take a file in one request; cut off, nothing of it stays."""
    if request.method != "PUT":
        raise Declined(405, "only PUT is understood here.")
    key = key_of(request, scope=Scope.WRITE, limit=LIMIT)
    n_bytes, place = _number(request, "Content-Length"), workspace().place
    arrival = begin_upload(
        feed, file_name, n_bytes=n_bytes, key=key, place=place, now=now()
    )
    try:
        so_far = _append(arrival, request, offset=0)
    except Declined:
        give_up(arrival, place=place, now=now())
        raise
    if so_far < n_bytes:
        give_up(arrival, place=place, now=now())
        raise Declined(400, f"{so_far} of {n_bytes} bytes came; send it again.")
    where = reverse("api:show_arrival", args=[arrival.pk])
    return json_answer({"success": True, "id": arrival.pk, "see": where}, status=202)


def _asked(request: HttpRequest, *methods: str) -> Key:
    """Return the key of a request, made by one of these methods in this version."""
    if request.method not in methods:
        raise Declined(405, f"only {', '.join(methods)} is understood here.")
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Declined(412, f"speak tus {VERSION}.", field="Tus-Resumable")
    return key_of(request, scope=Scope.WRITE, limit=LIMIT)


def _append(arrival: Arrival, request: HttpRequest, *, offset: int) -> int:
    """Add what a request brings; return how much there is, on the disk."""
    path = coming_file(workspace().place, arrival)
    try:
        with _alone(path) as file:
            so_far = os.fstat(file).st_size
            if offset != so_far:
                said = f"{so_far} bytes are here; go on from there."
                raise Declined(409, said, field="Upload-Offset")
            _check_length(arrival, request, so_far=so_far)
            for part in iter(lambda: request.read(_BYTES_AT_ONCE), b""):
                so_far += os.write(file, part)
            os.fsync(file)
    except OSError as error:
        said = f"it cannot be written ({error.strerror}); go on with it later."
        raise Declined(503, said, come_again=60) from error
    if so_far == arrival.n_bytes:
        end_upload(arrival, place=workspace().place)
    return so_far


def _check_length(arrival: Arrival, request: HttpRequest, *, so_far: int) -> None:
    if so_far + _number(request, "Content-Length") > (arrival.n_bytes or 0):
        raise Declined(413, "it is longer than was said.", field="Content-Length")


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    """Open a growing file to add to it; only one may at a time."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            said = "another request is sending it; ask again how much is here."
            raise Declined(409, said) from error
        yield file
    finally:
        os.close(file)


def _n_bytes_come(arrival: Arrival) -> int:
    if arrival.state != State.COMING:
        return arrival.n_bytes or 0
    path = coming_file(workspace().place, arrival)
    return path.stat().st_size if path.is_file() else 0


def _metadata(header: str) -> dict[str, str]:
    """Return the pairs of an Upload-Metadata header: names, and texts in base64."""
    pairs = [pair.strip().partition(" ") for pair in header.split(",")]
    try:
        return {name: b64decode(text).decode() for name, _, text in pairs if name}
    except (NotBase64, UnicodeDecodeError) as error:
        said = "write pairs of a name and its base64, joined by commas."
        raise Declined(400, said, field="Upload-Metadata") from error


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Declined(400, "write it as a whole number of bytes.", field=header)
    return int(text)

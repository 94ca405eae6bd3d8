"""The track API: a request is checked, logged durably, then acknowledged."""

import zlib
from typing import cast

import msgspec
from django.conf import settings
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from stik.intake.track.message import (
    KINDS,
    MOST_BYTES_TOGETHER,
    Accepted,
    BodyRefused,
    Kind,
    Refused,
    read_request,
)
from stik_web.clock import now
from stik_web.declined import Declined, json_answer
from stik_web.keys.lately import KeysLately
from stik_web.keys.limits import Limit
from stik_web.keys.models import Key, Scope
from stik_web.keys.requests import key_of
from stik_web.sources.bound import WriteWithin
from stik_web.sources.log import GroupCommit, LogUnavailable, Taken

_COMMITS = GroupCommit(
    WriteWithin(settings.STIK.waiting_megabytes), settings.STIK.requests_waiting
)
_KEYS = KeysLately()
_LIMIT = Limit(settings.STIK.track_per_second, settings.STIK.track_at_once)
_SECONDS_TO_COME_AGAIN = 5


@csrf_exempt
def receive(request: HttpRequest, kind: str) -> HttpResponse:
    """Take the messages of a request; answer once they cannot be lost any more."""
    if request.method == "OPTIONS":
        return _asked_first()
    try:
        answer = _taken(request, kind)
    except Declined as declined:
        answer = declined.answer()
    except Error as error:
        answer = _later(f"the database does not answer: {error}").answer()
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _taken(request: HttpRequest, kind: str) -> HttpResponse:
    if request.method != "POST":
        raise Declined(405, "only POST is understood here.")
    if kind != "batch" and kind not in KINDS:
        known = ", ".join((*KINDS, "batch"))
        raise Declined(404, f"there is no /v1/{kind}; there are: {known}.")
    key = key_of(request, scope=Scope.BROWSER, limit=_LIMIT, called=_KEYS)
    try:
        accepted, refused = read_request(_body(request), kind=cast("Kind", kind))
    except BodyRefused as error:
        raise Declined(400, str(error)) from error
    if accepted.messages:
        _log(key, kind, accepted)
    return _answered(len(accepted.messages), refused)


def _body(request: HttpRequest) -> bytes:
    """Return the body, unpacked; never more of it than may come."""
    too_long = Declined(
        413, f"send at most {MOST_BYTES_TOGETHER:,} bytes; split the batch."
    )
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES_TOGETHER:
        raise too_long
    body = request.body
    if request.META.get("HTTP_CONTENT_ENCODING", "").lower() == "gzip":
        try:
            unpacked = zlib.decompressobj(wbits=31)
            body = unpacked.decompress(body, MOST_BYTES_TOGETHER + 1)
        except zlib.error as error:
            raise Declined(400, "the body is no gzip; send it plain.") from error
    if len(body) > MOST_BYTES_TOGETHER:
        raise too_long
    return body


def _log(key: Key, kind: str, accepted: Accepted) -> None:
    taken = Taken(
        received_at=now(),
        source=key.source,
        kind=kind,
        body=msgspec.json.encode(accepted),
        n_messages=len(accepted.messages),
    )
    try:
        _COMMITS.append(taken)
    except LogUnavailable as error:
        raise _later(str(error)) from error


def _later(why: str) -> Declined:
    # What this thread holds may be what is broken: a SQLite that was opened while it
    # might not be written to stays so for the whole process as long as one is open.
    connections.close_all()
    sentence = f"{why.strip()}; send it again."
    return Declined(503, sentence, come_again=_SECONDS_TO_COME_AGAIN)


def _answered(n_taken: int, refused: list[Refused]) -> HttpResponse:
    if not refused:
        return json_answer({"success": True})
    said = {"success": n_taken > 0, "n_taken": n_taken, "refused": refused}
    return json_answer(said, status=200 if n_taken else 400)


def _asked_first() -> HttpResponse:
    """Tell a browser that any page may send, before it does."""
    allowed = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "POST, OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=allowed)

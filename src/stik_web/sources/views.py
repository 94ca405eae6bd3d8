"""The track API: a request is checked, logged durably, then acknowledged."""

import zlib
from time import monotonic
from typing import cast

import msgspec
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
from stik_web.sources.keys import Limit, key_called, key_in
from stik_web.sources.log import GroupCommit, LogUnavailable, write_entries
from stik_web.sources.models import IntakeEntry, WriteKey

_COMMITS = GroupCommit(write_entries)
_LIMIT = Limit(per_second=500, at_most=1_000)
_SECONDS_TO_COME_AGAIN = "5"


class _Declined(Exception):
    """Why a request is not taken: status, field and sentence for its sender."""

    def __init__(self, status: int, sentence: str, *, field: str | None = None) -> None:
        self.status, self.field, self.sentence = status, field, sentence
        super().__init__(sentence)


@csrf_exempt
def receive(request: HttpRequest, kind: str) -> HttpResponse:
    """Take the messages of a request; answer once they cannot be lost any more."""
    if request.method == "OPTIONS":
        return _for_browsers(HttpResponse(status=204))
    try:
        answer = _taken(request, kind)
    except _Declined as declined:
        answer = _json(
            {"success": False, "field": declined.field, "message": declined.sentence},
            status=declined.status,
        )
        if declined.status in {429, 503}:
            answer["Retry-After"] = _SECONDS_TO_COME_AGAIN
        if declined.status == 401:
            answer["WWW-Authenticate"] = 'Basic realm="stik"'
    return _for_browsers(answer)


def _taken(request: HttpRequest, kind: str) -> HttpResponse:
    if request.method != "POST":
        raise _Declined(405, "only POST is understood here.")
    if kind != "batch" and kind not in KINDS:
        known = ", ".join((*KINDS, "batch"))
        raise _Declined(404, f"there is no /v1/{kind}; there are: {known}.")
    key = _key(request)
    try:
        accepted, refused = read_request(_body(request), kind=cast("Kind", kind))
    except BodyRefused as error:
        raise _Declined(400, str(error)) from error
    if accepted.messages:
        _log(key, kind, accepted)
    return _answered(len(accepted.messages), refused)


def _key(request: HttpRequest) -> WriteKey:
    given = key_in(request.headers)
    key = key_called(given) if given else None
    if key is None:
        raise _Declined(
            401, "send a write key as user name of basic auth; see 'stik keys'."
        )
    if _LIMIT.wait_seconds(key.pk, at=monotonic()):
        raise _Declined(429, "this key sends too fast; send more in each batch.")
    return key


def _body(request: HttpRequest) -> bytes:
    """Return the body, unpacked; never more of it than may come."""
    too_long = _Declined(
        413, f"send at most {MOST_BYTES_TOGETHER:,} bytes; split the batch."
    )
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES_TOGETHER:
        raise too_long
    body = request.body
    if request.headers.get("Content-Encoding", "identity").lower() == "gzip":
        try:
            unpacked = zlib.decompressobj(wbits=31)
            body = unpacked.decompress(body, MOST_BYTES_TOGETHER + 1)
        except zlib.error as error:
            raise _Declined(400, "the body is no gzip; send it plain.") from error
    if len(body) > MOST_BYTES_TOGETHER:
        raise too_long
    return body


def _log(key: WriteKey, kind: str, accepted: Accepted) -> None:
    entry = IntakeEntry(
        received_at=now(),
        source=key.source,
        kind=kind,
        body=msgspec.json.encode(accepted),
        n_messages=len(accepted.messages),
    )
    try:
        _COMMITS.append(entry)
    except LogUnavailable as error:
        raise _Declined(503, f"{error}; send it again.") from error


def _answered(n_taken: int, refused: list[Refused]) -> HttpResponse:
    if not refused:
        return _json({"success": True})
    said = {"success": n_taken > 0, "n_taken": n_taken, "refused": refused}
    return _json(said, status=200 if n_taken else 400)


def _json(content: object, *, status: int = 200) -> HttpResponse:
    return HttpResponse(
        msgspec.json.encode(content), status=status, content_type="application/json"
    )


def _for_browsers(answer: HttpResponse) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "POST, OPTIONS"
    answer["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    answer["Access-Control-Max-Age"] = "86400"
    return answer

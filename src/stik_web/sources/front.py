"""The short way to the track API: no middleware, no search among addresses, no signals.

These took more time than the messages themselves. An answer says nothing that a page
could frame, and which host was asked is no question where a key is.
"""

import logging
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections

from stik_web.declined import Declined
from stik_web.sources.views import receive

PATH = "/v1/"

_log = logging.getLogger("stik.sources")


def answered(
    environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer a request under `/v1/`, as a WSGI application."""
    kind = environ["PATH_INFO"].removeprefix(PATH)
    try:
        answer = receive(WSGIRequest(environ), kind)
    except Exception:  # noqa: BLE001 the edge: whatever it is, its sender is told
        _log.exception("a request to %s%s could not be answered", PATH, kind)
        answer = Declined(500, "it went wrong here; send it again.").answer()
    finally:
        # As after any request: what SQLite opened while it might not be written to
        # stays so for the whole process until the last connection is closed.
        close_old_connections()
    status = f"{answer.status_code} {answer.reason_phrase}"
    start_response(status, list(answer.items()))
    return [answer.content]

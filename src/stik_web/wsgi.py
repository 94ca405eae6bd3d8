"""Where a WSGI server such as granian takes hold of the product."""

import gc
import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stik_web.settings")

_product = get_wsgi_application()

from stik_web.sources import front  # noqa: E402 models need Django, which is there now

gc.freeze()  # what is there now stays: to look through it again and again is in vain
gc.set_threshold(20_000, 20, 20)  # a batch makes thousands of objects, all short-lived


def application(
    environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer a request: of the track API at once, any other through Django."""
    if environ["PATH_INFO"].startswith(front.PATH):
        return front.answered(environ, start_response)
    return _product(environ, start_response)

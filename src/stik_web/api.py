"""REST under /api/v1/: what each app offers, and how a refused request is told."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

import stik
from stik.errors import CustomerUnknown, RowUnknown, StikError, WriterBusy
from stik_web.customers.api import router as customers
from stik_web.declined import Declined
from stik_web.exports.api import router as exports
from stik_web.feeds.api import router as feeds
from stik_web.keys.api import router as keys
from stik_web.sources.api import router as held_back
from stik_web.webhooks.api import router as webhooks

api = NinjaAPI(
    title="stik",
    version=stik.__version__,
    description="Facts of what customers experienced: sent, mended, read, erased. "
    "Messages are sent to the track API under /v1/.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/keys", keys)
api.add_router("/held-back", held_back)
api.add_router("/webhooks", webhooks)
api.add_router("", feeds)
api.add_router("", customers)
api.add_router("/export", exports)


@api.exception_handler(Declined)
def _declined(_request: HttpRequest, error: Declined) -> HttpResponse:
    return error.answer()


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the first field that is wrong: where it is, and what would be right."""
    first = error.errors[0]
    _kind, *path = map(str, first["loc"])
    said = str(first["msg"])
    return Declined(400, f"{said}.", field=".".join(path) or None).answer()


@api.exception_handler(HttpError)
def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    sentence = f"{str(error).rstrip('.')}; see /api/v1/openapi.json."
    return Declined(error.status_code, sentence).answer()


def no_such(_request: HttpRequest, path: str) -> HttpResponse:
    """Tell that there is nothing under an address."""
    return Declined(404, f"there is no /api/{path}; see /api/v1/openapi.json.").answer()


@api.exception_handler(StikError)
def _not_askable(_request: HttpRequest, error: StikError) -> HttpResponse:
    return Declined(400, str(error)).answer()


@api.exception_handler(CustomerUnknown)
@api.exception_handler(RowUnknown)
def _nobody(_request: HttpRequest, error: StikError) -> HttpResponse:
    return Declined(404, str(error), field="name").answer()


@api.exception_handler(WriterBusy)
def _busy(_request: HttpRequest, error: WriterBusy) -> HttpResponse:
    return Declined(503, str(error), come_again=5).answer()

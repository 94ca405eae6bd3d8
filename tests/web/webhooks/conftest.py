"""A place whose facts somebody is told of, and who receives it."""

from datetime import timedelta

import pytest
from tests.facts.reading import NOW, load_text
from tests.web.webhooks.receiver import receiving

from stik_web.webhooks.actions import add_endpoint
from stik_web.webhooks.models import Endpoint, Kind
from stik_web.webhooks.sending import due, send

MAPPING = """
source = "visits"
[row]
occurred = "day"
customer = "who"
touchpoint = { constant = "till" }
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[answers.kind]
column = "kind"
scale = "csat_1_5"
"""


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


@pytest.fixture
def load(served_place):
    """Return what loads visits: rows of who came when and answered what."""
    n_loaded = iter(range(1_000))

    def stored(*rows, into=served_place):
        text = "\n".join(["who,day,recommend,kind", *rows]) + "\n"
        n = next(n_loaded)
        now = NOW + timedelta(hours=n)
        return load_text(into, text, MAPPING, name=f"visits-{n}.csv", now=now)

    return stored


@pytest.fixture
def told(served_place, receiver, now, transactional_db):  # noqa: ARG001 asked for to have a database
    """Return the number of an endpoint that is told everything from now on."""
    number, receiver.secret = add_endpoint(
        receiver.url, kinds=list(Kind), reached=served_place.arriving.end(), now=now
    )
    return number


@pytest.fixture
def tell(served_place, now):
    """Return what tells endpoints all that is due at a moment; how often it tried."""

    def until_none_is_due(at=now, *, of=served_place):
        n_rounds = 0
        while endpoints := due(of, now=at):
            for endpoint in endpoints:
                send(endpoint, workspace=of, now=at)
            n_rounds += 1
            assert n_rounds < 50
        return n_rounds

    return until_none_is_due


@pytest.fixture
def endpoint(told):
    """Return what reads the endpoint as it is by now."""
    return lambda: Endpoint.objects.get(pk=told)

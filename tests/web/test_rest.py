"""REST tells of itself by OpenAPI, and nothing that is sent to it breaks it."""

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from stik_web.keys import requests
from stik_web.keys.limits import Limit
from stik_web.wsgi import application

pytestmark = pytest.mark.database

REQUESTS = 40
"""So many of each operation, well formed, and as many that are not."""

AT_LEAST = 1_000
"""So many bad and good requests are sent together."""


@pytest.fixture
def described(key_to, served_place, monkeypatch):  # noqa: ARG001 it is what is asked of
    """Return REST as its own OpenAPI describes it, asked by a manager."""
    monkeypatch.setattr(requests, "LIMIT", Limit(per_second=1e9, at_most=1e9))
    manager = {"Authorization": f"Bearer {key_to('manage')}"}
    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found.config.headers = manager
    return found


def test_no_request_breaks_it(described):
    found = [found.ok() for found in described.get_all_operations()]
    n_answered = sum(map(_answers_to_anything, found))
    assert n_answered >= AT_LEAST


def _answers_to_anything(operation):
    """Return how many requests were answered, each as the OpenAPI says."""
    n_answered = 0

    def asked(case):
        nonlocal n_answered
        _check_answer(case)
        n_answered += 1

    @settings(max_examples=REQUESTS, deadline=None, database=None)
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def well_formed(case):
        asked(case)

    @settings(max_examples=REQUESTS, deadline=None, database=None)
    @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def malformed(case):
        asked(case)

    well_formed()
    if operation.body or operation.query or operation.path_parameters:
        malformed()
    return n_answered


def _check_answer(case):
    answer = case.call()
    case.validate_response(
        answer, checks=[not_a_server_error, response_schema_conformance]
    )
    if answer.status_code >= 400:
        assert answer.json()["message"].endswith("."), answer.text

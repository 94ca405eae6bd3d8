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

REQUESTS = 10
"""So many of each operation; with the operations there are that is a thousand."""


@pytest.fixture
def described(key_to, served_place, monkeypatch):  # noqa: ARG001 asked of
    """Return REST as its own OpenAPI describes it, asked by a manager."""
    monkeypatch.setattr(requests, "LIMIT", Limit(per_second=1e9, at_most=1e9))
    manager = {"Authorization": f"Bearer {key_to('manage')}"}
    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found.config.headers = manager
    return found


def test_no_request_breaks_it(described):
    for found in described.get_all_operations():
        _is_whole_under_anything(found.ok())


def _is_whole_under_anything(operation):
    @settings(max_examples=REQUESTS, deadline=None, database=None)
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def well_formed(case):
        _is_answered(case)

    @settings(max_examples=REQUESTS, deadline=None, database=None)
    @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def malformed(case):
        _is_answered(case)

    well_formed()
    if operation.body or operation.query or operation.path_parameters:
        malformed()


def _is_answered(case):
    answer = case.call()
    case.validate_response(
        answer, checks=[not_a_server_error, response_schema_conformance]
    )
    if answer.status_code >= 400:
        assert answer.json()["message"].endswith("."), answer.text

"""The product starts, says that it lives, and gives strangers nothing else."""

import subprocess
import sys
from datetime import UTC

import pytest
from django.core.management import call_command

from stik_web import clock


def test_it_says_that_it_lives(client):
    response = client.get("/health/live")
    assert response.status_code == 200
    assert response.content == b"live\n"


def test_asking_whether_it_lives_changes_nothing(client):
    assert client.post("/health/live").status_code == 405


def test_another_host_name_is_refused(client):
    response = client.get("/health/live", headers={"host": "elsewhere.example.com"})
    assert response.status_code == 400


def test_an_unknown_address_shows_nothing_of_the_inside(client):
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert b"urlpatterns" not in response.content


@pytest.mark.parametrize("path", ["api/v1/nothing", "api/%0A", "api/v1/keys/%0A"])
def test_below_api_even_what_is_not_there_is_told_in_json(client, path):
    assert "openapi.json" in client.get(f"/{path}").json()["message"]


@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff")],
)
def test_every_answer_forbids_framing_and_guessing(client, header, value):
    assert client.get("/health/live").headers[header] == value


def test_django_finds_nothing_wrong():
    call_command("check", "--fail-level", "WARNING")


def test_a_wsgi_server_can_take_hold_of_it():
    from stik_web.wsgi import application  # noqa: PLC0415 - it starts Django

    assert callable(application)


def test_the_clock_runs_in_utc():
    assert clock.now().tzinfo is UTC
    assert clock.now() <= clock.now()


def test_what_only_tracks_holds_no_engine_and_no_rest_in_memory():
    asked = """
import sys
import stik_web.wsgi
from django.urls import resolve
resolve("/health/ready"), resolve("/v1/track")
print({"duckdb", "ibis", "numpy", "pandas", "pyarrow", "ninja"} & set(sys.modules))
"""
    words = [sys.executable, "-c", asked]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert told == "set()\n"

"""What the environment may say of the product, and what it is told when it may not."""

import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from stik_web import settings as settings_file

SECRET = "a" * 50
VARIABLES = ("STIK_SECRET_KEY", "STIK_ALLOWED_HOSTS", "STIK_DEBUG")


@pytest.fixture
def settings_from(monkeypatch):
    """Return the settings that a start under `environment` would have."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)

    def start(**environment):
        for variable, value in environment.items():
            monkeypatch.setenv(variable, value)
        return runpy.run_path(settings_file.__file__)

    return start


def test_an_empty_environment_is_safe(settings_from):
    settings = settings_from()
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["USE_TZ"] is True


def test_a_start_without_a_secret_makes_its_own(settings_from):
    first, second = settings_from()["SECRET_KEY"], settings_from()["SECRET_KEY"]
    assert len(first) >= 50
    assert first != second


def test_a_given_secret_is_kept(settings_from):
    assert settings_from(STIK_SECRET_KEY=SECRET)["SECRET_KEY"] == SECRET


def test_the_environment_names_the_hosts(settings_from):
    settings = settings_from(STIK_ALLOWED_HOSTS="cx.example.com, localhost")
    assert settings["ALLOWED_HOSTS"] == ["cx.example.com", "localhost"]


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("STIK_SECRET_KEY", "short", "STIK_SECRET_KEY has 5 characters"),
        ("STIK_SECRET_KEY", "", "STIK_SECRET_KEY has 0 characters"),
        ("STIK_ALLOWED_HOSTS", "a,,b", "write names joined by commas"),
        ("STIK_ALLOWED_HOSTS", "", "write names joined by commas"),
        ("STIK_DEBUG", "True", "STIK_DEBUG is 'True'; write 'yes' or 'no'"),
    ],
)
def test_a_bad_value_stops_the_start_with_a_sentence(
    settings_from, variable, value, sentence
):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        settings_from(**{variable: value})


def test_a_refused_secret_is_not_repeated(settings_from):
    weak = "hunter2"
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_from(STIK_SECRET_KEY=weak)
    assert weak not in str(refused.value)

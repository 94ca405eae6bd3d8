"""What environment and `stik.toml` may say of the product, and what is told if not."""

import os
import runpy
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from stik.errors import SettingError
from stik_web import settings as settings_file
from stik_web.configuration import Configuration, configured
from stik_web.configuration.reading import variable
from stik_web.configuration.secret import SECRET_FILE, secret_of

ROOT = Path(__file__).parents[2]
SECRET = "a" * 50
PLACE = 'format = 4\nname = "ours"\ntime_zone = "UTC"\nlanguage = "en"\n'


@pytest.fixture
def settings_from(monkeypatch, tmp_path):
    """Return the settings that a start under `environment` would have."""
    for name in [name for name in os.environ if name.startswith("STIK_")]:
        monkeypatch.delenv(name)

    def start(*, toml="", **environment):
        (tmp_path / "stik.toml").write_text(PLACE + toml)
        monkeypatch.setenv("STIK_PLACE", str(tmp_path))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(settings_file.__file__)

    return start


def test_without_a_setting_it_is_safe(settings_from):
    settings = settings_from()
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["USE_TZ"] is True
    assert settings["DATABASES"]["default"]["ENGINE"].endswith("sqlite3")


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(
    settings_from,
):
    toml = '[serve]\nport = 9000\ntrack_per_second = 20\nallowed_hosts = ["a", "b"]\n'
    found = settings_from(toml=toml, STIK_PORT="9001")["STIK"]
    assert (found.port, found.track_per_second, found.threads) == (9001, 20, 32)
    assert found.allowed_hosts == ["a", "b"]


def test_the_secret_of_a_place_is_kept_for_its_owner_alone(settings_from, tmp_path):
    first, second = settings_from()["SECRET_KEY"], settings_from()["SECRET_KEY"]
    assert len(first) >= 50
    assert first == second
    assert (tmp_path / SECRET_FILE).stat().st_mode & 0o777 == 0o600
    assert settings_from(STIK_SECRET_KEY=SECRET)["SECRET_KEY"] == SECRET
    assert secret_of(None) != secret_of(None)


def test_of_a_database_address_what_stik_does_not_know_goes_to_the_driver():
    url = "postgresql://u:p%40ss@db.example.com/cx?sslmode=require"
    found = configured(None, environment={"STIK_DATABASE": url}).database
    assert (found["PASSWORD"], found["HOST"]) == ("p@ss", "db.example.com")
    assert found["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("STIK_SECRET_KEY", "short", "cannot be used; write 50 random characters"),
        ("STIK_ALLOWED_HOSTS", "a,,b", "is 'a,,b'; write names joined by commas"),
        ("STIK_DEBUG", "True", "is 'True'; write 'yes' or 'no'"),
        ("STIK_PORT", "80000", "is '80000'; write a whole number from 1 to 65,535"),
        ("STIK_PORT", "8e3", "is '8e3'; write a whole number"),
        ("STIK_REST_PER_SECOND", "nan", "is 'nan'; write a number from 0.001"),
        ("STIK_HOST", " ", "is ' '; write a text"),
        ("STIK_DATABASE", "mysql://u:hidden@h/n", "cannot be used; write `postgresql"),
        ("STIK_ALOWED_HOSTS", "a", "did you mean 'STIK_ALLOWED_HOSTS'?"),
    ],
)
def test_a_bad_value_stops_the_start_with_a_sentence(
    settings_from, name, value, sentence
):
    with pytest.raises(SettingError) as refused:
        settings_from(**{name: value})
    assert str(refused.value).startswith(f"{name} ")
    assert sentence in str(refused.value)
    assert "short" not in str(refused.value), "a secret is not repeated"
    assert "hidden" not in str(refused.value), "a secret is not repeated"


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("[serve]\nport = true\n", "serve.port is True; write a whole number"),
        ("[serve]\nprot = 1\n", "serve.prot is no setting; did you mean 'port'?"),
        ("port = 9000\n", "port is not known here; write it below [serve]."),
        ("[server]\nport = 1\n", "server is not known here; did you mean 'serve'?"),
        ("serve = 1\n", "serve is no table; write [serve]."),
        ("[serve\n", "cannot be read"),
    ],
)
def test_what_the_file_says_wrong_is_named_with_its_mend(settings_from, toml, sentence):
    with pytest.raises(SettingError) as refused:
        settings_from(toml=toml)
    assert sentence in str(refused.value)
    assert "stik.toml" in str(refused.value)


def test_variables_of_others_are_left_alone():
    others = {"STIK_SERVICE_HOST": "10.0.0.1", "STIK_PORT_8000_TCP": "tcp://10.0.0.1"}
    assert configured(None, environment=others) == Configuration()


def row(setting):
    kind, means = setting.metadata["kind"], setting.metadata["means"]
    names = f"`{setting.name}` | `{variable(setting.name)}`"
    return f"| {names} | {kind.told} | {default(setting)} | {means} |"


def default(setting):
    if setting.default is MISSING:
        return f"`{','.join(setting.default_factory())}`"
    if setting.default is None:
        return "none"
    if isinstance(setting.default, bool):
        return "`yes`" if setting.default else "`no`"
    told = setting.default
    return f"`{told:g}`" if isinstance(told, float) else f"`{told}`"


def test_the_reference_tells_each_setting_and_no_other():
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [row(setting) for setting in fields(Configuration)]

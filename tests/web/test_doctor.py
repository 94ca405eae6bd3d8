"""`stik doctor` says what of the disk, clock, settings and database is not sound."""

from datetime import timedelta

import pytest
from django.db import connection
from typer.testing import CliRunner

from stik.errors import SettingError
from stik_cli.main import commands
from stik_web.checks import surroundings
from stik_web.checks.database import checked_database, clock_of_the_database
from stik_web.configuration.secret import SECRET_FILE, secret_of
from stik_web.sources.models import IntakeEntry


def test_where_nothing_was_served_all_is_well_and_no_database_is_made(
    tmp_path, monkeypatch
):
    monkeypatch.delenv("STIK_DATABASE", raising=False)
    place = tmp_path / "place"
    assert CliRunner().invoke(commands, ["new", str(place)]).exit_code == 0
    answer = CliRunner().invoke(commands, ["doctor", str(place)])
    assert answer.exit_code == 0, answer.output
    for name in ("settings", "secret", "writing", "versions", "database", "clock"):
        assert f"✓  {name} " in answer.output
    assert "none yet" in answer.output
    assert not (place / "stik.sqlite3").exists()
    assert not list(place.glob(".doctor*"))


def test_a_setting_that_cannot_be_is_told_with_its_mend(tmp_path):
    found = surroundings.checked_settings(tmp_path, environment={"STIK_PORT": "x"})
    assert (found.is_well, found.found) == (False, "STIK_PORT is 'x'")
    assert found.mend == "write a whole number from 1 to 65,535."
    with pytest.raises(SettingError):
        surroundings.configured(tmp_path, environment={"STIK_PORT": "x"})


def test_a_secret_that_others_may_read_is_told(tmp_path):
    assert surroundings.checked_secret(tmp_path).is_well
    secret_of(tmp_path)
    assert surroundings.checked_secret(tmp_path).is_well
    (tmp_path / SECRET_FILE).chmod(0o640)
    assert surroundings.checked_secret(tmp_path).mend.startswith("chmod 600")


def test_a_disk_that_takes_nothing_or_is_slow_is_told(tmp_path, monkeypatch):
    assert "ms until 4 KB" in surroundings.checked_writing(tmp_path).found
    assert not surroundings.checked_writing(tmp_path / "gone").is_well
    monkeypatch.setattr(surroundings, "_timed", lambda _handle: 250.0)
    assert not surroundings.checked_writing(tmp_path).is_well


@pytest.mark.parametrize(
    ("recorded", "database", "said"),
    [
        (timedelta(0), None, None),
        (timedelta(seconds=3), timedelta(seconds=-2), None),
        (timedelta(hours=1), None, "before the last batch"),
        (timedelta(days=-2_000), None, "years after the last batch"),
        (timedelta(0), timedelta(minutes=-2), "+120 s from that of the database"),
    ],
)
def test_a_clock_that_is_off_is_told(now, recorded, database, said):
    theirs = None if database is None else now + database
    found = surroundings.checked_clock(now, recorded_at=now + recorded, database=theirs)
    assert found.is_well is (said is None)
    assert (said or "") in found.found


def test_a_package_of_another_version_is_named(monkeypatch):
    assert surroundings.checked_versions().is_well
    needs = ["duckdb<2", "numpy>=0", "no-such-package", "gone; extra == 'dev'"]
    monkeypatch.setattr(surroundings, "requires", lambda _name: needs)
    real = surroundings.version
    monkeypatch.setattr(
        surroundings, "version", lambda n: "2.0.1" if n == "duckdb" else real(n)
    )
    found = surroundings.checked_versions()
    assert found.found.endswith("duckdb 2.0.1, needs <2, no-such-package is missing")


@pytest.mark.database
class TestDatabase:
    """What is looked at in a database that was made."""

    @pytest.fixture
    def found(self, transactional_db, now):  # noqa: ARG002 asked for to have a database
        """Return what looks at the database: each check by its name."""
        return lambda: {each.name: each for each in checked_database(now=now)}

    def test_it_answers_and_is_durable(self, found, now):
        assert all(each.is_well for each in found().values())
        assert list(found()) == ["database", "intake log", "durable"]
        clock = clock_of_the_database()
        assert (clock is None) is (connection.vendor != "postgresql")
        assert clock is None or clock > now

    def test_what_waits_too_long_is_told(self, found, now):
        said = {"source": "shop", "kind": "track", "body": b"", "n_messages": 3}
        IntakeEntry.objects.create(received_at=now - timedelta(hours=1), **said)
        assert found()["intake log"].found.startswith("3 messages wait")
        assert not found()["intake log"].is_well

    def test_one_that_would_lose_what_it_took_is_told(self, found):
        is_postgresql = connection.vendor == "postgresql"
        name = "synchronous_commit" if is_postgresql else "synchronous"
        on = "on" if is_postgresql else "full"
        with connection.cursor() as cursor:
            cursor.execute(f"{'SET' if is_postgresql else 'PRAGMA'} {name} = off")
            assert not found()["durable"].is_well
            # A database in memory is not opened anew: it would stay so.
            cursor.execute(f"{'SET' if is_postgresql else 'PRAGMA'} {name} = {on}")

    @pytest.mark.django_db
    def test_one_of_an_older_or_newer_stik_is_told(self, now):
        def database():
            return next(iter(checked_database(now=now)))

        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET name = '9 later' WHERE id = 1")
        assert database().mend == "update stik"
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations")
        assert "migrations wait" in database().found

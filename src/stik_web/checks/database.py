"""What is looked at in the product's database; Django must know the place."""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from stik.rollups.checks import Check
from stik_web.sources.log import waiting

_LOST = ("synchronous_commit", "fsync", "full_page_writes")
"""Off, PostgreSQL says done before it is: a power cut takes what was acknowledged."""

_MOST_LAG_SECONDS = 600
_MEND = "start it, or correct the setting 'database'"


def checked_database(*, now: datetime) -> Iterator[Check]:
    """Look at the database: does it answer, is it ours, is it durable, what waits."""
    try:
        missing, unknown, n_applied = _migrations()
    except (DatabaseError, ImproperlyConfigured) as error:
        said = str(error).strip().splitlines()[0]
        yield Check("database", f"does not answer: {said}", is_well=False, mend=_MEND)
        return
    found = f"{_told()}, {n_applied} migrations applied"
    if unknown:
        found = f"{_told()}, made by a newer stik ({unknown})"
        yield Check("database", found, is_well=False, mend="update stik")
    elif missing:
        found = f"{_told()}, {missing} migrations wait"
        yield Check("database", found, is_well=False, mend="stik serve PLACE does them")
    else:
        yield Check("database", found)
        yield _log(now=now)
    yield _durable()


def clock_of_the_database() -> datetime | None:
    """Return its moment; None where it has none but ours, or does not answer."""
    if connection.vendor != "postgresql":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            found: datetime = cursor.fetchone()[0]
    except DatabaseError:
        return None
    return found


def _migrations() -> tuple[int, str, int]:
    """Return how many migrations wait, a name of one not known here, how many are."""
    loader = MigrationLoader(connection)
    ours = {each.label for each in apps.get_app_configs()}
    applied = {name for name in loader.applied_migrations if name[0] in ours}
    known = set(loader.disk_migrations)
    unknown = sorted(applied - known)
    named = ".".join(unknown[0]) if unknown else ""
    return len(known - applied), named, len(applied & known)


def _told() -> str:
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            "SHOW server_version" if is_postgresql else "SELECT sqlite_version()"
        )
        version = cursor.fetchone()[0]
    return (
        f"PostgreSQL {version}" if is_postgresql else f"SQLite {version} in the place"
    )


def _durable() -> Check:
    """Return whether what the database calls done stays done after a power cut."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        found = {}
        for name in _LOST if is_postgresql else ():
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
        if not is_postgresql:
            cursor.execute("PRAGMA synchronous")
            found["synchronous"] = {0: "off", 1: "off"}.get(cursor.fetchone()[0], "on")
    wrong = [name for name, value in found.items() if value == "off"]
    return Check(
        "durable",
        ", ".join(f"{name} {value}" for name, value in found.items()),
        is_well=not wrong,
        mend=f"turn {' and '.join(wrong)} on in the database" if wrong else None,
    )


def _log(*, now: datetime) -> Check:
    """Return how much waits for the worker, and since when."""
    found = waiting()
    if found.oldest_at is None:
        return Check("intake log", "nothing waits")
    seconds = (now - found.oldest_at).total_seconds()
    is_late = seconds > _MOST_LAG_SECONDS
    return Check(
        "intake log",
        f"{found.n_messages:,} messages wait, the oldest for {seconds:,.0f} s",
        is_well=not is_late,
        mend="start 'stik worker PLACE', and read what it says" if is_late else None,
    )

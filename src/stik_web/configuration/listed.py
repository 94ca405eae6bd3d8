"""The settings, written by hand: what reads, checks and documents them follows this."""

from dataclasses import dataclass, field
from typing import Any

from stik_web.configuration.kinds import (
    Database,
    Kind,
    Names,
    Number,
    Secret,
    Text,
    YesOrNo,
)

DATABASE_FILE = "stik.sqlite3"
"""The product's database in the place, where no setting names another."""

_PORT = Number(1, 65_535, is_whole=True)
_COUNT = Number(1, 1_000_000, is_whole=True)
_PER_SECOND = Number(0.001, 1_000_000)


def _setting(kind: Kind, default: object, means: str) -> Any:  # noqa: ANN401 as `field`
    said = {"kind": kind, "means": means}
    if isinstance(default, list):
        return field(default_factory=default.copy, metadata=said)
    return field(default=default, metadata=said)


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Each setting by its name; None where one was not said and has no default.

    The field's metadata hold its kind, and what it means in words.
    """

    host: str = _setting(Text(), "127.0.0.1", "the address to listen on")
    port: int = _setting(_PORT, 8000, "the port to listen on")
    allowed_hosts: list[str] = _setting(
        Names(),
        ["localhost", "127.0.0.1", "[::1]"],
        "the names the product answers to, as they stand in the address of a request",
    )
    threads: int = _setting(
        Number(1, 1_000, is_whole=True),
        32,
        "requests answered at once; those that come together share a commit",
    )
    database: dict[str, Any] | None = _setting(
        Database(),
        None,
        "the product's database; without it SQLite in the place. "
        "`postgresql://user@/name?host=FOLDER` for a socket; other words behind `?` "
        "go to libpq (`sslmode=require`)",
    )
    secret_key: str | None = _setting(
        Secret(50),
        None,
        "what is signed is signed with it; without it one is made and kept in the "
        "place. Several machines that serve one database need the same",
    )
    debug: bool = _setting(
        YesOrNo(), False, "shows the inside of an error to everybody: never in use"
    )
    track_per_second: float = _setting(
        _PER_SECOND, 500.0, "requests to the track API a second, for each key"
    )
    track_at_once: int = _setting(
        _COUNT, 1_000, "so many of them may come at once after a pause"
    )
    rest_per_second: float = _setting(
        _PER_SECOND, 50.0, "requests to REST a second, for each key"
    )
    rest_at_once: int = _setting(
        _COUNT, 200, "so many of them may come at once after a pause"
    )
    requests_waiting: int = _setting(
        _COUNT,
        2_000,
        "requests that may wait for the disk; more are asked to come again",
    )
    waiting_megabytes: int = _setting(
        _COUNT,
        2_000,
        "of messages that may wait for the worker; more are asked to come again",
    )
    webhooks_to_private_networks: bool = _setting(
        YesOrNo(),
        False,
        "webhooks may go to addresses of private networks, also over plain http",
    )

"""A PostgreSQL of our own for as long as it is measured, and the CPU it takes."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import psycopg

_SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "2GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "autovacuum": "off",
}
"""Enough memory to hold the table; how many workers may help is left as it comes."""

_OWNER = "postgres"
_TICKS = os.sysconf("SC_CLK_TCK")


class Cluster:
    """A running PostgreSQL: a connection to it, and the CPU time of its processes."""

    def __init__(
        self, postmaster: int, connection: psycopg.Connection, *, folder: str
    ) -> None:
        self.connection = connection
        self.url = f"postgresql://{_OWNER}@/{_OWNER}?host={folder}"
        self._postmaster = postmaster

    def cpu_seconds(self, call: Callable[[], object]) -> float:
        """Return the CPU time that all processes of the cluster spend on a call.

        That of the server, its living children, and those that ended: the workers that
        helped. The processes that write in the background are among them.
        """
        processes, before = self._children(), self._used()
        call()
        while not self._children() <= processes:
            sleep(0.01)  # a worker that helped has not ended yet
        return self._used() - before

    def _children(self) -> set[int]:
        task = Path(f"/proc/{self._postmaster}/task/{self._postmaster}/children")
        return set(map(int, task.read_text().split()))

    def _used(self) -> float:
        children = self._children()
        try:
            ticks = _ticks(self._postmaster) + sum(map(_ticks, children))
        except FileNotFoundError:  # one ended meanwhile: it counts among the ended
            return self._used()
        return ticks / _TICKS if self._children() == children else self._used()


@contextmanager
def running() -> Iterator[Cluster]:
    """Start a new cluster in a temporary folder; stop and remove it in the end."""
    owner = _OWNER if os.geteuid() == 0 else None  # it refuses to run as root
    with TemporaryDirectory(prefix="stik_postgres_") as name:
        if owner:
            shutil.chown(name, owner)
        place = Path(name, "cluster")
        _run("initdb", "-D", place, "-A", "trust", "-U", _OWNER, user=owner)
        settings = {**_SETTINGS, "unix_socket_directories": name}
        options = " ".join(f"-c {key}={value}" for key, value in settings.items())
        log = Path(name, "log")
        _run("pg_ctl", "-D", place, "-l", log, "-o", options, "-w", "start", user=owner)
        try:
            postmaster = int((place / "postmaster.pid").read_text().split()[0])
            with psycopg.connect(
                host=name, user=_OWNER, dbname=_OWNER, autocommit=True
            ) as connection:
                yield Cluster(postmaster, connection, folder=name)
        finally:
            _run("pg_ctl", "-D", place, "-m", "fast", "-w", "stop", user=owner)


def _ticks(process: int) -> int:
    """Return the CPU time of a process and of its children that ended."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:15]))


def _run(program: str, *arguments: str | Path, user: str | None) -> None:
    command = [_found(program), *map(str, arguments)]
    subprocess.run(command, user=user, stdout=subprocess.DEVNULL, check=True, cwd="/")  # noqa: S603 our own words


def _found(program: str) -> str:
    """Return where a program of PostgreSQL is; Debian keeps it off the path."""
    on_path = shutil.which(program)
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    if on_path or kept:
        return on_path or str(kept[-1])
    raise SystemExit(f"no {program} here: install PostgreSQL (Debian: postgresql)")

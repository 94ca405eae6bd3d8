"""A PostgreSQL of our own for as long as it is measured, and the CPU it takes."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import psycopg

from bench.processes import Processes

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


class Cluster:
    """A running PostgreSQL: a connection to it, and the CPU time of its processes."""

    def __init__(
        self,
        postmaster: int,
        connection: psycopg.Connection,
        *,
        folder: str,
        again: Callable[[], None],
    ) -> None:
        self.connection = connection
        self.url = f"postgresql://{_OWNER}@/{_OWNER}?host={folder}"
        self._processes = Processes(postmaster)
        self._again = again

    def restart(self) -> None:
        """Break it off as a power cut would, and start it again; measure no more."""
        self.connection.close()
        self._again()

    def cpu_seconds(self, call: Callable[[], object]) -> float:
        """Return the CPU time that all processes of the cluster spend on a call.

        That of the server, its living children, and those that ended: the workers that
        helped. The processes that write in the background are among them.
        """
        living, before = self._processes.numbers(), self._processes.cpu_seconds()
        call()
        while not self._processes.numbers() <= living:
            sleep(0.01)  # a worker that helped has not ended yet
        return self._processes.cpu_seconds() - before


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
        control = ("pg_ctl", "-D", place, "-w")
        begin = (*control, "-l", Path(name, "log"), "-o", options)
        _run(*begin, "start", user=owner)
        try:
            postmaster = int((place / "postmaster.pid").read_text().split()[0])
            with psycopg.connect(
                host=name, user=_OWNER, dbname=_OWNER, autocommit=True
            ) as connection:
                again = partial(_run, *begin, "-m", "immediate", "restart", user=owner)
                yield Cluster(postmaster, connection, folder=name, again=again)
        finally:
            _run(*control, "-m", "fast", "stop", user=owner)


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

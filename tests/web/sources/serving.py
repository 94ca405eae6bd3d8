"""The product as it is served: processes of its own, on a free port, ended by pid."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

STIK = (sys.executable, "-m", "stik_cli.main")
_SECONDS = 60


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def stik(*words: str | Path, environment: dict[str, str] | None = None) -> str:
    """Run a command of stik and return what it prints."""
    return subprocess.run(
        [*STIK, *map(str, words)],
        env={**os.environ, **(environment or {})},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@dataclass
class Served:
    """A workspace that is served; each part can be killed and started again."""

    place: Path
    port: int
    environment: dict[str, str]
    before: tuple[str, ...] = ()
    """Words before each command, of a program that starts it."""
    parts: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, part: str) -> None:
        """Start `serve`, `web` or `worker` in a group of its own."""
        port = [] if part == "worker" else ["--port", str(self.port)]
        self.parts[part] = subprocess.Popen(
            [*self.before, *STIK, part, str(self.place), *port],
            env={**os.environ, **self.environment},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )

    def kill(self, part: str) -> None:
        """Kill a part with all its processes, as a power cut would."""
        self._signal(part, signal.SIGKILL)

    def stop(self, part: str) -> int:
        """Ask a part to end; return its exit code."""
        process = self.parts[part]
        process.terminate()
        code = process.wait(_SECONDS)
        self.kill(part)
        return code

    def _signal(self, part: str, number: signal.Signals) -> None:
        process = self.parts.pop(part)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        process.wait(_SECONDS)

    def wait_until_ready(self) -> None:
        """Return once it takes messages."""
        self.wait(lambda: self._get("/health/ready") == "ready\n")

    def wait_until_drained(self) -> None:
        """Return once nothing waits in the intake log."""
        self.wait(lambda: "stik_intake_entries 0\n" in self._get("/metrics"))

    def _get(self, path: str) -> str:
        try:
            url = f"{self.url}{path}"
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 our own
                return str(answer.read().decode())
        except OSError:
            return ""

    def wait(self, until) -> None:
        """Return once something is so; fail where that takes too long."""
        ends = time.monotonic() + _SECONDS
        while not until():
            assert time.monotonic() < ends, "it took too long"
            time.sleep(0.05)

    def key(self, source: str, *flags: str) -> str:
        """Return a new key of a source; flags of the command say more."""
        told = stik(
            "keys",
            self.place,
            "add",
            "--source",
            source,
            *flags,
            "--json",
            environment=self.environment,
        )
        return str(json.loads(told)["key"])


@contextmanager
def served(
    folder: Path, *parts: str, environment: dict[str, str] | None = None
) -> Iterator[Served]:
    """Serve a new workspace by these parts; kill what is left of them in the end."""
    place = folder / "place"
    stik("new", place)
    found = Served(place, free_port(), environment or {})
    try:
        found.key("unused")  # brings the database up to date
        for part in parts:
            found.start(part)
        if parts:
            found.wait_until_ready()
        yield found
    finally:
        for part in list(found.parts):
            found.kill(part)

"""Requests sent by `wrk` from many connections at once, and what became of them."""

import shutil
import subprocess
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

CONNECTIONS = 32
_SCRIPT = Path(__file__).parent / "wrk.lua"


@dataclass(frozen=True)
class Answered:
    """How many requests were answered in so long, how fast, and how many were not."""

    n_answers: int
    seconds: float
    p50_ms: float
    p99_ms: float
    n_errors: int


def is_there() -> bool:
    """Return whether `wrk` is installed here (Debian: wrk)."""
    return shutil.which("wrk") is not None


def post(path: str, body: bytes, *, key: str, packed: bool = False) -> bytes:
    """Return a request as it goes over the wire."""
    basic = b64encode(f"{key}:".encode()).decode()
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Basic {basic}",
        "Content-Type: application/json",
        *(["Content-Encoding: gzip"] if packed else []),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def send(requests: Sequence[bytes], *, port: int, seconds: float) -> Answered:
    """Send requests over and over from many connections, for so long."""
    with TemporaryDirectory(prefix="stik_requests_") as folder:
        for n, request in enumerate(requests, start=1):
            Path(folder, f"{n}.http").write_bytes(request)
        told = subprocess.run(  # noqa: S603 our own words
            [
                *("wrk", "--threads", "1", "--connections", str(CONNECTIONS)),
                *("--duration", f"{seconds:.0f}s", "--timeout", "20s"),
                *("--script", str(_SCRIPT), f"http://127.0.0.1:{port}"),
                *("--", folder, str(len(requests))),
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return msgspec.json.decode(told.splitlines()[-1], type=Answered)

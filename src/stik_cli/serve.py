"""`stik serve`: the whole product in one command, on one folder."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import typer

from stik.errors import StikError
from stik_cli.options import PlaceArgument
from stik_cli.output import console
from stik_cli.web import HostOption, PortOption

_LOOK_EVERY_SECONDS = 0.2
_SECONDS_TO_END = 30


def serve(
    place: PlaceArgument, *, host: HostOption = None, port: PortOption = None
) -> None:
    """Serve a workspace: take messages over HTTP and make them facts, until stopped."""
    from stik_cli.product import configuration  # noqa: PLC0415 - for few commands

    _set_up_apart(place)
    found = configuration(place, host=host, port=port)
    address = ["--host", found.host, "--port", str(found.port)]
    parts = [_started("web", str(place), *address), _started("worker", str(place))]
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _stop)
    url, is_told = f"http://{found.host}:{found.port}", False
    try:
        while all(part.poll() is None for part in parts):
            if not is_told and _is_ready(url):
                console().print(f"stik serves {place} on {url}; Ctrl-C stops it.")
                is_told = True
            time.sleep(_LOOK_EVERY_SECONDS)
    except _Stopped:
        code = 0
    else:
        code = 1  # one of them ended by itself
    _end(parts)
    raise typer.Exit(code)


def _set_up_apart(place: Path) -> None:
    """Make the database ready, in a process that ends: Django would stay in ours."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as other:
        other.submit(_set_up, place).result()


def _set_up(place: Path) -> None:
    """Bring a place and its database up to date.

    Who was erased since a backup was made is erased before anybody asks. Not in `web`:
    the lake cannot be used on both sides of a fork, as granian makes.
    """
    import stik  # noqa: PLC0415 - as above
    from stik_cli.product import set_up  # noqa: PLC0415 - as above

    try:
        stik.open(place)
        set_up(place)
    except StikError as error:
        raise StikError(str(error)) from None  # it has to cross to our process


def _is_ready(url: str) -> bool:
    from urllib.error import HTTPError  # noqa: PLC0415 - as above
    from urllib.request import urlopen  # noqa: PLC0415 - as above

    try:
        with urlopen(f"{url}/health/live", timeout=1):  # noqa: S310 our own address
            return True
    except HTTPError:  # it listens: whether all is well `/health/ready` says
        return True
    except OSError:
        return False


class _Stopped(Exception):
    """The user, or the machine, wants it to end."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stopped


def _started(command: str, *words: str) -> "subprocess.Popen[bytes]":
    """Start a command of stik in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "stik_cli.main", command, *words])  # noqa: S603 this very program


def _end(parts: "list[subprocess.Popen[bytes]]") -> None:
    """Let every part finish what it does, and wait for it."""
    for part in parts:
        if part.poll() is None:
            part.terminate()
    for part in parts:
        try:
            part.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()

"""What breaks under the product while messages come, and what is acknowledged then."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import which
from threading import Event

import pytest
from bench.postgres import running
from tests.kills.senders import MESSAGES, Sender, check_each_once, events_of, sending
from tests.web.sources.serving import Served, served

import stik

pytestmark = pytest.mark.kill

AS_ANYBODY = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Root may write wherever it wants; without these it may what others may."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 32 MB of its own."""
    folder, mount = tmp_path / "disk", which("mount")
    folder.mkdir()
    words = [mount, "-t", "tmpfs", "-o", "size=32m", "stik-test", folder]
    if (
        mount is None
        or subprocess.run(words, check=False, capture_output=True).returncode
    ):
        pytest.skip("only root can mount a tmpfs")
    yield folder
    subprocess.run([which("umount"), "--lazy", folder], check=True)


def test_a_full_disk_acknowledges_nothing_and_goes_on_once_there_is_room(
    small_disk: Path,
):
    with served(small_disk, "web", "worker") as product:
        with sending(product, product.key("app"), padding=2_000) as senders:
            product.wait(lambda: sum(len(s.acknowledged) for s in senders) > MESSAGES)
            _fill(small_disk / "ballast")
            product.wait(lambda: all(sender.refused for sender in senders))
            Event().wait(1)
            before = sum(len(sender.acknowledged) for sender in senders)
            (small_disk / "ballast").unlink()
        assert check_each_once(product, senders) > before


def _fill(ballast: Path) -> None:
    """Write until nothing more goes onto the disk."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4_096)):
            pass


def test_a_folder_that_may_not_be_written_to_loses_nothing(tmp_path: Path):
    with served(tmp_path) as product:
        product.before = AS_ANYBODY if os.geteuid() == 0 else ()
        product.start("web")
        product.start("worker")
        product.wait_until_ready()
        with sending(product, product.key("app")) as senders:
            product.wait(lambda: all(sender.acknowledged for sender in senders))
            _let_write(product, may=False)
            product.kill("web")
            product.start("web")
            product.wait(lambda: all(sender.refused for sender in senders))
            before = sum(len(sender.acknowledged) for sender in senders)
            _let_write(product, may=True)
        assert check_each_once(product, senders) > before


def _let_write(product: Served, *, may: bool) -> None:
    for path in (product.place, *product.place.rglob("*")):
        writing = 0o200 if may else 0
        path.chmod((0o555 if path.is_dir() else 0o444) | writing)


def test_a_database_that_breaks_off_under_load_loses_nothing(tmp_path: Path):
    try:
        with running() as database:
            environment = {"STIK_DATABASE": database.url}
            with served(tmp_path, "web", "worker", environment=environment) as product:
                with sending(product, product.key("app")) as senders:
                    for _ in range(2):
                        Event().wait(0.7)
                        database.restart()
                        seen = [len(sender.acknowledged) for sender in senders]
                        product.wait(
                            lambda seen=seen: all(
                                len(sender.acknowledged) > n
                                for sender, n in zip(senders, seen, strict=True)
                            )
                        )
                assert check_each_once(product, senders) > sum(seen)
    except SystemExit as error:
        pytest.skip(f"no PostgreSQL: {error}")


def test_a_torn_last_page_takes_nothing_with_it_that_was_committed(tmp_path: Path):
    with served(tmp_path, "web") as product:
        sender = Sender("s", product, product.key("app"))
        log = product.place / "stik.sqlite3-wal"
        assert all(sender.is_taken([f"kept-{n}"]) for n in range(20))
        kept, committed = list(sender.acknowledged), log.stat().st_size
        assert sender.is_taken(["torn"])
        product.kill("web")
        content = log.read_bytes()
        log.write_bytes(content[: (committed + len(content)) // 2] + b"torn" * 99)
        product.start("worker")
        product.start("web")
        product.wait_until_ready()
        assert sender.is_taken(["later"])
        product.wait_until_drained()
        product.stop("worker")
        assert sorted(events_of(stik.open(product.place))) == sorted([*kept, "later"])

"""A disk that fills up while a load runs: told in a sentence, and then gone on with."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest
from tests.facts.reading import NOW, check_sums, column, n_counted, rows_of

import stik
from stik.errors import PlaceError
from stik.facts.place import write_whole, writer_lock
from stik.intake import load
from stik.intake.mapping_file import parse_mapping
from stik.workspace import Workspace

MAPPING = parse_mapping(
    """
source = "visits"
[row]
customer = "who"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[verbatims.why]
column = "why"
""",
    path="m.toml",
)
ROWS = 12_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 4 MB of its own."""
    folder, mount = tmp_path / "disk", which("mount")
    folder.mkdir()
    words = [mount, "-t", "tmpfs", "-o", "size=4m", "stik-test", folder]
    if (
        mount is None
        or subprocess.run(words, check=False, capture_output=True).returncode
    ):
        pytest.skip("only root can mount a tmpfs")
    yield folder
    subprocess.run([which("umount"), folder], check=True)


def leave_room(disk: Path, n_bytes: int) -> None:
    """Fill the disk with a file, anew each time, until so much is free."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, room - n_bytes))


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    file = tmp_path / "visits.csv"
    rows = [f"c{n % 911},{n % 11},{n * 7919 % 104729} said {n}" for n in range(ROWS)]
    file.write_text("\n".join(["who,recommend,why", *rows]) + "\n")
    return file


@contextmanager
def suppress_and_note(told: list[str]) -> Iterator[None]:
    """Write down what a full disk is told as."""
    try:
        yield
    except PlaceError as error:
        told.append(str(error))


def check_whole(place: Workspace) -> int:
    """Check that only whole batches are visible; return how many messages."""
    n_messages = place.store.latest().last_sequence
    assert column(place, "answers", "sequence") == list(range(1, n_messages + 1))
    assert rows_of(place, "verbatims").num_rows == n_messages
    assert n_counted(place, "rollup_base") == n_messages
    return n_messages


def test_a_load_that_fills_the_disk_is_told_and_finishes_once_there_is_room(
    small_disk: Path, visits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "CELLS_PER_CHUNK", 3_000)
    place = stik.create(small_disk / "place", now=NOW)
    stored, told = [0], []
    # A little more room each time: writing breaks off at another place each time.
    while stored[-1] < ROWS:
        leave_room(small_disk, 250_000)
        with suppress_and_note(told):
            place.load(visits, mapping=MAPPING, now=NOW)
        stored.append(check_whole(place))
    assert len(told) >= 3
    for sentence in told:
        assert sentence.startswith(str(small_disk))
        assert "make room" in sentence
        assert "\n" not in sentence
    assert stored == sorted(stored)
    assert stored[-1] == ROWS
    again = place.load(visits, mapping=MAPPING, now=NOW)
    check_sums(again)
    assert again.n_known == ROWS


def test_a_file_of_the_place_is_written_whole_or_stays_as_it_was(
    small_disk: Path,
) -> None:
    file = small_disk / "list.csv"
    write_whole(file, "as it was")
    with pytest.raises(PlaceError, match="No space left"):
        write_whole(file, "x" * 5_000_000)
    assert file.read_text() == "as it was"
    assert [path.name for path in small_disk.iterdir()] == ["list.csv"]


def test_the_lock_needs_room_too_and_says_so(small_disk: Path) -> None:
    place = stik.create(small_disk / "place", now=NOW)
    leave_room(small_disk, 0)
    with (
        pytest.raises(PlaceError, match=r"place: cannot be written to"),
        writer_lock(place.place),
    ):
        pass

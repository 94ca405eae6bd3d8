"""A backup that is put back brings nobody back who was erased since."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.facts.reading import NOW, load_text
from tests.workspace.test_erasing import (
    CVETKA,
    HER_BAD_ROW,
    HERS,
    LATER,
    MAPPING,
    bytes_of,
    everything,
    text,
)

import stik
from stik.errors import CustomerUnknown, PlaceError
from stik.facts.place import writer_lock
from stik.workspace import Workspace
from stik.workspace.exporting import TABLES

Restore = Callable[[Workspace], Workspace]
LOST = "lost@example.com"
HER_LOST_ROW = f"{LOST},2026-04-06,shop,x,77,Lost"


@pytest.fixture(scope="module")
def as_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a place with Cvetka in it, and somebody held back alone."""
    made = stik.create(tmp_path_factory.mktemp("loaded") / "place", now=NOW)
    load_text(made, text(*HERS, HER_BAD_ROW, HER_LOST_ROW), MAPPING)
    return made.place.folder


@pytest.fixture
def place(as_loaded: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(as_loaded, tmp_path / "place")
    return stik.open(tmp_path / "place")


@pytest.fixture
def restored(as_loaded: Path) -> Restore:
    """Return what puts the backup in the place of what is there."""

    def restore(place: Workspace, *, is_opened: bool = True) -> Workspace:
        shutil.rmtree(place.place.folder)
        shutil.copytree(as_loaded, place.place.folder)
        return stik.open(place.place.folder) if is_opened else place

    return restore


def test_who_was_erased_is_not_there_when_a_backup_is_put_back(
    place: Workspace, restored: Restore
) -> None:
    place.people.erase(CVETKA, now=LATER)
    place.people.erase(LOST, now=LATER)
    place.people.purge(now=LATER)
    expected = everything(place), place.people._erased()
    again = restored(place)
    assert (everything(again), again.people._erased()) == expected
    for table in TABLES:
        exported = b"".join(again.export(table, "jsonl", names=table == "answers"))
        assert b"vetka" not in exported
        assert LOST.encode() not in exported
    with pytest.raises(CustomerUnknown):
        again.people.held_of(CVETKA)
    summary = load_text(again, text(*HERS, HER_BAD_ROW, HER_LOST_ROW), MAPPING)
    assert (summary.n_stored, summary.n_held) == (0, 0)
    renamed = load_text(again, text(*HERS), MAPPING, name="again.csv")
    assert renamed.n_erased == 2
    assert again.people.are_erased_on_disk
    again.people.purge(now=LATER)
    said = b"\n".join(bytes_of(place.place.folder))
    assert CVETKA.encode() not in said
    assert LOST.encode() not in said
    assert all(check.is_well for check in again.check())


def test_who_came_after_the_backup_and_was_erased_gives_nothing_by_an_old_file(
    place: Workspace, restored: Restore
) -> None:
    new = text("new@example.com,2026-05-01,web,blue,9,ok")
    load_text(place, new, MAPPING)
    place.people.erase("new@example.com", now=LATER)
    again = restored(place)
    n_snapshots = again.store.snapshots().num_rows
    assert load_text(again, new, MAPPING).n_erased == 1
    assert stik.open(place.place.folder).people._erased() == again.people._erased()
    assert again.store.snapshots().num_rows == n_snapshots + 1, "opened without more"


def test_a_place_in_which_somebody_erased_would_be_seen_is_not_opened(
    place: Workspace, restored: Restore
) -> None:
    place.people.erase(CVETKA, now=LATER)
    ledger = place.place.erasures_folder / "erased.jsonl"
    again = restored(place, is_opened=False)
    with writer_lock(again.place), pytest.raises(PlaceError, match="being written"):
        stik.open(again.place.folder)
    ledger.write_bytes(b"\xff")
    with pytest.raises(PlaceError, match="says who was erased and cannot be read"):
        stik.open(place.place.folder)


def test_the_ledger_names_nobody_and_is_made_whole_again(place: Workspace) -> None:
    place.people.erase(CVETKA, now=LATER, by="Ana")
    ledger = place.place.erasures_folder / "erased.jsonl"
    said = ledger.read_text()
    [line] = filter(None, said.splitlines())
    assert set(json.loads(line)) == {"name_hash", "erased_at", "receipt"}
    ledger.write_text(said[:-20])  # a power cut
    place.people.erase(LOST, now=LATER)
    told = [json.loads(line) for line in ledger.read_text().splitlines()[-2:]]
    assert {each["receipt"] for each in told} == {"erasure-3", "erasure-2"}


def test_the_ledger_lies_where_the_place_says_and_outside_of_it(
    place: Workspace, tmp_path: Path
) -> None:
    settings = place.place.folder / "stik.toml"
    said = settings.read_text()
    settings.write_text(f'{said}erasures = "../elsewhere"\n')
    stik.open(place.place.folder).people.erase(CVETKA, now=LATER)
    assert (tmp_path / "elsewhere" / "erased.jsonl").exists()
    settings.write_text(f'{said}erasures = "kept"\n')
    with pytest.raises(PlaceError, match="lies in the place; name a folder outside"):
        stik.open(place.place.folder)


def test_nobody_is_erased_where_it_cannot_be_noted(place: Workspace) -> None:
    place.place.erasures_folder.write_text("a file is in the way")
    with pytest.raises(PlaceError, match='outside of the place: erasures = "…" in'):
        place.people.erase(CVETKA, now=LATER)
    assert place.people.held_of(CVETKA)["answers"].num_rows == 2

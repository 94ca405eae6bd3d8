"""A reader sees whole batches only; what did not finish is taken back."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from tests.facts.reading import NOW, column, load_text, rows_of

import stik
from stik.errors import PlaceError
from stik.facts import durable, store, tables
from stik.facts.packing import as_stored
from stik.intake import load
from stik.terms.snapshot import Snapshot
from stik.workspace import Workspace

MAPPING = """
source = "visits"
[row]
customer = "who"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[verbatims.why]
column = "why"
"""
ROOT = Path(__file__).parents[2]


def visits(first: int, last: int) -> str:
    rows = [f"c{row % 97},{row % 11},said {row}" for row in range(first, last)]
    return "\n".join(["who,recommend,why", *rows]) + "\n"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return stik.create(tmp_path / "place", now=NOW)


def test_a_reader_sees_only_whole_batches_while_a_load_runs(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "CELLS_PER_CHUNK", 3_000)
    finish = store.Writer._finish
    n_seen = [0]

    def looked_at(writer: store.Writer, snapshot: Snapshot) -> None:
        finish(writer, snapshot)
        while n_seen[-1] < snapshot.last_sequence:
            n_seen.append(int(reader.stdout.readline()))  # type: ignore[union-attr]

    monkeypatch.setattr(store.Writer, "_finish", looked_at)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.facts.reading_child", place.place.folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        load_text(place, visits(0, 12_000), MAPPING)
        seen, _ = reader.communicate("enough\n", timeout=60)
    assert reader.returncode == 0, seen
    n_seen += [int(line) for line in seen.split()]
    assert n_seen == sorted(n_seen)
    assert len(set(n_seen)) >= 3  # it did look while batches came in
    assert n_seen[-1] == 12_000


def test_what_a_dead_writer_left_is_taken_back_in_every_table(place: Workspace) -> None:
    load_text(place, visits(0, 50), MAPPING)
    for name in ("answers", "verbatims", "identities", "rollup_base"):
        tables.append(place.store.folder(name), rows_of(place, name))
    assert len(column(place, "answers", "value")) == 50
    load_text(place, visits(50, 80), MAPPING, name="more.csv")
    assert column(place, "answers", "sequence") == list(range(1, 81))
    assert sum(column(place, "rollup_base", "n")) == 80
    assert len(column(place, "identities", "customer")) == 80


def test_a_batch_is_on_disk_before_its_snapshot(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = durable.fsync

    def noted(path: Path) -> None:
        synced.append(str(path))
        fsync(path)

    monkeypatch.setattr(durable, "fsync", noted)
    load_text(place, visits(0, 20), MAPPING)
    of_snapshot = next(n for n, path in enumerate(synced) if "/snapshots" in path)
    assert all("/snapshots" in path for path in synced[of_snapshot:])
    latest = place.store.latest()
    for name in ("answers", "verbatims", "identities", "interactions"):
        for file in place.store.files(name, at=latest):
            assert file in synced[:of_snapshot]


def test_taking_back_and_summing_up_the_log_are_made_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(durable, "fsync", lambda path: synced.append(Path(path).name))
    place = stik.create(tmp_path / "place", now=NOW)
    load_text(place, visits(0, 2), MAPPING)
    folder, two = place.store.folder("verbatims"), rows_of(place, "verbatims")
    while tables.append(folder, two) < 101:
        pass
    for version in (1, 50, 100, 101):
        uris = DeltaTable(folder, version=version).file_uris()
        files = tables.files_at(folder, version=version)
        assert {Path(uri).name for uri in uris} == {Path(file).name for file in files}
    assert "_last_checkpoint" in synced
    assert any(name.endswith(".checkpoint.parquet") for name in synced)
    synced.clear()
    tables.roll_back(folder, version=1)
    assert f"{102:020}.json" in synced
    assert len(tables.files_at(folder)) == len(DeltaTable(folder).file_uris()) == 1


def test_a_table_is_appended_to_after_it_was_written_to_in_another_way(
    place: Workspace,
) -> None:
    load_text(place, visits(0, 2), MAPPING)
    folder, two = place.store.folder("verbatims"), rows_of(place, "verbatims")
    versions = [tables.append(folder, two), tables.append(folder, two)]
    versions += [tables.compact(folder), tables.append(folder, two)]
    assert versions == [2, 3, 4, 5]
    assert len(tables.files_at(folder)) == 2
    read = pa.concat_tables([pq.read_table(file) for file in tables.files_at(folder)])
    assert read.num_rows == 8


def test_a_file_holds_no_text_that_none_of_its_rows_has(tmp_path: Path) -> None:
    codes = pa.array([1, None, 1, 3])
    texts = pa.array(["erased", "kept", "gone", "also kept"])
    rows = pa.table({"said": pa.DictionaryArray.from_arrays(codes, texts)})
    schema = pa.schema([("said", pa.string())])
    tables.create_table(tmp_path / "texts", schema=schema)
    tables.append(tmp_path / "texts", as_stored(rows, schema))
    [file] = tables.files_at(tmp_path / "texts")
    read = pq.read_table(file)
    assert read["said"].to_pylist() == ["kept", None, "kept", "also kept"]
    assert b"erased" not in Path(file).read_bytes()


def packed_by(file: str) -> str:
    compression: str = pq.read_metadata(file).row_group(0).column(0).compression
    return compression


def test_rewritten_rows_lie_in_groups_small_enough_to_pass_over(
    tmp_path: Path,
) -> None:
    rows = pa.table({"day": pa.array(range(300_000), pa.int32())})
    tables.create_table(tmp_path / "days", schema=rows.schema)
    tables.append(tmp_path / "days", rows)
    [file] = tables.files_at(tmp_path / "days")
    assert packed_by(file) == "ZSTD"
    tables.replace(tmp_path / "days", rows)
    [file] = tables.files_at(tmp_path / "days")
    assert packed_by(file) == "ZSTD"
    groups = pq.read_metadata(file).to_dict()["row_groups"]
    assert [group["num_rows"] for group in groups] == [32_768] * 9 + [5_088]


def test_merged_and_rewritten_tables_answer_as_of_an_earlier_moment(
    place: Workspace,
) -> None:
    load_text(place, visits(0, 44), MAPPING)
    between = NOW + timedelta(days=1)
    load_text(place, visits(44, 99), MAPPING, name="b.csv", now=NOW + timedelta(days=2))
    then = place.ask("nps", as_of=between).table.to_pylist()
    place.mend(now=NOW + timedelta(days=3))
    assert len(place.store.files("answers", at=place.store.latest())) == 1
    assert place.ask("nps", as_of=between).table.to_pylist() == then
    assert place.ask("nps").table["n"].to_pylist() == [99]


def test_moments_of_batches_never_go_backwards(place: Workspace) -> None:
    for days in (0, -3, 1, -1):
        text = visits(1000 * days, 1000 * days + 5).replace("c-", "c")
        when = NOW + timedelta(days=days)
        load_text(place, text, MAPPING, name=f"{days}.csv", now=when)
    recorded = place.store.snapshots()["recorded_at"].to_pylist()
    assert recorded == sorted(recorded)


def test_a_lost_table_is_told_with_its_place(place: Workspace) -> None:
    log = place.store.folder("answers") / "_delta_log"
    log.rename(log.with_name("lost"))
    with pytest.raises(PlaceError, match=r"answers: is missing or damaged"):
        load_text(place, visits(0, 3), MAPPING)


def test_lost_snapshots_are_told_with_the_place(place: Workspace) -> None:
    for file in place.store.folder("snapshots").glob("*.parquet"):
        file.unlink()
    with pytest.raises(PlaceError, match="its snapshots are lost"):
        place.store.latest()


def test_many_small_batches_keep_few_files_of_snapshots(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_SNAPSHOT_FILES", 4)
    for number in range(8):
        load_text(place, visits(number, number + 1), MAPPING, name=f"{number}.csv")
    assert len(tables.files_at(place.store.folder("snapshots"))) <= 4
    assert place.store.snapshots()["snapshot"].to_pylist() == list(range(9))
    assert column(place, "answers", "sequence") == list(range(1, 9))

"""The distributed engine sees the same tables as the embedded one."""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stik.engine.distributed import Distributed
from stik.engine.tables import TableFiles, unbound
from stik.errors import EngineMissing

CALLS = pa.schema([("sequence", pa.int64()), ("reached_at", pa.timestamp("us", "UTC"))])
calls = unbound("calls", CALLS)


def write_calls(folder: Path, *, last: int) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / f"calls_{last}.parquet"
    columns = [list(range(1, last + 1)), [1_672_533_000_000_000] * last]
    pq.write_table(pa.table(columns, schema=CALLS), path)
    return str(path)


def test_without_pyspark_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineMissing, match=r"pip install stik\[spark\]"):
        Distributed("spark://127.0.0.1:7077")


@pytest.mark.spark
def test_a_table_registered_again_shows_its_new_files(
    distributed: Distributed, tmp_path: Path
) -> None:
    files = tuple(write_calls(tmp_path, last=last) for last in (3, 4))
    counted = []
    for table in [
        TableFiles("calls", files[:1], CALLS),
        TableFiles("calls", files, CALLS),
        TableFiles("calls", files, CALLS, "sequence <= 2"),
        TableFiles("calls", (), CALLS),
    ]:
        distributed.register([table])
        counted += distributed.run(calls.count())[0].to_pylist()
    assert counted == [3, 7, 4, 0]


@pytest.mark.spark
@pytest.mark.parametrize("folder", ["[2020]", "a*b{c}", "the owner's šola"])
def test_a_folder_may_have_any_name(
    folder: str, distributed: Distributed, tmp_path: Path
) -> None:
    files = (write_calls(tmp_path / folder, last=3),)
    distributed.register([TableFiles("calls", files, CALLS)])
    assert distributed.run(calls.count())[0].to_pylist() == [3]


@pytest.mark.spark
def test_a_day_is_read_off_a_moment_in_utc(
    distributed: Distributed, tmp_path: Path
) -> None:
    files = (write_calls(tmp_path, last=2),)
    distributed.register([TableFiles("calls", files, CALLS)])
    answer = distributed.run(calls.select(day=calls.reached_at.date()).distinct())
    assert [str(day) for day in answer["day"]] == ["2023-01-01"]

"""Memory does not grow with the file."""

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pytest

from stik.formats.source_file import read_rows, survey_file

_MEGABYTE = 1024 * 1024
_LINE = b"7," * 39 + b'"said ""so"""\n'
_READ_ALL = """
import resource, sys
from stik.formats.source_file import read_rows, survey_file
for chunk in read_rows(survey_file(sys.argv[1])):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _written(path: Path, *, megabytes: int) -> Path:
    header = b",".join(b"Q%d" % place for place in range(40)) + b"\n"
    part = _LINE * (_MEGABYTE // len(_LINE))
    with path.open("wb") as file:
        file.write(header)
        for _ in range(megabytes):
            file.write(part)
    return path


def _most_held(path: Path) -> int:
    """Return the most bytes held at once, by Python and by Arrow."""
    before = pa.total_allocated_bytes()
    most = 0
    tracemalloc.start()
    for chunk in read_rows(survey_file(path), chunk_rows=20_000):
        assert chunk.table.num_columns == 40
        most = max(most, pa.total_allocated_bytes() - before)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most + peak


def test_three_times_the_file_takes_no_more_memory(tmp_path: Path) -> None:
    small = _most_held(_written(tmp_path / "small.csv", megabytes=8))
    large = _most_held(_written(tmp_path / "large.csv", megabytes=24))
    assert large < 1.25 * small


@pytest.mark.soak
def test_a_file_of_200_megabytes_is_read_in_few(tmp_path: Path) -> None:
    path = _written(tmp_path / "large.csv", megabytes=200)
    read = subprocess.run(
        [sys.executable, "-c", _READ_ALL, path],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert int(read.stdout) < 400

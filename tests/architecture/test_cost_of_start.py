"""What is slow to import is imported only where it is used."""

import subprocess
import sys

import pytest

NEEDED_TO_ASK = {"duckdb", "ibis", "numpy", "pyarrow", "deltalake"}
SLOW = {"django", "openpyxl", "pandas", "pyspark", "scipy.special", "scipy.stats"}
SLOW |= {"statsmodels"}


def imported_by(module, root):
    """Return the names of all modules that a fresh Python has after the import."""
    code = f"import sys, {module}; print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ended.stdout.split())


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("stik", NEEDED_TO_ASK | SLOW),
        ("stik.workspace", SLOW),
        ("stik_cli.main", NEEDED_TO_ASK | SLOW),
    ],
)
def test_a_start_does_not_wait_for_what_it_may_not_use(module, unwanted, root):
    assert imported_by(module, root) & unwanted == set()

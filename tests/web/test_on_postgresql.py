"""What touches the database is tested on PostgreSQL too, on a cluster of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.postgres import running

pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[2]
STARTS_ONE = (Path(__file__).name, "test_isolation.py")
"""These start a PostgreSQL themselves, wherever they run."""

PYTEST = (sys.executable, "-m", "pytest", "-q")
IGNORED = [f"--ignore={Path(__file__).with_name(name)}" for name in STARTS_ONE]


def test_all_that_touches_the_database_passes_on_postgresql():
    try:
        with running() as found:
            answer = subprocess.run(
                [*PYTEST, "-m", "database and not served", "tests/web", *IGNORED],
                cwd=ROOT,
                env={**os.environ, "STIK_DATABASE": found.url},
                capture_output=True,
                text=True,
                check=False,
            )
    except SystemExit as error:
        pytest.skip(f"no PostgreSQL: {error}")
    assert answer.returncode == 0, answer.stdout[-3_000:]

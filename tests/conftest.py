"""What every test may ask for."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pyarrow as pa
import pytest

from stik.facts import tables
from stik.facts.schema import TABLES

pytest_plugins = [
    "tests.plugins.skips",
    "tests.plugins.sums",
    "tests.plugins.side_by_side",
]

ROOT = Path(__file__).parent.parent

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real data; without it the test skips."""
    folder = Path(os.environ.get("STIK_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no real data: set STIK_REAL_DATA to its folder")
    return folder


@pytest.fixture
def now() -> datetime:
    """Return the moment at which tests take place."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out waiting for the disk, except where its order is what is tested."""
    if request.node.get_closest_marker("kill") is None:
        monkeypatch.setattr("stik.facts.durable.fsync", lambda _path: None)


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the tables of an empty place."""
    folder = tmp_path_factory.mktemp("empty") / "facts"
    folder.mkdir()
    for name, schema in TABLES.items():
        tables.create_table(folder / name, schema=schema)
    return folder


@pytest.fixture(autouse=True)
def quick_places(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, empty_tables: Path
) -> None:
    """Copy empty tables for a new place, except where it is the disk that is tested."""
    if request.node.get_closest_marker("kill") is not None:
        return
    create_table = tables.create_table

    def copied(folder: Path, *, schema: pa.Schema) -> None:
        if (empty_tables / folder.name).is_dir() and not folder.exists():
            shutil.copytree(empty_tables / folder.name, folder)
        else:
            create_table(folder, schema=schema)

    monkeypatch.setattr(tables, "create_table", copied)

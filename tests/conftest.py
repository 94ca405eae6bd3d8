"""What every test may ask for."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest_plugins = ["tests.plugins.skips", "tests.plugins.sums"]

ROOT = Path(__file__).parent.parent


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
        monkeypatch.setattr("stik.facts.tables._fsync", lambda _path: None)

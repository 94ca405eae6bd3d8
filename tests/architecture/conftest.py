"""The files of the project, as these tests read them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NOT_OURS = re.compile(
    r"(^|/)(\.(?!ci/)[\w-]+|__pycache__|demo-company|[\w-]+\.egg-info)/"
)


def _listed_by_git() -> list[str]:
    """Return no names where git is missing or does not know the folder."""
    git = shutil.which("git")
    if git is None:
        return []
    listed = subprocess.run(
        [git, "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return listed.stdout.splitlines()


def _found_in_folders() -> list[str]:
    names = (str(path.relative_to(ROOT)) for path in ROOT.rglob("*"))
    return [name for name in names if not NOT_OURS.search(name)]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Return every file that is or may be committed."""
    names = _listed_by_git() or _found_in_folders()
    return sorted(ROOT / name for name in set(names) if (ROOT / name).is_file())


@pytest.fixture(scope="session")
def source_files(project_files: list[Path]) -> list[Path]:
    """Return the Python files under `src`."""
    return [
        path
        for path in project_files
        if path.suffix == ".py" and path.is_relative_to(ROOT / "src")
    ]

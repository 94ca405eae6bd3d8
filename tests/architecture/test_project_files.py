"""The two commands, the dependencies with their reasons, and what no file may hold."""

import re
import tomllib

import pytest

CELL = r" ([^|]+) \|"
TABLE_ROW = re.compile(rf"^\| `([\w.-]+)` \|{CELL}{CELL}{CELL}$", re.MULTILINE)
LOCKED = re.compile(r"^([\w.-]+)==\S+(?: ; .*)? \\\n    --hash=sha256:", re.MULTILINE)
MACHINE_PATH = re.compile(
    r"(?<![\w./~-])(?:/(?:home|Users|root|work)/\w+|[A-Z]:\\Users\\)"
)
MAIL_ADDRESS = re.compile(r"\b[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})\b")
RESERVED_DOMAIN = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$")


@pytest.fixture(scope="session")
def project(root):
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]


@pytest.fixture(scope="session")
def texts(project_files, root):
    """Return the text of each text file by its name."""
    found = {}
    for path in project_files:
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            found[str(path.relative_to(root))] = content.decode(errors="replace")
    return found


def package(requirement):
    return re.match(r"[\w.-]+", requirement).group().lower()


@pytest.fixture(scope="session")
def needed(project):
    """Return every package that stik or one of its extras asks for."""
    extras = project["optional-dependencies"].values()
    return {
        package(requirement)
        for group in (project["dependencies"], *extras)
        for requirement in group
    }


def test_every_dependency_has_its_licence_and_its_reason(needed, root):
    page = (root / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    explained = {
        name.lower()
        for name, *cells in TABLE_ROW.findall(page)
        if all(cell.strip() for cell in cells)
    }
    assert needed - explained == set(), "without a line"
    assert explained - needed == set(), "with a line, but not needed any more"


def test_every_dependency_is_locked_with_its_hash(needed, project, texts):
    def locked(name):
        return {found.lower() for found in LOCKED.findall(texts[name])}

    to_run = {package(requirement) for requirement in project["dependencies"]}
    assert to_run <= locked("requirements.lock")
    assert needed <= locked("requirements-dev.lock")
    assert "pyspark" not in locked("requirements.lock"), "make demo runs without Spark"


def test_both_lock_files_agree(texts):
    def pins(name):
        return set(re.findall(r"^([\w.-]+==\S+)", texts[name], re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_lock_files_name_no_registry(texts):
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in texts[name]
        assert "--index-url" not in texts[name]


def test_the_readme_asks_for_exactly_two_commands(texts):
    section = texts["README.md"].partition("## Two commands")[2].partition("\n## ")[0]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL).group(1)
    commands = [line.partition("#")[0].strip() for line in block.splitlines()]
    assert commands == ["make demo", "make test"]


def test_ci_runs_the_test_command_of_the_readme_and_nothing_else(texts, root):
    commands = [
        line
        for line in texts[".ci/run"].splitlines()
        if not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]
    assert (root / ".ci/run").stat().st_mode & 0o100


def test_the_makefile_knows_every_promised_target(texts):
    targets = set(re.findall(r"^([a-z]+):", texts["Makefile"], re.MULTILINE))
    assert {"setup", "demo", "test", "check", "bench", "soak"} <= targets


def test_no_file_names_a_path_of_one_machine(texts):
    found = [
        f"{name}: {match.group()}"
        for name, text in texts.items()
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_no_file_holds_a_mail_address_that_could_be_real(texts):
    found = [
        f"{name}: {match.group()}"
        for name, text in texts.items()
        for match in MAIL_ADDRESS.finditer(text)
        if not RESERVED_DOMAIN.search(match.group(1))
    ]
    assert found == []


def test_the_list_of_allowed_skips_stays_short(texts):
    reasons = [
        line
        for line in texts["tests/allowed_skips.txt"].splitlines()
        if line and not line.startswith("#")
    ]
    assert len(reasons) <= 6

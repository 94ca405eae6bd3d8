"""Whatever a user can name is written down, and every link leads somewhere."""

import re

import pytest
import typer
from typer.testing import CliRunner

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
SHARED = "what commands share"
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def commands():
    """Return the commands of the command line by their whole name."""
    from stik_cli.main import commands as app  # noqa: PLC0415 - the rest runs without it

    def below(command, name):
        if not hasattr(command, "commands"):
            return {name: command}
        found = {}
        for word, child in command.commands.items():
            found |= below(child, f"{name} {word}")
        return found

    return below(typer.main.get_command(app), "stik")


@pytest.fixture(scope="session")
def sections(root):
    """Return the text about each command, and about what they share."""
    page = (root / "docs/reference/command-line.md").read_text(encoding="utf-8")
    shared, *others = re.split(r"^## (?=`)", page, flags=re.MULTILINE)
    named = {re.match(r"`(stik [a-z -]*[a-z])", text).group(1): text for text in others}
    return {SHARED: shared} | named


def test_the_page_of_commands_has_a_section_for_each_and_no_other(commands, sections):
    assert set(sections) - {SHARED} == set(commands)


def test_every_flag_is_documented_with_its_command(commands, sections):
    undocumented = [
        f"{name} {flag}"
        for name, command in commands.items()
        for parameter in command.params
        for flag in parameter.opts
        if flag.startswith("--")
        and not re.search(rf"`[^`\n]*{flag}\b", sections[SHARED] + sections[name])
    ]
    assert undocumented == []


def test_help_answers_for_every_command(commands):
    from stik_cli.main import commands as app  # noqa: PLC0415 - the rest runs without it

    refused = [
        name
        for name in commands
        if CliRunner().invoke(app, [*name.split()[1:], "--help"]).exit_code
    ]
    assert refused == []


def test_every_metric_is_documented(root):
    from stik.metrics.registry import METRICS  # noqa: PLC0415 - the rest runs without it

    pages = "".join(
        path.read_text(encoding="utf-8")
        for path in (root / "docs/reference").glob("*.md")
        if path.name != "command-line.md"
    )
    undocumented = [each.name for each in METRICS if f"`{each.name}`" not in pages]
    assert undocumented == []


@pytest.fixture(scope="session")
def links(project_files):
    """Return the targets of each page's links to other files, outside of code."""
    pages = [path for path in project_files if path.suffix == ".md"]
    return {page: list(targets_of(page)) for page in pages}


def targets_of(page):
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if not target.startswith(("http://", "https://")):
            yield (page.parent / target).resolve()


def test_every_link_of_the_documentation_leads_to_a_file(links, root):
    dead = [
        f"{page.relative_to(root)}: {target}"
        for page, targets in links.items()
        for target in targets
        if not target.exists()
    ]
    assert dead == []


def test_every_page_of_the_documentation_is_linked_from_another(links, root):
    linked = {
        target
        for page, targets in links.items()
        for target in targets
        if target != page
    }
    lost = [
        str(page.relative_to(root))
        for page in links
        if page.is_relative_to(root / "docs") and page not in linked
    ]
    assert lost == []

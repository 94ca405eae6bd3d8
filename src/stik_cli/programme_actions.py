"""What `stik programme` does: check, show, export."""

import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Group
from rich.text import Text

import stik
from stik.facts.place import open_place
from stik.metrics.registry import METRICS
from stik.programme.coverage import coverage
from stik.programme.file import check_programme, read_programme
from stik.programme.problem import Problem
from stik.programme.writer import plain_programme, programme_yaml
from stik_cli.goals_view import as_plain, checks_of, day_at, told
from stik_cli.output import console, print_json
from stik_cli.programme_view import print_coverage, print_programme

IN_ORDER, TO_MEND, WRONG_INPUT = 0, 1, 2


def check(folder: Path, *, as_json: bool) -> int:
    """Print what is to be mended in the file, or else beside the data; return how bad.

    Also what speaks against its goals, from the answers there are today.

    Returns
    -------
    int
        The exit code: `IN_ORDER`, `TO_MEND` or `WRONG_INPUT`.
    """
    workspace = stik.open(folder)
    path = workspace.place.programme_file
    problems = check_programme(path, metrics=[metric.name for metric in METRICS])
    if problems:
        _print_problems(path, problems, as_json=as_json)
        return WRONG_INPUT
    covered = coverage(
        read_programme(path),
        touchpoints=workspace.touchpoints_found(),
        channels=workspace.channels_found(),
    )
    checks = checks_of(workspace, today=day_at(folder))
    doubtful = {name: each for name, each in checks.items() if each.objections}
    if as_json:
        goals = as_plain(checks)
        print_json({"problems": [], "coverage": asdict(covered), "goals": goals})
        return TO_MEND if doubtful or not covered.is_complete else IN_ORDER
    if not doubtful or not covered.is_complete:
        print_coverage(covered, path=path)
    if doubtful:
        console().print(
            Group(Text("Goals that something speaks against"), *told(doubtful))
        )
    return TO_MEND if doubtful or not covered.is_complete else IN_ORDER


def export_yaml(folder: Path) -> None:
    """Print the programme as the file that stik would write."""
    sys.stdout.write(programme_yaml(read_programme(open_place(folder).programme_file)))


def export_json(folder: Path) -> None:
    """Print the programme as JSON, shaped as the file is."""
    print_json(plain_programme(read_programme(open_place(folder).programme_file)))


def show(folder: Path, *, language: str | None) -> None:
    """Print the programme as tables, labels in `language` or else the place's."""
    place = open_place(folder)
    read = read_programme(place.programme_file)
    print_programme(read, name=place.name, language=language or place.language)


def _print_problems(path: Path, problems: list[Problem], *, as_json: bool) -> None:
    if as_json:
        found = [asdict(problem) for problem in problems]
        print_json({"problems": found, "coverage": None, "goals": None})
        return
    for problem in problems:
        sys.stderr.write(f"stik: {problem.as_error(path)}\n")

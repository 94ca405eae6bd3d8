"""Modules say what they are, stay small, and give a reason for what they suppress."""

import ast
import re
from itertools import pairwise

import pytest

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:)(?P<rest>.*)")
CODES = re.compile(r"^:?\s*(?:[A-Z]+\d+[,\s]*)*(?:\[[^\]]*\])?")


def place(path, root, line=None):
    where = path.relative_to(root)
    return f"{where}:{line}" if line else str(where)


def test_every_module_says_in_one_line_what_is_here(source_files, root):
    silent = [
        place(path, root)
        for path in source_files
        if (text := path.read_text(encoding="utf-8")).strip()
        and not ast.get_docstring(ast.parse(text))
        and "migrations" not in path.parts
    ]
    assert silent == []


def test_no_python_file_is_longer_than_400_lines(project_files, root):
    long = [
        place(path, root)
        for path in project_files
        if path.suffix == ".py"
        and len(path.read_text(encoding="utf-8").splitlines()) > LINES_OF_A_FILE
    ]
    assert long == []


def test_no_function_is_longer_than_40_lines(source_files, root):
    long = [
        f"{place(path, root, node.lineno)} {node.name}"
        for path in source_files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, FUNCTIONS)
        and node.end_lineno - node.lineno >= LINES_OF_A_FUNCTION
    ]
    assert long == []


def is_bare(line, line_above):
    """Return whether the line suppresses a rule and no comment says why."""
    found = SUPPRESSION.search(line)
    if found is None or line_above.lstrip().startswith("#"):
        return False
    return not re.search(r"[a-zA-Z]{2}", CODES.sub("", found["rest"], count=1))


@pytest.mark.parametrize(
    ("line", "line_above", "bare"),
    [
        ("x = 1", "", False),
        ("import y  # noqa", "", True),
        ("import y  # noqa: PLC0415", "", True),
        ("import y  # noqa: PLC0415, A001", "", True),
        ("import y  # noqa: PLC0415 - takes a second", "", False),
        ("import y  # noqa: PLC0415 takes a second", "", False),
        ("import y  # noqa: PLC0415", "# It takes a second.", False),
        ("y = z()  # type: ignore[arg-type]", "", True),
        ("y = z()  # type: ignore[arg-type]  # as the schema says", "", False),
    ],
)
def test_a_bare_suppression_is_told_from_a_reasoned_one(line, line_above, bare):
    assert is_bare(line, line_above) is bare


def test_every_suppression_gives_its_reason(source_files, root):
    bare = [
        place(path, root, number)
        for path in source_files
        for lines in [path.read_text(encoding="utf-8").splitlines()]
        for number, (above, line) in enumerate(pairwise(["", *lines]), 1)
        if is_bare(line, above)
    ]
    assert bare == []

"""What the docstrings and the reference page say about consistency is so."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from stik.insights import consistency
from stik.insights.consistency.plan import KINDS
from stik.insights.consistency.rules import RULES

MODULES = sorted(
    path.stem
    for path in Path(consistency.__path__[0]).glob("*.py")
    if path.stem[0] != "_"
)
WITH_EXAMPLES = ("readings", "rules", "seasons", "limits", "signals", "charts")
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "consistency.md"


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"stik.insights.consistency.{name}")
    attempted = doctest.testmod(module, raise_on_error=True).attempted
    assert attempted or name not in (*WITH_EXAMPLES, "board", "carriers")


def test_examples_on_the_reference_page_run():
    tested = doctest.testfile(str(REFERENCE), module_relative=False, encoding="utf-8")
    assert tested.failed == 0
    assert tested.attempted > 0


def test_every_chart_and_every_rule_is_on_the_reference_page():
    page = REFERENCE.read_text(encoding="utf-8")
    names = [*KINDS, *(each.code for each in RULES)]
    assert [each for each in names if f"`{each}`" not in page] == []


def test_importing_it_does_not_import_scipy():
    code = (
        "import sys, stik.insights.consistency.board, "
        "stik.insights.consistency.carriers; print('scipy' in sys.modules)"
    )
    run = [sys.executable, "-c", code]
    assert subprocess.run(run, capture_output=True, text=True).stdout == "False\n"  # noqa: PLW1510 - a failure shows in what is printed

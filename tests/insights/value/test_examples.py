"""Examples in docstrings run, and nothing here is slow to import."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "value.md"
MODULES = (
    "buying.likelihood", "buying.rates", "buying.spending", "leaving.covariates",
    "leaving.hazard", "leaving.rates", "leaving.reasons", "lives.experience",
    "lives.said", "lives.survival", "retention.staying", "worth.keeping",
    "worth.point", "worth.quoted", "worth.ratios",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"stik.insights.value.{name}")
    assert doctest.testmod(module, raise_on_error=True).attempted


def test_examples_on_the_reference_page_run():
    tested = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tested.attempted
    assert tested.failed == 0


def test_statistics_are_imported_only_when_needed():
    names = ", ".join(f"stik.insights.value.{name}" for name in MODULES)
    code = f"import sys, {names}; print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    slow = {"statsmodels", "pandas", "scipy.stats", "scipy.special", "scipy.optimize"}
    assert set(ended.stdout.split()) & slow == set()

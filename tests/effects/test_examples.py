"""Examples in docstrings run, and nothing here is slow to import."""

import doctest
import importlib
import subprocess
import sys

import pytest

MODULES = (
    "carried", "differences", "effect", "ended", "fading", "groups", "initiative",
    "interrupted", "regression", "series", "staggered", "verdict", "verified",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"stik.effects.{name}")
    assert doctest.testmod(module, raise_on_error=True).attempted


def test_statsmodels_is_imported_only_when_a_series_is_judged():
    code = "import sys, stik.effects.verified; print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = set(ended.stdout.split())
    assert loaded & {"statsmodels", "pandas", "scipy.stats", "scipy.special"} == set()

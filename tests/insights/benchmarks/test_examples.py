"""Examples in docstrings run."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["figure", "lead"])
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"stik.insights.benchmarks.{name}")
    assert doctest.testmod(module, raise_on_error=True).attempted

"""The list of metrics."""

import doctest

import pytest

from stik.errors import UnknownMetric
from stik.metrics import intervals, registry
from stik.metrics.registry import METRICS, metric


def test_a_metric_is_found_by_its_name():
    assert [metric(known.name) for known in METRICS] == list(METRICS)


def test_names_are_not_used_twice():
    assert len({known.name for known in METRICS}) == len(METRICS)


def test_a_misspelt_metric_is_answered_with_the_nearest():
    with pytest.raises(UnknownMetric, match="'npss'; did you mean 'nps'"):
        metric("npss")


@pytest.mark.parametrize("module", [intervals, registry])
def test_examples_in_docstrings_run(module):
    assert doctest.testmod(module, raise_on_error=True).attempted > 0

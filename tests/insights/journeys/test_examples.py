"""The examples in the docstrings come out as they say."""

import doctest

import pytest

from stik.insights.journeys import pattern, shares
from stik_cli import journeys_shares_view, journeys_view


@pytest.mark.parametrize(
    "module", [pattern, shares, journeys_shares_view, journeys_view], ids=str
)
def test_the_examples_come_out(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert found.failed == 0

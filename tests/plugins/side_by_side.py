"""Says which tests stay together when two processes share a run, and who goes first."""

from collections.abc import Generator

import pytest
from tests.plugins.sums import group_of

LONGEST_FIRST = ("kill", "spark", "database", "browser")
"""What takes long and cannot be divided begins first: no process waits for it."""

ONE_SERVER = ("spark", "database")
"""Groups that share one server, which is started once for all of them."""


def _together(item: pytest.Item) -> str:
    """Return with what a test stays in one process: its server, or its file."""
    group = group_of(item)
    return group if group in ONE_SERVER else item.path.name


def _turn(item: pytest.Item) -> int:
    group = group_of(item)
    return LONGEST_FIRST.index(group) if group in LONGEST_FIRST else len(LONGEST_FIRST)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Name each test's companions before xdist looks, and put the longest first."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_together(item)))
    yield
    if config.getoption("dist", "no") != "no":
        items.sort(key=_turn)

"""Adds up what each group of tests took, and sets it beside the group's budget."""

from collections import defaultdict

import pytest

UNITS = "units"
BUDGET_SECONDS = {
    UNITS: 180,
    "spark": 180,
    "database": 180,
    "browser": 180,
    "kill": 120,
}
"""A test without a marker of these belongs to the units; soak has no budget."""


def group_of(item: pytest.Item) -> str:
    """Return the group whose budget a test is counted against."""
    marked = (name for name in BUDGET_SECONDS if item.get_closest_marker(name))
    return next(marked, UNITS)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Send a test's group along with its report, from whichever process runs it."""
    item.user_properties.append(("group", group_of(item)))


class Sums:
    """How many tests each group had, and how long they took with their fixtures."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add one phase of one test to its group."""
        group = dict(report.user_properties)["group"]
        self.seconds[group] += report.duration
        self.tests[group].add(report.nodeid)

    def lines(self) -> list[str]:
        """Return one line for each group that ran, in the order of the budgets."""
        return [self._line(group) for group in BUDGET_SECONDS if self.tests.get(group)]

    def _line(self, group: str) -> str:
        seconds, budget = self.seconds[group], BUDGET_SECONDS[group]
        verdict = "over budget" if seconds > budget else "within budget"
        tests = len(self.tests[group])
        return f"{group:<10}{tests:>6} tests {seconds:>8.1f} s of {budget} s  {verdict}"

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        """Print the sums above pytest's own last line."""
        if not self.tests:
            return
        terminalreporter.section("time by group")
        for line in self.lines():
            terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    """Keep the sums of this run."""
    config.pluginmanager.register(Sums(), "stik-sums")

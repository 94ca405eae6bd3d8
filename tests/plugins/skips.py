"""Holds every skip against the short list of reasons that are allowed."""

import os
from pathlib import Path

import pytest

LIST = Path(__file__).parent.parent / "allowed_skips.txt"


def allowed_reasons(text: str) -> tuple[str, ...]:
    """Return the reasons in the list: one a line, `#` begins a remark."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why the test was skipped, as it says itself."""
    reason = (
        report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    )
    return str(reason).removeprefix("Skipped: ")


class Skips:
    """The reasons of this run that are not on the list."""

    def __init__(self, *, allowed: tuple[str, ...], is_ci: bool) -> None:
        self.allowed = allowed
        self.is_ci = is_ci
        self.unlisted: dict[str, str] = {}

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = reason_of(report)
        if not reason.startswith(self.allowed):
            self.unlisted[report.nodeid] = reason

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a skipped test."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a skipped file."""
        self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run in CI."""
        if self.unlisted and self.is_ci and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        """Print what is not on the list."""
        if not self.unlisted:
            return
        terminalreporter.section("skips that tests/allowed_skips.txt does not allow")
        for test, reason in self.unlisted.items():
            terminalreporter.write_line(f"{test}: {reason}", red=self.is_ci)


def pytest_configure(config: pytest.Config) -> None:
    """Watch the skips of this run; `CI=true` makes an unlisted one a failure."""
    allowed = allowed_reasons(LIST.read_text(encoding="utf-8"))
    is_ci = os.environ.get("CI") == "true"
    config.pluginmanager.register(Skips(allowed=allowed, is_ci=is_ci), "stik-skips")

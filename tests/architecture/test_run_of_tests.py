"""How a run of the tests judges skips, adds up time and keeps off the network."""

import os
import socket
import subprocess
import sys

import pytest
from pytest_socket import SocketConnectBlockedError
from tests.plugins.skips import allowed_reasons

A_FILE_OF_TESTS = """
import pytest

def test_skips():
    pytest.skip({reason!r})

def test_runs():
    assert True

@pytest.mark.kill
def test_kills():
    assert True
"""


@pytest.fixture
def run_tests(tmp_path, root):
    """Return what pytest does with one small file of tests."""

    def run(*, reason, ci):
        tests = tmp_path / "test_small.py"
        tests.write_text(A_FILE_OF_TESTS.format(reason=reason))
        settings = tmp_path / "pytest.ini"
        settings.write_text("[pytest]\nmarkers = kill\n")
        command = [sys.executable, "-m", "pytest", "-c", str(settings), str(tests)]
        command += ["-p", "tests.plugins.skips", "-p", "tests.plugins.sums"]
        command += ["-p", "no:cacheprovider"]
        return subprocess.run(
            command,
            cwd=root,
            env={**os.environ, "CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_an_unlisted_skip_fails_in_ci_and_is_named(run_tests):
    run = run_tests(reason="the moon is full", ci="true")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "test_skips: the moon is full" in run.stdout


def test_an_unlisted_skip_is_only_named_on_ones_own_machine(run_tests):
    run = run_tests(reason="the moon is full", ci="")
    assert run.returncode == pytest.ExitCode.OK
    assert "test_skips: the moon is full" in run.stdout


def test_a_listed_skip_passes_in_ci(run_tests):
    run = run_tests(reason="no real data: set STIK_REAL_DATA to its folder", ci="true")
    assert run.returncode == pytest.ExitCode.OK
    assert "does not allow" not in run.stdout


def test_time_is_added_up_by_group_above_the_last_line(run_tests):
    lines = run_tests(reason="no real data", ci="").stdout.splitlines()
    sums = [line.split()[:3] for line in lines if "within budget" in line]
    assert sums == [["units", "2", "tests"], ["kill", "1", "tests"]]
    assert "2 passed, 1 skipped" in lines[-1]


def test_remarks_in_the_list_are_no_reasons():
    assert allowed_reasons("# why\nno Java  # Spark\n\n") == ("no Java",)


def test_the_network_is_off():
    # It warns before it blocks, and here a warning is an error.
    blocked = pytest.raises((UserWarning, SocketConnectBlockedError), match="A test")
    with socket.socket() as outside, blocked:
        outside.connect(("192.0.2.1", 80))


def test_this_machine_may_be_spoken_to():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as connection,
    ):
        assert connection.getpeername() == server.getsockname()

"""What a command or a call costs: CPU time of all its threads and children, memory."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_KIB = 1024


@dataclass(frozen=True)
class Cost:
    """What was used up; `peak_bytes` is the largest resident memory."""

    cpu_seconds: float
    peak_bytes: int


def of_stik(*arguments: str | Path) -> Cost:
    """Return the cost of one `stik` command, from the start of its process."""
    return of_module("stik_cli.main", *arguments)


def of_module(module: str, *arguments: str | Path) -> Cost:
    """Return the cost of running a module in a process of its own, from its start.

    Linux counts what this process holds as the least peak of its children, so it is
    to be called while this process is small.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 our own words
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * _KIB)


def median_cpu_seconds(
    calls: Sequence[Callable[[], object]], *, repeats: int
) -> list[float]:
    """Return the median CPU time of each call; they take turns, after one turn unpaid.

    Side by side they meet the same neighbours on the machine.
    """
    for call in calls:
        call()
    turns = [[cpu_seconds(call) for call in calls] for _ in range(repeats)]
    return [median(turn) for turn in zip(*turns, strict=True)]


def cpu_seconds(call: Callable[[], object]) -> float:
    """Return the CPU time that this process and its children spend on a call."""
    before = _used()
    call()
    return _used() - before


def _used() -> float:
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(who) for who in both]
    return sum(one.ru_utime + one.ru_stime for one in used)

"""A real Spark cluster of this machine: one master, two workers, three processes."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

import pyspark

LOOPBACK = "127.0.0.1"
N_WORKERS = 2
SECONDS_TO_START = 90
HOME = Path(pyspark.__file__).parent

APPLICATION = {
    "spark.driver.host": LOOPBACK,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.cores.max": str(N_WORKERS),
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
"""Small enough for a laptop that runs the other tests beside it."""


@contextmanager
def standalone_cluster(folder: Path) -> Iterator[str]:
    """Start master and workers, give the master's address, stop them by process id.

    Logs and scratch files are kept in `folder`.
    """
    with ExitStack() as processes:
        log = processes.enter_context(_process("master.Master", [], folder / "master"))
        address = _wait_for(r"Starting Spark master at (spark://\S+)", log)
        workers = [
            processes.enter_context(
                _process(
                    "worker.Worker",
                    ["--cores", "1", "--memory", "768m", address],
                    folder / f"worker_{number}",
                )
            )
            for number in range(N_WORKERS)
        ]
        for log in workers:
            _wait_for(r"Successfully registered with master (\S+)", log)
        yield address


@contextmanager
def _process(name: str, arguments: list[str], folder: Path) -> Iterator[Path]:
    """Run a class of Spark's standalone mode and give the path of its log."""
    folder.mkdir(parents=True)
    log = folder / "log.txt"
    command = [
        str(HOME / "bin" / "spark-class"),
        f"org.apache.spark.deploy.{name}",
        *("--host", LOOPBACK, "--port", "0", "--webui-port", "0"),
        *arguments,
    ]
    with log.open("w") as lines:
        process = subprocess.Popen(
            command, env=_environment(folder), stdout=lines, stderr=lines
        )
    try:
        yield log
    finally:
        process.terminate()
        process.wait(timeout=30)


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "SPARK_HOME": str(HOME),
        "SPARK_LOCAL_IP": LOOPBACK,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_LOCAL_DIRS": str(folder / "scratch"),
    }


def _wait_for(pattern: str, log: Path) -> str:
    """Return what the log says after `pattern`, as soon as it says so."""
    until = monotonic() + SECONDS_TO_START
    while monotonic() < until:
        if found := re.search(pattern, log.read_text()):
            return found.group(1)
        sleep(0.1)
    raise TimeoutError(f"{log} never said '{pattern}':\n{log.read_text()[-2000:]}")

"""Loads a file and kills itself with SIGKILL at the n-th durable step of writing."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import stik
from stik.facts import tables
from stik.intake import load

place, file, mapping, steps_to_live = sys.argv[1:]
load.CELLS_PER_CHUNK = 3_000
steps_left = int(steps_to_live)
make_durable = tables._fsync


def die_at_last_step(path: Path) -> None:
    global steps_left
    steps_left -= 1
    if steps_left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    make_durable(path)


tables._fsync = die_at_last_step
stik.open(place).load(file, mapping=mapping, now=datetime(2026, 6, 1, tzinfo=UTC))

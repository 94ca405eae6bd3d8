"""Loads a file and kills itself with SIGKILL at the n-th durable step of writing."""

import os
import signal
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import stik
from stik.facts import durable
from stik.intake import load

place, file, mapping, steps_to_live = sys.argv[1:]
load.CELLS_PER_CHUNK = 3_000
steps = count(1)
make_durable = durable.fsync


def die_at_last_step(path: Path) -> None:
    if next(steps) == int(steps_to_live):
        os.kill(os.getpid(), signal.SIGKILL)
    make_durable(path)


durable.fsync = die_at_last_step
stik.open(place).load(file, mapping=mapping, now=datetime(2026, 6, 1, tzinfo=UTC))

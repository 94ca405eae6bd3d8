"""Takes mended rows in and kills itself with SIGKILL at the n-th durable step."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import stik
from stik.facts import durable

place, mended, steps_to_live = sys.argv[1:]
steps_left = iter(range(1, int(steps_to_live)))
make_durable = durable.fsync


def die_at_last_step(path: Path) -> None:
    if next(steps_left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    make_durable(path)


durable.fsync = die_at_last_step
stik.open(place).load_repaired(mended, now=datetime(2026, 6, 2, tzinfo=UTC))

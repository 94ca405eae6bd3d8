"""How fast the machine is just now: what others do on it makes all work dearer."""

from statistics import median
from time import process_time

USUAL_SECONDS = 0.055
"""What the loop takes on the machine that the bounds were set on, left to itself."""

_TURNS = 3


def pace() -> float:
    """Return how many times as much CPU time as usual a fixed loop of Python takes."""
    return median(_loop() for _ in range(_TURNS)) / USUAL_SECONDS


def _loop() -> float:
    begun, total = process_time(), 0
    for number in range(1_000_000):
        total += number
    return process_time() - begun

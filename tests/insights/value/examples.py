"""What the tests of value share: published data, and a case file by name."""

import csv
import tomllib
from pathlib import Path

import numpy as np

from stik.insights.value.lives.lifetimes import Lifetimes

CASES = Path(__file__).parent / "cases"
DAYS = 7.0


def cases(name):
    """Return what a file of cases holds."""
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def columns(name):
    """Return the columns of a file of published data, below the lines of its source."""
    lines = (CASES / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    values = np.array([[float(cell) for cell in row] for row in rows[1:]])
    return dict(zip(rows[0], values.T, strict=True))


def stays(months, left, **more):
    """Return lifetimes from plain lists."""
    return Lifetimes(np.array(months, float), np.array(left, bool), **more)


def freireich():
    """Return the weeks without relapse, and which treatment each child had."""
    found = cases("freireich")
    treated, placebo = found["treated"], found["placebo"]
    weeks = treated["weeks"] + placebo["weeks"]
    relapsed = treated["relapsed"] + placebo["relapsed"]
    return stays(weeks, relapsed), ["6-MP"] * 21 + ["placebo"] * 21

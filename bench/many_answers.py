"""A workspace of millions of answers, stored without the way through a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

import stik
from stik.facts.schema import ANSWERS
from stik.facts.store import Batch
from stik.rollups.increments import increments
from stik.workspace import Workspace

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question of the survey: its scale, lowest to highest, and share of answers."""

    name: str
    scale: str
    low: int
    high: int
    share: float


NOW = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = {"touchpoint": 12, "channel": 4, "unit": 12, "language": 3}
QUESTIONS = (
    Asked("recommend", "nps_0_10", 0, 10, 0.7),
    Asked("satisfied", "csat_1_5", 1, 5, 0.3),
)
FIRST_DAY = np.datetime64("2023-01-01")
DAYS = 3 * 365
ANSWERS_A_BATCH = 500_000
COMPANY = (
    "a company of 12 touchpoints, 4 channels, 12 units and 3 languages, which asks "
    "whether customers would recommend it (0 to 10) and how satisfied they are (1 to 5)"
)


def workspace_of(n_answers: int, place: Path) -> Workspace:
    """Return a new workspace of three years of answers, asked after every contact."""
    workspace = stik.create(place, now=NOW)
    with workspace.store.writing() as writer:
        for answers in _batches(n_answers):
            last = answers["sequence"][-1].as_py()
            counted = increments(answers)
            batch = Batch({"answers": answers, **counted}, last, last_customer=0)
            writer.append(batch, now=NOW)
    workspace.tidy(now=NOW)
    return workspace


def named(kind: str) -> pa.Array:
    """Return the touchpoints, channels, units or languages there are."""
    return pa.array([f"{kind} {number}" for number in range(KINDS[kind])])


def _batches(n_answers: int) -> Iterator[pa.Table]:
    """Return the answers in the order of their moments, in equal parts."""
    seeded = np.random.default_rng(10_000_000)
    for first in range(0, n_answers, ANSWERS_A_BATCH):
        last = min(first + ANSWERS_A_BATCH, n_answers)
        begun, ended = (row * DAYS / n_answers for row in (first, last))
        day = np.sort(seeded.uniform(begun, ended, last - first))
        yield _answers(seeded, first=first, day=day)


def _answers(seeded: np.random.Generator, *, first: int, day: Floats) -> pa.Table:
    n_rows = len(day)
    moment = FIRST_DAY + (day * 86_400_000_000).astype("timedelta64[us]")
    is_unweighted = seeded.random(n_rows) < 0.5
    columns = {
        "sequence": np.arange(first + 1, first + 1 + n_rows),
        "position": np.zeros(n_rows, dtype=np.int32),
        "occurred_at": moment,
        "occurred_date": moment.astype("datetime64[D]"),
        "precision": pa.repeat("second", n_rows),
        "source": pa.repeat("many", n_rows),
        "customer": seeded.integers(0, 1_000_000, n_rows),
        **_said(seeded, n_rows=n_rows),
        "weight": pa.array(seeded.uniform(0.2, 3, n_rows), mask=is_unweighted),
    }
    for kind, n_kinds in KINDS.items():
        columns[kind] = named(kind).take(seeded.integers(0, n_kinds, n_rows))
    blank = {name: pa.nulls(n_rows) for name in ("journey", "journey_instance")}
    return pa.table({**columns, **blank}).select(ANSWERS.names).cast(ANSWERS)


def _said(seeded: np.random.Generator, *, n_rows: int) -> dict[str, object]:
    """Return which question each row answers, on which scale, and the answer."""
    shares = [asked.share for asked in QUESTIONS]
    which = seeded.choice(len(QUESTIONS), n_rows, p=shares)
    low = np.array([asked.low for asked in QUESTIONS])[which]
    high = np.array([asked.high for asked in QUESTIONS])[which]
    return {
        "question": pa.array([asked.name for asked in QUESTIONS]).take(which),
        "scale": pa.array([asked.scale for asked in QUESTIONS]).take(which),
        "value": seeded.integers(low, high, endpoint=True).astype(float),
    }

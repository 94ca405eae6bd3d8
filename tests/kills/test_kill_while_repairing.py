"""Whatever moment a repair is killed at: each mended row is stored once, or waits."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.facts.reading import NOW, column, load_text, rows_of

import stik
from stik.intake.held_list import open_rows

CHILD = Path(__file__).with_name("repairing_child.py")
MAPPING = """
source = "visits"
[row]
customer = "who"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[verbatims.why]
column = "why"
"""

pytestmark = pytest.mark.kill


def test_killed_at_any_durable_step_a_repair_is_done_once(tmp_path: Path) -> None:
    place = stik.create(tmp_path / "place", now=NOW)
    rows = [f"c{n},11,said {n}" for n in range(5)]
    first = load_text(place, "\n".join(["who,recommend,why", *rows]) + "\n", MAPPING)
    assert first.held_back_list is not None
    mended = Path(first.held_back_list)
    mended.write_text(mended.read_text("utf-8").replace(",11,", ",9,"), "utf-8")
    stored = []
    for steps in range(1, 90, 8):
        child = subprocess.run(
            [sys.executable, CHILD, place.place.folder, mended, str(steps)],
            capture_output=True,
            text=True,
            check=False,
        )
        stored.append(len(column(place, "answers", "value")))
        assert rows_of(place, "verbatims").num_rows == stored[-1]
        assert len(open_rows(rows_of(place, "held_back"))) == 5 - stored[-1]
        if child.returncode == 0:
            break
        assert child.returncode == -9, child.stderr
    assert len(stored) >= 4
    assert set(stored[:-1]) <= {0, 5}
    assert stored[-1] == 5

"""Whatever moment a load is killed at: nothing is lost, nothing is there twice."""

import random
import subprocess
import sys
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path

import pytest
from tests.facts.reading import n_counted, rows_of

import stik
from stik.workspace import Workspace

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ROWS = 10_000
CHILD = Path(__file__).with_name("loading_child.py")
MAPPING = """
source = "visits"
[row]
customer = "who"
occurred = { column = "day" }
channel = "channel"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
touchpoint = "overall"
[answers.checkout]
column = "checkout"
scale = "csat_1_5"
[verbatims.why]
column = "why"
"""

pytestmark = pytest.mark.kill


@pytest.fixture
def survey(tmp_path: Path) -> tuple[Path, Path]:
    chance = random.Random(11)
    lines = ["who,day,channel,recommend,checkout,why"]
    for row in range(ROWS):
        answer = chance.randrange(11) if row % 100 else 12  # 12 is held back
        lines.append(
            f"c{row % 700},2026-0{1 + row % 5}-15,{chance.choice(['web', 'shop'])},"
            f"{answer},{chance.randrange(1, 6)},said {row}"
        )
    file, mapping = tmp_path / "visits.csv", tmp_path / "visits.toml"
    file.write_text("\n".join(lines) + "\n")
    mapping.write_text(MAPPING)
    return file, mapping


def check_whole(workspace: Workspace) -> int:
    """Check that only whole batches are visible; return the number of messages."""
    latest = workspace.store.latest()
    answers = rows_of(workspace, "answers")
    sequences = answers["sequence"].to_pylist()
    assert len(sequences) == 2 * latest.last_sequence
    assert sorted(set(sequences)) == list(range(1, latest.last_sequence + 1))
    assert rows_of(workspace, "verbatims").num_rows == latest.last_sequence
    for rollup in ("rollup_base", "rollup_channel"):
        assert n_counted(workspace, rollup) == answers.num_rows
    customers = rows_of(workspace, "identities")["customer"].to_pylist()
    assert len(set(customers)) == len(customers) == latest.last_customer
    return latest.last_sequence


def test_killed_at_any_durable_step_a_load_goes_on_where_it_was(
    tmp_path: Path, survey: tuple[Path, Path]
) -> None:
    file, mapping = survey
    place = tmp_path / "place"
    stik.create(place, now=NOW)
    stored, kills = [0], 0
    # Every other step of one batch, then several batches at a time up to the end.
    for steps in chain(range(1, 40, 2), repeat(90)):
        child = subprocess.run(
            [sys.executable, CHILD, place, file, mapping, str(steps)],
            capture_output=True,
            text=True,
            check=False,
        )
        stored.append(check_whole(stik.open(place)))
        if child.returncode == 0:
            break
        assert child.returncode == -9, child.stderr
        kills += 1
    assert kills >= 20
    assert stored == sorted(stored)
    assert stored[-1] == ROWS - ROWS // 100
    held = rows_of(stik.open(place), "held_back")["row"].to_pylist()
    assert sorted(held) == [row + 1 for row in range(0, ROWS, 100)]


def test_loading_the_same_file_again_adds_nothing(
    tmp_path: Path, survey: tuple[Path, Path]
) -> None:
    file, mapping = survey
    workspace = stik.create(tmp_path / "place", now=NOW)
    workspace.load(file, mapping=mapping, now=NOW)
    before = check_whole(workspace)
    again = workspace.load(file, mapping=mapping, now=NOW)
    assert (again.n_stored, again.n_known, again.n_held) == (0, ROWS, 0)
    assert check_whole(workspace) == before

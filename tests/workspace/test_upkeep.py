"""Upkeep: a rollup larger than it is worth is given up, and comes back when it is."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.workspace.test_rollup_equals_raw import NOW

import stik
from stik.errors import QuestionError
from stik.rollups import summing, upkeep
from stik.rollups.increments import increments
from stik.rollups.merging import n_cells
from stik.workspace import Workspace

MAPPING = """
source = "visits"
[row]
occurred = "day"
unit = "unit"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    rows = [f"2026-0{1 + n % 6}-0{1 + n % 9},unit {n % 5},{n % 11}" for n in range(900)]
    file, mapping = tmp_path / "visits.csv", tmp_path / "visits.toml"
    file.write_text("\n".join(["day,unit,recommend", *rows]) + "\n")
    mapping.write_text(MAPPING)
    made = stik.create(tmp_path / "place", now=NOW)
    made.load(file, mapping=mapping, now=NOW)
    return made


def found(workspace: Workspace, rollup: str) -> str:
    return next(c.found for c in workspace.check() if c.name == rollup)


def test_levels_larger_than_they_are_worth_are_given_up_and_come_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("unit", "month"), ("unit", "week"), ("unit", "day")
    before = [workspace.ask("nps", by=by).table for by in asked]
    monkeypatch.setattr(upkeep, "_FEW_ANSWERS", 0)
    monkeypatch.setattr(summing, "FEW_ROWS", 0)
    workspace.mend(now=NOW)
    assert "not kept" in found(workspace, "rollup_unit")
    assert [workspace.ask("nps", by=by).table for by in asked] == before
    told = found(workspace, "rollup_base")
    assert "by day 77, 0.220 per answer" in told, "the base is kept at every level"
    monkeypatch.setattr(upkeep, "MOST_ROWS_PER_ANSWER", 0.5)
    workspace.mend(now=NOW)
    told = found(workspace, "rollup_unit")
    assert "by month 160, 0.457 per answer; by week_overall, week, day_overall" in told
    assert [workspace.ask("nps", by=by).table for by in asked] == before
    monkeypatch.undo()
    workspace.mend(now=NOW)
    assert "not kept" not in found(workspace, "rollup_unit")
    assert [workspace.ask("nps", by=by).table for by in asked] == before


def test_a_place_older_than_a_rollup_gets_it_when_mended(workspace: Workspace) -> None:
    before = workspace.ask("nps", by="unit").table
    by_unit = workspace.store.folder("rollup_unit")
    with workspace.store.writing() as writer:
        writer.rewrite({}, now=NOW, without=[by_unit.name])
    shutil.rmtree(by_unit)
    workspace = stik.open(workspace.place.folder)
    assert "not there yet" in found(workspace, by_unit.name)
    assert workspace.ask("nps", by="unit").table == before
    workspace.mend(now=NOW)
    assert "by day" in found(workspace, by_unit.name)
    assert workspace.ask("nps", by="unit").table == before


def test_how_large_a_merged_rollup_is_can_be_told_from_some_of_its_days(
    tmp_path: Path,
) -> None:
    days = [date(2024, 1, 1) + timedelta(days=n % 640) for n in range(6_400)]
    answers = pa.table(
        {
            "occurred_date": days,
            "precision": ["day"] * 6_400,
            "source": ["s"] * 6_400,
            "touchpoint": ["t"] * 6_400,
            "question": [f"q{n % 5}" for n in range(6_400)],
            "scale": ["nps_0_10"] * 6_400,
            "value": [float(n % 11) for n in range(6_400)],
            "weight": pa.nulls(6_400, pa.float64()),
        }
    )
    path = tmp_path / "rows.parquet"
    counted = increments(answers, kept=["rollup_base"])["rollup_base"]
    pq.write_table(pa.concat_tables([counted, counted]), path)
    found = n_cells("rollup_base", [str(path)])
    assert found == pytest.approx(counted.num_rows, rel=0.05)


def test_a_filter_that_is_a_text_is_told_how_to_be_one(workspace: Workspace) -> None:
    with pytest.raises(QuestionError, match="where is the text 'unit=unit 1'"):
        workspace.ask("nps", where="unit=unit 1")  # type: ignore[arg-type]


def test_a_language_that_no_report_speaks_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="de"):
        stik.create(tmp_path / "place", now=NOW, language="de")
    assert not (tmp_path / "place").exists()

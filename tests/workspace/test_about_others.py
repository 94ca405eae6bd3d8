"""Answers about a competitor are seen where they are asked for, and nowhere else."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.workspace.conftest import MAPPING, Make, Row, write_rows

import stik
from stik.errors import QuestionError
from stik.facts.schema import FACTS, TABLES
from stik.insights.reading import Reading
from stik.intake.load import LoadSummary
from stik.intake.mapping_file import parse_mapping
from stik.rollups import counting, reach
from stik.terms.inquiry import Inquiry
from stik.workspace import Workspace

OURS = [
    {"who": f"ours {n}", "day": "2025-05-01", "touchpoint": "shop", "recommend": 9}
    for n in range(40)
]
THEIRS = [
    {"who": f"theirs {n}", "day": "2025-05-02", "touchpoint": "shop", "recommend": 2}
    | {"tier": "gold", "rating": 1, "channel": "panel"}
    for n in range(50)
]


def load_about(
    workspace: Workspace,
    rows: list[Row],
    *,
    now: datetime,
    about: str = "Rival",
    name: str = "rival",
) -> LoadSummary:
    folder = workspace.place.folder.parent
    file = write_rows(folder, rows, precision="day", name=name)
    text = MAPPING.replace('"visits"', f'"{name}"').replace("PRECISION", "day")
    mapping = parse_mapping(f'about = "{about}"\n{text}', path=f"{name}.toml")
    return workspace.load(file, mapping=mapping, now=now)


def answers(workspace: Workspace) -> dict[str, Any]:
    """Return what the front door says in every way it has."""
    return {
        "nps": workspace.ask("nps", by=["channel", "month"]).table,
        "by tier": workspace.ask("nps", by="tier").table,
        "mean": workspace.ask("mean", where={"scale": "nps_0_10"}).table,
        "weakest": workspace.weakest().table,
        "by segment": workspace.ask("nps", by=["visitors", "month"]).table,
        "segments": workspace.segments(),
        "members": workspace.memberships("visitors").drop_columns(["from_", "to_"]),
        "touchpoints": workspace.touchpoints_found(),
        "channels": workspace.channels_found(),
        "customers": workspace._visible.reading().run(reach.customers()),
    }


SEGMENTS = """
segmentations:
  visitors:
    segments:
      visited: {when: [{measure: visits, at_least: 1}]}
      never: {}
"""


@pytest.fixture
def workspace(made: Make) -> Workspace:
    gold = {"tier": "gold", "touchpoint": "shop", "rating": 4}
    workspace = made(*OURS, *[gold] * 30)
    workspace.place.programme_file.write_text(SEGMENTS, encoding="utf-8")
    return workspace


def nps_of(reading: Reading) -> tuple[float | None, int]:
    (cell,) = reading.cells(Inquiry("nps", where={"scale": ("nps_0_10",)}))
    return cell.estimate.value, cell.estimate.n


def test_no_answer_of_ours_changes_by_what_is_said_about_a_rival(
    workspace: Workspace, now: datetime
) -> None:
    before = answers(workspace)
    assert load_about(workspace, THEIRS, now=now).n_stored == 50
    assert answers(workspace) == before
    workspace.mend(now=now)
    assert answers(workspace) == before
    assert answers(stik.open(workspace.place.folder)) == before
    assert all(check.is_well for check in workspace.check())


def test_what_is_said_about_a_rival_is_read_by_its_name(
    workspace: Workspace, now: datetime
) -> None:
    load_about(workspace, THEIRS, now=now)
    load_about(workspace, THEIRS[:7], now=now, about="Another", name="another")
    load_about(workspace, THEIRS[:5], now=now, name="more")
    reading = workspace._visible.reading()
    assert nps_of(reading) == (100.0, 40)
    assert nps_of(reading.about("Rival")) == (-100.0, 55)
    assert nps_of(reading.about("Another")) == (-100.0, 7)
    assert [each.n for each in reading.about("Another").entries] == [7, 7]


def test_who_is_not_known_is_told_with_the_line_that_would_make_them_known(
    workspace: Workspace,
) -> None:
    with pytest.raises(QuestionError, match='a mapping that says about = "Rivall"'):
        workspace._visible.reading().about("Rivall")


def test_no_table_of_facts_shows_a_row_about_a_rival(
    workspace: Workspace, now: datetime
) -> None:
    def n_rows() -> dict[str, int]:
        reading = workspace._visible.reading()
        tables = [name for name in FACTS if "sequence" in TABLES[name].names]
        unbound = {name: counting.unbound(name, TABLES[name]) for name in tables}
        return {name: reading.run(table).num_rows for name, table in unbound.items()}

    before = n_rows()
    load_about(workspace, THEIRS, now=now)
    assert n_rows() == before


def test_a_file_about_a_rival_is_known_again_and_can_be_taken_back(
    workspace: Workspace, now: datetime
) -> None:
    before = answers(workspace)
    load_about(workspace, THEIRS, now=now)
    assert load_about(workspace, THEIRS, now=now).n_known == 50
    workspace.take_back(Path("rival.csv"), now=now)
    assert workspace._visible.reading().about("Rival").entries == []
    assert answers(workspace) == before
    workspace.mend(now=now)
    assert answers(workspace) == before


def test_an_earlier_moment_knows_no_later_answers_about_a_rival(
    workspace: Workspace, now: datetime
) -> None:
    load_about(workspace, THEIRS, now=now + timedelta(days=1))
    load_about(workspace, THEIRS[:9], now=now + timedelta(days=2), name="more")
    then = workspace._visible.reading(as_of=now + timedelta(days=1))
    assert nps_of(then.about("Rival")) == (-100.0, 50)
    assert nps_of(then) == (100.0, 40)
    with pytest.raises(QuestionError, match="no answers are about"):
        workspace._visible.reading(as_of=now).about("Rival")


def test_a_rivals_customer_is_shown_and_erased_like_any_other(
    workspace: Workspace, now: datetime
) -> None:
    load_about(workspace, THEIRS, now=now)
    before = answers(workspace)
    assert workspace.people.held_of("theirs 3")["answers"].num_rows == 2
    workspace.people.erase("theirs 3", now=now)
    assert nps_of(workspace._visible.reading().about("Rival")) == (-100.0, 49)
    assert answers(workspace) == before
    workspace.mend(now=now)
    assert nps_of(workspace._visible.reading().about("Rival")) == (-100.0, 49)
    assert all(check.is_well for check in workspace.check())


def test_a_customer_erased_after_the_load_was_taken_back_is_subtracted_once(
    workspace: Workspace, now: datetime
) -> None:
    write_rows(workspace.place.folder.parent, OURS[:9], precision="day", name="more")
    more = workspace.place.folder.parent / "more.csv"
    workspace.load(more, mapping=more.with_suffix(".toml"), now=now)
    workspace.take_back(more, now=now)
    workspace.people.erase("ours 3", now=now)
    assert workspace.ask("nps").table["n"].to_pylist() == [39]
    assert all(check.is_well for check in workspace.check())

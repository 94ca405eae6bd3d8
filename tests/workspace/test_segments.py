"""Customers are parted by rules; questions see them as they were, or as they are."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import stik
from stik.errors import ProgrammeError, UnknownDimension
from stik.intake.mapping_file import parse_mapping
from stik.rollups.counting import table_for
from stik.terms.inquiry import Inquiry
from stik.workspace import Workspace

NOW = datetime(2026, 7, 1, tzinfo=UTC)
PROGRAMME = """
channels: {shop: {}, web: {}}
touchpoints: {till: {}, support: {}}
segmentations:
  worth:
    kind: tier
    segments:
      gold: {when: [{measure: amount, days: 90, at_least: 100}]}
      silver: {when: [{measure: visits, touchpoint: till, at_least: 2}]}
      rest: {}
  stage:
    kind: stage
    segments:
      active: {when: [{measure: recency_days, below: 60}]}
      asleep: {when: [{measure: recency_days, at_least: 60}]}
  club:
    segments:
      old members: {when: [{trait: member, is_any: [yes]}, {trait: years, at_least: 5}]}
      members: {when: [{trait: member, is_any: [yes]}]}
"""
VISITS = """
source = "shop"
[row]
customer = "who"
occurred = "day"
touchpoint = "at"
channel = "channel"
amount = "paid"
[traits]
member = "member"
years = "years"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
"""
HEADER = "who,day,at,channel,paid,member,years,recommend"


def visits(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def make(folder: Path, *rows: str, programme: str = PROGRAMME) -> Workspace:
    workspace = stik.create(folder / "place", now=NOW)
    workspace.place.programme_file.write_text(programme)
    file = folder / "visits.csv"
    file.write_text(visits(*rows))
    workspace.load(file, mapping=parse_mapping(VISITS, path="m.toml"), now=NOW)
    return workspace


def n_by(workspace: Workspace, name: str, **words: Any) -> dict[str | None, int]:
    rows = workspace.ask("nps", by=name, **words).table.to_pylist()
    return {row[name]: row["n"] for row in rows}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(
        tmp_path,
        "ana,2026-01-05,till,shop,60,yes,2,9",
        "ana,2026-01-20,till,shop,50,yes,5,8",
        "ana,2026-06-20,till,web,,no,6,3",
        "bojan,2026-03-01,support,web,,,,7",
        "bojan,2026-03-02,till,shop,99.5,,,6",
        ",2026-03-02,till,shop,500,,,10",
    )


def test_value_is_what_was_paid_within_the_days_up_to_each_answer(
    workspace: Workspace,
) -> None:
    assert n_by(workspace, "worth") == {"gold": 1, "silver": 1, "rest": 3, None: 1}


def test_the_same_customers_as_they_are_now(workspace: Workspace) -> None:
    found = n_by(workspace, "worth", as_they_are_now=True)
    assert found == {"silver": 3, "rest": 2, None: 1}
    stages = n_by(workspace, "stage", as_they_are_now=True)
    assert stages == {"active": 3, "asleep": 2, None: 1}


def test_which_moment_customers_are_seen_at_is_said(workspace: Workspace) -> None:
    then = workspace.ask("nps", by="stage").explain()["notes"]
    now = workspace.ask("nps", by="stage", as_they_are_now=True)
    assert "stage: customers as they were when they answered" in then
    assert "stage: customers as they are now" in now.explain()["notes"]
    assert workspace.ask_again(now.explain()).table == now.table


def test_several_conditions_must_hold_and_traits_may_be_numbers(
    workspace: Workspace,
) -> None:
    assert n_by(workspace, "club") == {"members": 1, "old members": 1, None: 4}
    assert n_by(workspace, "club", as_they_are_now=True) == {None: 6}


def test_traits_too_can_be_asked_as_they_are_now(workspace: Workspace) -> None:
    assert n_by(workspace, "member") == {"yes": 2, "no": 1, None: 3}
    assert n_by(workspace, "member", as_they_are_now=True) == {"no": 3, None: 3}


def test_segments_are_filters_and_can_be_crossed(workspace: Workspace) -> None:
    rows = workspace.ask(
        "nps", by=["channel", "worth"], where={"stage": "active"}
    ).table.to_pylist()
    counted = {(row["channel"], row["worth"]): row["n"] for row in rows}
    assert counted == {
        ("shop", "gold"): 1,
        ("shop", "rest"): 2,
        ("web", "silver"): 1,
        ("web", "rest"): 1,
    }


def test_a_changed_rule_is_the_rule_of_the_next_question(workspace: Workspace) -> None:
    path = workspace.place.programme_file
    path.write_text(PROGRAMME.replace("at_least: 100}", "at_least: 90}"))
    assert n_by(stik.open(workspace.place.folder), "worth") == {
        "gold": 2,
        "silver": 1,
        "rest": 2,
        None: 1,
    }


def test_the_segments_of_a_whole_sum_to_it(workspace: Workspace) -> None:
    for name in ("worth", "stage", "club"):
        assert sum(n_by(workspace, name).values()) == 6


def test_an_unknown_segmentation_is_told_with_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(UnknownDimension, match="did you mean 'worth'"):
        workspace.ask("nps", by="woth")


@pytest.mark.parametrize(
    ("condition", "mend"),
    [
        ("{trait: a, measure: visits, below: 1}", "exactly one"),
        ("{trait: a}", "says nothing to hold"),
        ("{measure: visits, is_any: [a]}", "a measure is a number"),
        ("{trait: a, is_any: [b], days: 3}", "belong to a measure"),
        ("{measure: recency_days, days: 3, below: 3}", "leave 'days' out"),
        ("{measure: visit, below: 3}", "did you mean 'visits'"),
        ("{measure: visits, days: 1.5, below: 3}", "whole number of days"),
    ],
)
def test_a_condition_that_cannot_be_is_told_with_its_line(
    tmp_path: Path, condition: str, mend: str
) -> None:
    written = (
        f"segmentations:\n  s:\n    segments:\n      one: {{when: [{condition}]}}\n"
    )
    workspace = make(tmp_path, "ana,2026-01-05,till,shop,60,yes,2,9", programme=written)
    with pytest.raises(ProgrammeError, match=mend) as told:
        workspace.ask("nps", by="s")
    assert told.value.line == 4


def everything(workspace: Workspace) -> list[Any]:
    names = ("worth", "stage", "club")
    asked = [workspace.ask("nps", by=[name, "month"]) for name in names]
    asked += [workspace.ask("nps", by=name, as_they_are_now=True) for name in names]
    asked += [workspace.ask("nps", by=["channel", name]) for name in names]
    asked.append(workspace.ask("nps", where={"worth": "rest"}, weighted=True))
    tables = [*(result.table for result in asked), workspace.segments()]
    return [table.to_pylist() for table in [*tables, workspace.memberships("stage")]]


def test_what_upkeep_stores_of_segments_answers_as_the_facts_do(
    workspace: Workspace,
) -> None:
    computed = everything(workspace)
    workspace.tidy(now=NOW)
    assert len(workspace.store.latest().segmented) == 3
    assert everything(workspace) == computed
    by_rule = Inquiry("nps", by=("worth",))
    asked = workspace._visible.reading().of_customers(by_rule)
    assert table_for(asked) == "rollup_segment"
    assert table_for(replace(asked, by=("worth", "channel"))) == "answers"


def test_what_is_loaded_later_outdates_the_stored_segments(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.tidy(now=NOW)
    more = tmp_path / "more.csv"
    more.write_text(visits("bojan,2026-03-01,till,shop,500,,,9"))
    mapping = parse_mapping(VISITS, path="m.toml")
    workspace.load(more, mapping=mapping, now=NOW)
    assert workspace.store.latest().segmented == ()
    expected = {"gold": 4, "silver": 1, "rest": 1, None: 1}
    assert n_by(workspace, "worth") == expected
    workspace.tidy(now=NOW)
    assert n_by(workspace, "worth") == expected
    assert all(check.is_well for check in workspace.check())


def test_a_broken_programme_does_not_stop_upkeep(workspace: Workspace) -> None:
    workspace.place.programme_file.write_text("segmentations: [")
    workspace.tidy(now=NOW)
    assert workspace.store.latest().segmented == ()


def test_customers_are_counted_in_their_segments_of_now(workspace: Workspace) -> None:
    rows = workspace.segments().to_pylist()
    counted = {
        (row["segmentation"], row["segment"]): row["n_customers"] for row in rows
    }
    assert counted == {
        ("worth", "gold"): 0,
        ("worth", "silver"): 1,
        ("worth", "rest"): 1,
        ("stage", "active"): 1,
        ("stage", "asleep"): 1,
        ("club", "old members"): 0,
        ("club", "members"): 0,
        ("club", None): 2,
    }
    assert [row["share"] for row in rows[:3]] == [0, 0.5, 0.5]


def test_the_history_of_a_segment_has_no_gaps(workspace: Workspace) -> None:
    rows = workspace.memberships("worth").to_pylist()
    ana = [(row["segment"], row["from_"].date().isoformat()) for row in rows[:5]]
    assert ana == [
        ("rest", "0001-01-01"),
        ("gold", "2026-01-20"),
        ("silver", "2026-04-05"),
        ("rest", "0001-01-01"),
    ]
    for row, later in pairwise(rows):
        if row["customer"] == later["customer"]:
            assert row["to_"] == later["from_"]
        else:
            assert row["to_"] is None


@pytest.mark.parametrize("name", ["channel", "month", "n", "difference"])
def test_a_segmentation_may_not_be_called_like_a_column(
    tmp_path: Path, name: str
) -> None:
    written = f"segmentations:\n  {name}:\n    segments: {{all: {{}}}}\n"
    workspace = make(tmp_path, "ana,2026-01-05,till,shop,60,yes,2,9", programme=written)
    with pytest.raises(ProgrammeError, match="name it otherwise"):
        workspace.ask("nps", by="unit", where={"member": "yes"})

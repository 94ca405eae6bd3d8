"""Answers raked to the programme's margins: by hand, whatever is asked of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.workspace.conftest import add

import stik
from stik.errors import QuestionError
from stik.workspace import Workspace

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
MARGINS = """
margins:
  tier:
    shares: {gold: 0.5, silver: 0.5}
    source: the customer list
"""


def answers(n: int, **row: object) -> list[dict[str, object]]:
    """Return so many answers alike, each by a customer of its own."""
    who = "-".join(str(each) for each in row.values())
    return [{"who": f"{who}-{i}", **row} for i in range(n)]


def place(folder: Path, rows: list[dict[str, object]], margins: str) -> Workspace:
    workspace = stik.create(folder / "place", now=NOW)
    add(workspace, rows, now=NOW)
    (folder / "place" / "programme.yaml").write_text(margins)
    return workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """60 gold customers recommend fully, 20 silver ones do not; in 2017 40 and 40."""
    rows = [
        *answers(40, day="2016-05-11", tier="gold", channel="web", recommend=10),
        *answers(20, day="2016-05-12", tier="gold", channel="shop", recommend=10),
        *answers(20, day="2016-05-13", tier="silver", channel="web", recommend=0),
        *answers(40, day="2017-05-11", tier="gold", channel="web", recommend=10),
        *answers(40, day="2017-05-13", tier="silver", channel="web", recommend=0),
    ]
    return place(tmp_path_factory.mktemp("raked"), rows, MARGINS)


def test_half_of_the_customers_are_gold_whoever_answered(workspace: Workspace):
    words = {"from_date": "2016", "to_date": "2016"}
    [plain] = workspace.ask("nps", **words).table.to_pylist()
    raked = workspace.ask("nps", weighted="margins", **words)
    [row] = raked.table.to_pylist()
    assert plain["value"] == pytest.approx(50)  # (60 - 20) / 80
    assert row["value"] == pytest.approx(0)  # 60 of 2/3 each, 20 of 2
    assert row["n"] == 80
    assert row["design_effect"] == pytest.approx(4 / 3)
    assert row["n_effective"] == pytest.approx(60)
    [told] = raked.explain()["weights"]["raked"]
    assert told["largest"] == pytest.approx(2)
    assert told["shares"] == {"tier": {"gold": 0.5, "silver": 0.5}}


def test_each_period_is_raked_on_its_own(workspace: Workspace):
    rows = workspace.ask("nps", by="year", weighted="margins").table.to_pylist()
    assert [row["year"] for row in rows] == ["2016", "2017"]
    assert [row["value"] for row in rows] == pytest.approx([0, 0])
    assert [row["design_effect"] for row in rows] == pytest.approx([4 / 3, 1])


def test_a_filter_changes_no_weight(workspace: Workspace):
    """On the web 40 gold of 2/3 and 20 silver of 2 each: (26.7 - 40) / 66.7."""
    words = {"from_date": "2016", "to_date": "2016", "weighted": "margins"}
    [filtered] = workspace.ask("nps", where={"channel": "web"}, **words).table["value"]
    _, grouped = workspace.ask("nps", by="channel", **words).table["value"]
    assert filtered.as_py() == pytest.approx(-20)
    assert grouped == filtered


def test_a_margin_may_be_what_is_asked_by(workspace: Workspace):
    rows = workspace.ask("nps", by="tier", weighted="margins").table.to_pylist()
    assert [row["value"] for row in rows] == [100, -100]
    assert [row["design_effect"] for row in rows] == pytest.approx([1, 1])


def test_a_change_of_who_answers_is_no_change_of_the_score(workspace: Workspace):
    found = workspace.ask(
        "nps", from_date="2017", to_date="2017", compare="last-year", weighted="margins"
    )
    [row] = found.table.to_pylist()
    assert row["difference"] == pytest.approx(0)
    assert row["n_before"] == 80
    [plain] = workspace.ask(
        "nps", from_date="2017", to_date="2017", compare="last-year"
    ).table.to_pylist()
    assert plain["difference"] == pytest.approx(-50)


def test_what_was_asked_raked_is_asked_again_raked(workspace: Workspace):
    found = workspace.ask("nps", by=["channel", "tier"], weighted="margins")
    again = workspace.ask_again(found.explain())
    assert again.table.equals(found.table)
    assert again.explain() == found.explain()


def test_a_year_without_one_kind_is_unknown_and_says_why(tmp_path: Path):
    rows = [
        *answers(40, day="2016-05-11", tier="gold", recommend=10),
        *answers(40, day="2016-05-12", tier="silver", recommend=0),
        *answers(40, day="2017-05-11", tier="gold", recommend=10),
    ]
    workspace = place(tmp_path, rows, MARGINS)
    found = workspace.ask("nps", by="year", weighted="margins")
    whole, half = found.table.to_pylist()
    assert whole["value"] == pytest.approx(0)
    assert half["value"] is None
    assert half["unknown"] == "40 of 40 answers have no weight"
    [note] = [note for note in found.explain()["notes"] if "2017" in note]
    assert note.startswith("no weights for visits, 2017: margin tier = 'silver'")


def test_who_has_no_trait_keeps_a_weight_and_is_told_of(tmp_path: Path):
    rows = [
        *answers(60, day="2016-05-11", tier="gold", recommend=10),
        *answers(20, day="2016-05-12", tier="silver", recommend=0),
        *answers(20, day="2016-05-13", recommend=0),
    ]
    workspace = place(tmp_path, rows, MARGINS)
    found = workspace.ask("nps", weighted="margins")
    [value] = found.table["value"].to_pylist()
    assert value == pytest.approx(-20)  # 40 and 40 of those known, 20 unknown
    assert any(
        "20 of 100 respondents have no tier" in n for n in found.explain()["notes"]
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("weakest", {}),
        ("drivers", {"outcome": "recommend", "of": "rating"}),
        ("interaction", {"metric": "csat", "of": ["channel", "tier"]}),
        ("consistency", {"metric": "csat"}),
        ("baggage", {"question": "recommend", "bad": 2}),
    ],
)
def test_raked_is_as_if_the_survey_had_so_weighted(
    tmp_path: Path, question: str, words: dict[str, object]
):
    """The weights by hand: gold 2/3, silver 2."""
    rows = [
        {
            "who": f"c{n % 236}",
            "day": f"201{6 + n // 4 % 3}-0{1 + n // 4 % 6}-11",
            "touchpoint": ("order", "delivery")[n // 4 % 2],
            "channel": ("web", "shop")[n // 8 % 2],
            "tier": "silver" if n % 4 == 0 else "gold",
            "weight": 2 if n % 4 == 0 else 2 / 3,
            "recommend": n * 7 % 11,
            "rating": 1 + (n * 7 % 11 + n % 3) // 3,
        }
        for n in range(960)
    ]
    workspace = place(tmp_path, rows, MARGINS)
    by_hand = getattr(workspace, question)(**words, weighted=True).table.to_pylist()
    raked = getattr(workspace, question)(**words, weighted="margins").table.to_pylist()
    assert by_hand
    for one, other in zip(by_hand, raked, strict=True):
        floats = [name for name, cell in one.items() if isinstance(cell, float)]
        near = {name: pytest.approx(other[name], rel=1e-9, abs=1e-9) for name in floats}
        assert one == {**other, **near}


def test_rollups_and_the_answers_themselves_are_raked_alike(tmp_path: Path):
    rows = [
        *answers(40, day="2016-05-11", tier="gold", recommend=10),
        *answers(20, day="2016-05-12", tier="silver", recommend=0),
    ]
    workspace = place(tmp_path, rows, MARGINS)
    from_rollups = workspace.ask("nps", by="month", weighted="margins")
    add(workspace, answers(40, day="2016-05-13", tier="gold", recommend=6), now=LATER)
    from_answers = workspace.ask_again(from_rollups.explain())
    assert from_answers.table.equals(from_rollups.table)


AIMS = """
goals:
  more: {metric: nps, direction: up, target: 40, by: 2016-06-30}
benchmarks:
  theirs:
    of: Rival
    kind: competitor
    metric: nps
    value: 10
    n: 500
    period: 2016
    source: a yearbook
    method: published
"""


def test_goals_benchmarks_and_coverage_are_raked_as_well(tmp_path: Path):
    """60 of gold at 10 and 20 of silver at 0: 50 points, raked 0."""
    rows = [
        *answers(60, day="2016-05-11", tier="gold", recommend=10),
        *answers(20, day="2016-05-12", tier="silver", recommend=0),
    ]
    workspace = place(tmp_path, rows, MARGINS + AIMS)
    for weighted, value in ((False, 50), ("margins", 0)):
        words = {"weighted": weighted}
        [goal] = workspace.goals(today=NOW.date(), **words).table.to_pylist()
        [beside] = workspace.benchmarks(**words).table.to_pylist()
        [covered] = workspace.coverage("nps", **words).table.to_pylist()
        assert goal["value"] == pytest.approx(value)
        assert beside["ours"] == pytest.approx(value)
        assert covered["value"] == pytest.approx(value)
        again = workspace.ask_again(workspace.benchmarks(**words).explain())
        assert again.table["ours"].to_pylist() == pytest.approx([value])


@pytest.mark.parametrize(
    ("margins", "weighted", "sentence"),
    [
        (
            "vision: All are glad.",
            "margins",
            "the programme has no margins to weight to",
        ),
        (MARGINS, "margin", "there are no weights 'margin'"),
    ],
)
def test_no_such_weights_are_refused(
    tmp_path: Path, margins: str, weighted: str, sentence: str
):
    rows = answers(40, day="2016-05-11", tier="gold", recommend=10)
    workspace = place(tmp_path, rows, margins)
    with pytest.raises(QuestionError, match=sentence):
        workspace.ask("nps", weighted=weighted)

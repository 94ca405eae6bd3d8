"""Why customers leave, at the command line."""

from datetime import UTC, datetime

import pytest

import stik as library

MAPPING = """
source = "subscribers"
[row]
customer = "who"
[traits]
status = "status"
tenure = "tenure"
reason = { column = "reason", missing = [""] }
plan = "plan"
"""
NOW = datetime(2026, 7, 1, tzinfo=UTC)
FLAGS = ("--left", "status=gone", "--months", "tenure", "--reasons", "reason")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Return the place of 140 subscribers, of whom 80 left."""
    folder = tmp_path_factory.mktemp("subscribers")
    rows = [
        f"g{n},gone,{1 + n % 6},{'price' if n % 4 else 'moved'},a" for n in range(60)
    ]
    rows += [f"h{n},here,{1 + n % 20},,{'ab'[n % 2]}" for n in range(60)]
    rows += [f"b{n},gone,{9 + n % 9},price,b" for n in range(20)]
    file, mapping = folder / "subscribers.csv", folder / "subscribers.toml"
    file.write_text("\n".join(["who,status,tenure,reason,plan", *rows]) + "\n")
    mapping.write_text(MAPPING)
    workspace = library.create(folder / "place", now=NOW)
    assert workspace.load(file, mapping=mapping, now=NOW).n_stored == len(rows)
    return folder / "place"


def test_sentences_come_first_then_the_reasons_then_what_goes_with_it(loaded, stik):
    told = stik("leaving", loaded, *FLAGS)
    lines = told.out.splitlines()
    assert told.code == 0
    assert lines[0] == "80 of 140 customers have left (57.1 %)."
    assert lines[1].startswith("price leads the stated reasons, with 81.2 % of the 80")
    assert "Times as fast to leave, each by itself; no cause is proved:" in lines
    plan = next(line for line in lines if line.startswith("  b "))
    assert plan.split()[-2:] == ["▼", "later"]


def test_as_json_it_holds_reasons_and_traits(loaded, stik):
    told = stik("leaving", loaded, *FLAGS, "--of", "plan", "--json").json()
    assert [row["what"] for row in told["rows"]] == ["reason", "reason", "trait"]
    assert told["explain"]["is_held_alike"] is True


def test_who_stays_is_said_in_sentences_then_in_a_table(loaded, stik):
    told = stik("retention", loaded, *FLAGS[:4], "--by", "plan", "--at", "3,6")
    lines = told.out.splitlines()
    assert told.code == 0
    assert lines[1] == "Months are counted from the day they came."
    assert lines[2].startswith("After 6 months ")
    assert "this proves no cause" in told.out
    assert any(line.startswith("b (20 of 50 left)") for line in lines)


def test_how_long_they_stay_ends_in_one_where_it_is_unknown(loaded, stik):
    told = stik("retention", loaded, *FLAGS[:2])
    assert (told.code, "How long they stay is unknown" in told.out) == (1, True)
    assert stik("retention", loaded, *FLAGS[:4], "--at", "x").code == 2


def test_where_nobody_left_it_ends_in_one(loaded, stik):
    told = stik("leaving", loaded, "--left", "status=lost", *FLAGS[2:])
    assert (told.code, "0 of 140 customers have left" in told.out) == (1, True)


def test_without_who_left_it_says_how_to_name_it(loaded, stik):
    told = stik("leaving", loaded)
    assert (told.code, "--left status=gone" in told.err) == (2, True)

"""What it is worth, at the command line."""

from datetime import UTC, datetime

import pytest

import stik as library

MAPPING = """
source = "shop"
[row]
customer = "who"
occurred = "day"
touchpoint = "where"
amount = { column = "paid", missing = [""] }
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
missing = [""]
"""
NOW = datetime(2026, 7, 1, tzinfo=UTC)
SPENDING = "  q%d: {acquiring: %d, won: 50, keeping: 9000, kept: 900, currency: EUR}\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Return the place of 40 customers who answered once and bought once after."""
    folder = tmp_path_factory.mktemp("shop")
    rows = ["w,2025-12-31,till,1,"]
    for n in range(40):
        score, paid = ((10, 300), (2, 100))[n % 2]
        rows += [f"c{n},2024-06-01,desk,,{score}", f"c{n},2024-09-01,till,{paid + n},"]
    file, mapping = folder / "shop.csv", folder / "shop.toml"
    file.write_text("\n".join(["who,day,where,paid,recommend", *rows]) + "\n")
    mapping.write_text(MAPPING)
    workspace = library.create(folder / "place", now=NOW)
    assert workspace.load(file, mapping=mapping, now=NOW).n_stored == len(rows)
    spent = "".join(SPENDING % (n, 5000 + 100 * n) for n in range(6))
    workspace.place.programme_file.write_text("spending:\n" + spent)
    return folder / "place"


def test_sentences_come_first_then_the_figures(shop, stik):
    told = stik("worth", shop, "recommend")
    lines = told.out.splitlines()
    assert told.code == 0
    assert lines[0].startswith("One point more of recommend goes with +0.995 (+0.960")
    assert lines[2].startswith("A new customer costs 10.5 times")
    assert "Of the seven often-quoted figures 3 are known of your own." in lines
    assert "customers find 8 % of" in told.out
    assert "unknown, selling to an existing customer is 3 times as likely: " in told.out


def test_as_json_it_holds_every_figure(shop, stik):
    found = stik("worth", shop, "nps", "--within", "6", "--json").json()
    assert found["explain"]["months"] == 6
    kinds = [row["what"] for row in found["rows"]]
    assert kinds.count("quoted") == 7
    assert set(kinds) == {"point", "spending", "quoted", "customers"}


def test_where_nothing_can_be_told_it_ends_in_one(place, stik):
    told = stik("worth", place)
    assert (told.code, "0 are known of your own" in told.out) == (1, True)
    assert stik("worth", place, "nps").code == 2

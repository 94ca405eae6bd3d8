"""Drivers and interactions as the terminal shows them."""

import random

import pytest

MAPPING = """
source = "stay"
[row]
customer = "who"
channel = "channel"
[traits]
tier = "tier"
[answers.overall]
column = "overall"
touchpoint = "overall"
scale = "csat_1_5"
[answers.room]
column = "room"
touchpoint = "room"
scale = "csat_1_5"
[answers.meal]
column = "meal"
touchpoint = "meal"
scale = "csat_1_5"
[answers.desk]
column = "desk"
touchpoint = "desk"
scale = "csat_1_5"
"""


@pytest.fixture
def hotel(place, stik, tmp_path):
    """Return stays where the poor room drives the whole, of gold guests most."""
    chance = random.Random(8)
    lines = ["who,channel,tier,overall,room,meal,desk"]
    for n in range(900):
        tier, channel = ("gold", "silver")[n % 2], ("web", "shop")[n // 2 % 2]
        room, meal, desk = (
            min(max(round(chance.gauss(level, 1)), 1), 5) for level in (2, 4, 4)
        )
        felt = 0.8 * room + 0.4 * meal if tier == "gold" else 0.3 * room + 0.8 * meal
        felt += (tier == "gold") * (channel == "web") + chance.gauss(0, 0.5) - 0.5
        lines.append(
            f"g{n},{channel},{tier},{min(max(round(felt), 1), 5)},{room},{meal},{desk}"
        )
    file, mapping = tmp_path / "stays.csv", tmp_path / "stays.toml"
    file.write_text("\n".join(lines) + "\n")
    mapping.write_text(MAPPING)
    assert stik("load", place, file, "--map", mapping).code == 0
    return place


def test_the_grid_says_where_to_act_first(hotel, stik):
    told = stik("drivers", hotel, "overall")
    assert told.code == 0
    first = next(line for line in told.out.splitlines() if " room " in line)
    assert first[0] == "1"
    assert first.rstrip().endswith("act first")
    lines = told.out.splitlines()
    title = next(n for n, line in enumerate(lines) if line.startswith("explains more"))
    assert lines[title].split()[-4:] == ["act", "first", "keep", "up"]
    assert lines[title + 1].split() == ["room", "meal"]


def test_groups_stand_side_by_side_and_marked_where_they_differ(hotel, stik):
    told = stik("drivers", hotel, "overall", "--by", "tier")
    assert told.code == 0
    head, room = (
        next(line for line in told.out.splitlines() if line.startswith(word))
        for word in ("tier", "room")
    )
    assert head.split() == ["tier", "gold", "silver"]
    assert room.index("▲") < room.index("▼")


def test_an_interaction_is_shown_with_its_four_cells(hotel, stik):
    told = stik("interaction", hotel, "mean", "--of", "tier,channel")
    assert told.code == 0
    cells = [line.split()[:2] for line in told.out.splitlines()[1:5]]
    assert cells == [[a, b] for a in ("gold", "silver") for b in ("shop", "web")]
    assert "▲ a real interaction" in told.out
    assert stik("interaction", hotel, "mean", "--of", "tier").code == 2


def test_an_interaction_is_saved_and_explained(hotel, stik, tmp_path):
    saved = tmp_path / "answer.json"
    told = stik("interaction", hotel, "mean", "--of", "tier,channel", "--json")
    saved.write_text(told.out)
    assert stik("explain", saved).code == 0


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    "asked",
    [
        ("drivers", "overall"),
        ("drivers", "overall", "--by", "tier"),
        ("interaction", "mean", "--of", "tier,channel"),
    ],
)
def test_tables_keep_to_the_width(asked, columns, hotel, stik, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    command, *rest = asked
    out = stik(command, hotel, *rest).out
    assert max(map(len, out.splitlines())) <= columns
    assert "…" not in out


def test_one_value_leaves_an_interaction_unknown(hotel, stik):
    told = stik(
        "interaction", hotel, "mean", "--of", "tier,channel", "--where", "tier=gold"
    )
    assert (told.code, told.err) == (1, "")
    assert "no two values each" in told.out


WIDE = """
source = "wide"
[row]
occurred = "day"
channel = "one"
unit = "other"
[answers.overall]
column = "overall"
touchpoint = "overall"
scale = "csat_1_5"
"""


@pytest.fixture
def wide(place, stik, tmp_path):
    """Return 26 channels and 27 units, of which 8 and 8 are of 2016."""
    chance = random.Random(3)
    rows = [
        f"{2016 if one < 8 and other < 8 else 2017}-05-01,c{one},u{other},"
        f"{chance.randint(1, 5)}"
        for one in range(26)
        for other in range(27)
        for _ in range(6)
    ]
    file, mapping = tmp_path / "wide.csv", tmp_path / "wide.toml"
    file.write_text("\n".join(["day,one,other,overall", *rows]) + "\n")
    mapping.write_text(WIDE.replace("[traits]\n", ""))
    assert stik("load", place, file, "--map", mapping).code == 0
    return place


def test_of_many_interactions_the_surest_are_shown_and_all_are_counted(wide, stik):
    words = ("interaction", wide, "mean", "--of", "channel,unit", "--to", "2016")
    told = stik(*words)
    assert "12 of 784 shown, the surest first; 0 are real" in told.out
    assert told.out.count("so much more") == 12
    cells = [line for line in told.out.splitlines() if line.startswith("c")]
    assert 4 <= len(cells) <= 4 * 12
    assert len(stik(*words, "--json").json()["rows"]) == 784


def test_more_interactions_than_anybody_reads_are_refused_with_the_mend(wide, stik):
    told = stik("interaction", wide, "mean", "--of", "channel,unit")
    assert told.code == 2
    assert told.err == (
        "stik: 26 values of channel and 27 of unit make 114,075 interactions, more "
        "than 100,000; name fewer values with --where (where=…), or take something "
        "that has fewer.\n"
    )

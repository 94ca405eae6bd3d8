"""Did it change, or did others answer? Asked of a workspace, through the real load."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.workspace.conftest import Make, Row, write_rows

from stik.errors import QuestionError
from stik.insights.result import Result

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "insights" / "mix" / "cases" / "mix.toml").read_text(
        encoding="utf-8"
    )
)["case"]
STONES_BEFORE = {"small": (234, 270), "large": (55, 80)}
STONES_AFTER = {"small": (81, 87), "large": (192, 263)}
BETTER = {"shop": (180, 200), "web": (50, 100)}
MORE_WEB = {"shop": (95, 100), "web": (120, 200)}


def rated(
    year: int, kinds: Mapping[str, Sequence[int]], *, by: str = "channel", **said: str
) -> list[Row]:
    """Return ratings of a year: of each kind so many satisfied of so many."""
    return [
        {"day": f"{year}-05-11", "rating": 5 if n < yes else 1, by: kind, **said}
        for kind, (yes, of) in kinds.items()
        for n in range(of)
    ]


def rows(result: Result) -> dict[Any, dict[str, Any]]:
    """Return the rows of a comparison: the headlines and kinds by their name."""
    return {row["kind"] or row["comparison"]: row for row in result.table.to_pylist()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_comparisons_worked_by_hand_come_out_of_the_front_door(
    case: dict[str, Any], made: Make
) -> None:
    workspace = made(*rated(2016, case["before"]), *rated(2017, case["after"]))
    result = workspace.same_mix("csat", standard=case["standard"])
    found, told = rows(result), result.explain()
    assert found["plain"]["value"] == pytest.approx(case["plain"], abs=1e-6)
    assert found["same mix"]["value"] == pytest.approx(case["adjusted"], abs=1e-6)
    assert told["by_mix"] == pytest.approx(case["plain"] - case["adjusted"], abs=1e-6)
    assert told["is_reversed"] == case["is_reversed"]
    assert told["mix"]["moved"] == pytest.approx(case["moved"], abs=1e-6)


def test_simpsons_trap_shows_each_kind_beside_the_whole(made: Make) -> None:
    workspace = made(*rated(2016, STONES_BEFORE), *rated(2017, STONES_AFTER))
    result = workspace.same_mix("csat", by="channel", compare="last-year")
    found = rows(result)
    assert list(found) == ["plain", "same mix", "large", "small"]
    assert found["plain"]["value"] < 0 < found["same mix"]["value"]
    assert found["same mix"]["low"] < found["same mix"]["value"]
    small = found["small"]
    assert small["value_before"] == pytest.approx(234 / 270)
    assert small["value_after"] == pytest.approx(81 / 87)
    assert small["part_before"] == pytest.approx(270 / 350)
    assert small["part_after"] == pytest.approx(87 / 350)
    assert small["part_standard"] == pytest.approx(357 / 700)
    assert (small["n"], small["n_before"]) == (87, 270)
    assert workspace.ask_again(result.explain()).table == result.table


def test_the_plain_difference_is_the_one_that_ask_gives(made: Make) -> None:
    workspace = made(*rated(2016, BETTER), *rated(2017, MORE_WEB))
    plain = rows(workspace.same_mix("csat"))["plain"]
    [asked] = workspace.ask("csat", compare="last-year").table.to_pylist()
    for name in ("value", "low", "high"):
        wanted = "difference" if name == "value" else f"difference_{name}"
        assert plain[name] == asked[wanted]
    assert (plain["n"], plain["n_before"]) == (asked["n"], asked["n_before"])


def test_two_groups_are_compared_at_the_same_mix_of_a_trait(made: Make) -> None:
    workspace = made(
        *rated(2017, BETTER, by="tier", channel="web"),
        *rated(2017, MORE_WEB, by="tier", channel="app"),
    )
    result = workspace.same_mix(
        "csat", by="tier", compare="channel=web", where={"channel": "app"}
    )
    found = rows(result)
    assert found["plain"]["value"] == pytest.approx(215 / 300 - 230 / 300)
    by_hand = 0.5 * (0.95 - 0.9) + 0.5 * (0.6 - 0.5)
    assert found["same mix"]["value"] == pytest.approx(by_hand)


def test_answers_of_no_known_kind_are_a_kind_of_their_own(made: Make) -> None:
    kinds = {"web": (30, 60), "": (20, 40)}
    workspace = made(*rated(2016, kinds), *rated(2017, kinds))
    found = rows(workspace.same_mix("csat"))
    assert found["not said"]["n"] == 40
    assert found["plain"]["n"] == 100
    assert found["same mix"]["value"] == pytest.approx(0)


def test_a_kind_that_is_new_makes_the_same_mix_unknown_and_says_why(made: Make) -> None:
    workspace = made(
        *rated(2016, {"shop": (90, 100)}),
        *rated(2017, {"shop": (80, 100), "app": (40, 50)}),
    )
    found = rows(workspace.same_mix("csat"))
    assert found["plain"]["value"] == pytest.approx(0.8 - 0.9)
    assert found["same mix"]["value"] is None
    assert "app has fewer than 5 answers" in found["same mix"]["unknown"]
    assert (found["app"]["value"], found["app"]["value_before"]) == (None, None)


def test_weights_count_in_the_difference_and_missing_ones_make_it_unknown(
    made: Make,
) -> None:
    light, heavy = {"shop": (60, 100)}, {"web": (20, 100)}
    workspace = made(
        *rated(2016, light, weight="1"),
        *rated(2016, heavy, weight="3"),
        *rated(2017, light, weight="1"),
        *rated(2017, heavy, weight="3"),
    )
    found = rows(workspace.same_mix("csat", weighted=True))
    assert found["web"]["part_standard"] == pytest.approx(0.75)
    assert found["plain"]["value_after"] == pytest.approx((60 + 3 * 20) / 400)
    bare = rows(workspace.same_mix("csat"))
    assert bare["web"]["part_standard"] == pytest.approx(0.5)


def test_an_answer_without_a_weight_makes_both_differences_unknown(made: Make) -> None:
    workspace = made(
        *rated(2016, BETTER, weight="1"),
        *rated(2017, MORE_WEB, weight="1"),
        *rated(2017, {"web": (1, 1)}),
    )
    result = workspace.same_mix("csat", weighted=True)
    found = rows(result)
    reason = "1 of 301 answers have no weight"
    assert [found[name]["unknown"] for name in ("plain", "same mix")] == [reason] * 2
    assert result.has_unknown
    assert "by_mix" not in result.explain()


@pytest.mark.parametrize("here", [[], [{"day": "2017-01-01", "rating": 4}] * 40])
def test_with_nobody_on_a_side_it_is_unknown(here: list[Row], made: Make) -> None:
    found = rows(made(*here).same_mix("csat"))
    assert found["same mix"]["value"] is None
    assert found["same mix"]["unknown"].startswith("no answers")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"by": "month"}, "a mix is of one dimension"),
        ({"by": ["channel", "unit"]}, "a mix is of one dimension"),
        ({"by": "chanel"}, "did you mean 'channel'"),
        ({"standard": "now"}, "say both, before or after"),
        ({"compare": "channel=web"}, "cannot be alike on two sides"),
        ({"compare": "tier=gold"}, "--where tier="),
    ],
)
def test_what_has_no_mix_to_hold_alike_is_refused(
    words: dict[str, Any], said: str, made: Make
) -> None:
    workspace = made(*rated(2016, BETTER, tier="gold"), *rated(2017, MORE_WEB))
    with pytest.raises(QuestionError, match=said):
        workspace.same_mix("csat", **words)


def notes(result: Result) -> list[str]:
    told: dict[str, Any] = result.explain()
    return [note for note in told["notes"] if note.startswith("the mix of")]


def test_a_comparison_says_that_the_mix_moved_and_by_how_much(made: Make) -> None:
    workspace = made(*rated(2016, BETTER), *rated(2017, MORE_WEB))
    result = workspace.ask("csat", compare="last-year")
    [note] = notes(result)
    shares = {"shop": ("33%", "67%"), "web": ("67%", "33%")}
    kind = note.split(": ")[1].split(" is ")[0]
    now, before = shares[kind]
    assert note.startswith(
        f"the mix of channel moved: {kind} is {now} of the answers, against {before}"
    )
    told = result.explain()["compared"]["mix"]
    assert told["looked_at"] == ["channel", "unit", "language", "source"]
    [moved] = told["moved"]
    assert moved["moved"] == pytest.approx(1 / 3)
    assert moved["p_corrected"] < 1e-9


@pytest.mark.parametrize("name", ["unit", "language"])
def test_the_mix_of_units_and_languages_is_looked_at_too(name: str, made: Make) -> None:
    workspace = made(*rated(2016, BETTER, by=name), *rated(2017, MORE_WEB, by=name))
    [note] = notes(workspace.ask("csat", compare="last-year"))
    assert note.startswith(f"the mix of {name} moved")


def test_another_survey_on_the_other_side_is_told(
    made: Make, now: datetime, tmp_path: Path
) -> None:
    workspace = made(*rated(2016, {"web": (40, 60)}))
    file = write_rows(
        tmp_path, rated(2017, {"web": (40, 60)}), precision="day", name="calls"
    )
    mapping = file.with_suffix(".toml")
    mapping.write_text(mapping.read_text().replace('"visits"', '"calls"'))
    workspace.load(file, mapping=mapping, now=now)
    [note] = notes(workspace.ask("csat", compare="last-year"))
    assert note.startswith("the mix of source moved")
    assert "100%" in note
    assert note.endswith(
        "; no source is on both sides, so like cannot be compared with like"
    )
    alike = workspace.same_mix("csat", by="source", compare="last-year")
    assert "cannot be compared with itself" in alike.table["unknown"].to_pylist()[1]


def test_likes_are_advised_to_be_compared_only_where_enough_are_on_both_sides(
    made: Make,
) -> None:
    before = {"web": (40, 60), "shop": (10, 90)}
    after = {"web": (40, 60), "till": (10, 90)}
    workspace = made(*rated(2016, before), *rated(2017, after))
    [note] = notes(workspace.ask("csat", compare="last-year"))
    assert note.endswith(
        "only 40% of the answers are of a channel on both sides, "
        "too few to compare like with like"
    )


def test_of_several_rows_only_that_with_another_mix_is_named(made: Make) -> None:
    workspace = made(
        *rated(2016, BETTER, touchpoint="shop"),
        *rated(2017, MORE_WEB, touchpoint="shop"),
        *rated(2016, BETTER, touchpoint="till"),
        *rated(2017, BETTER, touchpoint="till"),
    )
    result = workspace.ask("csat", by="touchpoint", compare="last-year")
    [note] = notes(result)
    assert note.startswith("the mix of channel moved in 1 of 2 rows, most in shop: ")
    [moved] = result.explain()["compared"]["mix"]["moved"]
    assert moved["row"] == {"touchpoint": "shop"}


def test_each_period_is_held_against_the_one_before_it(made: Make) -> None:
    workspace = made(*rated(2015, BETTER), *rated(2016, BETTER), *rated(2017, MORE_WEB))
    result = workspace.ask("csat", by="year", compare="previous")
    [moved] = result.explain()["compared"]["mix"]["moved"]
    assert moved["row"] == {"year": "2017"}


def test_what_a_group_is_named_by_is_no_mix_but_the_rest_is(made: Make) -> None:
    workspace = made(
        *rated(2017, BETTER, by="unit", channel="web"),
        *rated(2017, MORE_WEB, by="unit", channel="app"),
    )
    result = workspace.ask("csat", by="channel", compare="channel=web")
    told = result.explain()["compared"]["mix"]
    assert told["looked_at"] == ["unit", "language", "source"]
    assert [(each["by"], each["row"]) for each in told["moved"]] == [
        ("unit", {"channel": "app"})
    ]
    narrowed = workspace.ask(
        "csat", where={"channel": "app", "unit": "web"}, compare="channel=web"
    )
    looked_at = narrowed.explain()["compared"]["mix"]["looked_at"]
    assert looked_at == ["language", "source"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"shop": (50, 100), "web": (50, 100)}, {"shop": (54, 108), "web": (46, 92)}),
        ({"shop": (9, 20), "web": (1, 5)}, {"shop": (1, 5), "web": (9, 20)}),
    ],
    ids=["chance", "too few to tell"],
)
def test_a_mix_that_moved_by_chance_is_not_told(
    before: Any, after: Any, made: Make
) -> None:
    workspace = made(*rated(2016, before), *rated(2017, after))
    assert notes(workspace.ask("csat", compare="last-year")) == []


def test_what_would_be_told_of_one_row_may_be_chance_among_ten(made: Make) -> None:
    # By hand: expected 50 each, chi-square 4 * 10^2 / 50 = 8, p = 0.0047; of ten 0.047.
    first, second = ({"a": (1, 60), "b": (1, 40)}, {"a": (1, 40), "b": (1, 60)})
    workspace = made(
        *[
            row
            for number in range(10)
            for year in (2016, 2017)
            for row in rated(
                year, first if year == 2016 or number else second, unit=f"u{number}"
            )
        ]
    )
    alone = workspace.ask("csat", where={"unit": "u0"}, compare="last-year")
    assert len(notes(alone)) == 1
    assert notes(workspace.ask("csat", by="unit", compare="last-year")) == []


def test_it_is_not_looked_at_where_nothing_is_compared(made: Make) -> None:
    result = made(*rated(2016, BETTER), *rated(2017, MORE_WEB)).ask("csat", by="year")
    assert notes(result) == []
    assert "compared" not in result.explain()

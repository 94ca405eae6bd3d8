"""Questions that once gave a wrong number, or none, and what they give."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.workspace.conftest import Make, add

from stik.errors import QuestionError, ScaleRefused
from stik.workspace import Workspace
from stik.workspace.questions import QUESTIONS


def rows(day: str, n: int = 6, **said: object) -> list[dict[str, object]]:
    return [{"day": day, "touchpoint": "shop", "recommend": 9, **said}] * n


def cells(workspace: Workspace, **words: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workspace.ask("nps", **words).table.to_pylist()
    return found


def n_by(workspace: Workspace, *by: str, **words: Any) -> dict[Any, int]:
    found = cells(workspace, by=by, **words)
    keys = [tuple(row[name] for name in by) for row in found]
    values = [row["n"] for row in found]
    return dict(zip([k[0] if len(k) == 1 else k for k in keys], values, strict=True))


def test_what_is_known_to_the_year_is_never_put_in_a_month(made: Make):
    workspace = made(*rows("2017"), precision="year")
    (cell,) = cells(workspace, by="month")
    assert (cell["month"], cell["value"], cell["n"]) == (None, None, 6)
    assert cell["unknown"].startswith("no date: a question by month needs")
    assert n_by(workspace, "year") == {"2017": 6}


def test_answers_that_cannot_tell_are_left_out_of_a_period_and_said(
    made: Make, now: datetime
):
    workspace = made(*rows("2017-04-02"), *rows("", n=3))
    add(workspace, rows("2017", n=4), now=now, precision="year", name="years")
    add(workspace, rows("2018", n=5), now=now, precision="year", name="more years")
    result = workspace.ask("nps", from_date="2017-03")
    assert result.table["n"].to_pylist() == [6 + 5], "2018 lies inside as a whole"
    told = {each["reason"]: each["n"] for each in result.explain()["left_out"]}
    assert told == {"they have no date": 3, "their date is known to the year only": 4}
    assert any("n = 4" in note for note in result.explain()["notes"])
    assert workspace.ask("nps").explain()["left_out"] == []


def test_a_period_that_begins_inside_a_month_keeps_that_month(made: Make):
    workspace = made(*rows("2017-03-20"), *rows("2017-03-01", 7), *rows("2017-02-20"))
    alone = n_by(workspace, "month", from_date="2017-03-15")
    assert alone == {"2017-03": 6}
    (row,) = cells(workspace, by="month", from_date="2017-03-15", compare="previous")
    assert (row["month"], row["n"], row["n_before"]) == ("2017-03", 6, 6)


def test_last_year_by_month_is_the_same_days_of_last_year(made: Make):
    workspace = made(*rows("2017-03-20"), *rows("2016-03-20", 7), *rows("2016-03-01"))
    words = {"from_date": "2017-03-15", "to_date": "2017-04", "compare": "last-year"}
    (row,) = cells(workspace, by="month", **words)
    assert (row["n"], row["n_before"]) == (6, 7)
    assert row["compared_with"] == "2016-03-15 to 2016-03-20"


def test_half_a_period_has_none_to_compare_with(made: Make):
    with pytest.raises(QuestionError, match="needs both ends"):
        made(*rows("2017-03-20")).ask("nps", from_date="2016", compare="last-year")


def test_without_a_period_the_latest_twelve_months_are_compared_and_said(made: Make):
    workspace = made(*rows("2017-03-31"), *rows("2016-05-01"), *rows("2016-03-31", 8))
    result = workspace.ask("nps", compare="previous")
    (row,) = result.table.to_pylist()
    assert (row["n"], row["n_before"]) == (12, 8)
    said = "2016-04-01 to 2017-03-31, compared with 2015-04-01 to 2016-03-31"
    assert said in result.explain()["notes"][-1]


def test_without_a_period_a_year_known_as_a_year_is_compared_whole(made: Make):
    workspace = made(*rows("2017"), *rows("2016", 8), precision="year")
    (row,) = workspace.ask("nps", compare="last-year").table.to_pylist()
    assert (row["n"], row["n_before"]) == (6, 8)


def test_each_group_is_compared_with_one_of_them(made: Make):
    workspace = made(
        *rows("2017-01-01", 40, channel="web"),
        *rows("2017-01-01", 40, channel="shop", recommend=2),
    )
    shop, web = cells(workspace, by="channel", compare="channel=web")
    assert (shop["difference"], shop["is_real"]) == (-200, True)
    assert web["difference_unknown"] == "the group compared with"


def test_a_response_keeps_the_trait_it_gave_itself(made: Make):
    same_day = {"who": "ana", "day": "2017-01-01"}
    workspace = made(
        *rows(n=6, **same_day, tier="basic"), *rows(n=5, **same_day, tier="gold")
    )
    assert n_by(workspace, "tier") == {"basic": 6, "gold": 5}


def test_traits_are_as_they_were_then(made: Make):
    workspace = made(
        *rows("2017-01-01", 1, who="ana", tier="basic"),
        *rows("2017-02-01", 2, who="ana"),
        *rows("2017-03-01", 1, who="ana", tier="gold"),
        *rows("2017-04-01", 3, who="ana"),
        *rows("2016-12-01", 4, who="ana"),
        *rows("2017-04-01", 5, tier="gold"),
        *rows("2017-04-01", 6),
    )
    assert n_by(workspace, "tier") == {"basic": 3, "gold": 9, None: 10}


@pytest.mark.parametrize("n", [4, 5, 29, 30])
def test_few_answers_are_unknown_and_never_judged_below_30(made: Make, n: int):
    workspace = made(*rows("2017-01-01", n), *rows("2016-01-01", 40, recommend=0))
    row = cells(workspace, by="year", compare="last-year")[-1]
    assert (row["value"] is None, row["unknown"] is None) == (n < 5, n >= 5)
    assert row["is_real"] is (None if n < 30 else True)


def test_a_missing_weight_makes_a_weighted_number_unknown(made: Make):
    workspace = made(
        *rows("2017-01-01", 40, weight=2, rating=4),
        *rows("2017-01-01", 1, rating=5),
    )
    (row,) = cells(workspace, weighted=True)
    assert (row["value"], row["unknown"]) == (None, "1 of 41 answers have no weight")
    told = workspace.drivers("recommend", of="rating", weighted=True).explain()
    assert told["unknown"] == "1 of 41 responses have no weight"


def test_an_earlier_moment_does_not_know_what_came_later(made: Make, now: datetime):
    workspace = made(*rows("2017-01-01", 7))
    saved = workspace.ask("nps", by="touchpoint")
    later = now + timedelta(days=1)
    more = rows("2017-01-01", 9, touchpoint="overall")
    add(workspace, more, now=later, name="more")
    assert cells(workspace)[0]["n"] == 9, "now the experience as a whole is known"
    assert cells(workspace, as_of=now)[0]["n"] == 7
    workspace.mend(now=later)
    assert cells(workspace, as_of=now)[0]["n"] == 7
    again = workspace.ask_again(saved.explain())
    assert again.table == saved.table
    with pytest.raises(QuestionError, match="no answer has the touchpoint 'overall'"):
        workspace.ask("nps", where={"touchpoint": "overall"}, as_of=now)


def test_scales_are_never_mixed(made: Make):
    workspace = made(*rows("2017-01-01", 9, rating=3))
    with pytest.raises(QuestionError, match="several scales"):
        workspace.ask("mean")
    with pytest.raises(ScaleRefused, match="nps is not defined on scale 'csat_1_5'"):
        workspace.ask("nps", where={"question": "rating"})


def test_a_misspelt_touchpoint_is_told_with_the_one_meant(made: Make):
    workspace = made(*rows("2017-01-01", 9), *rows("2017-01-01", 2, touchpoint=""))
    for words in ({"where": {"touchpoint": "shp"}}, {"compare": "touchpoint=shp"}):
        with pytest.raises(QuestionError, match="did you mean 'shop'"):
            workspace.ask("nps", by="touchpoint", **words)
    assert n_by(workspace, "touchpoint") == {"shop": 9, None: 2}


def test_a_touchpoint_that_is_not_named_is_not_ranked(made: Make):
    workspace = made(
        *rows("2017-01-01", 40, rating=3),
        *rows("2017-01-01", 50, rating=5, touchpoint="web"),
        *rows("2017-01-01", 3, rating=1, touchpoint=""),
    )
    result = workspace.weakest()
    assert result.table["touchpoint"].to_pylist() == ["shop", "web"]
    assert result.explain()["notes"] == ["left out: n = 3, they name no touchpoint"]
    again = workspace.ask_again(result.explain())
    assert again.table == result.table


def test_drivers_are_the_same_each_time(made: Make):
    workspace = made(
        *[
            {"touchpoint": "shop", "recommend": n % 11, "rating": 1 + n * 7 % 5}
            for n in range(200)
        ]
    )
    first = workspace.drivers("recommend", of="rating")
    assert workspace.ask_again(first.explain()).table == first.table


def test_weighted_answers_say_how_many_unweighted_ones_they_are_worth(made: Make):
    light = [{"day": "2017-01-01", "recommend": "9", "weight": "1"}] * 30
    heavy = [{"day": "2017-01-01", "recommend": "3", "weight": "3"}] * 10
    workspace = made(*light, *heavy)
    [row] = cells(workspace, weighted=True)
    assert row["n"] == 40
    assert row["n_effective"] == pytest.approx(60**2 / (30 + 90))
    assert row["design_effect"] == pytest.approx(40 / 30)
    [plain] = cells(workspace)
    assert "n_effective" not in plain


def test_every_question_has_its_answer():
    assert len({each.name for each in QUESTIONS}) == len(QUESTIONS)
    assert all(callable(each.answer) for each in QUESTIONS)

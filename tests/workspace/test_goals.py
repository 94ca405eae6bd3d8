"""Goals of the programme, judged and checked from the facts of a workspace."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.workspace.conftest import Make, Row, add
from tests.workspace.test_about_others import load_about

from stik.errors import QuestionError
from stik.insights.goals.written import Written
from stik.terms.goal import Scope
from stik.workspace import Workspace

TODAY = date(2026, 1, 15)
PUBLISHED = "source: a yearbook, method: published"
GOOD, BAD = {"recommend": 9, "rating": 5}, {"recommend": 2, "rating": 1}


def quarter(number: int, *, of: int = 40, good: int, **said: object) -> list[Row]:
    """Return so many answers of a quarter, counted on from 2024; some of them good."""
    day = date(2024 + number // 4, number % 4 * 3 + 2, 10)
    return [
        {
            "who": f"{number}-{n}",
            "day": day,
            "touchpoint": "overall",
            **(GOOD if n < good else BAD),
            **said,
        }
        for n in range(of)
    ]


def eight_quarters(*, good: int, of: int = 40, **said: object) -> list[Row]:
    return [
        row
        for number in range(8)
        for row in quarter(number, of=of, good=good + number % 2, **said)
    ]


def write(workspace: Workspace, text: str) -> None:
    workspace.place.programme_file.write_text(text, encoding="utf-8")


def goal(workspace: Workspace, said: str, **words: Any) -> dict[str, Any]:
    """Return how one goal stands."""
    sections = said if said.startswith("\n") else f"goals:\n  g: {{{said}}}\n"
    write(workspace, sections)
    (row,) = workspace.goals(**{"today": TODAY, **words}).table.to_pylist()
    return row


NPS = "metric: nps, direction: up"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("target: 0, by: 2025-12-31", "met"),
        ("target: 90, by: 2025-12-31", "missed"),
        ("target: 45, by: 2025-12-31", "cannot tell yet"),
        ("target: 0, by: 2026-03-31", "on track"),
        ("target: 99, by: 2026-03-31", "off track"),
    ],
)
def test_a_goal_has_one_of_six_words(made: Make, said: str, word: str) -> None:
    workspace = made(*eight_quarters(good=30))
    row = goal(workspace, f"{NPS}, {said}")
    assert row["word"] == word
    assert (row["probability"] is None) == (said.endswith("2025-12-31"))
    assert row["sentence"].startswith(word.capitalize())
    assert (row["n_more"] is not None) == (word == "cannot tell yet")


def test_the_verdict_is_that_of_the_quarter_of_its_day(made: Make) -> None:
    rows = [*quarter(6, good=30), *quarter(7, good=0)]
    row = goal(made(*rows), f"{NPS}, target: 10, by: 2025-08-20")
    assert (row["word"], row["value"], row["n"]) == ("met", 50.0, 40)


def test_a_period_that_is_still_running_is_left_out(made: Make) -> None:
    workspace = made(*eight_quarters(good=30), *quarter(8, good=0))
    row = goal(workspace, f"{NPS}, target: 0, by: 2026-12-31")
    assert row["word"] == "on track"
    told = workspace.goals(today=TODAY).explain()["goals"]["g"]
    assert (told["last"], told["periods"]) == ("2025-10-01", 8)
    over = goal(workspace, f"{NPS}, target: 0, by: 2026-01-10")
    assert over["unknown"] == "Cannot tell yet: the quarter of 2026-01-10 is not over"
    later = goal(workspace, f"{NPS}, target: 0, by: 2026-01-10", today=date(2026, 4, 1))
    assert (later["word"], later["value"]) == ("missed", -100.0)


def test_the_scope_filters_by_traits_touchpoint_and_channel(made: Make) -> None:
    here: dict[str, object] = {"tier": "gold", "channel": "web", "touchpoint": "shop"}
    rows = eight_quarters(good=39, **here)
    for name, other in (("tier", "basic"), ("channel", "app"), ("touchpoint", "till")):
        rows += eight_quarters(good=0, of=9, **{**here, name: other})
    scope = "scope: {touchpoint: shop, channel: web, traits: {tier: gold}}"
    workspace = made(*rows)
    places = "\nchannels: {web: {}}\ntouchpoints: {shop: {}}"
    row = goal(
        workspace,
        f"{places}\ngoals: {{g: {{{NPS}, target: 80, by: 2025-12-31, {scope}}}}}",
    )
    assert (row["value"], row["n"], row["word"]) == (100.0, 40, "met")


def test_a_unit_stands_for_those_inside_it(made: Make) -> None:
    rows = [
        row
        for name in ("city", "shop", "till", "other")
        for row in quarter(7, of=10, good=10, unit=name, who=name)
    ]
    units = "\nunits: {city: {}, shop: {parent: city}, till: {parent: shop}, other: {}}"
    said = f"{NPS}, target: 80, by: 2025-12-31, scope: {{unit: city}}"
    assert goal(made(*rows), f"{units}\ngoals: {{g: {{{said}}}}}")["n"] == 30


def test_a_change_is_counted_from_its_quarter(made: Make) -> None:
    rows = [*quarter(3, of=400, good=200), *quarter(7, of=400, good=280)]
    since = "target: 5, per: quarter, since: 2024-11-01, by: 2025-12-31"
    workspace = made(*rows)
    row = goal(workspace, f"{NPS}, {since}")
    assert (row["value"], row["word"]) == (10.0, "met")
    without = goal(workspace, f"{NPS}, target: 5, per: quarter, by: 2025-12-31")
    assert without["value"] == 10.0, "a year before its day"


def test_the_classic_of_long_standing_customers_needs_its_day_alone(made: Make) -> None:
    rows = [
        *quarter(3, of=400, good=200, tier="long"),
        *quarter(7, of=400, good=280, tier="long"),
        *quarter(7, of=400, good=0, tier="new"),
    ]
    said = "classic: nps_of_long_standing_customers, by: 2025-12-31"
    row = goal(made(*rows), f"{said}, scope: {{traits: {{tier: long}}}}")
    assert (row["target"], row["value"], row["word"]) == (3.0, 10.0, "met")


RIVALS = f"""
benchmarks:
  old: {{of: Rival, kind: competitor, metric: nps, value: 70,
    period: 2024, {PUBLISHED}}}
  new: {{of: Rival, kind: competitor, metric: nps, value: 20,
    period: 2025, {PUBLISHED}}}
  asked: {{of: Asked, kind: competitor, metric: nps, survey: rival}}
  shops: {{of: shops, kind: industry, metric: csat, scale: csat_1_7, value: 0.1,
    period: 2025, {PUBLISHED}}}
goals:
"""


@pytest.mark.parametrize(
    ("said", "word", "value"),
    [
        ("against: Rival, by: 2025-12-31", "met", 35.0),
        ("against: new, by: 2025-12-31", "met", 35.0),
        ("against: old, by: 2025-12-31", "cannot tell yet", -15.0),
        ("against: Rival, target: 10, by: 2026-03-31", "on track", None),
        ("against: Asked, by: 2025-12-31", "met", 155.0),
    ],
)
def test_a_lead_is_held_against_the_latest_figure_of_whom_it_names(
    made: Make, now: datetime, said: str, word: str, value: float | None
) -> None:
    workspace = made(*eight_quarters(good=30))
    load_about(workspace, quarter(6, good=0), now=now, about="Asked")
    row = goal(workspace, f"{RIVALS}  g: {{classic: nps_against_a_rival, {said}}}")
    assert row["word"] == word
    if value is not None:
        assert row["value"] == pytest.approx(value)
    is_exact = "taken as exact" in row["sentence"]
    assert is_exact == ("Asked" not in said)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("metric: csat, direction: up, against: Rival", "is of nps, the goal of csat"),
        ("metric: csat, direction: up, against: shops", "csat_1_7, ours on csat_1_5"),
        ("metric: ces, direction: up, target: 4", "ces is not defined on scale"),
        (
            "metric: nps, direction: up, target: 4, scope: {traits: {teir: x}}",
            "filter by 'teir'",
        ),
    ],
)
def test_what_was_not_measured_is_a_reason_and_an_objection(
    made: Make, said: str, reason: str
) -> None:
    workspace = made(*eight_quarters(good=30))
    row = goal(workspace, f"{RIVALS}  g: {{{said}, by: 2025-12-31}}")
    assert (row["word"], row["value"]) == ("cannot tell yet", None)
    assert reason in row["unknown"]
    (objection,) = workspace.check_goal("g", today=TODAY).objections
    assert objection.kind == "not measurable"
    assert reason in objection.sentence


def test_one_goal_that_cannot_be_told_leaves_the_others(made: Make) -> None:
    workspace = made(*eight_quarters(good=30))
    write(
        workspace,
        "goals:\n"
        f"  loved: {{{NPS}, target: 1, by: 2025-12-31}}\n"
        "  ease: {metric: ces, direction: up, target: 5, by: 2025-12-31}\n",
    )
    result = workspace.goals(today=TODAY)
    assert result.table["word"].to_pylist() == ["met", "cannot tell yet"]
    assert result.has_unknown


def test_months_are_forecast_where_there_are_too_few_quarters(made: Make) -> None:
    rows = [
        {**row, "day": date(2025, month, 5), "who": f"{month} {row['who']}"}
        for month in range(3, 12)
        for row in quarter(0, good=30 + month % 2)
    ]
    workspace = made(*rows)
    row = goal(workspace, f"{NPS}, target: 20, by: 2026-03-31")
    told = workspace.goals(today=TODAY).explain()["goals"]["g"]
    assert (row["word"], told["grain"], told["periods"]) == ("on track", "month", 9)
    over = goal(workspace, f"{NPS}, target: 20, by: 2025-09-30")
    assert over["word"] == "met"
    told = workspace.goals(today=TODAY).explain()["goals"]["g"]
    assert told["grain"] == "quarter", "the verdict is never that of one month"


def test_years_are_judged_where_most_quarters_have_no_answers(made: Make) -> None:
    rows = [row for number in (0, 4) for row in quarter(number, good=30)]
    workspace = made(*rows)
    row = goal(workspace, f"{NPS}, target: 10, by: 2025-12-31")
    told = workspace.goals(today=TODAY).explain()["goals"]["g"]
    assert (row["word"], told["grain"], told["periods"]) == ("met", "year", 2)


def test_dates_known_to_the_year_are_judged_by_year(made: Make) -> None:
    rows = [{**row, "day": "2025"} for row in quarter(0, good=30)]
    workspace = made(*rows, precision="year")
    assert goal(workspace, f"{NPS}, target: 10, by: 2025-12-31")["word"] == "met"


def test_a_quarter_between_without_answers_is_a_gap_not_a_zero(made: Make) -> None:
    numbers = (0, 1, 2, 4, 5, 7)
    workspace = made(*[row for each in numbers for row in quarter(each, good=30)])
    row = goal(workspace, f"{NPS}, target: 10, by: 2026-03-31")
    told = workspace.goals(today=TODAY).explain()["goals"]["g"]
    assert told["periods"] == 8
    assert (row["word"], row["value"]) == ("cannot tell yet", None)


def test_a_scope_of_few_customers_is_too_narrow(made: Make) -> None:
    rows = eight_quarters(good=25, tier="gold")
    narrow = [{**row, "who": f"always {n % 20}"} for n, row in enumerate(rows)]
    workspace = made(*narrow, *eight_quarters(good=30, tier="basic"))
    said = "target: 60, by: 2026-06-30, scope: {traits: {tier: gold}}"
    goal(workspace, f"{NPS}, {said}")
    check = workspace.check_goal("g", today=TODAY)
    kinds = {each.kind: each.sentence for each in check.objections}
    assert kinds["too narrow"].startswith("too narrow: the scope has 20 customers")
    nameless = [{**row, "who": ""} for row in eight_quarters(good=25, tier="gold")]
    add(workspace, nameless, now=workspace.store.latest().recorded_at, name="more")
    check = workspace.check_goal("g", today=TODAY)
    kinds = {each.kind: each.sentence for each in check.objections}
    assert "too narrow" not in kinds, "nobody knows how many they are"


def test_three_points_a_quarter_are_objected_to_as_they_are_written(made: Make) -> None:
    workspace = made(*eight_quarters(good=30))
    goal(workspace, f"{NPS}, target: 3, per: quarter, by: 2026-12-31")
    check = workspace.check_goal("g", today=TODAY)
    said = {each.kind: each.sentence for each in check.objections}
    assert check.n_needed is not None
    assert check.n_needed > 40 == check.n_usual
    assert said["not measurable"] == (
        f"+3 points a quarter cannot be seen below {check.n_needed:,} answers a quarter"
    )
    told = workspace.goals(today=TODAY).explain()["goals"]["g"]
    assert [each["kind"] for each in told["objections"]] == [
        each.kind for each in check.objections
    ]


def test_a_goal_that_is_not_whole_is_too_general(made: Make) -> None:
    workspace = made(*eight_quarters(good=30))
    check = workspace.check_goal(Written("better"), today=TODAY)
    assert [each.kind for each in check.objections] == ["too general"]
    whole = Written("w", "nps", Scope(), target=95.0, by=date(2026, 6, 30), owner="Ana")
    check = workspace.check_goal(whole, today=TODAY)
    assert check.objections[-1].sentence.startswith("not reachable")
    with pytest.raises(QuestionError, match="there is no goal 'h'; known are: none"):
        workspace.check_goal("h", today=TODAY)


def test_without_any_answers_nothing_is_objected(made: Make) -> None:
    workspace = made()
    row = goal(workspace, f"{NPS}, target: 20, by: 2026-03-31")
    assert row["word"] == "cannot tell yet"
    check = workspace.check_goal("g", today=TODAY)
    assert check.is_sound
    assert check.notes == ("nothing was measured yet, so no more is checked",)


WHY = "classic: why_customers_leave, reasons: tier, by: 2026-03-31"


def reasons(**n: int) -> list[Row]:
    return [
        {"who": f"{reason} {i}", "day": "2025-03-01", "touchpoint": "overall"}
        | {"tier": reason, "recommend": 2}
        for reason, many in n.items()
        for i in range(many)
    ]


def test_why_customers_leave_is_met_once_a_reason_surely_leads(made: Make) -> None:
    workspace = made(*reasons(price=90, rival=140, service=70))
    row = goal(workspace, WHY)
    assert (row["word"], row["n"], row["unit"]) == ("met", 300, "share")
    assert row["value"] == pytest.approx(50 / 300)
    assert row["sentence"].startswith("Met: rival leads price by 16.7 percentage")


def test_why_customers_leave_is_open_while_reasons_are_near(made: Make) -> None:
    workspace = made(*reasons(price=20, rival=22))
    row = goal(workspace, WHY)
    assert (row["word"], row["n"]) == ("cannot tell yet", 42)
    assert f"needs {row['n_more']:,} more answers" in row["sentence"]
    check = workspace.check_goal("g", today=TODAY)
    assert (check.n_needed, check.is_sound) == (42 + row["n_more"], True)
    assert goal(workspace, WHY, today=date(2026, 4, 1))["word"] == "missed"


def test_a_customers_last_word_is_their_reason(made: Make, now: datetime) -> None:
    workspace = made(*reasons(price=40, rival=20))
    again = [{**row, "tier": "rival", "day": "2025-04-01"} for row in reasons(price=30)]
    add(workspace, again, now=now, name="more")
    row = goal(workspace, WHY)
    assert (row["n"], row["word"]) == (60, "met")
    assert row["value"] == pytest.approx(40 / 60)


def test_a_trait_that_nobody_has_is_no_reason(made: Make) -> None:
    workspace = made(*reasons(price=40))
    row = goal(workspace, WHY.replace("tier", "teir"))
    assert (
        "no trait 'teir' says why customers left; did you mean 'tier'" in row["unknown"]
    )
    (objection,) = workspace.check_goal("g", today=TODAY).objections
    assert objection.kind == "not measurable"


def test_a_saved_judgement_is_made_again_as_the_goals_were_then(
    made: Make, now: datetime
) -> None:
    workspace = made(*eight_quarters(good=30))
    goal(workspace, f"{NPS}, target: 10, by: 2026-03-31")
    saved = workspace.goals(today=TODAY)
    write(workspace, f"goals: {{g: {{{NPS}, target: 90, by: 2026-03-31}}}}")
    add(workspace, quarter(7, good=0), now=now + timedelta(days=1), name="more")
    assert workspace.ask_again(saved.explain()).table == saved.table
    assert workspace.goals(today=TODAY).table != saved.table
    assert workspace.goals(today=TODAY, as_of=now).table["word"].to_pylist() == [
        "off track"
    ]

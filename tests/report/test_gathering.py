"""A workspace's own report: each unknown with the reason where it was lost."""

from datetime import date, timedelta
from pathlib import Path

from tests.report.outline import Outline
from tests.report.stories import NOW

import stik

MAPPING = """
source = "pilot"
[row]
occurred = {{ column = "day", format = "{format}", precision = "{precision}" }}
[answers.recommend]
column = "recommend"
touchpoint = "overall"
scale = "nps_0_10"
[answers.shop]
column = "shop"
touchpoint = "shop"
scale = "csat_1_5"
[answers.app]
column = "app"
touchpoint = "app"
scale = "csat_1_5"
"""
ANSWERS = ("10,2,5", "9,3,4", "3,2,5", "8,2,4", "10,3,5")


def report(
    days: list[str], folder: Path, *, written: str = "%Y-%m-%d", precision: str = "day"
) -> str:
    """Return the words of the report of a workspace with an answer on each day."""
    workspace = stik.create(folder / "place", now=NOW)
    file, mapping = folder / "pilot.csv", folder / "pilot.toml"
    rows = (f"{day},{ANSWERS[n % 5]}" for n, day in enumerate(days))
    file.write_text("\n".join(["day,recommend,shop,app", *rows]))
    mapping.write_text(MAPPING.format(format=written, precision=precision))
    workspace.load(file, mapping=mapping, now=NOW)
    return Outline(workspace.report(now=NOW, language="en")).text()


def days_from(first: date, *, n: int, each_day: int = 1) -> list[str]:
    """Return so many days, each as often as there are answers on it."""
    days = [str(first + timedelta(days=day)) for day in range(n)]
    return [day for day in days for _ in range(each_day)]


def test_a_first_survey_names_the_months_in_which_nobody_answered(tmp_path):
    text = report(days_from(date(2026, 1, 1), n=40), tmp_path)
    assert "Why: nobody answered (Mar 1, 2024 \N{EN DASH} Feb 9, 2025)." in text
    assert "no comparison could be made" in text.lower()


def test_answers_of_years_are_charted_by_year_and_not_called_undated(tmp_path):
    years = [str(year) for year in range(2017, 2026) for _ in range(40)]
    text = report(years, tmp_path, written="%Y", precision="year")
    assert "carry no date" not in text
    assert "Nothing now: all 3 control charts stay within" in text


def test_a_survey_of_some_months_is_charted_by_week(tmp_path):
    text = report(days_from(date(2025, 10, 6), n=77, each_day=6), tmp_path)
    assert "Nothing now: all 3 control charts stay within" in text


def test_with_two_years_only_the_missing_periods_are_counted(tmp_path):
    years = [str(year) for year in (2024, 2025) for _ in range(40)]
    text = report(years, tmp_path, written="%Y", precision="year")
    assert "Is anything unusual? ? Unknown Why: 2 periods have answers, 8" in text
    assert "Nothing can be judged yet" in text


def test_a_touchpoint_that_fell_is_named_with_its_years(tmp_path):
    workspace = stik.create(tmp_path / "place", now=NOW)
    file, mapping = tmp_path / "pilot.csv", tmp_path / "pilot.toml"
    marks = {2024: ("5", "4"), 2025: ("4", "2")}
    rows = [
        f"{year},{score},{marks[year][n % 2]},{4 + n % 2}"
        for year in marks
        for n, score in enumerate([10, 0, 8, 9] * 20)
    ]
    file.write_text("\n".join(["day,recommend,shop,app", *rows]))
    mapping.write_text(MAPPING.format(format="%Y", precision="year"))
    workspace.load(file, mapping=mapping, now=NOW)
    text = Outline(workspace.report(now=NOW, language="en")).text()
    assert "▼ Really worse : “Shop”, Average satisfaction (1 to 5)" in text
    assert ", 4.50 → 3.00." in text
    assert "Really better : “App”" not in text

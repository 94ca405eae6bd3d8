"""The page of figures says what was measured, and when."""

from dataclasses import replace
from pathlib import Path

import pytest
from bench import figures
from bench.figures import Part, keep, kept
from bench.measure import Measure, Section
from bench.page import page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "performance.md"


def test_the_page_is_what_the_figures_say():
    assert PAGE.read_text(encoding="utf-8") == page(kept().values())


def test_a_bound_that_is_not_held_is_called_missed():
    held, missed = Measure("", 3, at_most=3), Measure("", 3.01, at_most=3)
    assert (held.verdict, missed.verdict) == ("met", "**missed**")
    assert Measure("", 2.9, at_least=3).verdict == "**missed**"
    assert Measure("", 2.9).verdict == ""


def test_where_the_machine_is_slow_times_are_told_at_its_usual_pace_too():
    section = Section(
        "Cost",
        [
            Measure("ask", 3.0, "CPU s", at_most=2),
            Measure("load", 100, "rows per CPU s", at_least=150),
            Measure("raw over hand", 3.0, at_most=2),
        ],
        pace=2.0,
    )
    told = str(section)
    assert "Pace 2.0" in told
    assert "| ask | 3 CPU s | 1.5 CPU s | ≤ 2 | met |" in told
    assert "| load | 100 rows per CPU s | 200 rows per CPU s | ≥ 150 | met |" in told
    assert "| raw over hand | 3 | 3 | ≤ 2 | **missed** |" in told
    assert "pace" not in str(replace(section, pace=1.05))


def test_each_part_of_the_page_says_when_it_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(figures, "FILE", tmp_path / "figures.json")
    section = Section("Memory", [Measure("peak", 0.5, "GiB", at_most=1)])
    table = Section("Beside", [], "How.", ("what", "how much"), [["load", "3"]])
    first = Part("make one", "2026-01-01", "2 cores", [section])
    keep({"first": first, "other": Part("make two", "2026-02-02", "", [table])})
    assert str(kept()["first"].sections[0]) == str(section)
    told = page(kept().values())
    assert "*Measured by `make one` on 2026-01-01: 2 cores.*" in told
    assert "| peak | 0.5 GiB | ≤ 1 | met |" in told
    assert "How.\n\n| what | how much |\n|---|---|\n| load | 3 |\n" in told

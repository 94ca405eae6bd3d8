"""The control charts of the shown company speak of what was planted, not of winter."""

import pytest

import stik
from stik.demo.company import TODAY


@pytest.fixture(scope="module")
def signals(shown):
    """Return the months of each touchpoint's signals, with their direction."""
    folder, _ = shown
    told = stik.open(folder).consistency("csat", by=["touchpoint", "month"]).explain()
    return {
        chart["group"]["touchpoint"]: [
            (signal["since"], signal["direction"]) for signal in chart["signals"]
        ]
        for chart in told["charts"]
    }


def test_the_booking_that_broke_in_september_is_a_signal(signals):
    assert [direction for _, direction in signals["booking"]] == ["down"]
    assert signals["booking"][0][0] in ("2025-09", "2025-10")


def test_week_by_week_the_booking_that_broke_is_a_signal_since_that_week(shown):
    folder, _ = shown
    told = stik.open(folder).consistency(
        "mean", by="week", where={"question": "booking_satisfaction"}
    )
    [chart] = told.explain()["charts"]
    assert [(signal["since"], signal["direction"]) for signal in chart["signals"]] == [
        ("2025-W38", "down")
    ]


def test_winters_that_come_every_year_are_no_signal(signals):
    assert signals["waiting"] == []
    assert signals["call_centre"] == []


def test_what_was_improved_is_a_signal_upwards(signals):
    assert {direction for _, direction in signals["first_invoice"]} == {"up"}


def test_of_two_initiatives_the_one_that_worked_is_kept(shown):
    folder, _ = shown
    rows = stik.open(folder).initiatives(today=TODAY.date()).table.to_pylist()
    assert {row["initiative"]: row["word"] for row in rows} == {
        "one-page invoice": "keep",
        "new greeting on the phone": "stop",
    }

"""How words break into lines, and how time is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stik.report.journeys.lettering import duration, text_width, wrapped
from stik.report.words import words


@given(some.text(min_size=1, max_size=80))
def test_no_line_is_wider_than_allowed(text):
    for line in wrapped(text, width=90, size=13, lines=2):
        assert text_width(line, size=13) <= 90


def test_a_name_that_fits_stays_whole():
    assert wrapped("First invoice", width=150, size=13) == ("First invoice",)


def test_what_is_too_long_ends_in_an_ellipsis():
    lines = wrapped("Waits for the technician who has not come", width=90, size=13)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (4_200, "70 min"),
        (7_200, "2 h"),
        (172_799, "48 h"),
        (172_800, "2 d"),
        (100 * 86_400, "100 d"),
    ],
)
def test_time_is_written_in_the_largest_unit_of_which_there_are_two(seconds, written):
    assert duration(words("en"), seconds) == written


def test_units_are_those_of_the_language():
    assert duration(words("sr"), 120) == "2 мин"

"""When a row occurred: zones, clocks put forward and back, how finely it is known."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from stik.errors import MappingError
from stik.intake.mapping_file import parse_mapping
from stik.intake.moments import Zones, read_moments

AUCKLAND, LOS_ANGELES = "Pacific/Auckland", "America/Los_Angeles"


def read(
    occurred: str, *texts: str | None, file: str = "UTC", workspace: str = "UTC"
) -> tuple[list[Any], list[Any], list[str]]:
    """Return the instants, the days and what is wrong."""
    toml = f"[row]\noccurred = {occurred}\n[answers.x]\ncolumn='x'\nscale='csat_1_5'\n"
    mapping = parse_mapping(toml, path="m.toml")
    zones = Zones(file=ZoneInfo(file), workspace=ZoneInfo(workspace))
    table = pa.table({"at": pa.array(texts, pa.string())})
    moments, faults = read_moments(mapping.occurred, table, zones=zones)
    sentences = [fault.sentence for fault in faults.values()]
    return moments.at().to_pylist(), moments.dates().to_pylist(), sentences


SECOND = "{ column = 'at', precision = 'second' }"


@pytest.mark.parametrize("workspace", [AUCKLAND, LOS_ANGELES, "UTC"])
@pytest.mark.parametrize("file", [AUCKLAND, LOS_ANGELES, "UTC"])
@pytest.mark.parametrize(
    ("occurred", "text", "day"),
    [
        ("'at'", "2026-05-02", date(2026, 5, 2)),
        ("'at'", "2026-05-02 23:30", date(2026, 5, 2)),
        ("{ column = 'at', precision = 'month' }", "2026-05", date(2026, 5, 1)),
        ("{ column = 'at', precision = 'year' }", "2026", date(2026, 1, 1)),
        ("{ constant = '2026', precision = 'year' }", "any", date(2026, 1, 1)),
        ("'at'", "9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_day_is_the_day_that_was_written_wherever_the_company_is(
    occurred: str, text: str, day: date, file: str, workspace: str
) -> None:
    instants, days, wrong = read(occurred, text, file=file, workspace=workspace)
    assert (days, wrong) == ([day], [])
    assert instants[0].astimezone(ZoneInfo(workspace)).date() == day


@pytest.mark.parametrize(
    ("text", "file", "workspace", "instant", "day"),
    [
        ("2026-05-02 23:30", LOS_ANGELES, AUCKLAND, (2026, 5, 3, 6, 30), (2026, 5, 3)),
        ("2026-05-02 06:30", AUCKLAND, LOS_ANGELES, (2026, 5, 1, 18, 30), (2026, 5, 1)),
        (
            "2026-05-02T23:30:00Z",
            LOS_ANGELES,
            AUCKLAND,
            (2026, 5, 2, 23, 30),
            (2026, 5, 3),
        ),
        ("2026-05-02T23:30-07:00", "UTC", "UTC", (2026, 5, 3, 6, 30), (2026, 5, 3)),
    ],
)
def test_a_second_is_brought_from_the_zone_of_the_file_to_that_of_the_company(
    text: str,
    file: str,
    workspace: str,
    instant: tuple[int, ...],
    day: tuple[int, int, int],
) -> None:
    instants, days, _ = read(SECOND, text, file=file, workspace=workspace)
    assert instants == [datetime(*instant, tzinfo=UTC)]  # type: ignore[misc,arg-type]
    assert days == [date(*day)]


def test_a_time_the_clocks_skipped_is_named() -> None:
    instants, _, wrong = read(SECOND, "2026-03-29 02:30", file="Europe/Ljubljana")
    assert instants == [None]
    assert (
        "'2026-03-29 02:30' was skipped by the clocks of Europe/Ljubljana;" in wrong[0]
    )


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    instants, _, wrong = read(SECOND, "2026-10-25 02:30", file="Europe/Ljubljana")
    assert (instants, wrong) == ([datetime(2026, 10, 25, 0, 30, tzinfo=UTC)], [])


def test_what_is_empty_missing_or_without_precision_has_no_date() -> None:
    occurred = "{ column = 'at', missing = ['n/a'] }"
    assert read(occurred, None, "n/a", " ")[:2] == ([None] * 3, [None] * 3)
    assert read("{ column = 'at', precision = 'none' }", "2026-05-02")[0] == [None]


@pytest.mark.parametrize("text", ["2026-02-30", "31.12.2026", "soon", "0000-01-01"])
def test_what_is_no_date_is_told(text: str) -> None:
    assert f"'{text}' is no date written as year-month-day" in read("'at'", text)[2][0]


@pytest.mark.parametrize(
    ("occurred", "told"),
    [
        ("{ column = 'at', format = '%d' }", "says no year"),
        ("{ column = 'at', format = '%d.%Q.%Y' }", "no format of dates"),
        ("{ column = 'at', precision = 'week' }", "known are: day, month"),
        ("{ column = [] }", "names no column"),
        ("{ columns = ['a', ''] }", "names no column"),
        ("{ constant = ' ' }", "says nothing"),
    ],
)
def test_a_date_that_no_row_could_have_is_refused_in_the_mapping(
    occurred: str, told: str
) -> None:
    with pytest.raises(MappingError, match=told):
        read(occurred)


def test_columns_are_joined_and_a_column_has_alternatives() -> None:
    toml = "[row]\ncustomer = 'who'\noccurred = {{ {} }}\n"
    zones = Zones(file=ZoneInfo("UTC"), workspace=ZoneInfo("UTC"))
    table = pa.table({"d": ["2.5.2026", "3.5.2026"], "t": ["10:15", None]})
    joined = "columns = ['d', 't'], format = '%d.%m.%Y %H:%M', precision = 'second'"
    moment = parse_mapping(toml.format(joined), path="m").occurred
    at = read_moments(moment, table, zones=zones)[0].at().to_pylist()
    assert at == [datetime(2026, 5, 2, 10, 15, tzinfo=UTC), None]
    either = "column = ['day', 'd'], format = '%d.%m.%Y'"
    moment = parse_mapping(toml.format(either), path="m").occurred
    days = read_moments(moment, table, zones=zones)[0].dates().to_pylist()
    assert days == [date(2026, 5, 2), date(2026, 5, 3)]

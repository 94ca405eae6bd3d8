"""Which promises were kept, broken or are open, worked by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from tests.insights.journeys.designs import design
from tests.insights.journeys.walks import log

from stik.insights.journeys.conformance import conformance
from stik.insights.journeys.deadlines import deadlines
from stik.insights.journeys.holding import held_against
from stik.insights.journeys.promises import promises_of
from stik.terms.journey import Promise


def told(journey, *ways, minute=60, **marks):
    """Return outcome and minutes late of each promise, by its name and instance."""
    steps = replace(log(*ways), **{name: np.array(m) for name, m in marks.items()})
    now = datetime.fromtimestamp(minute * 60, tz=UTC)
    rows = promises_of(held_against(journey, steps), zone="UTC", now=now).to_pylist()
    return {
        (row["instance"], row["promise"]): (
            row["outcome"],
            None if row["late_seconds"] is None else row["late_seconds"] / 60,
        )
        for row in rows
    }


def test_a_promise_is_kept_up_to_its_last_moment():
    journey = design("ab", b="within 2 minutes")

    assert told(journey, "a b", "a  b") == {
        ("i0", "b"): ("kept", 0),
        ("i1", "b"): ("broken", 1),
    }


def test_what_has_not_happened_is_open_until_it_falls_due():
    journey = design("ab", b="within 10 minutes")

    assert told(journey, "a", minute=10) == {("i0", "b"): ("open", None)}
    assert told(journey, "a", minute=13) == {("i0", "b"): ("broken", 3)}


def from_step(journey, name, start):
    [phase] = journey.phases
    steps = [
        replace(step, promise_from=start) if step.name == name else step
        for step in phase.steps
    ]
    return replace(journey, phases=(replace(phase, steps=tuple(steps)),))


def test_a_promise_counts_from_the_step_that_it_names():
    journey = from_step(design("abc", c="within 2 minutes"), "c", "b")

    assert told(journey, "a  b c", "a c") == {("i0", "c"): ("kept", 0)}


def test_a_start_that_was_not_seen_promises_nothing():
    journey = design("ab", b="within 2 minutes")

    assert told(journey, "ab", begun=[False]) == {}


def test_an_optional_step_that_did_not_come_was_not_promised():
    journey = design("ab?c", b="within 2 minutes")

    assert told(journey, "a c", "a   bc") == {("i1", "b"): ("broken", 2)}


def test_a_step_out_of_its_place_did_happen():
    """Acb: b is read as the step, c as out of its place, in the second minute."""
    journey = design("abc", c="within 1 minute")

    assert told(journey, "acb") == {("i0", "c"): ("kept", 0)}


def test_the_whole_is_kept_when_the_last_step_that_must_come_has_come():
    journey = replace(design("a(bc)d?"), promise=Promise(3, "minute"))

    assert told(journey, "abcxxx", "ab  cd", "ab") == {
        ("i0", "j"): ("kept", 0),
        ("i1", "j"): ("broken", 1),
        ("i2", "j"): ("broken", 57),
    }


def test_a_step_called_like_the_journey_has_a_promise_of_its_own():
    journey = design("ab", b="within 2 minutes")
    journey = replace(journey, name="b", promise=Promise(1, "minute"))

    assert told(journey, "a b") == {
        ("i0", "b as a whole"): ("broken", 1),
        ("i0", "b"): ("kept", 0),
    }


def test_what_happened_more_than_once_counts_the_first_time():
    journey = design("ab+", b="within 2 minutes")

    assert told(journey, "ab   b") == {("i0", "b"): ("kept", 0)}


def test_a_step_is_late_where_its_promise_was_broken():
    held = held_against(design("ab", b="within 2 minutes"), log("ab", "a   b", "a"))
    now = datetime.fromtimestamp(90, tz=UTC)
    promises = promises_of(held, zone="UTC", now=now)
    [row] = [
        row
        for row in conformance(held, promises).to_pylist()
        if row["finding"] == "late"
    ]

    assert (row["step"], row["n_found"], row["n"]) == ("b", 1, 2)


def test_no_instances_no_promises():
    assert told(design("ab", b="within 2 minutes")) == {}


@pytest.mark.parametrize(
    ("made_at", "promise", "zone", "over_at"),
    [
        # Monday noon: the day is not counted, the second one after it is the last.
        ("2026-01-05T12:00", "within 2 days", "UTC", "2026-01-08T00:00"),
        ("2026-01-05T12:00", "within 1 week", "UTC", "2026-01-13T00:00"),
        # Friday, Saturday and Sunday: the next working day is Monday.
        ("2026-01-09T12:00", "within 1 working day", "UTC", "2026-01-13T00:00"),
        ("2026-01-10T12:00", "within 1 working day", "UTC", "2026-01-13T00:00"),
        ("2026-01-11T12:00", "within 1 working day", "UTC", "2026-01-13T00:00"),
        # In Tokyo it is Tuesday already, in New York still Sunday.
        ("2026-01-05T15:30", "within 1 day", "Asia/Tokyo", "2026-01-07T15:00"),
        ("2026-01-05T02:00", "within 1 day", "America/New_York", "2026-01-06T05:00"),
        # The clocks go forward on the last day: it is an hour shorter.
        ("2026-03-28T12:00", "within 1 day", "Europe/Riga", "2026-03-29T21:00"),
    ],
)
def test_a_promise_of_days_is_kept_until_its_last_day_is_over(
    made_at, promise, zone, over_at
):
    found = deadlines(Promise.parse(promise), _moments(made_at), zone=zone)

    assert found == _moments(over_at) - 1


def test_a_promise_of_hours_runs_from_the_moment_it_was_made():
    found = deadlines(Promise(36, "hour"), _moments("2026-01-05T12:00"), zone="UTC")

    assert found == _moments("2026-01-07T00:00")


def _moments(text):
    return np.array([text], dtype="datetime64[us]").astype(np.int64)

"""What a back-office process says of itself."""

import pytest

from stik.terms.process import Activity, Process


def process(*activities, **more):
    done = tuple(
        Activity(name=str(place), by=by, minutes=minutes)
        for place, (by, minutes) in enumerate(activities)
    )
    return Process(name="luggage", activities=done, **more)


@pytest.mark.parametrize(
    ("activities", "minutes"),
    [
        ([("clerk", 1.0), ("loaders", 2.5)], 3.5),
        ([("clerk", 1.0), ("loaders", None)], None),
        ([], None),
    ],
)
def test_minutes_are_unknown_where_those_of_one_activity_are(activities, minutes):
    assert process(*activities).minutes == minutes


def test_work_done_by_itself_is_handed_to_nobody():
    """clerk → (a system) → clerk → loaders → clerk: handed on twice."""
    by = ["clerk", None, "clerk", "loaders", "clerk"]
    assert process(*((who, None) for who in by)).n_handed_on == 2


def test_systems_of_activities_count_once():
    of_activity = Activity(name="weigh", system="scales")
    made = Process(
        name="luggage", systems=("belt", "scales"), activities=(of_activity,)
    )
    assert made.all_systems == ("belt", "scales")

"""The programme held against the data."""

from datetime import date

import pyarrow as pa

from stik.programme.coverage import Gaps, Ownerless, Unregistered, coverage
from stik.terms.channel import Channel
from stik.terms.goal import Goal
from stik.terms.journey import Journey
from stik.terms.programme import Programme
from stik.terms.touchpoint import Touchpoint


def _found(name: str, **counts: tuple[int, int]) -> pa.Table:
    return pa.table(
        {
            name: pa.array(list(counts), pa.string()),
            "n_answers": pa.array([n for n, _ in counts.values()], pa.int64()),
            "n_interactions": pa.array([n for _, n in counts.values()], pa.int64()),
        }
    )


def _described(*names: str) -> Programme:
    return Programme(touchpoints=tuple(Touchpoint(n, owner="Ana") for n in names))


def test_a_programme_that_describes_what_is_met_is_complete():
    covered = coverage(
        _described("desk"), touchpoints=_found("touchpoint", desk=(7, 0))
    )

    assert covered.is_complete
    assert covered.touchpoints == Gaps()
    assert covered.channels is None


def test_touchpoints_in_the_data_alone_come_with_their_counts_largest_first():
    found = _found("touchpoint", door=(3, 0), desk=(9, 9), app=(40, 0), bell=(3, 5))
    covered = coverage(_described("desk"), touchpoints=found)

    assert covered.touchpoints.unregistered == (
        Unregistered("app", 40, 0),
        Unregistered("bell", 3, 5),
        Unregistered("door", 3, 0),
    )
    assert not covered.is_complete


def test_touchpoints_without_data_keep_the_order_of_the_programme():
    covered = coverage(
        _described("web", "desk", "app"), touchpoints=_found("touchpoint", desk=(1, 0))
    )

    assert covered.touchpoints.without_data == ("web", "app")


def test_a_misspelling_is_offered_only_where_the_described_one_has_no_data():
    programme = _described("check_in", "security")
    found = _found("touchpoint", checkin=(5, 0), security=(5, 0), securty=(5, 0))
    covered = coverage(programme, touchpoints=found)

    assert [
        (each.name, each.resembles) for each in covered.touchpoints.unregistered
    ] == [
        ("checkin", "check_in"),
        ("securty", None),
    ]


def test_the_experience_as_a_whole_is_never_missing():
    found = _found("touchpoint", overall=(100, 0))

    assert coverage(Programme(), touchpoints=found).is_complete
    assert coverage(_described("overall"), touchpoints=_found("touchpoint")).is_complete


def test_rows_without_a_touchpoint_are_left_out():
    found = pa.table({"touchpoint": [None], "n_answers": [4], "n_interactions": [0]})

    assert coverage(Programme(), touchpoints=found).is_complete


def test_channels_are_compared_in_the_same_way():
    programme = Programme(
        channels=(Channel("web", owner="A"), Channel("fax", owner="A"))
    )
    covered = coverage(
        programme,
        touchpoints=_found("touchpoint"),
        channels=_found("channel", web=(4, 0), kiosk=(0, 8)),
    )

    assert covered.channels == Gaps((Unregistered("kiosk", 0, 8),), ("fax",))
    assert not covered.is_complete


def test_everything_nobody_answers_for_is_listed():
    goal = Goal("loved", "nps", "up", 40.0, date(2030, 1, 1))
    programme = Programme(
        channels=(Channel("web"),),
        touchpoints=(Touchpoint("desk"), Touchpoint("door", owner="Ana")),
        journeys=(Journey(name="buying"),),
        goals=(goal,),
    )
    found = _found("touchpoint", desk=(1, 0), door=(1, 0))
    covered = coverage(programme, touchpoints=found)

    assert covered.without_owner == (
        Ownerless("touchpoints", "desk"),
        Ownerless("channels", "web"),
        Ownerless("journeys", "buying"),
        Ownerless("goals", "loved"),
    )
    assert not covered.is_complete

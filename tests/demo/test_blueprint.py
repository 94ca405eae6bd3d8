"""The blueprint of the shown company says what is planted behind its steps."""

import pytest

import stik


@pytest.fixture(scope="module")
def listed(shown):
    """Return the opportunities of getting fibre."""
    asked = stik.open(shown[0]).journeys("get_fibre").blueprint()
    return asked.explain()["opportunities"]


def test_waiting_for_the_technician_is_what_to_optimise(listed):
    optimised = [each["steps"] for each in listed if each["action"] == "optimise"]
    assert optimised == [["waiting"]]


def test_booking_is_come_back_to(listed):
    """Who books by phone is planted to do it again."""
    again = [each["steps"] for each in listed if "come back" in each["what"]]
    assert again == [["booking"]]


def test_what_is_made_twice_and_asked_again_is_found(listed):
    told = {each["what"] for each in listed if each["worth"] is None}
    assert told == {
        "'list of visits': made by dispatch and by installing",
        "asking the customer for 'address of the line', which contract makes",
    }


def test_whoever_changes_the_fitters_touches_two_steps(shown):
    asked = stik.open(shown[0]).journeys("get_fibre")
    table = asked.touches("supplier=Example Fitters").table
    assert table["step"].to_pylist() == ["installation", "repair"]

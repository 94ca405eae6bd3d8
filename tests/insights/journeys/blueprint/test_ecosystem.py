"""What a change touches, by hand."""

import pytest

from stik.errors import QuestionError
from stik.insights.journeys.blueprint.ecosystem import touched_by
from stik.terms.journey import Journey, Phase, Step
from stik.terms.process import Activity, Process

LUGGAGE = Process(
    name="luggage",
    behind=("check_in", "door"),
    outputs=("list",),
    supplier="Handling",
    activities=(Activity(name="weigh", system="scales"),),
)
LOADING = Process(name="loading", inputs=("list",), outputs=("release",))
GATE = Process(name="gate", behind=("gate",), inputs=("release",), outputs=("list",))
LEAVING = Journey(
    name="leaving",
    phases=(
        Phase(name="all", steps=(Step(name="a", touchpoint="desk", or_at=("door",)),)),
    ),
)


def touched(change):
    found = touched_by(change, processes=[GATE, LOADING, LUGGAGE], journeys=[LEAVING])
    return [(each.process, each.through, each.step, each.journeys) for each in found]


def test_a_change_goes_on_to_whoever_takes_what_is_made():
    """Luggage makes the list for loading, which releases the gate: a circle, once."""
    assert touched("supplier=Handling") == [
        ("luggage", None, "check_in", ()),
        ("luggage", None, "door", ("leaving",)),
        ("loading", "luggage", None, ()),
        ("gate", "loading", "gate", ()),
    ]


def test_a_system_may_be_that_of_an_activity():
    assert touched("system = scales")[0][0] == "luggage"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("supplier=Handlin", "no process has the supplier 'Handlin'; did you mean"),
        ("suplier=Handling", "did you mean 'supplier'"),
        ("Handling", "write such as supplier=NAME"),
        ("regulation=GDPR", "known are: none yet"),
    ],
)
def test_what_cannot_change_is_refused_with_the_nearest(change, said):
    with pytest.raises(QuestionError, match=said):
        touched(change)

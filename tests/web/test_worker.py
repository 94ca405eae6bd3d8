"""The worker does each duty when it is due, whatever becomes of the others."""

import pytest

from stik.errors import StikError
from stik_web.worker import DUTIES, WAIT_AFTER_ERROR_SECONDS, Duty, Rounds

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("error", [StikError("full"), ZeroDivisionError()])
def test_a_duty_that_fails_waits_and_the_others_do_not(error):
    done = []

    def fail(workspace):
        done.append(f"{workspace} failing")
        raise error

    duties = (Duty("fail", 0, fail), Duty("send", 2, lambda at: done.append(f"{at}")))
    rounds = Rounds("ours", duties)
    for at in (0, 1, 2, WAIT_AFTER_ERROR_SECONDS):
        rounds.look(at=at)
    assert done == ["ours failing", "ours", "ours", "ours failing", "ours"]


def test_duties_are_told_apart_by_name():
    assert len({duty.name for duty in DUTIES}) == len(DUTIES)
    Rounds("ours", DUTIES)

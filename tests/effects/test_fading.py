"""An effect is looked at again, and one that fades is seen to fade."""

from datetime import date

import numpy as np
import pytest
from tests.effects.examples import an_initiative, months

from stik.effects.fading import fading, next_check, verdict_again
from stik.effects.series import CountSeries

BEGINS = months(36)[18]


def complaints(early, late, *, seed=2):
    """Return 18 months of 200 complaints, nine months of `early`, nine of `late`."""
    rate = [200] * 18 + [early] * 9 + [late] * 9
    generator = np.random.default_rng(seed)
    return CountSeries(months(36), generator.poisson(rate).astype(float))


@pytest.fixture
def hoped():
    return an_initiative(
        measure="complaints",
        expected=0.75,
        comparison="ratio",
        begins_on=BEGINS,
        registered_on=BEGINS,
    )


def test_an_effect_that_lasts_is_kept(hoped):
    found = fading(complaints(150, 150), begins_on=BEGINS)
    assert found.is_fading is False
    assert verdict_again(hoped, found).word == "keep"


def test_an_effect_that_is_gone_is_to_be_changed(hoped):
    found = fading(complaints(130, 200), begins_on=BEGINS)
    assert found.is_fading is True
    assert found.change.value > 1
    again = verdict_again(hoped, found)
    assert again.word == "change"
    assert again.sentence == "Change: it worked at first, and the effect has faded."


def test_an_effect_that_grows_does_not_fade():
    assert fading(complaints(150, 90), begins_on=BEGINS).is_fading is False


def test_what_never_worked_does_not_fade(hoped):
    found = fading(complaints(200, 200), begins_on=BEGINS)
    assert found.is_fading is False
    assert verdict_again(hoped, found).word in ("stop", "cannot tell yet")


@pytest.mark.parametrize(("early", "late"), [(0, 0), (0, 200), (150, 0)])
def test_where_nothing_happened_in_a_half_it_is_not_told(early, late):
    found = fading(complaints(early, late), begins_on=BEGINS)
    assert found.is_fading is None
    assert "nothing happened in a half" in found.change.unknown


def test_five_months_do_not_show_whether_it_lasts():
    series = complaints(150, 150).only(np.arange(36) < 23)
    found = fading(series, begins_on=BEGINS)
    assert found.is_fading is None
    assert found.late.unknown == "5 months since it began, fading needs 6"


@pytest.mark.parametrize(
    ("last_checked", "due"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2026, 5, 30)),
        (date(2026, 12, 1), date(2027, 11, 30)),
        (date(2027, 11, 30), None),
    ],
)
def test_it_is_looked_at_after_3_6_12_and_24_months(last_checked, due):
    assert next_check(date(2025, 11, 30), last_checked=last_checked) == due

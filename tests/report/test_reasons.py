"""Every reason that a result carries is told in the reader's language."""

import pytest

from stik.insights.consistency.limits import NO_SPREAD as PERIODS_ALIKE
from stik.insights.consistency.periods import NO_ANSWERS
from stik.insights.consistency.readings import NOTHING_TO_COUNT
from stik.insights.drivers.finding import CHANCE
from stik.insights.drivers.responses import NO_VARIATION
from stik.insights.weakest.ranking import NO_OTHER, NO_OTHER_KNOWN
from stik.metrics.mean import NO_SPREAD
from stik.report.reasons import reason_in_words
from stik.report.words import LANGUAGES, words

CARRIED = (
    PERIODS_ALIKE,
    NO_ANSWERS,
    NOTHING_TO_COUNT,
    CHANCE,
    NO_VARIATION,
    NO_OTHER,
    NO_OTHER_KNOWN,
    NO_SPREAD,
    "no answers",
    "no answer has a date",
    "no periods",
    "not_looked_at",
    "only_cautioned",
    "n = 4, needs 5",
    "7 periods to make limits of, needs 8",
    "n = 12 together with 'shop', needs 30",
    "no answers in 2024-01-01 to 2024-12-31",
    "asked on csat_1_5 before, on csat_1_7 now",
    "scale 'number' has no ends to measure a shortfall by",
    "the outcome never varies",
)


@pytest.mark.parametrize("reason", CARRIED)
@pytest.mark.parametrize("code", [each.code for each in LANGUAGES if each.folder])
def test_a_reason_is_told_in_the_language_of_the_reader(code, reason):
    told = reason_in_words(words(code), reason)
    assert told not in (reason, reason_in_words(words("en"), reason))


@pytest.mark.parametrize("reason", CARRIED)
def test_no_code_is_left_in_what_people_read(reason):
    told = reason_in_words(words("en"), reason)
    assert "_" not in told
    assert "n =" not in told


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("2024-01-01 to 2024-12-31", "2024"),
        ("2023-01-01 to 2024-12-31", "2023 \N{EN DASH} 2024"),
        ("2024-07-01 to 2025-06-30", "Jul 2024 \N{EN DASH} Jun 2025"),
        ("2024-02-01 to 2024-02-29", "Feb 2024"),
        ("2024-02-03 to 2024-02-29", "Feb 3, 2024 \N{EN DASH} Feb 29, 2024"),
    ],
)
def test_a_period_without_answers_is_named_as_people_say_it(days, told):
    said = reason_in_words(words("en"), f"no answers in {days}")
    assert said == f"nobody answered ({told})"

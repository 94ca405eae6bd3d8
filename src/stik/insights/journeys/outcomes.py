"""What came of an instance: did its customer leave later, or buy again?"""

import numpy as np
import pyarrow as pa

from stik.insights.journeys.scoring import Answers
from stik.insights.journeys.steps import US, Steps
from stik.insights.value.lives.known import Lives
from stik.metrics.metric import Difference, Metric
from stik.metrics.share import compare_shares, estimate_share
from stik.terms.counts import Booleans, Counts, Integers
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

_DAY = 86_400 * US


def _measure(counts: Counts, _scale: Scale) -> Estimate:
    return estimate_share(counts, counts.value == 1)


def _compare(first: Counts, second: Counts, _scale: Scale) -> Difference:
    return compare_shares(first, first.value == 1, second, second.value == 1)


def _outcome(name: str, definition: str) -> Metric:
    return Metric(
        name,
        unit="share",
        kinds=("yes_no",),
        definition=f"{definition} They go together, which does not prove a cause.",
        method="Wilson's interval; instances of one customer are worth less than one",
        measure=_measure,
        compare=_compare,
    )


LEFT = _outcome("left", "Share of instances whose customers have left since.")
BOUGHT_AGAIN = _outcome(
    "bought_again", "Share of instances after which the customer paid again."
)
OUTCOMES = {each.name: each for each in (LEFT, BOUGHT_AGAIN)}


def left_later(steps: Steps, lives: Lives) -> Answers:
    """Return of each instance whether its customer has left since, as 0 or 1.

    Without the customers of whom it is not known, and those who had left before it was
    over; where no day of leaving is known, everybody who has left has left since.
    """
    who = steps.customer[steps.ends]
    place, is_known = _places(who, lives.who)
    left_at = lives.left[place] * _DAY if lives.n else np.zeros(len(who))
    has_left = lives.has_left[place] if lives.n else np.zeros(len(who), dtype=bool)
    is_over = has_left & (left_at + _DAY <= steps.at[steps.ends])
    return _told(LEFT, steps, is_known & ~is_over, has_left)


def bought_later(steps: Steps, purchases: pa.Table) -> Answers:
    """Return of each instance whether its customer paid after it, as 0 or 1.

    `purchases` says when each last did (`rollups.journey_answers.last_purchases`).
    """
    who = steps.customer[steps.ends]
    place, has_paid = _places(who, purchases["customer"].to_numpy())
    last = purchases["at"].cast(pa.int64()).to_numpy()
    again = has_paid.copy()
    again[has_paid] = last[place[has_paid]] > steps.at[steps.ends][has_paid]
    return _told(BOUGHT_AGAIN, steps, who != 0, again)


def _places(who: Integers, known: Integers) -> tuple[Integers, Booleans]:
    """Return where each customer stands among sorted ones, and who stands there."""
    place = np.minimum(np.searchsorted(known, who), max(len(known) - 1, 0))
    is_known = known[place] == who if len(known) else np.zeros(len(who), dtype=bool)
    return place, is_known & (who != 0)


def _told(
    measure: Metric, steps: Steps, is_known: Booleans, happened: Booleans
) -> Answers:
    return Answers(
        measure=measure,
        scale=Scale.parse("yes_no"),
        visit=steps.starts[is_known],
        who=steps.customer[steps.ends][is_known],
        value=happened[is_known].astype(np.float64),
        is_whole=True,
    )

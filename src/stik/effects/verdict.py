"""The verdict on an initiative: keep, change, stop, or cannot tell yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, log
from typing import Literal

from stik.effects.effect import Check, Effect, error_of
from stik.effects.initiative import Initiative
from stik.errors import InitiativeError
from stik.insights.comparison import P_REAL, Z_POWER, Z_SURE
from stik.terms.estimate import N_TOO_FEW

TIMES_LONGER = 100
"""Nobody waits so many times as long as since it began for something not to happen."""

Word = Literal["keep", "change", "stop", "cannot tell yet"]


@dataclass(frozen=True)
class Verdict:
    """What to do with an initiative, in a word and a sentence.

    - *stop*: surely for the worse, or nothing seen where the expected effect surely
      would have been;
    - *change*: surely for the better, and surely by less than expected;
    - *keep*: surely for the better, and the expected effect is not ruled out;
    - *cannot tell yet*: a check failed, there are fewer than 30 answers on a side, or
      neither "nothing" nor "as expected" can be ruled out.

    `n_more` is how many more answers (or months, where months are counted) since it
    began would tell; null where the word is another or no number would. `notes` say
    what a reader must know of the effect.
    """

    word: Word
    sentence: str
    effect: Effect
    checks: tuple[Check, ...] = ()
    n_more: int | None = None
    notes: tuple[str, ...] = ()


def verdict(
    initiative: Initiative, effect: Effect, *, checks: Sequence[Check] = ()
) -> Verdict:
    """Return what to do with the initiative, from its effect and what was expected.

    Raises
    ------
    InitiativeError
        When one of the two is a ratio and the other a difference.

    Examples
    --------
    >>> from datetime import date
    >>> from stik.terms.goal import Scope
    >>> days = {"registered_on": date(2026, 2, 20), "begins_on": date(2026, 3, 1)}
    >>> hoped = Initiative(
    ...     "call back", measure="nps", scope=Scope(), expected=4.0, **days
    ... )
    >>> verdict(hoped, Effect(3.1, 1.0, 5.2, 0.004, 900, 800)).word
    'keep'
    >>> wide = verdict(hoped, Effect(3.1, -0.5, 6.7, 0.09, 900, 800))
    >>> wide.word, wide.n_more
    ('cannot tell yet', 2370)
    """
    _check_comparison(initiative, effect)
    checks = tuple(checks)
    reason = _cannot_tell_because(effect, checks)
    if reason is not None:
        sentence = f"Cannot tell yet: {reason}."
        return Verdict(
            "cannot tell yet", sentence, effect, checks, _n_to_thirty(effect)
        )
    word, sentence = _judged(_Seen.of(effect, initiative))
    n_more = None
    if word == "cannot tell yet":
        n_more = n_more_to_tell(effect, expected=initiative.expected)
        sentence = f"{sentence}; {_more_in_words(n_more, effect.counted)}"
    return Verdict(word, f"{sentence}.", effect, checks, n_more)


def _check_comparison(initiative: Initiative, effect: Effect) -> None:
    if effect.comparison != initiative.comparison:
        raise InitiativeError(
            initiative.name,
            "comparison",
            f"a {initiative.comparison} was expected, the effect is a "
            f"{effect.comparison}; register the one that its measure gives.",
        )


@dataclass(frozen=True)
class _Seen:
    """An effect turned so that better is more: its ends, nothing, and the expected."""

    low: float
    high: float
    expected: float
    is_real: bool

    @classmethod
    def of(cls, effect: Effect, initiative: Initiative) -> "_Seen":
        ends = [
            _distance(end, effect)
            for end in (effect.low, effect.high)
            if end is not None
        ]
        expected = _distance(initiative.expected, effect)
        sign = 1.0 if expected > 0 else -1.0
        low, high = sorted(sign * end for end in ends)
        is_real = effect.p is not None and effect.p < P_REAL
        return cls(low, high, sign * expected, is_real)


def _distance(value: float, effect: Effect) -> float:
    """Return how far a value is from nothing; of a ratio, its logarithm."""
    if effect.comparison == "difference":
        return value
    return log(value) if value > 0 else -inf


def _judged(seen: _Seen) -> tuple[Word, str]:
    is_better = seen.is_real and seen.low + seen.high > 0
    is_too_little = seen.high < seen.expected
    if is_better and is_too_little:
        return "change", "Change: it works, but surely less than was expected"
    if is_better:
        return "keep", "Keep: it works, and as much as was expected is possible"
    if seen.is_real:
        return "stop", "Stop: it made things worse"
    if is_too_little:
        return "stop", "Stop: the expected effect would have been seen, and was not"
    return "cannot tell yet", "Cannot tell yet: nothing and all of it are both possible"


def _cannot_tell_because(effect: Effect, checks: Sequence[Check]) -> str | None:
    if effect.unknown is not None:
        return effect.unknown
    if effect.has_too_few:
        n = min(effect.n_before, effect.n_after)
        return f"n = {n} on one side, a verdict needs {N_TOO_FEW}"
    failed = [check.sentence for check in checks if check.has_passed is False]
    return failed[0] if failed else None


def _n_to_thirty(effect: Effect) -> int | None:
    """Return how many answers are missing to 30 since it began, None if none are."""
    if effect.counted != "answers" or effect.n_before < N_TOO_FEW:
        return None
    return max(N_TOO_FEW - effect.n_after, 0) or None


def n_more_to_tell(effect: Effect, *, expected: float) -> int | None:
    """Return how many more since it began would tell the expected effect from none.

    Told apart means: seen with a probability of 80 %, or, where that is so already,
    with both never inside of one interval. None where no number would, because the
    time before is what is too short. Where nothing happened since, the upper end of
    the ratio falls as the time since grows, and must fall below 1.
    """
    if effect.low == 0 and effect.high is not None and effect.comparison == "ratio":
        if effect.high > TIMES_LONGER:
            return None
        return max(ceil(effect.n_after * effect.high) - effect.n_after, 1)
    variance = error_of(effect) ** 2 / (1 / effect.n_before + 1 / effect.n_after)
    for certainty in (Z_SURE + Z_POWER, 2 * Z_SURE):
        room = (_distance(expected, effect) / certainty) ** 2 / variance
        room -= 1 / effect.n_before
        if room <= 0:
            return None
        n_more = ceil(1 / room) - effect.n_after
        if n_more > 0:
            return n_more
    return 1


def _more_in_words(n_more: int | None, counted: str) -> str:
    if n_more is None:
        return "the time before it began is too short to ever tell"
    return f"needs {n_more:,} more {counted}"

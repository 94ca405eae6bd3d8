"""Codes for "no answer" that a file uses throughout, also where a sample has none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from stik.intake.guesses.guess import Guess
from stik.terms.scale import Scale

_FEWEST = 3
_LEAST_SHARE = 0.3


def with_shared_codes(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """Return the guesses, codes of the other answers on the same steps added.

    A code is shared when three answers have it, and three in ten of those on the
    same steps: a sample of a column where hardly anyone skipped shows no code.
    """
    shared: dict[tuple[int, int], tuple[str, ...]] = {}
    for ends in {ends for guess in guesses if (ends := _ends(guess))}:
        alike = [guess for guess in guesses if _ends(guess) == ends]
        counted = Counter(code for guess in alike for code in _codes(guess))
        least = max(_FEWEST, _LEAST_SHARE * len(alike))
        shared[ends] = tuple(sorted(code for code, n in counted.items() if n >= least))
    return tuple(_with_codes(guess, shared) for guess in guesses)


def _with_codes(guess: Guess, shared: dict[tuple[int, int], tuple[str, ...]]) -> Guess:
    ends = _ends(guess)
    new = [code for code in shared[ends] if code not in guess.missing] if ends else []
    if not new:
        return guess
    reason = f"{guess.reason}; other answers of the file have {', '.join(new)} as well"
    return replace(guess, missing=(*guess.missing, *new), reason=reason)


def _ends(guess: Guess) -> tuple[int, int] | None:
    """Return the steps of an answer given in numbers, None for all else."""
    if guess.scale is None or guess.values:
        return None
    scale = Scale.parse(guess.scale)
    if scale.low is None or scale.high is None or scale.kind == "yes_no":
        return None
    return scale.low, scale.high


def _codes(guess: Guess) -> Iterable[str]:
    return (text for text in guess.missing if text.lstrip("-").isdigit())

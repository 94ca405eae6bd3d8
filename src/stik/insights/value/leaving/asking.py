"""Why customers leave, asked of a workspace: stated reasons, and what goes with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.insights.value.leaving.covariates import (
    MOST_VALUES,
    Covariate,
    covariate,
    grown,
)
from stik.insights.value.leaving.rates import Rate, rates_alone, rates_together
from stik.insights.value.leaving.reasons import Reason, stated_reasons
from stik.insights.value.lives.experience import experience_of, question_called
from stik.insights.value.lives.known import Lives
from stik.insights.value.lives.reading import (
    Asked,
    lifetime_written,
    lives_of,
    lives_told,
)
from stik.insights.value.worth.point import CLAIM
from stik.metrics.registry import METRICS
from stik.terms.inquiry import Inquiry
from stik.terms.lifetime import Lifetime
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL

DEFINITION = (
    "Reasons: the share of those who left and stated one that states each. Traits: how "
    "many times as fast customers leave for one more of it, or with this value rather "
    "than the most frequent one; they go together, which does not prove a cause."
)
UNDATED = "its answers have no day: they may have been given because of leaving"

_COLUMNS = {
    "what": pa.string(),
    "name": pa.string(),
    "of": pa.string(),
    "against": pa.string(),
    "unit": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "n_left": pa.int64(),
    "first_rank": pa.int64(),
    "last_rank": pa.int64(),
    "p": pa.float64(),
    "p_corrected": pa.float64(),
    "is_real": pa.bool_(),
    "is_constant": pa.bool_(),
    "leak": pa.string(),
    "grows_with_time": pa.bool_(),
    "unknown": pa.string(),
}


def leaving_result(
    inquiry: Inquiry, reading: Reading, *, written: str, of: Sequence[str]
) -> Result:
    """Return why customers leave: the reasons they state, and what goes with leaving.

    `written` is a programme with the lifetime that says who left; `of` names traits,
    segmentations and questions, which are held alike; without it each trait known of
    customers is told by itself. One row per reason (`what` is `reason`, `value` a
    share) and per value of a trait (`trait`, `value` how many times as fast).

    Raises
    ------
    QuestionError
        Where nothing says who has left, or a name is none.
    """
    began = asked(inquiry, insight="leaving", written=written, of=list(of))
    lifetime = lifetime_written(written)
    questions = _questions(of, reading)
    names = [name for name in of if name not in questions]
    names = names if of else _all_traits(lifetime, reading)
    lives = lives_of(Asked(inquiry, reading, lifetime, also=names))
    reasons, n_silent = _reasons(lives, lifetime)
    rates, notes = _all_rates(lives, inquiry, reading, of=of, names=names)
    details = {
        "definition": DEFINITION,
        "claim": CLAIM,
        "method": "Goodman's intervals; Cox's regression, ties by Efron",
        "n": lives.n,
        "n_left": lives.n_left,
        "n_without_reason": n_silent,
        "is_held_alike": bool(of),
        "notes": [*lives_told(lives), *notes, *_averages(rates)],
    }
    rows = [*map(_reason_row, reasons), *map(_rate_row, rates)]
    now = replace(inquiry, as_they_are_now=True)
    told = explained(details, now, asked=began, snapshot=reading.snapshot)
    schema = pa.schema(list(_COLUMNS.items()))
    return Result("leaving", "share", pa.Table.from_pylist(rows, schema), told)


def _questions(of: Sequence[str], reading: Reading) -> list[str]:
    """Return which names are questions; refuse what is nothing."""
    traits = {*reading.trait_names, *(each.name for each in reading.segmentations)}
    asked_of = {entry.question for entry in reading.entries}
    known = traits | asked_of | {metric.name for metric in METRICS}
    for name in of:
        if name not in known:
            raise QuestionError(
                f"'{name}' is no trait, segmentation, question or metric; "
                f"{nearest(name, known)}"
            )
    return [name for name in of if name not in traits]


def _all_traits(lifetime: Lifetime, reading: Reading) -> list[str]:
    taken = (*lifetime.traits, lifetime.amount)
    return [name for name in reading.trait_names if name not in taken]


def _about_the_whole(reading: Reading) -> list[str]:
    """Return the questions about the experience as a whole that have a good end."""
    found = [
        entry.question
        for entry in reading.entries
        if entry.touchpoint == OVERALL
        and Scale.parse(entry.scale).kind not in ("number", "kano")
    ]
    return sorted(set(found))


def _reasons(lives: Lives, lifetime: Lifetime) -> tuple[tuple[Reason, ...], int]:
    """Return the reasons of those who left, and how many of them stated none."""
    if lifetime.reasons is None:
        return (), 0
    left = lives.has_left
    if lives.began is not None:
        left = left & (lives.left >= lives.began)
    stated = lives.said[lifetime.reasons].filter(left).to_pylist()
    counts = Counter(reason for reason in stated if reason is not None)
    n_silent = len(stated) - sum(counts.values())
    return (stated_reasons(counts) if counts else ()), n_silent


def _all_rates(
    lives: Lives,
    inquiry: Inquiry,
    reading: Reading,
    *,
    of: Sequence[str],
    names: Sequence[str],
) -> tuple[list[Rate], list[str]]:
    if lives.unknown is not None:
        return [], [f"what goes with leaving is unknown: {lives.unknown}"]
    if of:
        return _rates(lives, inquiry, reading, names=of)
    every = [*names, *_about_the_whole(reading)]
    return _rates_of_all(lives, inquiry, reading, names=every)


def _rates(
    lives: Lives, inquiry: Inquiry, reading: Reading, *, names: Sequence[str]
) -> tuple[list[Rate], list[str]]:
    """Return the rates of what was named, held alike, and what to know of them."""
    found = [_covariate(name, lives, inquiry, reading) for name in names]
    return rates_together(lives, found), _noted(found)


def _rates_of_all(
    lives: Lives, inquiry: Inquiry, reading: Reading, *, names: Sequence[str]
) -> tuple[list[Rate], list[str]]:
    """Return the rates of whatever can be told, each by itself, and what is not."""
    found = [_covariate(name, lives, inquiry, reading) for name in names]
    told = [each for each in found if each.columns]
    skipped = ", ".join(each.name for each in found if not each.columns)
    notes = [
        f"left out: {skipped} (more than {MOST_VALUES} texts, or the same for all)"
    ]
    return rates_alone(lives, told), [*(notes if skipped else []), *_noted(told)]


def _noted(found: Sequence[Covariate]) -> list[str]:
    return [f"{each.name}: {each.note}" for each in found if each.note]


def _covariate(
    name: str, lives: Lives, inquiry: Inquiry, reading: Reading
) -> Covariate:
    if name in lives.said:
        return grown(covariate(name, lives.said[name]), lives.stayed)
    question = question_called(name, reading)
    answers = experience_of(lives.who, question, reading, period=inquiry.period)
    if not answers.answered.any():
        return Covariate(name, {}, unknown="nobody who counts here answered it")
    if not answers.has_days or lives.months is not None:
        return Covariate(name, {"": answers.value}, note=UNDATED)
    return Covariate(name, {"": answers.value}, seen_from=answers.day)


def _averages(rates: Sequence[Rate]) -> list[str]:
    """Return in words of which traits one ratio does not hold early and late."""
    uneven = dict.fromkeys(
        each.trait for each in rates if each.rate.is_constant is False
    )
    if not uneven:
        return []
    return [
        f"not the same in early and late months, so an average: {', '.join(uneven)}"
    ]


def _reason_row(reason: Reason) -> dict[str, Any]:
    return {
        "what": "reason",
        "name": reason.name,
        "unit": "share",
        **asdict(reason.share),
        "n_left": reason.n,
        "first_rank": reason.first_rank,
        "last_rank": reason.last_rank,
    }


def _rate_row(found: Rate) -> dict[str, Any]:
    rate = found.rate
    return {
        "what": "trait",
        "name": found.trait,
        "of": found.value or None,
        "against": found.against,
        "unit": "times",
        **asdict(rate.ratio),
        "n_left": rate.n_leavers,
        "p": rate.p,
        "p_corrected": rate.p_corrected,
        "is_real": rate.is_real,
        "is_constant": rate.is_constant,
        "leak": found.leak,
        "grows_with_time": found.grows,
    }

"""A comparison at the same mix, asked of a workspace."""

from dataclasses import replace
from typing import Any

from stik.errors import QuestionError
from stik.insights.focus import focus
from stik.insights.mix.comparing import MixComparison, Standard, compare_at_same_mix
from stik.insights.mix.moved import kinds_of
from stik.insights.mix.table import (
    headlines,
    kind_rows,
    same_mix_table,
    unknown_rows,
)
from stik.insights.pair import Pair, Pairs, difference_of, left_out_before
from stik.insights.pairing import pairs_of
from stik.insights.reading import Reading
from stik.insights.result import Result, asked
from stik.insights.telling import insight_told, left_out_notes
from stik.metrics.metric import Difference, Metric
from stik.metrics.registry import metric as metric_called
from stik.terms.counts import Counts
from stik.terms.inquiry import Inquiry
from stik.terms.period import GRAINS

DEFINITION = (
    "How {metric} differs between two sides, as it is and as if both had the same mix "
    "of {by}: each kind is compared with itself and weighs by the standard mix. Only "
    "{by} is held alike."
)
STANDARDS: dict[Standard, str] = {
    "both": "the mix of both sides together",
    "before": "the mix of the side compared with",
    "after": "the mix of the side asked about",
}


def same_mix_result(
    inquiry: Inquiry, reading: Reading, *, standard: Standard = "both"
) -> Result:
    """Return how a metric differs, plain and at the same mix of what `by` names.

    `standard` is the mix that counts, a name of `STANDARDS`. Rows out: the plain
    difference, that at the same mix, and each kind; the side asked about less the one
    compared with.

    Raises
    ------
    QuestionError
        When `by` is not one dimension or trait, and when it cannot be compared so.
    """
    by = _one_kind(inquiry, standard)
    metric = metric_called(inquiry.metric)
    reading.check_dimensions(inquiry)
    focused = focus(inquiry, metric, entries=reading.entries)
    whole = replace(focused, inquiry=replace(focused.inquiry, by=()))
    found = pairs_of(whole, reading)
    rows, mix = _rows(found, metric, reading, by=by, standard=standard)
    details = {
        "definition": DEFINITION.format(metric=metric.name, by=by),
        "metric_definition": metric.definition,
        "unit": metric.unit,
        "method": "direct standardisation; intervals by Zou and Donner",
        "confidence": 0.95,
        "n": sum(row["n"] for row in rows[:1]),
        "standard": STANDARDS[standard],
        **mix,
        "notes": [
            *focused.notes,
            *found.notes,
            *left_out_notes(left_out_before(found, reading)),
        ],
    }
    began = asked(inquiry, insight="same_mix", standard=standard)
    told = insight_told(details, found.inquiry, reading, asked=began)
    return Result(metric.name, metric.unit, same_mix_table(rows), told)


def _one_kind(inquiry: Inquiry, standard: str) -> str:
    """Return by what the mix is taken, or refuse what has none."""
    if standard not in STANDARDS:
        raise QuestionError(
            f"'{standard}' is no mix to hold alike; say both, before or after."
        )
    if len(inquiry.by) != 1 or inquiry.by[0] in GRAINS:
        raise QuestionError(
            "a mix is of one dimension or trait; name one that is not a time, such as "
            "--by channel (by='channel')."
        )
    by = inquiry.by[0]
    if (inquiry.compare or "").partition("=")[0] == by:
        raise QuestionError(
            f"the mix of {by} cannot be alike on two sides that differ in {by}; "
            f"compare with something else than {inquiry.compare}."
        )
    return by


def _rows(
    found: Pairs, metric: Metric, reading: Reading, *, by: str, standard: Standard
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the rows of the answer, and what is told of the mix."""
    pair = found.pairs[0] if found.pairs else None
    plain = _plain(pair, metric)
    if pair is None or pair.cell.scale is None or plain.unknown:
        return unknown_rows(plain), {}
    whole = (), None
    before, after = (
        kinds_of(side, reading, by=by)[whole] for side in (found.other, found.inquiry)
    )
    scale = pair.cell.scale
    compared = compare_at_same_mix(
        before, after, metric=metric, scale=scale, standard=standard
    )
    kinds = kind_rows(compared, (before, after), metric=metric, scale=scale)
    return [*headlines(pair, compared), *kinds], _mix_told(compared)


def _plain(pair: Pair | None, metric: Metric) -> Difference:
    if pair is None:
        nobody = Counts.of([])
        return Difference.missing(nobody, nobody, reason="no answers")
    return difference_of(pair, metric)


def _mix_told(compared: MixComparison) -> dict[str, Any]:
    mix = compared.mix
    return {
        "by_mix": compared.by_mix,
        "is_reversed": compared.is_reversed,
        "left_out_of_mix": compared.left_out,
        "mix": {
            "moved": mix.moved,
            "p": mix.p,
            "widest": mix.widest,
            "is_flagged": mix.is_flagged,
            "unknown": mix.unknown,
        },
    }

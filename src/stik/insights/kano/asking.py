"""Must-be or delight, asked of a workspace: what each feature is to customers."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.comparison import corrected
from stik.insights.kano.needs import Feature as Answered
from stik.insights.kano.needs import Need
from stik.insights.kano.pairs import counted, weighed
from stik.insights.reading import Reading
from stik.insights.result import WEIGHTED, Result, asked
from stik.insights.telling import insight_told
from stik.terms.feature import KANO_SCALE, Feature
from stik.terms.inquiry import Inquiry, Question

DEFINITION = (
    "What a feature is to most customers, from how it is to have it and how it is not "
    "to: better is how far having it pleases, worse how far lacking it displeases."
)

_COLUMNS = {
    "feature": pa.string(),
    "need": pa.string(),
    "need_unknown": pa.string(),
    "p": pa.float64(),
    "p_corrected": pa.float64(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "worse": pa.float64(),
    "worse_low": pa.float64(),
    "worse_high": pa.float64(),
    "n_answered": pa.int64(),
    **{f"n_{need.word}": pa.int64() for need in Need},
    **{f"share_{need.word}": pa.float64() for need in Need},
    **WEIGHTED,
    "unknown": pa.string(),
}


def kano_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    features: Mapping[str, Sequence[str]] | None,
) -> Result:
    """Return what each feature is to customers, one row for each, in their order.

    `features` holds the two questions of each by name, having and lacking; None takes
    those of the programme. `need` is the most frequent one, null where `need_unknown`
    says why: it is told only where it stays certain after the correction for the number
    of features. `n_answered` answered both questions. `value` is how far having it
    pleases (0 to 1, `n` those to whom it is neither reverse nor questionable), `worse`
    how far lacking it displeases (-1 to 0, the same `n`). `n_must_be` … count
    customers, `share_must_be` … are shares of their weight.

    Raises
    ------
    QuestionError
        When there is no feature, or a question was not asked on the scale of Kano.
    """
    began = asked(inquiry, insight="kano", features=features)
    reading.check_dimensions(inquiry)
    chosen = _features(features, reading)
    found = {each.name: _answered(each, inquiry, reading) for each in chosen}
    details = {
        "definition": DEFINITION,
        "n": sum(each.n for each in found.values()),
        "features": {each.name: [each.having, each.lacking] for each in chosen},
        "notes": [],
    }
    told = insight_told(details, inquiry, reading, asked=began)
    schema = pa.schema(list(_COLUMNS.items()))
    return Result("kano", "share", pa.Table.from_pylist(_rows(found), schema), told)


def _features(
    features: Mapping[str, Sequence[str]] | None, reading: Reading
) -> tuple[Feature, ...]:
    if features is None:
        chosen = reading.programme().features
    else:
        chosen = tuple(_feature(name, pair) for name, pair in features.items())
    if not chosen:
        raise QuestionError(
            "name a feature and its two questions, such as wifi=with_wifi,without_wifi,"
            " or write them under features in programme.yaml."
        )
    return chosen


def _feature(name: str, pair: Sequence[str]) -> Feature:
    if isinstance(pair, str) or len(pair) != 2:
        raise QuestionError(
            f"'{name}' needs two questions: how it is to have it, and how it is not to."
        )
    having, lacking = pair
    if having == lacking:
        raise QuestionError(
            f"'{name}' names the question '{having}' twice; name how it is to have it, "
            "and how it is not to."
        )
    return Feature(name, having, lacking)


def _answered(feature: Feature, inquiry: Inquiry, reading: Reading) -> Answered:
    having, lacking = (
        _question(name, reading) for name in (feature.having, feature.lacking)
    )
    rows = reading.pairs(inquiry, having, lacking).to_pylist()
    return weighed(rows) if inquiry.is_weighted else counted(rows)


def _question(name: str, reading: Reading) -> Question:
    scales = {each.scale for each in reading.entries if each.question == name}
    if KANO_SCALE in scales:
        return Question(name, KANO_SCALE)
    if scales:
        raise QuestionError(
            f"{name} was asked on {', '.join(sorted(scales))}; give it the scale "
            f"{KANO_SCALE} in the mapping, 1 being 'I like it'."
        )
    known = {each.question for each in reading.entries if each.scale == KANO_SCALE}
    raise QuestionError(f"nobody answered '{name}'; {nearest(name, known)}")


def _rows(found: Mapping[str, Answered]) -> list[dict[str, Any]]:
    q = corrected([each.p for each in found.values()])
    return [
        _row(name, each, p_corrected=p_corrected, n_features=len(found))
        for (name, each), p_corrected in zip(found.items(), q, strict=True)
    ]


def _row(
    name: str, found: Answered, *, p_corrected: float | None, n_features: int
) -> dict[str, Any]:
    need, reason = found.need, found.unknown
    if need is not None and p_corrected is not None and p_corrected >= 0.05:
        need, reason = (
            None,
            (
                f"not told apart from the next for {n_features} features at once "
                f"(p = {p_corrected:.2f})"
            ),
        )
    return {
        "feature": name,
        "need": need and need.word,
        "need_unknown": reason,
        "p": found.p,
        "p_corrected": p_corrected,
        "value": found.better.value,
        "low": found.better.low,
        "high": found.better.high,
        "n": found.better.n,
        "worse": found.worse.value,
        "worse_low": found.worse.low,
        "worse_high": found.worse.high,
        "n_answered": found.n,
        **{f"n_{each.word}": n for each, n in found.counts.items()},
        **{f"share_{each.word}": share for each, share in found.shares.items()},
        "n_effective": found.n_effective,
        "design_effect": found.n / found.n_effective if found.n_effective else None,
        "unknown": found.better.unknown,
    }

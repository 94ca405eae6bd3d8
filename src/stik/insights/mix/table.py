"""A comparison at the same mix as a table: plain, adjusted, then each kind."""

from typing import Any

import pyarrow as pa

from stik.insights.comparison import Comparison, judged
from stik.insights.mix.comparing import Kinds, MixComparison
from stik.insights.pair import Pair
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

PLAIN, SAME_MIX, KIND = "plain", "same mix", "kind"
COLUMNS = {
    "comparison": pa.string(),
    "kind": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "n_before": pa.int64(),
    "value_after": pa.float64(),
    "value_before": pa.float64(),
    "part_after": pa.float64(),
    "part_before": pa.float64(),
    "part_standard": pa.float64(),
    "p": pa.float64(),
    "p_corrected": pa.float64(),
    "is_real": pa.bool_(),
    "unknown": pa.string(),
}


def same_mix_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows as a table.

    `value` is the difference, `n` and `n_before` the answers of its two sides; the
    parts are shares of the answers, 0 to 1, null but for a kind.
    """
    return pa.Table.from_pylist(rows, schema=pa.schema(COLUMNS))


def unknown_rows(plain: Difference) -> list[dict[str, Any]]:
    """Return the two headlines of what cannot be compared, with the reason."""
    return [_row(PLAIN, plain), _row(SAME_MIX, plain)]


def headlines(pair: Pair, compared: MixComparison) -> list[dict[str, Any]]:
    """Return the plain difference and the one at the same mix, judged together."""
    plain, adjusted = judged([compared.plain, compared.adjusted])
    before = pair.before.estimate.value if pair.before else None
    values = {"value_after": pair.cell.estimate.value, "value_before": before}
    return [
        {**_row(PLAIN, compared.plain), **values, **_verdict(plain)},
        {**_row(SAME_MIX, compared.adjusted), **_verdict(adjusted)},
    ]


def kind_rows(
    compared: MixComparison,
    sides: tuple[Kinds, Kinds],
    *,
    metric: Metric,
    scale: Scale,
) -> list[dict[str, Any]]:
    """Return each kind's own difference, corrected for the number of kinds.

    `sides` are the answers by kind, before and after.
    """
    verdicts = judged([kind.difference for kind in compared.kinds])
    before, after = sides

    def value(kinds: Kinds, name: str) -> float | None:
        return metric.estimate(kinds.get(name, Counts.of([])), scale).value

    return [
        {
            **_row(KIND, kind.difference),
            "kind": kind.name,
            "value_before": value(before, kind.name),
            "value_after": value(after, kind.name),
            "part_before": kind.before,
            "part_after": kind.after,
            "part_standard": kind.standard,
            **_verdict(verdict),
        }
        for kind, verdict in zip(compared.kinds, verdicts, strict=True)
    ]


def _row(comparison: str, difference: Difference) -> dict[str, Any]:
    return {
        "comparison": comparison,
        "value": difference.value,
        "low": difference.low,
        "high": difference.high,
        "n": difference.n_first,
        "n_before": difference.n_second,
        "p": difference.p,
        "unknown": difference.unknown,
    }


def _verdict(comparison: Comparison) -> dict[str, Any]:
    return {"p_corrected": comparison.p_corrected, "is_real": comparison.is_real}

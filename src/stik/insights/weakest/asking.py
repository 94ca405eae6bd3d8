"""The weakest part, asked of a whole workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from stik.insights.cells import Key
from stik.insights.focus import Listed, check_names
from stik.insights.reading import Reading
from stik.insights.result import Result, asked
from stik.insights.telling import insight_told
from stik.insights.weakest.ranking import Ranked, Rated, weakest
from stik.terms.inquiry import Inquiry
from stik.terms.scale import Scale

JUDGED = ("gap", "csat", "rating", "ces", "emotion")
"""The scale kinds on which a touchpoint is judged good or not."""

WEAKEST = (
    "Touchpoints by shortfall (how far below the others, or below what was expected, "
    "as a share of the scale) times reach (share of respondents who rated it) times "
    "certainty (that it is truly worse, corrected for the number ranked)."
)


def weakest_result(inquiry: Inquiry, reading: Reading) -> Result:
    """Return the touchpoints that an inquiry is about, the weakest first.

    Raises
    ------
    QuestionError
        When it names what there is no answer of.
    """
    reading.check_dimensions(inquiry)
    check_names(inquiry, reading.entries)
    judged = _by_touchpoint(inquiry, reading.entries)
    cells = reading.cells(judged)
    rated_by = _respondents(judged, reading)
    everyone = _respondents(replace(judged, by=()), reading)
    rated = [
        Rated(
            cell.groups[0],
            cell.scale,
            cell.counts,
            rated_by[cell.groups],
            cell.estimate.unknown,
        )
        for cell in cells
        if cell.groups[0] is not None and cell.scale is not None
    ]
    nowhere = sum(cell.counts.total for cell in cells if cell.groups[0] is None)
    notes = [f"left out: n = {nowhere:,}, they name no touchpoint"] if nowhere else []
    details = {"definition": WEAKEST, "notes": notes}
    told = insight_told(
        details, judged, reading, asked=asked(inquiry, insight="weakest")
    )
    ranked = weakest(rated, n_respondents=everyone[()])
    return Result("weakest", "steps", ranked_rows(ranked), told)


def _respondents(inquiry: Inquiry, reading: Reading) -> Mapping[Key, float]:
    """Return how many people answered, or their weight, by the inquiry's groups."""
    if inquiry.is_weighted:
        return reading.weight_of_respondents(inquiry)
    return reading.respondents(inquiry)


def _by_touchpoint(inquiry: Inquiry, entries: Sequence[Listed]) -> Inquiry:
    """Return an inquiry by touchpoint over every scale a touchpoint is judged on."""
    scales = {entry.scale for entry in entries}
    wanted = inquiry.where.get("scale", tuple(sorted(scales)))
    judged = tuple(s for s in wanted if Scale.parse(s).kind in JUDGED)
    return replace(
        inquiry, by=("touchpoint", "scale"), where={**inquiry.where, "scale": judged}
    )


def ranked_rows(ranked: Sequence[Ranked]) -> pa.Table:
    """Return a ranking as a table, one row per touchpoint and scale.

    `not_ranked` says why there is no rank, `unknown` why there is no value either.
    """
    schema = pa.schema(
        [
            ("rank", pa.int64()),
            ("touchpoint", pa.string()),
            ("scale", pa.string()),
            ("value", pa.float64()),
            ("low", pa.float64()),
            ("high", pa.float64()),
            ("n", pa.int64()),
            ("shortfall", pa.float64()),
            ("reach", pa.float64()),
            ("certainty", pa.float64()),
            ("priority", pa.float64()),
            ("is_worse", pa.bool_()),
            ("not_ranked", pa.string()),
            ("unknown", pa.string()),
        ]
    )
    rows = [
        {
            **{name: getattr(place, name, None) for name in schema.names},
            "scale": place.scale.name,
            "value": place.estimate.value,
            "low": place.estimate.low,
            "high": place.estimate.high,
            "n": place.estimate.n,
            "not_ranked": place.unknown,
            "unknown": place.estimate.unknown,
        }
        for place in ranked
    ]
    return pa.Table.from_pylist(rows, schema=schema)

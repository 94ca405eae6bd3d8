"""Raking asked of a workspace: its answers weigh as the programme's margins say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from stik.errors import MarginRefused, QuestionError
from stik.insights.weights.raking import AT_MOST, Weights, rake
from stik.rollups.counting import PERIOD, group_column
from stik.terms.counts import Floats
from stik.terms.inquiry import Inquiry
from stik.terms.margin import Margin
from stik.terms.period import period_label

Counted = Callable[[Inquiry], pa.Table]
"""Gives the counts of an inquiry: of its answers (`rollups.counting.counts`), or of
the different people who answered (`rollups.counting.respondents`)."""

Kind = tuple[Any, ...]
"""A survey (`source`), a period, and the values of the margins' traits."""

_SURVEY = "source"


@dataclass(frozen=True)
class Raked:
    """The weights of the answers to one survey in one period, or why there are none."""

    survey: str
    period: str
    weights: Weights | None = None
    refused: str | None = None
    weight_of: Mapping[Kind, float] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Return as plain values how the weights came about."""
        told: dict[str, Any] = {"survey": self.survey, "period": self.period}
        if self.weights is None:
            return {**told, "unknown": self.refused}
        return {
            **told,
            "n": self.weights.n,
            "n_effective": self.weights.n_effective,
            "design_effect": self.weights.design_effect,
            "largest": float(self.weights.weight.max()),
            "shares": self.weights.shares,
        }

    def notes(self) -> list[str]:
        """Return in words what must be said beside a number so weighted."""
        which = f"{self.survey}, {self.period}"
        if self.weights is None:
            return [f"no weights for {which}: {self.refused}"]
        return [f"weights of {which}: {note}" for note in self.weights.notes]


@dataclass(frozen=True)
class Raking:
    """Weights by which answers get the shares of the margins, remembered once made.

    Every survey (source) is raked on its own, within each period where an inquiry has
    a grain, from all who answered in the inquiry's period, each once however often:
    what an inquiry filters or groups by never changes a weight. Customers alike in all
    margins weigh alike.
    """

    margins: tuple[Margin, ...]
    counted: Counted
    respondents: Counted
    made: dict[tuple[object, ...], list[Raked]] = field(default_factory=dict)

    def widened(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry by survey and the margins' traits as well, unweighted.

        Raises
        ------
        QuestionError
            When the programme has no margins.
        """
        if not self.margins:
            raise QuestionError(
                "the programme has no margins to weight to; write under 'margins' what "
                "share of your customers has each value of a trait."
            )
        by = (*inquiry.by, _SURVEY, *(margin.name for margin in self.margins))
        return replace(inquiry, by=by, is_raked=False, is_weighted=False)

    def counts(self, inquiry: Inquiry) -> pa.Table:
        """Return the counts of an inquiry with the weights of its answers."""
        wide = self.widened(inquiry)
        rows = self.counted(wide)
        keys = [group_column(index) for index, _ in enumerate(inquiry.groups)]
        keys += [PERIOD] if inquiry.grain else []
        return self.summed(rows, wide, [*keys, "scale", "value"])

    def summed(self, rows: pa.Table, wide: Inquiry, keys: Sequence[str]) -> pa.Table:
        """Return the counts `n` of a widened inquiry by the keys, with weights."""
        return _summed(rows, self.weights(rows, wide), keys)

    def weights(self, rows: pa.Table, wide: Inquiry) -> Floats:
        """Return the weight of each row of a widened inquiry, NaN where none is."""
        weight_of: dict[Kind, float] = {}
        for raked in self._of(wide):
            weight_of |= raked.weight_of
        kinds = _kinds(rows, wide, self.margins)
        return np.array([weight_of.get(kind, np.nan) for kind in kinds], dtype=float)

    def told(self) -> dict[str, Any]:
        """Return how every weight came about: margins, and each survey and period."""
        return {
            "margins": {margin.name: dict(margin.shares) for margin in self.margins},
            "at_most": AT_MOST,
            "raked": [each.told() for each in self._all()],
        }

    def notes(self) -> list[str]:
        """Return in words what must be said beside numbers so weighted."""
        return [note for each in self._all() for note in each.notes()]

    def _all(self) -> list[Raked]:
        return [each for made in self.made.values() for each in made]

    def _of(self, wide: Inquiry) -> list[Raked]:
        """Return the weights of all answers of the inquiry's period."""
        key = (wide.period, wide.grain, wide.as_they_are_now)
        if key not in self.made:
            self.made[key] = self._make(wide)
        return self.made[key]

    def _make(self, wide: Inquiry) -> list[Raked]:
        grain = (wide.grain,) if wide.grain else ()
        names = (margin.name for margin in self.margins)
        everyone = replace(wide, by=(*grain, _SURVEY, *names), where={}, compare=None)
        rows = self.respondents(everyone)
        apart: dict[Kind, dict[Kind, int]] = {}
        kinds = _kinds(rows, everyone, self.margins)
        for kind, n in zip(kinds, rows["n"].to_pylist(), strict=True):
            of_them = apart.setdefault(kind[:2], {})
            of_them[kind] = of_them.get(kind, 0) + n
        return [
            _raked(of_them, self.margins, survey=survey, period=_named(begun, wide))
            for (survey, begun), of_them in sorted(apart.items(), key=str)
        ]


def _named(begun: date | None, inquiry: Inquiry) -> str:
    if inquiry.grain is None:
        return str(inquiry.period)
    return "no date" if begun is None else period_label(begun, grain=inquiry.grain)


def _raked(
    n_of: Mapping[Kind, int], margins: Sequence[Margin], *, survey: str, period: str
) -> Raked:
    """Return the weight of each kind of customer of one survey and period."""
    traits = {
        margin.name: [kind[2 + place] for kind in n_of]
        for place, margin in enumerate(margins)
    }
    shares = {margin.name: margin.shares for margin in margins}
    try:
        weights = rake(traits, margins=shares, n=np.array(list(n_of.values())))
    except MarginRefused as refused:
        return Raked(survey, period, refused=str(refused))
    if weights.unknown is not None:
        return Raked(survey, period, refused=weights.unknown)
    weight_of = dict(zip(n_of, weights.weight.tolist(), strict=True))
    return Raked(survey, period, weights, weight_of=weight_of)


def _kinds(rows: pa.Table, wide: Inquiry, margins: Sequence[Margin]) -> list[Kind]:
    """Return of which kind the answers of each row are."""
    names = (_SURVEY, *(margin.name for margin in margins))
    survey, *traits = (
        rows[group_column(wide.groups.index(name))].to_pylist() for name in names
    )
    has_periods = PERIOD in rows.column_names
    begun = rows[PERIOD].to_pylist() if has_periods else [None] * rows.num_rows
    return list(zip(survey, begun, *traits, strict=True))


def _summed(rows: pa.Table, weight: Floats, keys: Sequence[str]) -> pa.Table:
    """Return weighted counts by the keys; what has no weight is counted unweighted."""
    n = rows["n"].to_numpy()
    known = ~np.isnan(weight)
    each = np.where(known, weight, 0.0)
    sums = {
        "n": n,
        "n_weighted": np.where(known, n, 0),
        "weight": n * each,
        "weight_square": n * each**2,
    }
    table = pa.table({**{key: rows[key] for key in keys}, **sums})
    grouped = table.group_by(list(keys), use_threads=False)
    summed = grouped.aggregate([(name, "sum") for name in sums])
    names = (name.removesuffix("_sum") for name in summed.column_names)
    return summed.rename_columns(list(names))

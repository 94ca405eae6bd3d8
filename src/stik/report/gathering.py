"""A workspace is asked everything a report tells; the answers become a `Story`."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

import pyarrow as pa

from stik.insights.comparison import P_REAL, corrected
from stik.insights.focus import Listed
from stik.insights.result import Result
from stik.metrics.registry import metric as metric_called
from stik.report.dates import Dates
from stik.report.story import (
    Basis,
    Cell,
    Change,
    Driver,
    Drivers,
    Finding,
    Gap,
    HeldBack,
    History,
    HistoryRow,
    Measure,
    Point,
    Standing,
    Story,
    Trend,
    Unknown,
)
from stik.terms.estimate import Estimate
from stik.terms.programme import Programme
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL

_MAIN_METRICS = ("nps", "csat", "ces", "emotion", "expectation_gap", "met_or_exceeded")
_MOST_PERIODS = 8
_NOBODY = Estimate.missing(n=0, reason="no answers")


class Asked(Protocol):
    """What a report asks of a workspace; see the methods of `Workspace`."""

    @property
    def ask(self) -> Callable[..., Result]:
        """Answers a metric."""

    @property
    def weakest(self) -> Callable[..., Result]:
        """Ranks the touchpoints."""

    @property
    def drivers(self) -> Callable[..., Result]:
        """Ranks the drivers of an outcome."""


@dataclass(frozen=True)
class Known:
    """What a report knows before it asks: entries, counts, programme, what waits."""

    company: str
    entries: tuple[Listed, ...]
    n_customers: int
    n_files: int
    waiting: tuple[dict[str, Any], ...]
    touchpoints: pa.Table
    programme: Programme
    is_simulated: bool = False


def gather(asked: Asked, known: Known, *, language: str, now: datetime) -> Story:
    """Return everything a report tells of a workspace, labels in `language`."""
    return _Gathering(asked, known, language).story(now)


class _Gathering:
    """One report being gathered; `now_words` limits a question to the last period."""

    def __init__(self, asked: Asked, known: Known, language: str) -> None:
        self.asked = asked
        self.known = known
        self.language = language
        self.dates = Dates.of(known.entries)
        self.now_words: dict[str, Any] = self.dates.last_year_words()
        self.measures = list(self._measures())

    def story(self, now: datetime) -> Story:
        findings = tuple(self._finding(name, where) for name, where in self.measures)
        changes = tuple(self._changes())
        return Story(
            company=self.known.company,
            made_at=now,
            basis=self._basis(),
            period=self.dates.now_label,
            findings=findings,
            trends=tuple(self._trends()),
            changes=changes,
            standings=tuple(self._standings()),
            drivers=self._drivers(),
            histories=tuple(self._histories()),
            unknowns=tuple(self._unknowns(changes)),
            held_back=tuple(self._held_back()),
            gaps=tuple(self._gaps()),
            is_simulated=self.known.is_simulated,
        )

    def label(self, touchpoint: str) -> str:
        """Return the company's own name of a touchpoint."""
        described = self.known.programme.touchpoint(touchpoint)
        if described is None or described.label is None:
            return touchpoint.replace("_", " ")
        return described.called(language=self.language)

    def _measures(self) -> list[tuple[str, dict[str, str]]]:
        """Return each metric of the whole experience that can be asked, and where."""
        overall = [e for e in self.known.entries if e.touchpoint == OVERALL]
        found = []
        ratings = [entry for entry in overall if _scale(entry).kind == "rating"]
        if ratings:
            main = max(ratings, key=lambda entry: entry.n)
            found.append(("mean", {"scale": main.scale, "question": main.question}))
        for name in _MAIN_METRICS:
            entries = overall if name not in _MAIN_METRICS[4:] else self.known.entries
            fitting = [e for e in entries if metric_called(name).accepts(_scale(e))]
            if not fitting:
                continue
            main = max(fitting, key=lambda entry: entry.n)
            found.append((name, {"scale": main.scale, **_question(main, overall)}))
            if name == "csat":
                found.append(("mean", {"scale": main.scale, "question": main.question}))
        return found

    def _measure(self, name: str, where: dict[str, str]) -> Measure:
        metric = metric_called(name)
        return Measure(
            name,
            metric.unit,
            scale=Scale.parse(where["scale"]),
            definition=metric.definition,
        )

    def _finding(self, name: str, where: dict[str, str]) -> Finding:
        rows = self._rows(name, where=where, **self.now_words)
        return Finding(self._measure(name, where), _estimate(rows[0]))

    def _rows(self, name: str, **words: Any) -> list[dict[str, Any]]:  # noqa: ANN401 as ask
        rows: list[dict[str, Any]] = self.asked.ask(name, **words).table.to_pylist()
        return rows

    def _basis(self) -> Basis:
        entries = self.known.entries
        return Basis(
            n_answers=sum(entry.n for entry in entries),
            n_customers=self.known.n_customers or None,
            n_files=self.known.n_files,
            first_date=self.dates.first,
            last_date=self.dates.last,
            precision=self.dates.precision,
        )

    def _trends(self) -> list[Trend]:
        grain = self.dates.grain
        if grain is None:
            return []
        trends = []
        for name, where in self.measures:
            rows = self._rows(name, where=where, by=[grain])
            known = {row[grain]: _estimate(row) for row in rows}
            points = tuple(
                Point(label, known.get(label, _NOBODY))
                for label in self.dates.periods(grain)
            )
            if len(points) > 1:
                trends.append(Trend(self._measure(name, where), points))
        return trends

    def _changes(self) -> list[Change]:
        """Return each measure against a year before, judged together."""
        if not self.now_words:
            return []
        compared = [
            (name, where, row)
            for name, where in self.measures
            for row in self._rows(
                name, where=where, compare="last-year", **self.now_words
            )
            if row["p"] is not None
        ]
        p_corrected = corrected([row["p"] for _, _, row in compared])
        return [
            Change(
                self._measure(name, where),
                before=Point(
                    self.dates.before_label,
                    Estimate(row["value_before"], None, None, row["n_before"]),
                ),
                now=Point(self.dates.now_label or "", _estimate(row)),
                difference=_difference(row),
                is_real=row["is_real"] is not None and p is not None and p < P_REAL,
                n_comparisons=len(compared),
            )
            for (name, where, row), p in zip(compared, p_corrected, strict=True)
        ]

    def _standings(self) -> list[Standing]:
        rows = self.asked.weakest(**self.now_words).table.to_pylist()
        return [
            Standing(
                self.label(row["touchpoint"]),
                Measure("mean", "steps", scale=Scale.parse(row["scale"])),
                _estimate(row),
                rank=row["rank"],
                shortfall=row["shortfall"],
                reach=row["reach"],
                certainty=row["certainty"],
                priority=row["priority"],
                is_worse=bool(row["is_worse"]),
                unknown=row["not_ranked"],
            )
            for row in rows
        ]

    def _drivers(self) -> Drivers | None:
        overall = [e for e in self.known.entries if e.touchpoint == OVERALL]
        if not overall:
            return None
        outcome = max(overall, key=lambda entry: entry.n)
        result = self.asked.drivers(outcome.question, **self.now_words)
        told = result.explain()
        drivers = tuple(
            self._driver(row)
            for row in result.table.to_pylist()
            if row["unknown"] is None
        )
        return Drivers(
            outcome.question.replace("_", " "),
            n=told["n"],
            r_square=told["r_squared"],
            drivers=drivers,
            unknown=told["unknown"],
        )

    def _driver(self, row: dict[str, Any]) -> Driver:
        entry = next(e for e in self.known.entries if e.question == row["driver"])
        scores = self._rows(
            "mean",
            where={"question": entry.question, "scale": entry.scale},
            **self.now_words,
        )
        return Driver(
            self.label(entry.touchpoint or entry.question),
            _estimate(row),
            score=_estimate(scores[0]),
            score_measure=Measure("mean", "steps", scale=_scale(entry)),
            caution=_caution(row),
        )

    def _histories(self) -> list[History]:
        scales = Counter[str]()
        for entry in self.known.entries:
            if entry.touchpoint != OVERALL and _scale(entry).kind in ("csat", "rating"):
                scales[entry.scale] += entry.n
        grain = self.dates.long_grain
        if not scales or grain is None:
            return []
        scale = scales.most_common(1)[0][0]
        rows = self._rows(
            "mean", by=["touchpoint", grain], where={"scale": scale}, compare="previous"
        )
        measure = Measure("mean", "steps", scale=Scale.parse(scale))
        rows = [r for r in rows if r[grain] and r["touchpoint"] != OVERALL]
        periods = sorted({row[grain] for row in rows})[-_MOST_PERIODS:]
        if len(periods) < 2:
            return []
        cells = {(row["touchpoint"], row[grain]): _cell(row) for row in rows}
        nobody = Cell(_NOBODY)
        return [
            History(
                measure,
                tuple(periods),
                tuple(
                    HistoryRow(
                        self.label(name),
                        tuple(cells.get((name, period), nobody) for period in periods),
                    )
                    for name in sorted({row["touchpoint"] for row in rows})
                ),
            )
        ]

    def _unknowns(self, changes: Sequence[Change]) -> list[Unknown]:
        kinds = {_scale(entry).kind for entry in self.known.entries}
        unknowns = []
        if not self.known.n_customers:
            unknowns.append(Unknown("customers", "no_customer"))
        if "gap" not in kinds:
            unknowns.append(Unknown("expectation", "not_asked"))
        if "emotion" not in kinds:
            unknowns.append(Unknown("emotion", "not_asked"))
        if self.dates.first is None:
            unknowns.append(Unknown("dates", "no_date"))
        elif not changes:
            unknowns.append(Unknown("comparison", "no_earlier_period"))
        return unknowns

    def _held_back(self) -> list[HeldBack]:
        reasons = Counter(row["reason"] for row in self.known.waiting)
        first = {row["reason"]: row["sentence"] for row in reversed(self.known.waiting)}
        return [HeldBack(r, n, first[r]) for r, n in reasons.most_common()]

    def _gaps(self) -> list[Gap]:
        described = {each.name: each for each in self.known.programme.touchpoints}
        found = set(self.known.touchpoints["touchpoint"].to_pylist()) - {OVERALL}
        if not described:
            return []
        gaps = [
            Gap("no_owner", self.label(name))
            for name, each in described.items()
            if each.owner is None and name != OVERALL
        ]
        gaps += [
            Gap("not_in_programme", self.label(n))
            for n in sorted(found - described.keys())
        ]
        missing = [n for n in described if n not in found and n != OVERALL]
        return gaps + [Gap("no_answers", self.label(name)) for name in missing]


def _scale(entry: Listed) -> Scale:
    return Scale.parse(entry.scale)


def _question(main: Listed, overall: Sequence[Listed]) -> dict[str, str]:
    return {"question": main.question} if main in overall else {}


def _estimate(row: dict[str, Any]) -> Estimate:
    return Estimate(
        row["value"],
        row.get("low"),
        row.get("high"),
        row["n"],
        row["unknown"] if row["value"] is None else None,
    )


def _difference(row: dict[str, Any]) -> Estimate:
    return Estimate(
        row["difference"],
        row["difference_low"],
        row["difference_high"],
        row["n"] + row["n_before"],
    )


def _caution(row: dict[str, Any]) -> Literal["against", "another_word"] | None:
    """Return why a driver cannot be a headline, if it cannot."""
    if row["is_another_word"]:
        return "another_word"
    return "against" if row["correlation"] < 0 else None


def _cell(row: dict[str, Any]) -> Cell:
    if not row["is_real"]:
        return Cell(_estimate(row))
    return Cell(_estimate(row), "better" if row["difference"] > 0 else "worse")

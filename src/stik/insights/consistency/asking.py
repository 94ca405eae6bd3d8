"""Consistent or random, asked of a workspace: a control chart for each group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from stik.insights.consistency.board import board
from stik.insights.consistency.carrying import carried_by
from stik.insights.consistency.charts import Chart, ChartPoint, control_chart
from stik.insights.consistency.periods import Charted, charted, chosen_grain
from stik.insights.consistency.plan import KINDS, PhaseStart, Plan
from stik.insights.consistency.readings import Reading as ChartReading
from stik.insights.consistency.signals import Signal, sentence
from stik.insights.focus import Focus, focus
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.insights.telling import left_out, left_out_notes, left_out_of_periods
from stik.metrics.metric import Metric
from stik.metrics.registry import metric as metric_called
from stik.terms.inquiry import Inquiry

DEFINITION = (
    "Each period's {metric} against the limits between which it stays while nothing "
    "changes; beyond them, or long on one side of the centre, it is a signal."
)
_POINTS = {
    "period": pa.string(),
    "value": pa.float64(),
    "n": pa.int64(),
    "state": pa.string(),
    "centre": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "z": pa.float64(),
    "signal": pa.string(),
    "unknown": pa.string(),
}


def consistency_result(
    inquiry: Inquiry, reading: Reading, *, plan: Mapping[str, Any]
) -> Result:
    """Return a control chart for each group of an inquiry, period by period.

    Without a grain among `by` it is the one at which most can be seen
    (`periods.chosen_grain`). `plan` holds words of `Plan`. Rows out: one per group and
    period; `state` says what became of it, `running` of a period of which answers may
    yet come (`running.whole_until`). `explain` tells the signals, who carries them, the
    false ones to expect in a month, and the answers `left_out` of every period.

    Raises
    ------
    QuestionError
        When it cannot be asked or charted so; the sentence names what could.
    """
    metric = metric_called(inquiry.metric)
    reading.check_dimensions(inquiry)
    focused = focus(inquiry, metric, entries=reading.entries)
    focused = _with_grain(focused, reading)
    grain = focused.inquiry.grain or ""
    found = charted(focused, metric, reading, grain=grain)
    made = [(each, control_chart(each.readings, plan=planned(plan))) for each in found]
    told = _told(made, metric, focused.inquiry, reading)
    told["notes"] = [*focused.notes, *_not_judged(found), *told["notes"]]
    return Result(
        "consistency",
        metric.unit,
        _table(made, focused.inquiry),
        explained(
            told,
            focused.inquiry,
            asked=asked(inquiry, insight="consistency", plan=dict(plan)),
            snapshot=reading.snapshot,
        ),
    )


def _with_grain(focused: Focus, reading: Reading) -> Focus:
    """Return what is asked with a grain of time, chosen where it names none."""
    if focused.inquiry.grain is not None:
        return focused
    chosen = chosen_grain(focused, reading)
    by = (*focused.inquiry.by, chosen.name)
    return replace(
        focused,
        inquiry=replace(focused.inquiry, by=by),
        notes=(*focused.notes, chosen.note),
    )


def planned(words: Mapping[str, Any]) -> Plan:
    """Return the plan of plain words: those of `Plan`, `phases` as {period: change}.

    >>> planned({"rules": [1], "phases": {"2024-05": "new price list"}}).rules
    (1,)
    """
    phases = dict(words.get("phases") or {})
    return Plan(
        kind=words.get("kind"),
        rules=tuple(words.get("rules") or (1, 2)),
        phases=tuple(PhaseStart(period, said) for period, said in phases.items()),
        baseline=words.get("baseline"),
        exceptional=tuple(words.get("exceptional") or ()),
        seasonal=words.get("seasonal"),
    )


Made = Sequence[tuple[Charted, Chart]]


def _told(
    made: Made, metric: Metric, inquiry: Inquiry, reading: Reading
) -> dict[str, Any]:
    """Return the signals of each chart, and what to expect of all together."""
    names = inquiry.groups
    charts = {" / ".join(_said(each.groups)): chart for each, chart in made}
    shown = board({name: c for name, c in charts.items() if c.points})
    missed = [*left_out(inquiry, reading), *left_out_of_periods(inquiry, reading)]
    return {
        "definition": DEFINITION.format(metric=metric.name),
        "unit": metric.unit,
        "is_weighted": inquiry.is_weighted,
        "n": sum(c.total for each, _ in made for c in each.counts.values()),
        "charts": [
            {
                "group": dict(zip(names, each.groups, strict=True)),
                **_chart_told(chart),
                "signals": [
                    _signal_told(signal, each, chart, metric, inquiry, reading)
                    for signal in chart.signals
                ],
            }
            for each, chart in made
        ],
        "false_signals_a_month": shown.false_signals,
        "n_charts_judged": shown.n_judged,
        "left_out": missed,
        "notes": left_out_notes(missed),
    }


def _chart_told(chart: Chart) -> dict[str, Any]:
    limits = chart.limits
    return {
        "chart": chart.kind,
        "chart_in_words": KINDS[chart.kind] if chart.kind else None,
        "is_consistent": chart.is_consistent,
        "is_provisional": limits.is_provisional if limits else None,
        "is_seasonal": limits.is_seasonal if limits else None,
        "centre": limits.centre if limits else None,
        "sigma_z": limits.sigma_z if limits else None,
        "unknown": chart.unknown,
    }


def _signal_told(  # noqa: PLR0913 a signal, its chart, and where its answers are
    signal: Signal,
    of: Charted,
    chart: Chart,
    metric: Metric,
    inquiry: Inquiry,
    reading: Reading,
) -> dict[str, Any]:
    is_current = signal in chart.current_signals
    told = {
        "rule": signal.rule,
        "code": signal.code,
        "direction": signal.direction,
        "since": signal.first_period,
        "until": signal.last_period,
        "n_periods": signal.n_periods,
        "probability": signal.probability,
        "value": signal.value,
        "centre": signal.centre,
        "low": signal.low,
        "high": signal.high,
        "is_provisional": signal.is_provisional,
        "is_current": is_current,
        "sentence": sentence(signal, unit=metric.unit),
    }
    if is_current:
        told["carried_by"] = carried_by(signal, chart, of, metric, inquiry, reading)
    return told


def _not_judged(found: Iterable[Charted]) -> list[str]:
    running = sorted({each.running.period for each in found if each.running})
    if not running:
        return []
    said = f"not judged: {', '.join(running)}, which ends after the last answers; "
    return [f"{said}where it is whole, name its end with --to (to_date)"]


def _table(made: Made, inquiry: Inquiry) -> pa.Table:
    rows = [
        {**dict(zip(inquiry.groups, each.groups, strict=True)), **row}
        for each, chart in made
        for row in _rows(each, chart)
    ]
    groups = [pa.field(name, pa.string()) for name in inquiry.groups]
    columns = [pa.field(name, of) for name, of in _POINTS.items()]
    return pa.Table.from_pylist(rows, schema=pa.schema([*groups, *columns]))


def _rows(of: Charted, chart: Chart) -> list[dict[str, Any]]:
    signals = {
        period: signal.code
        for signal in reversed(chart.signals)
        for period in signal.periods
    }
    rows = [_row(point, signals.get(point.period)) for point in chart.points]
    return [*rows, *([_running(of.running)] if of.running else [])]


def _row(point: ChartPoint, signal: str | None) -> dict[str, Any]:
    names = ("period", "value", "n", "state", "centre", "low", "high", "z", "unknown")
    return {**{name: getattr(point, name) for name in names}, "signal": signal}


def _running(reading: ChartReading) -> dict[str, Any]:
    return {
        "period": reading.period,
        "value": reading.value,
        "n": reading.n,
        "state": "running",
        "unknown": reading.unknown,
    }


def _said(groups: Iterable[str | None]) -> list[str]:
    return ["none" if each is None else each for each in groups] or ["all"]

"""Charts published elsewhere or worked by hand come out to the digits given."""

import tomllib
from pathlib import Path

import pytest
from tests.insights.consistency.making import readings_of, shares

from stik.insights.consistency.charts import control_chart
from stik.insights.consistency.plan import Plan
from stik.insights.consistency.readings import Reading

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "charts.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["about"]) for c in CASES])
def test_a_chart_comes_out_as_published_or_worked_by_hand(case):
    readings = readings_of(case)
    chart = control_chart(readings, plan=Plan(kind=case.get("kind")))
    first = chart.points[0]
    expected = [case["centre"], case["low"], case["high"]]
    assert chart.kind == case["drawn"]
    assert [first.centre, first.low, first.high] == pytest.approx(
        expected, abs=0.51 * 10.0 ** -case.get("digits", 6)
    )
    out = [
        readings.index(next(r for r in readings if r.period == period)) + 1
        for signal in chart.signals
        if signal.rule == 1
        for period in signal.periods
    ]
    assert out == case["out"]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["about"]) for c in CASES])
def test_spread_comes_out_as_worked_by_hand(case):
    limits = control_chart(readings_of(case), plan=Plan(kind=case.get("kind"))).limits
    for name in ("sigma_z", "moving_range"):
        if name in case:
            assert getattr(limits, name) == pytest.approx(case[name], abs=1e-6)


def test_rules_speak_where_the_handbook_of_sas_says_they_do():
    # SAS/QC User's Guide, PCHART, "Applying Tests for Special Causes", data Circuit3:
    # test 1 is positive at batch 2 and test 3 at batch 10.
    failing = [12, 21, 16, 9, 3, 4, 6, 9, 11, 13, 12, 7, 2, 14, 9, 8, 14, 10, 11, 9]
    readings = shares(failing, 500)
    chart = control_chart(readings, plan=Plan(kind="p", rules=(1, 2, 3, 4)))
    position = {each.period: i for i, each in enumerate(readings, 1)}
    found = [(each.rule, position[each.last_period]) for each in chart.signals]
    assert found == [(1, 2), (3, 10)]


def test_a_metric_of_unknown_kind_of_value_still_has_a_chart():
    chart = control_chart([Reading.of_value(str(i), i % 3) for i in range(9)])
    assert chart.kind == "xmr"

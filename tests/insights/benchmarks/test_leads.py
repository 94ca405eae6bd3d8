"""How far we are ahead of somebody else, by hand and in general."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stik.errors import QuestionError, ScaleRefused
from stik.insights.benchmarks.figure import Figure, check_alike, entered
from stik.insights.benchmarks.lead import best_of, lead_over
from stik.metrics.registry import METRICS, metric
from stik.terms.benchmark import Benchmark
from stik.terms.counts import Counts
from stik.terms.scale import Scale

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "leads.toml").read_text(encoding="utf-8")
)["case"]
SCALES = ("nps_0_10", "csat_1_5", "ces_1_7", "emotion_-2_2", "gap_-4_4", "rating_1_10")
ON_SCALES = [
    (each.name, name)
    for each in METRICS
    for name in SCALES
    if each.accepts(Scale.parse(name))
]
NPS = Scale.parse("nps_0_10")
UNTIMED = settings(deadline=None)


def a_figure(name: str = "nps", scale: str = "nps_0_10", **said) -> Figure:
    usual = {"of": "Rival", "kind": "competitor", "metric": name}
    benchmark = Benchmark("theirs", scale=Scale.parse(scale), **{**usual, **said})
    return entered(benchmark, metric(name))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_lead_worked_by_hand(case):
    figure = a_figure(case["metric"], case["scale"], **case["theirs"])
    ours = Counts.of(list(map(float, case["ours"])), n=list(case["ours"].values()))
    lead = lead_over(figure, ours=ours)
    assert lead.value == pytest.approx(case["difference"], abs=1e-9)
    assert (lead.low, lead.high) == pytest.approx(tuple(case["ends"]), abs=6e-5)
    assert (lead.p < 0.05) == (lead.low > 0 or lead.high < 0)


@pytest.mark.parametrize(("name", "scale"), ON_SCALES)
@UNTIMED
@given(part=st.floats(0, 1), n=st.integers(5, 10**6))
def test_answers_that_stand_in_for_theirs_measure_their_figure(name, scale, part, n):
    low, high = metric(name).ends(Scale.parse(scale))
    value = low + part * (high - low)
    estimate = a_figure(name, scale, value=value, n=n).estimate
    assert estimate.value == pytest.approx(value, abs=1e-9 * (high - low))
    assert (estimate.n, estimate.unknown) == (n, None)
    slack = 1e-9 * (high - low)
    assert low <= estimate.low <= value + slack
    assert value - slack <= estimate.high <= high


@UNTIMED
@given(
    st.lists(st.integers(0, 200), min_size=11, max_size=11).filter(lambda n: sum(n) > 4)
)
def test_no_answers_with_that_score_have_a_wider_interval(n):
    answers = Counts.of(list(range(11)), n=n)
    own = metric("nps").estimate(answers, NPS)
    widest = a_figure(value=own.value, n=answers.total).estimate
    assert widest.low <= own.low + 1e-9
    assert widest.high >= own.high - 1e-9


@UNTIMED
@given(st.integers(6, 10**6), st.floats(0, 1))
def test_more_answers_of_theirs_never_widen_the_lead(n, share):
    ours = Counts.of([5, 1], n=[60, 40])
    few, more = (
        lead_over(a_figure("csat", "csat_1_5", value=share, n=each), ours=ours)
        for each in (n, 10 * n)
    )
    exact = lead_over(a_figure("csat", "csat_1_5", value=share), ours=ours)
    widths = [each.high - each.low for each in (few, more, exact)]
    assert widths[0] >= widths[1] - 1e-9
    assert widths[1] >= widths[2] - 1e-9


def test_a_figure_beyond_its_metric_is_unknown_and_leads_nobody():
    figure = a_figure("csat", "csat_1_5", value=80.0, n=500)
    assert figure.estimate.unknown == "80 is beyond csat, 0 to 1"
    lead = lead_over(figure, ours=Counts.of([5], n=[100]))
    assert lead.unknown == "theirs: 80 is beyond csat, 0 to 1"


def test_few_answers_of_theirs_are_unknown_and_below_30_never_judged():
    ours = Counts.of([10], n=[100])
    assert lead_over(a_figure(value=0.0, n=4), ours=ours).unknown == "n = 4, needs 5"
    assert lead_over(a_figure(value=0.0, n=29), ours=ours).has_too_few
    assert not lead_over(a_figure(value=0.0, n=30), ours=ours).has_too_few
    assert lead_over(a_figure(value=0.0), ours=Counts.of([10], n=[29])).has_too_few


def test_what_is_known_of_a_figure_is_said():
    assert a_figure(value=0.0).note == "comes without its n and is taken as exact"
    assert "widest that it can have" in a_figure(value=0.0, n=90).note
    assert a_figure("csat", "csat_1_5", value=0.5, n=90).note is None
    assert a_figure(value=0.0, low=-5.0, high=5.0).note is None
    assert "without ends" in a_figure("mean", "number", value=8.0, n=90).note


def test_a_metric_is_refused_on_a_scale_it_is_not_defined_on():
    with pytest.raises(ScaleRefused, match="nps is not defined on scale 'csat_1_5'"):
        a_figure("nps", "csat_1_5", value=10.0)


@pytest.mark.parametrize(
    ("ours", "both"),
    [
        ({"metric": "csat"}, "is of nps, ours of csat"),
        ({"metric": "nps", "scales": ["nps_1_5"]}, "on nps_0_10, ours on nps_1_5"),
        ({"metric": "nps", "question": "ours"}, "answers 'theirs', ours 'ours'"),
    ],
)
def test_what_was_asked_otherwise_is_refused_and_both_are_named(ours, both):
    rival = Benchmark("r", "Rival", "competitor", "nps", NPS, question="theirs")
    with pytest.raises(QuestionError, match=f"'r' .*{both}.*never compared"):
        check_alike(rival, **ours)


def test_what_was_asked_alike_is_let_pass():
    rival = Benchmark("r", "Rival", "competitor", "nps", NPS, question="q")
    check_alike(rival, metric="nps", scales=["csat_1_5", "nps_0_10"], question="q")


def test_the_best_of_any_industry_is_the_highest_of_the_latest_figures():
    dated = [
        ("bank", 50.0, 2024),
        ("bank", 40.0, 2025),
        ("shop", 45.0, 2025),
        ("few", 90.0, 2025),
    ]
    figures = [
        a_figure(
            value=value, of=of, n=20 if of == "few" else 500, dated=date(year, 1, 1)
        )
        for of, value, year in dated
    ]
    assert best_of(figures) == [False, False, True, False]


def test_figures_on_other_scales_have_a_best_of_their_own():
    figures = [
        a_figure(value=10.0),
        a_figure("csat", "csat_1_5", value=0.5, of="a"),
        a_figure("csat", "csat_1_7", value=0.9, of="b"),
        a_figure("csat", "csat_1_5", value=0.5, of="c"),
    ]
    assert best_of(figures) == [True, True, True, True]
    assert best_of([]) == []

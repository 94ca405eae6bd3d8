"""Answers of one person are alike: intervals count people, whoever answered often."""

import numpy as np
import pytest
import statsmodels.api as sm
from tests.workspace.conftest import add

import stik
from stik.insights import reading as module
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

SCALE = Scale.parse("nps_0_10")


def often(*, n_people=60, times=6, seed=3, segments=1):
    """Return the answers of people who feel much the same whenever they are asked."""
    chance = np.random.default_rng(seed)
    mood = chance.normal(7.6, 1.6, n_people)
    return [
        {
            "who": f"c{who}",
            "day": f"2026-01-{1 + time:02d}",
            "tier": f"t{who % segments}",
            "recommend": int(np.clip(round(mood[who] + chance.normal(0, 1)), 0, 10)),
        }
        for who in range(n_people)
        for time in range(times)
    ]


@pytest.fixture
def made_of(tmp_path, now):
    def make(rows):
        workspace = stik.create(tmp_path / "place", now=now)
        add(workspace, rows, now=now)
        return workspace

    return make


def robust_error(score, who):
    """Return the cluster-robust standard error of a mean, computed elsewhere."""
    fitted = sm.OLS(score, np.ones(len(score))).fit(
        cov_type="cluster", cov_kwds={"groups": who}
    )
    return fitted.bse[0]


def test_an_interval_is_as_wide_as_cluster_robust_errors_make_it(made_of):
    rows = often()
    [found] = made_of(rows).ask("mean", where={"scale": "nps_0_10"}).table.to_pylist()
    value = np.array([float(row["recommend"]) for row in rows])
    who = np.array([int(row["who"][1:]) for row in rows])
    by_itself = np.sqrt(value.var() / len(value) * len(value) / (len(value) - 1))
    effect = (robust_error(value, who) / by_itself) ** 2 * (359 / 360)
    counts = Counts.of(value).alike(effect)
    alone = metric("mean").estimate(counts, SCALE)
    assert effect > 3
    assert found["low"] == pytest.approx(alone.low, abs=0.002)
    assert found["high"] == pytest.approx(alone.high, abs=0.002)


def test_it_is_said_how_much_wider_it_is(made_of):
    notes = made_of(often()).ask("nps").explain()["notes"]
    assert any("intervals count them, not their answers" in note for note in notes)


def test_where_everybody_answers_once_nothing_changes(made_of):
    rows = often(n_people=200, times=1)
    answer = made_of(rows).ask("nps")
    [found] = answer.table.to_pylist()
    alone = metric("nps").estimate(
        Counts.of([float(row["recommend"]) for row in rows]), SCALE
    )
    assert (found["low"], found["high"]) == (alone.low, alone.high)
    assert answer.explain()["notes"] == []


def test_who_has_no_name_is_somebody_else_in_each_message(made_of):
    rows = [{**row, "who": ""} for row in often(n_people=200, times=1)]
    [found] = made_of(rows).ask("nps").table.to_pylist()
    alone = metric("nps").estimate(
        Counts.of([float(row["recommend"]) for row in rows]), SCALE
    )
    assert (found["low"], found["high"]) == (alone.low, alone.high)


def test_segments_that_do_not_differ_are_not_called_different(made_of):
    workspace = made_of(often(n_people=600, times=8, segments=20))
    table = workspace.ask("nps", by="tier", compare="tier=t0").table
    assert not any(table["is_real"].to_pylist())
    covered = workspace.ask("nps", by="tier").table.to_pylist()
    whole = workspace.ask("nps").table["value"][0].as_py()
    assert sum(row["low"] <= whole <= row["high"] for row in covered) >= 18


def test_three_people_tell_nothing_however_often_they_answered(made_of):
    [found] = made_of(often(n_people=3, times=20)).ask("nps").table.to_pylist()
    assert (found["value"], found["n"]) == (None, 60)
    assert found["unknown"] == "n = 60 from 3 people, needs 5"


def test_of_very_many_answers_only_some_people_are_looked_at(made_of, monkeypatch):
    workspace = made_of(often(n_people=900))
    [whole] = workspace.ask("nps").table.to_pylist()
    monkeypatch.setattr(module, "FROM_A_SAMPLE_ABOVE", 1_000)
    monkeypatch.setattr(module, "SAMPLE", 2_700)
    [sampled] = workspace.ask("nps").table.to_pylist()
    width, other = (row["high"] - row["low"] for row in (whole, sampled))
    assert sampled["value"] == pytest.approx(whole["value"])
    assert other != width
    assert other == pytest.approx(width, rel=0.2)


def test_of_more_still_each_answer_is_taken_by_itself_and_that_is_said(
    made_of, monkeypatch
):
    workspace = made_of(often())
    monkeypatch.setattr(module, "AT_MOST", 300)
    monkeypatch.setattr("stik.insights.cells.AT_MOST", 300)
    answer = workspace.ask("nps")
    assert (
        "of more than 300 answers each is taken by itself" in answer.explain()["notes"]
    )

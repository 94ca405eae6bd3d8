"""Weights count everywhere: alike they change nothing, nor does their unit."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workspace.conftest import add

import stik
from stik.insights.result import Result
from stik.workspace import Workspace

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
N = 400
WEIGHTS = {
    "alike": np.ones(N),
    "given": np.random.default_rng(6).integers(1, 9, size=N) / 2,
    "larger": np.random.default_rng(6).integers(1, 9, size=N) / 2 * 64,
    "missing": np.where(np.arange(N) % 7 == 0, np.nan, 1.0),
}


def rows(weights: np.ndarray) -> list[dict[str, object]]:
    """Return answers at three touchpoints, every fourth customer twice."""
    chance = np.random.default_rng(3)
    rating = chance.integers(1, 6, size=N)
    recommend = np.clip(2 * rating + chance.integers(-3, 2, size=N), 0, 10)
    return [
        {
            "who": f"c{n - n % 4 // 3}",
            "day": f"{2016 + n % 2}-0{1 + n % 6}-11",
            "channel": ("web", "shop")[n // 3 % 2],
            "touchpoint": ("order", "delivery", "help")[n % 3],
            "tier": ("gold", "silver")[n // 2 % 2],
            "weight": "" if np.isnan(weights[n]) else weights[n],
            "recommend": recommend[n],
            "rating": rating[n],
        }
        for n in range(N)
    ]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    """Return the same answers under different weights."""
    found = {}
    for name, weights in WEIGHTS.items():
        found[name] = stik.create(tmp_path_factory.mktemp(name) / "place", now=NOW)
        add(found[name], rows(weights), now=NOW)
    return found


def ask(workspace: Workspace, question: str, words: dict[str, Any]) -> Result:
    found: Result = getattr(workspace, question)(**words)
    return found


QUESTIONS = st.one_of(
    st.tuples(
        st.just("ask"),
        st.fixed_dictionaries(
            {
                "metric": st.sampled_from(["nps", "csat", "mean"]),
                "by": st.sampled_from(
                    [["question"], ["question", "channel"], ["question", "tier"]]
                ),
            },
            optional={
                "compare": st.sampled_from(["last-year", "channel=web"]),
            },
        ).filter(lambda w: w.get("compare") != "channel=web" or "channel" in w["by"]),
    ),
    st.tuples(st.just("weakest"), st.just({})),
    st.tuples(
        st.just("drivers"),
        st.fixed_dictionaries(
            {"outcome": st.just("recommend"), "of": st.just("rating")},
            optional={"by": st.sampled_from(["channel", "tier"])},
        ),
    ),
    st.tuples(
        st.just("interaction"),
        st.fixed_dictionaries(
            {
                "metric": st.sampled_from(["nps", "csat"]),
                "of": st.sampled_from([["channel", "tier"], ["touchpoint", "tier"]]),
            }
        ),
    ),
)


def assert_same(one: Result, other: Result) -> None:
    assert one.table.num_rows > 0
    for left, right in zip(one.table.to_pylist(), other.table.to_pylist(), strict=True):
        numbers = {name for name, cell in left.items() if isinstance(cell, float)}
        for name in left.keys() - numbers:
            assert left[name] == right[name], name
        for name in numbers:
            assert left[name] == pytest.approx(right[name], rel=1e-9, abs=1e-12), name


@settings(max_examples=6, deadline=None)
@given(question=QUESTIONS)
def test_weights_of_one_change_nothing(places: dict[str, Workspace], question: Any):
    name, words = question
    plain = ask(places["alike"], name, words)
    assert_same(plain, ask(places["alike"], name, {**words, "weighted": True}))


@settings(max_examples=6, deadline=None)
@given(question=QUESTIONS)
def test_the_unit_of_weights_means_nothing(places: dict[str, Workspace], question: Any):
    name, words = question
    weighted = {**words, "weighted": True}
    one, other = (ask(places[which], name, weighted) for which in ("given", "larger"))
    assert_same(one, other)


@settings(max_examples=6, deadline=None)
@given(question=QUESTIONS)
def test_weights_count_only_when_asked_for(places: dict[str, Workspace], question: Any):
    name, words = question
    assert_same(ask(places["alike"], name, words), ask(places["given"], name, words))


@settings(max_examples=6, deadline=None)
@given(question=QUESTIONS)
def test_a_missing_weight_leaves_the_number_unknown(
    places: dict[str, Workspace], question: Any
):
    name, words = question
    found = ask(places["missing"], name, {**words, "weighted": True}).table
    reasons = found["unknown"].to_pylist()
    assert all(reason is not None and "no weight" in reason for reason in reasons)


@pytest.mark.parametrize("question", ["weakest", "drivers", "interaction"])
def test_weights_count_where_they_differ(places: dict[str, Workspace], question: str):
    words: dict[str, Any] = {
        "weakest": {},
        "drivers": {"outcome": "recommend", "of": "rating", "by": "tier"},
        "interaction": {"metric": "csat", "of": ["channel", "tier"]},
    }[question]
    plain = ask(places["given"], question, words)
    weighted = ask(places["given"], question, {**words, "weighted": True})
    numbers = "mean" if question == "drivers" else "value"
    assert plain.table[numbers].to_pylist() != weighted.table[numbers].to_pylist()


def test_reach_is_the_weight_of_the_people_who_rated(tmp_path: Path):
    workspace = stik.create(tmp_path / "place", now=NOW)
    heavy = {"day": "2017-01-01", "touchpoint": "order", "weight": 3}
    light = {"day": "2017-01-01", "touchpoint": "help", "weight": 1}
    add(
        workspace,
        [{**heavy, "who": f"a{n}", "rating": 2 + n % 2} for n in range(40)]
        + [{**light, "who": f"b{n}", "rating": 4 + n % 2} for n in range(40)],
        now=NOW,
    )
    plain, weighted = (
        {row["touchpoint"]: row["reach"] for row in found.table.to_pylist()}
        for found in (workspace.weakest(), workspace.weakest(weighted=True))
    )
    assert plain == {"order": 0.5, "help": 0.5}
    assert weighted == {"order": 0.75, "help": 0.25}


def test_surveys_weigh_alike_on_whatever_scale_their_weights_are(tmp_path: Path):
    """200 answers of 10 that weigh 1, in another survey 200 of 0 that weigh 1,000."""
    workspace = stik.create(tmp_path / "place", now=NOW)
    for name, weight, value in (("first", 1, 10), ("second", 1_000, 0)):
        answers = [
            {
                "who": f"{name}{n}",
                "day": "2016-01-11",
                "weight": weight * (1 + n % 2),
                "recommend": value,
            }
            for n in range(200)
        ]
        add(workspace, answers, now=NOW, name=name)
        mapping = tmp_path / f"{name}.toml"
        text = mapping.read_text().replace('source = "visits"', f'source = "{name}"')
        if name == "second":
            workspace.take_back(tmp_path / "second.csv", now=NOW)
            mapping.write_text(text)
            workspace.load(tmp_path / "second.csv", mapping=mapping, now=NOW)
    [row] = workspace.ask("nps", weighted=True).table.to_pylist()
    assert row["value"] == pytest.approx(0)
    assert row["n_effective"] == pytest.approx(400 * 1.5**2 / 2.5)
    by_source = workspace.ask("nps", by="source", weighted=True).table.to_pylist()
    assert [row["value"] for row in by_source] == [-100, 100]

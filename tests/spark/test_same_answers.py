"""Every metric and insight gives the same answer on both engines."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.spark.same_cells import differing_cells
from tests.spark.sample_survey import (
    N_ABOUT_A_RIVAL,
    PROGRAMME,
    write_survey,
    write_survey_about_a_rival,
)

import stik
from stik.engine.distributed import Distributed
from stik.engine.embedded import Embedded
from stik.insights.result import Result
from stik.metrics.registry import METRICS
from stik.workspace import Workspace

pytestmark = pytest.mark.spark

LOADED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PROMISED_AT = datetime(2017, 12, 1, tzinfo=UTC)
BY_YEAR: dict[str, Any] = {"by": ["touchpoint", "year"]}
WORDS: dict[str, dict[str, Any]] = {
    "nps": {"by": ["channel", "month"], "compare": "last-year"},
    "csat": {"by": ["touchpoint", "channel", "unit"], "weighted": True},
    "ces": {"by": ["tier", "quarter"]},
    "mean": {"by": ["unit", "day"], "where": {"scale": ["number"]}},
    "emotion": {"by": ["week"], "from_date": "2017-03", "to_date": "2017-05"},
}
"""How a metric is asked, each another way; the others are asked as in `BY_YEAR`."""

INSIGHTS: dict[str, Callable[[Workspace], Result]] = {
    "comparison of two groups": lambda workspace: workspace.ask(
        "csat",
        by="touchpoint",
        where={"channel": "web"},
        compare="channel=kiosk",
        from_date="2017",
        to_date="2017",
    ),
    "comparison of weeks that the period cuts": lambda workspace: workspace.ask(
        "nps", by="week", compare="previous", from_date="2017-03-15", to_date="2017-05"
    ),
    "what was known at an earlier moment": lambda workspace: workspace.ask(
        "nps", by="unit", as_of=LOADED_AT + timedelta(seconds=1)
    ),
    "segments as they were": lambda workspace: workspace.ask(
        "nps", by=["standing", "quarter"]
    ),
    "segments as they are now": lambda workspace: workspace.ask(
        "nps", by=["standing", "tier"], as_they_are_now=True
    ),
    "consistency": lambda workspace: workspace.consistency(
        "csat", by=["touchpoint", "channel", "quarter"]
    ),
    "goals": lambda workspace: workspace.goals(today=date(2018, 11, 2)),
    "benchmarks": lambda workspace: workspace.benchmarks("nps"),
    "weakest": lambda workspace: workspace.weakest(),
    "drivers": lambda workspace: workspace.drivers(
        "overall", of=["speed", "cleanliness", "ease"]
    ),
    "drivers of a trait within groups, weighted": lambda workspace: workspace.drivers(
        "tier=gold",
        of=["speed", "cleanliness", "ease", "overall"],
        by="unit",
        weighted=True,
    ),
    "interaction": lambda workspace: workspace.interaction(
        "csat", of=("channel", "tier")
    ),
    "initiatives": lambda workspace: workspace.initiatives(today=LOADED_AT.date()),
    "beliefs": lambda workspace: workspace.beliefs(),
    "baggage after an answer": lambda workspace: workspace.baggage(
        "speed", bad=2, weighted=True
    ),
    "baggage after a call, of a channel": lambda workspace: workspace.baggage(
        "recommend", bad="hotline", where={"channel": "web"}
    ),
    "kano, raked": lambda workspace: workspace.kano(
        {"wifi": ("with_wifi", "without_wifi"), "none": ("without_wifi", "with_wifi")},
        weighted="margins",
    ),
    "coverage": lambda workspace: workspace.coverage("nps", by="channel"),
    "journeys of customers, scored": lambda workspace: (
        workspace.journeys()
        .made("customer", gap="60 days")
        .where({"tier": "gold"}, from_date="2017-03")
        .graph("csat")
    ),
    "journeys and what came of them": lambda workspace: (
        workspace.journeys(step="channel").made("customer").graph("left")
    ),
    "journeys by their ways": lambda workspace: (
        workspace.journeys().made("customer", gap="60 days").variants()
    ),
    "journeys with what is behind their steps": lambda workspace: (
        workspace.journeys().made("customer", gap="60 days").blueprint("csat")
    ),
    "leaving": lambda workspace: workspace.leaving(
        of=["tier", "speed"], from_date="2017"
    ),
    "retention from an answer on": lambda workspace: workspace.retention(
        by="overall", at=[3, 9], where={"tier": "gold"}
    ),
    "worth": lambda workspace: workspace.worth(
        "nps", months=6, ahead=6, from_date="2017-09"
    ),
    "same mix": lambda workspace: workspace.same_mix(
        "csat", by="unit", where={"question": "overall"}, compare="last-year"
    ),
    "weakest, weighted": lambda workspace: workspace.weakest(weighted=True),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("survey")
    file, mapping = write_survey(folder)
    workspace = stik.create(folder / "place", now=PROMISED_AT)
    workspace.place.programme_file.write_text(PROGRAMME)
    assert len(workspace.register_initiatives(now=PROMISED_AT)) == 3
    for month in ("2018-01", "2018-02"):
        workspace.believe("nps", by="Ana", value=20, period=month, now=PROMISED_AT)
    summary = workspace.load(file, mapping=mapping, now=LOADED_AT)
    assert summary.n_stored == 20_000
    file, mapping = write_survey_about_a_rival(folder)
    summary = workspace.load(file, mapping=mapping, now=LOADED_AT)
    assert summary.n_stored == N_ABOUT_A_RIVAL
    return folder / "place"


@pytest.mark.parametrize("metric", [metric.name for metric in METRICS])
def test_a_metric_is_the_same(
    metric: str, place: Path, embedded: Embedded, distributed: Distributed
) -> None:
    words = WORDS.get(metric, BY_YEAR)
    one, other = (
        stik.open(place, engine=engine).ask(metric, **words)
        for engine in (embedded, distributed)
    )
    assert one.table.num_rows > 1
    assert one.table["value"].null_count < one.table.num_rows
    assert differing_cells(one.table, other.table) == []


def test_the_history_of_segments_is_the_same(
    place: Path, embedded: Embedded, distributed: Distributed
) -> None:
    one, other = (
        stik.open(place, engine=engine).memberships("standing")
        for engine in (embedded, distributed)
    )
    assert len(set(one["segment"].to_pylist())) == 5
    assert differing_cells(one, other) == []


@pytest.mark.parametrize("insight", INSIGHTS)
def test_an_insight_is_the_same(
    insight: str, place: Path, embedded: Embedded, distributed: Distributed
) -> None:
    one, other = (
        INSIGHTS[insight](stik.open(place, engine=engine))
        for engine in (embedded, distributed)
    )
    assert one.table.num_rows > 1
    assert differing_cells(one.table, other.table) == []

"""A hospital beside the national figures of the US patient survey, HCAHPS.

The published results are percentages without respondents, so they are benchmarks. The
hospital is made up: it has 300 completed surveys a release, answered as its state did.
"""

import csv
import gzip
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.insights.benchmarks.test_leads import a_figure

import stik
from stik.insights.benchmarks.lead import lead_over
from stik.intake.mapping_file import parse_mapping
from stik.programme.file import write_programme
from stik.terms.benchmark import Benchmark
from stik.terms.counts import Counts
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.terms.scale import Scale
from stik.workspace import Workspace

NOW = datetime(2026, 3, 2, tzinfo=UTC)
RELEASES = ("07_2021", "07_2022")
COMPLETED = 300
MEASURES = ("H_HSP_RATING", "H_RECMND")
TOP_BOX = Scale.parse("yes_no")
MAPPING = """
source = "hospital"
row = { occurred = "day", unit = "state" }
[answers.H_HSP_RATING]
column = "H_HSP_RATING"
scale = "yes_no"
[answers.H_RECMND]
column = "H_RECMND"
scale = "yes_no"
"""


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="session")
def hcahps(real_data: Path) -> Path:
    return real_data / "hcahps"


@pytest.fixture(scope="session")
def days_of(hcahps: Path) -> dict[str, Period]:
    """Return the year of discharges that each release is of."""
    return {
        row["Release Period"]: Period(
            date.fromisoformat(row["Start Date"]),
            date.fromisoformat(row["End Date"]) + timedelta(days=1),
        )
        for row in read(hcahps, "reports")
    }


def benchmark(row: dict[str, str], days: Period) -> Benchmark:
    """Return a row of the results as a benchmark: the share of top-box answers."""
    of, release, measure = (
        row.get("State", "the nation"),
        row["Release Period"],
        row["Measure ID"],
    )
    return Benchmark(
        f"{of} {measure} {release}",
        of=of,
        kind="competitor" if "State" in row else "industry",
        metric="csat",
        scale=TOP_BOX,
        question=measure,
        value=int(row["Top-box Percentage"]) / 100,
        period=days,
        source=f"HCAHPS, release {release}",
        method="published",
    )


@pytest.fixture(scope="session")
def boxes(hcahps: Path) -> dict[tuple[str, str, str], int]:
    """Return the top-box percentage of each state, release and measure."""
    return {
        (row["State"], row["Release Period"], row["Measure ID"]): int(
            row["Top-box Percentage"]
        )
        for row in read(hcahps, "state_results")
    }


@pytest.fixture(scope="session")
def hospital(
    hcahps: Path,
    days_of: dict[str, Period],
    boxes: dict[tuple[str, str, str], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Workspace:
    """Return hospitals of two states, with the national and state figures beside."""
    folder = tmp_path_factory.mktemp("hcahps")
    file = folder / "hospital.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["state", "day", *MEASURES])
        for state in ("NE", "DC"):
            for release in RELEASES:
                shares = [boxes[state, release, each] for each in MEASURES]
                day = days_of[release].first_date
                for i in range(COMPLETED):
                    top = [int(100 * i < share * COMPLETED) for share in shares]
                    writer.writerow([state, day, *top])
    workspace = stik.create(folder / "place", now=NOW)
    mapping = parse_mapping(MAPPING, path="hospital.toml")
    assert workspace.load(file, mapping=mapping, now=NOW).n_stored == 4 * COMPLETED
    results = [*read(hcahps, "national_results"), *read(hcahps, "state_results")]
    figures = tuple(
        benchmark(row, days_of[row["Release Period"]])
        for row in results
        if row["Release Period"] in RELEASES and row["Measure ID"] in MEASURES
    )
    write_programme(Programme(benchmarks=figures), workspace.place.programme_file)
    return workspace


def found(workspace: Workspace, **words: Any) -> dict[str, dict[str, Any]]:
    table = workspace.benchmarks("csat", **words).table
    return {row["benchmark"]: row for row in table.to_pylist()}


@pytest.fixture(scope="session")
def shown(hospital: Workspace) -> dict[str, dict[str, Any]]:
    """Return every figure beside that of both hospitals together."""
    return found(hospital)


def test_all_figures_of_two_releases_are_read(shown: dict[str, dict[str, Any]]) -> None:
    assert len(shown) == 2 * 2 * (1 + 51)
    assert {row["unknown"] for row in shown.values()} == {None}


def test_nation_and_most_states_fell_from_2021_to_2022(
    shown: dict[str, dict[str, Any]],
) -> None:
    for measure, before, after, n_fell, n_rose in (
        ("H_HSP_RATING", 0.73, 0.72, 36, 8),
        ("H_RECMND", 0.72, 0.71, 38, 4),
    ):
        then, now = (
            {
                row["of"]: row["value"]
                for name, row in shown.items()
                if name.endswith(f"{measure} {release}")
            }
            for release in RELEASES
        )
        assert (then["the nation"], now["the nation"]) == (before, after)
        states = then.keys() - {"the nation"}
        assert sum(now[each] < then[each] for each in states) == n_fell
        assert sum(now[each] > then[each] for each in states) == n_rose


def test_a_hospital_of_a_good_and_of_a_bad_state_beside_the_nation(
    hospital: Workspace,
) -> None:
    name = "the nation H_HSP_RATING 07_2022"
    for state, ours, is_higher in (("NE", 0.80, True), ("DC", 0.63, False)):
        row = found(hospital, where={"unit": state})[name]
        assert (row["value"], row["n"], row["n_ours"]) == (0.72, None, COMPLETED)
        assert row["ours"] == pytest.approx(ours)
        assert row["ours_days"] == "2020-10-01 to 2021-09-30"
        assert (row["difference"] > 0) is is_higher
        assert row["p"] < 0.05


def test_the_same_is_said_by_asking_by_state(hospital: Workspace) -> None:
    name = "the nation H_HSP_RATING 07_2022"
    result = hospital.ask("csat", by="unit", compare=f"benchmark={name}")
    verdicts = {
        row["unit"]: (round(row["difference"], 6), row["is_real"])
        for row in result.table.to_pylist()
    }
    assert verdicts == {"DC": (-0.09, True), "NE": (0.08, True)}
    assert any("taken as exact" in note for note in result.explain()["notes"])


def test_the_best_state_is_the_best_of_the_latest_release(
    shown: dict[str, dict[str, Any]],
) -> None:
    best = {row["benchmark"] for row in shown.values() if row["is_best"]}
    assert best == {
        "NE H_HSP_RATING 07_2022",
        "SD H_HSP_RATING 07_2022",
        "SD H_RECMND 07_2022",
    }


def test_a_fall_of_a_point_is_chance_in_300_surveys_and_told_in_a_million() -> None:
    after = Counts.of([1, 0], n=[216, 84])
    before = a_figure("csat", "yes_no", value=0.73, question="H_HSP_RATING")
    in_300 = lead_over(before, ours=after)
    in_a_million = lead_over(before, ours=Counts.of([1, 0], n=[720_000, 280_000]))
    assert in_300.p > 0.05
    assert in_a_million.p < 0.05
    assert in_300.value == pytest.approx(in_a_million.value)

"""Real subscribers: why they leave, who stays, and what is only another word for it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import stik
from stik.workspace import Workspace

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "telco"
LIFETIME = {"left": "status=left", "months": "months", "reasons": "reason"}


@pytest.fixture(scope="module")
def telco(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the subscribers of both files, joined by their number."""
    workspace = stik.create(tmp_path_factory.mktemp("telco") / "place", now=NOW)
    for name in ("telco_services", "telco_status"):
        file = real_data / "telco_churn" / f"{name}.csv.gz"
        summary = workspace.load(file, mapping=EXAMPLES / f"{name}.toml", now=NOW)
        assert (summary.n_stored, summary.n_held) == (5_626, 0)
    return workspace


def by_name(workspace: Workspace, **words: Any) -> dict[tuple[str, str | None], Any]:
    rows = workspace.leaving(lifetime=LIFETIME, **words).table.to_pylist()
    return {(row["name"], row["of"]): row for row in rows}


def test_competitors_lead_the_stated_reasons(telco: Workspace):
    found = by_name(telco, of="contract")
    competitor = found["Competitor", None]
    assert (competitor["first_rank"], competitor["last_rank"]) == (1, 1)
    assert competitor["n_left"] > 600
    others = [row for row in found.values() if row["what"] == "reason"]
    assert competitor["low"] > max(row["high"] for row in others[1:])


def test_who_can_leave_any_month_leaves_far_sooner(telco: Workspace):
    found = by_name(telco, of=["contract", "monthly_charge"])
    two_years = found["contract", "two years"]
    assert two_years["against"] == "month to month"
    assert two_years["high"] < 0.03, "a thirtieth as fast"
    assert found["contract", "one year"]["high"] < 0.13
    assert two_years["is_real"]


def test_satisfaction_is_flagged_as_another_word_for_leaving(telco: Workspace):
    found = by_name(telco, of=["contract", "satisfaction"])
    satisfaction = found["satisfaction", None]
    assert satisfaction["leak"] == "all 1,160 customers with 1 to 2 have left"
    assert found["contract", "two years"]["leak"] is None
    alone = by_name(telco, of="contract")["contract", "two years"]
    assert found["contract", "two years"]["value"] == pytest.approx(alone["value"])


def test_month_to_month_customers_leave_far_more_than_two_year_ones(telco: Workspace):
    lifetime = {"left": "status=left", "months": "months"}
    result = telco.retention(by="contract", lifetime=lifetime, at=[24])
    found = {row["group"]: row for row in result.table.to_pylist()}
    assert found["month to month"]["high"] < 0.62
    assert found["two years"]["low"] > 0.99
    assert result.explain()["is_real"]


def test_retention_by_answers_without_a_day_is_unknown_with_the_reason(
    telco: Workspace,
):
    lifetime = {"left": "status=left", "months": "months"}
    rows = telco.retention(by="satisfaction", lifetime=lifetime).table.to_pylist()
    assert all("days customers left are not known" in row["unknown"] for row in rows)


def test_without_names_every_trait_is_told_by_itself(telco: Workspace):
    result = telco.leaving(lifetime=LIFETIME)
    found = [row for row in result.table.to_pylist() if row["what"] == "trait"]
    names = {row["name"] for row in found}
    assert {"contract", "internet", "payment", "satisfaction"} < names
    assert found[0]["leak"] == "all 1,160 customers with 1 to 2 have left"
    assert found[0]["p"] <= found[-1]["p"]
    notes = result.explain()["notes"]
    assert any(note.startswith("total_charges: it grows with") for note in notes)
    assert any("reason_in_words" in note for note in notes)

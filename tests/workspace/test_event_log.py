"""Event logs in and out of a workspace: the same visits, whichever way they came."""

import gzip
from pathlib import Path

import pytest
from tests.facts.reading import NOW, load_text, rows_of

import stik
from stik.errors import QuestionError
from stik.workspace import Workspace

_LOG = """<log><trace><string key="concept:name" value="order 7"/>
<string key="customer" value="ana@example.com"/>
<event><string key="concept:name" value="order"/><string key="org:group" value="web"/>
<string key="lifecycle:transition" value="start"/>
<date key="time:timestamp" value="2026-05-30T23:30:00.250-05:00"/></event>
<event><string key="concept:name" value="order"/><string key="org:group" value="web"/>
<string key="lifecycle:transition" value="complete"/>
<date key="time:timestamp" value="2026-05-30T23:40:00.250-05:00"/></event></trace>
<trace><string key="concept:name" value="order 8"/>
<string key="customer" value="bojan@example.com"/>
<event><string key="concept:name" value="call &amp; &quot;ask&quot; č"/>
<string key="org:group" value="shop"/>
<date key="time:timestamp" value="2026-05-31T18:20:00+02:00"/></event>
<event><string key="concept:name" value="order"/><string key="org:group" value="web"/>
<date key="time:timestamp" value="2026-05-31T18:20:00+02:00"/></event></trace></log>"""

_SAME = [
    ("occurred_at", "occurred_date", "precision", "touchpoint"),
    ("channel", "unit", "journey", "journey_instance"),
]


def _loaded(place: Path, log: Path) -> Workspace:
    """Return a place with what a log holds, as its own draft says."""
    made = stik.create(place, now=NOW, time_zone="Europe/Ljubljana")
    mapping = place.parent / f"{place.name}.toml"
    mapping.write_text(made.suggest(log).to_toml())
    made.load(log, mapping=mapping, now=NOW)
    return made


def _visits(place: Workspace) -> list[dict[str, object]]:
    columns = [name for names in _SAME for name in names]
    rows = rows_of(place, "interactions")
    return sorted(rows.select(columns).to_pylist(), key=str)


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_a_log_comes_out_as_it_went_in(tmp_path: Path, form: str) -> None:
    log = tmp_path / "orders.xes"
    log.write_text(_LOG)
    place = _loaded(tmp_path / "first", log)
    visits = _visits(place)
    assert [visit["touchpoint"] for visit in visits].count("order") == 2
    assert len(visits) == 3
    out = tmp_path / f"orders.{form}.gz"
    exported = b"".join(place.export("interactions", form, names=True))
    assert b"2026-05-31T06:40:00.250000+02:00" in exported
    out.write_bytes(gzip.compress(exported))
    again = _loaded(tmp_path / "again", out)
    assert _visits(again) == visits
    assert len(set(rows_of(again, "interactions")["customer"].to_pylist())) == 2
    assert b"".join(again.export("interactions", form, names=True)) == exported


def test_only_events_come_out_as_a_log(tmp_path: Path) -> None:
    place = stik.create(tmp_path / "place", now=NOW)
    load_text(place, "who,when\nana,2026-05-01\n", _NO_CASE)
    with pytest.raises(QuestionError, match="answers are no events; export interact"):
        place.export("answers", "xes")
    written = b"".join(place.export("interactions", "xes")).decode()
    assert "</trace>" not in written
    assert '<string key="precision" value="day"/>' in written


_NO_CASE = """
[row]
customer = "who"
occurred = "when"
touchpoint = { constant = "visit" }
"""

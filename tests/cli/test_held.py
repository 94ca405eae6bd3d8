"""`stik held`: what waits, and its repair by hand or by a corrected mapping."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import MAPPING, Stik

Survey = Callable[..., Path]


def test_what_waits_is_told_corrected_and_then_waits_no_more(
    stik: Stik, place: Path, mapping: Path, survey: Survey
) -> None:
    assert "Nothing waits" in stik("held", place).out
    file = survey("1,ana,2026-03-01,web,12,5,x", "2,bo,2026-03-01,web,13,5,y")
    stik("load", place, file, "--map", mapping)
    assert "12 is not on nps_0_10" in " ".join(stik("held", place).out.split())
    first, second = stik("held", place, "rows", "--json").json()
    assert first["id"] in stik("held", place, "rows").out
    wrong = stik("held", place, "edit", "--row", first["id"], "--set", "recommend=x")
    assert wrong.code == 1
    assert "stik held" in wrong.out
    right = ("held", place, "edit", "--row", first["id"], "--set", "recommend=2")
    assert stik(*right, "--json").json()["stored"] == 1
    mapping.write_text(MAPPING.replace('"99"', '"99", "13"'))
    again = stik("held", place, "again", "--map", mapping)
    assert (again.code, "1 stored" in again.out) == (0, True)
    assert stik("held", place, "--json").json() == []
    assert stik(*right).err.startswith(f"stik: no row '{first['id']}' waits")
    assert second["row"]["recommend"] == "13"


def test_what_is_missing_from_the_command_is_named(stik: Stik, place: Path) -> None:
    assert "--set name=text" in stik("held", place, "edit").err
    changes = ("held", place, "edit", "--row", "a:1", "--set", "text")
    assert "write column=text" in stik(*changes).err

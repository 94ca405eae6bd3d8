"""`stik load` over and over: mended lists, mended mappings, newer exports."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import MAPPING, Stik

Survey = Callable[..., Path]


def test_what_is_still_wrong_after_a_repair_is_told_with_its_list(
    stik: Stik, place: Path, mapping: Path, survey: Survey
) -> None:
    file = survey("1,ana,2026-03-01,web,12,5,x", "2,bo,2026-03-01,web,13,5,y")
    first = stik("load", place, file, "--map", mapping, "--json").json()[0]
    mended = Path(first["held_back_list"])
    mended.write_text(mended.read_text("utf-8").replace(",12,", ",2,"), "utf-8")
    answer = stik("load", place, "--repaired", mended)
    assert answer.code == 1
    assert "1 rows held back" in answer.out
    assert "None" not in answer.out
    assert mended.name in answer.out.replace("\n", "")


def test_a_code_that_was_forgotten_is_added_to_the_mapping_and_loaded_again(
    stik: Stik, place: Path, tmp_path: Path, survey: Survey
) -> None:
    forgotten = tmp_path / "m.toml"
    forgotten.write_text(MAPPING.replace('missing = ["99"]', ""))
    file = survey("1,ana,2026-03-01,web,99,5,x", "2,bo,2026-03-01,web,9,5,y")
    assert stik("load", place, file, "--map", forgotten).code == 1
    forgotten.write_text(MAPPING)
    again = stik("load", place, file, "--map", forgotten, "--json")
    assert again.code == 0
    summary = again.json()[0]
    assert (summary["rows"], summary["stored"], summary["known"]) == (2, 1, 1)


def test_a_newer_export_with_the_same_bad_row_ends_well(
    stik: Stik, place: Path, mapping: Path, survey: Survey
) -> None:
    bad = "1,ana,2026-03-01,web,12,5,x"
    assert stik("load", place, survey(bad), "--map", mapping).code == 1
    newer = survey(bad, "2,bo,2026-03-01,web,9,5,y")
    answer = stik("load", place, newer, "--map", mapping, "--json")
    assert answer.code == 0
    assert answer.json()[0]["known"] == 1

"""A place works in whatever folder it lies, or says at once that it cannot."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import stik
from stik.errors import PlaceError

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "name", ["with space", "kraj č", "мјесто", "a#b", "a?b", "100%"]
)
def test_a_place_may_have_any_name(tmp_path: Path, name: str) -> None:
    file, mapping = tmp_path / "v.csv", tmp_path / "v.toml"
    file.write_text("score\n" + "9\n" * 7)
    mapping.write_text('[answers.nps]\ncolumn = "score"\nscale = "nps_0_10"\n')
    stik.create(tmp_path / name, now=NOW).load(file, mapping=mapping, now=NOW)
    moved = (tmp_path / name).rename(tmp_path / f"{name} moved")
    assert stik.open(moved).ask("nps").table["n"].to_pylist() == [7]


@pytest.mark.parametrize("name", ["b[1]", "b%20b"])
def test_a_name_the_tables_cannot_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlaceError, match="choose a folder without them"):
        stik.create(tmp_path / name, now=NOW)
    assert not (tmp_path / name).exists()

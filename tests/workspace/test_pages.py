"""What the reference shows is what comes out."""

import doctest
from datetime import datetime
from pathlib import Path

import pytest

import stik

PAGES = Path(__file__).parent.parent.parent / "docs" / "reference"
MAPPING = """
source = "visits"
[row]
channel = "channel"
[answers.recommend]
column = "recommend"
touchpoint = "overall"
scale = "nps_0_10"
"""
SCORES = {"web": [10, 10, 10, 0], "shop": [10, 0, 7, 8]}


@pytest.mark.parametrize("page", ["python.md", "insights.md"])
def test_the_examples_of_a_page_come_out(page: str, tmp_path: Path, now: datetime):
    rows = [f"{c},{s}" for c, scores in SCORES.items() for s in scores * 10]
    file, mapping = tmp_path / "visits.csv", tmp_path / "visits.toml"
    file.write_text("\n".join(["channel,recommend", *rows]))
    mapping.write_text(MAPPING)
    known: dict[str, object] = {"folder": tmp_path}
    if page == "insights.md":
        workspace = stik.create(tmp_path / "place", now=now)
        workspace.load(file, mapping=mapping, now=now)
        known["workspace"] = workspace
    result = doctest.testfile(
        str(PAGES / page),
        module_relative=False,
        globs=known,
        optionflags=doctest.IGNORE_EXCEPTION_DETAIL,
        encoding="utf-8",
    )
    assert (result.failed, result.attempted > 1) == (0, True)

"""Exporting on the command line: a file that is whole, and the cursor to go on from."""

import json
import re
import subprocess

from tests.facts.reading import NOW, load_text
from tests.web.sources.serving import STIK, stik

import stik as library

MAPPING = """
source = "visits"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
"""


def test_a_file_holds_all_and_the_output_what_came_after_its_cursor(tmp_path):
    place = library.create(tmp_path / "place", now=NOW)
    load_text(place, "recommend\n9\n3\n", MAPPING)
    out = tmp_path / "answers.csv"
    told = json.loads(
        stik("export", place.place.folder, "answers", "--out", out, "--json")
    )
    assert (told["rows"], told["file"]) == (2, str(out))
    assert len(out.read_bytes().splitlines()) == 1 + 2
    load_text(place, "recommend\n7\n", MAPPING, name="newer.csv")
    words = ["--format", "jsonl", "--since", told["cursor"]]
    newer = subprocess.run(
        [*STIK, "export", place.place.folder, "answers", *words],
        check=True,
        capture_output=True,
    )
    assert [json.loads(line)["value"] for line in newer.stdout.splitlines()] == [7]
    assert re.match(rb"1 rows; what comes after: --since \d+-\d+\n", newer.stderr)

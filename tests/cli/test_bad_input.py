"""What bad input gets: one sentence that names the place and the mend, nothing half."""

import gzip
import subprocess
import sys
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir
from threading import Timer

import pytest
from tests.cli.conftest import HEADER, MAPPING, Stik

from stik.facts.place import FORMAT

LOAD_AS_NOBODY = """
import os, sys
from datetime import UTC, datetime
import stik.workspace.files
from stik.errors import PlaceError
from stik.intake.mapping_file import read_mapping, Path
place, file, mapping = sys.argv[1:]
mapping = read_mapping(Path(mapping))
if os.geteuid() == 0:  # root may write whatever the folder says
    os.setgid(65534)
    os.setuid(65534)
try:
    stik.open(place).load(file, mapping=mapping, now=datetime(2026, 6, 1, tzinfo=UTC))
except PlaceError as error:
    print(error)
    sys.exit(2)
"""
GOOD = "1,ana,2026-03-01,web,9,5,quick"
Survey = Callable[..., Path]


def stored(stik: Stik, place: Path) -> int:
    found = stik("ask", place, "mean", "--where", "touchpoint=overall", "--json")
    return 0 if found.code == 2 else int(found.json()["explain"]["n"])


def check_refused(stik: Stik, place: Path, words: list[object], *told: str) -> None:
    answer = stik("load", place, *words)
    assert answer.code == 2
    assert answer.err.startswith("stik: ")
    assert answer.err.count("\n") == 1, answer.err
    for part in told:
        assert part in answer.err
    assert stik("doctor", place, "--json").json()[1]["found"].startswith("0,")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ("visits.csv", "empty")),
        (HEADER.encode() + b"\n", ("visits.csv", "no rows")),
        (gzip.compress(HEADER.encode() + b"\n" + b"1,2\n" * 9999)[:-20], ("cut",)),
    ],
    ids=["empty", "header only", "truncated gz"],
)
def test_a_file_without_whole_rows_is_refused(
    stik: Stik,
    place: Path,
    mapping: Path,
    tmp_path: Path,
    content: bytes,
    told: tuple[str, ...],
) -> None:
    file = tmp_path / "visits.csv"
    file.write_bytes(content)
    check_refused(stik, place, [file, "--map", mapping], *told)


def test_a_wrong_delimiter_is_named(
    stik: Stik, place: Path, tmp_path: Path, survey: Survey
) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING + '[file]\ndelimiter = ";"\n')
    check_refused(stik, place, [survey(GOOD), "--map", mapping], "visits.csv", "','")


def test_a_mapping_that_names_a_missing_column_is_refused(
    stik: Stik, place: Path, tmp_path: Path, survey: Survey
) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING.replace('column = "recommend"', 'column = "recomend"'))
    check_refused(
        stik,
        place,
        [survey(GOOD), "--map", mapping],
        "m.toml, answers.recommend",
        "'recomend'",
        "did you mean 'recommend'?",
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('scale = "nps_0_10"', 'scale = "nps_1_5"', "0 to 10"),
        ('scale = "nps_0_10"', 'scael = "nps_0_10"', "did you mean 'scale'?"),
        ("[verbatims.why]", "[verbatim.why]", "did you mean 'verbatims'?"),
        ('source = "visits"', 'source = "visits', "no valid TOML"),
        ('occurred = "day"', 'occurred = { format = "%Y" }', "row.occurred"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_place_in_it(
    stik: Stik,
    place: Path,
    tmp_path: Path,
    survey: Survey,
    before: str,
    after: str,
    told: str,
) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING.replace(before, after))
    check_refused(stik, place, [survey(GOOD), "--map", mapping], "m.toml", told)


def test_a_missing_file_and_a_missing_mapping_are_named(
    stik: Stik, place: Path, tmp_path: Path, survey: Survey, mapping: Path
) -> None:
    check_refused(stik, place, [tmp_path / "no.csv", "--map", mapping], "no.csv")
    check_refused(stik, place, [survey(GOOD)], "--suggest", "--map")
    check_refused(stik, place, [survey(GOOD), "--map", tmp_path / "no.toml"], "no.toml")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2,bo,2026-02-30,web,9,5,x", "'2026-02-30' is no date"),
        ("2,bo,2026-03-01,web,12,5,x", "12 is not on nps_0_10"),
        ("2,bo,2026-03-01,web,nine,5,x", "'nine' is no number on nps_0_10"),
        ("2,bo,2026-03-01,web,9,4.5,x", "4.5 is not on csat_1_5"),
        (",bo,2026-03-01,web,9,5,x", "has no id"),
        ("2,bo,2026-03-01,web,9", "has 5 cells, the header has 7"),
        (f"2,bo,2026-03-01,web,9,5,{'x' * 1_000_000}", "characters"),
        ("1,bo,2026-03-01,web,3,5,other words", "was taken in before"),
    ],
)
def test_a_bad_row_waits_and_the_good_ones_go_in(
    stik: Stik, place: Path, mapping: Path, survey: Survey, row: str, told: str
) -> None:
    file = survey(GOOD, row, "3,cy,2026-03-02,shop,7,4,fine")
    answer = stik("load", place, file, "--map", mapping, "--json")
    assert answer.code == 1
    summary = answer.json()[0]
    assert (summary["rows"], summary["stored"], summary["held_back"]) == (3, 2, 1)
    held = summary["first_held_back"][0]
    assert held["row"] == 2
    assert told in held["sentence"]
    assert stored(stik, place) == 2


def test_a_row_that_is_no_utf8_waits(
    stik: Stik, place: Path, mapping: Path, survey: Survey
) -> None:
    rows = [f"{n},ž{n},2026-03-01,web,9,5,čudovito" for n in range(1, 30)]
    file = survey(*rows)
    file.write_bytes(file.read_bytes() + b"99,bo,2026-03-01,web,9,5,caf\xe9\n")
    summary = stik("load", place, file, "--map", mapping, "--json").json()[0]
    assert (summary["stored"], summary["held_back"]) == (29, 1)
    assert "not valid utf-8" in summary["first_held_back"][0]["sentence"]


def test_a_place_that_is_no_workspace_is_named(
    stik: Stik, tmp_path: Path, mapping: Path, survey: Survey
) -> None:
    answer = stik("load", tmp_path, survey(GOOD), "--map", mapping)
    assert answer.code == 2
    assert f"make one with 'stik new {tmp_path}'" in answer.err


def test_a_workspace_of_another_format_is_left_alone(stik: Stik, place: Path) -> None:
    settings = place / "stik.toml"
    written = f"format = {FORMAT}"
    settings.write_text(settings.read_text().replace(written, "format = 99"))
    answer = stik("ask", place, "nps")
    assert answer.code == 2
    assert f"is of format 99, this stik reads up to {FORMAT}" in answer.err
    settings.write_text(settings.read_text().replace("format = 99", "format = 1"))
    answer = stik("ask", place, "nps")
    assert answer.code == 2
    assert "is of format 1" in answer.err
    assert "load its files again" in answer.err


def test_a_new_workspace_needs_an_empty_folder(stik: Stik, place: Path) -> None:
    answer = stik("new", place)
    assert answer.code == 2
    assert "choose an empty or new folder" in answer.err


def test_a_second_writer_waits_for_the_first_then_is_told_who_writes(
    stik: Stik,
    place: Path,
    mapping: Path,
    survey: Survey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hold = (
        "import sys, pathlib, stik; from stik.facts.place import writer_lock;"
        "w = stik.open(sys.argv[1]); lock = writer_lock(w.place); lock.__enter__();"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        with monkeypatch.context() as impatient:
            impatient.setattr("stik.facts.place.WAIT_SECONDS", 0.1)
            check = stik("load", place, survey(GOOD), "--map", mapping)
        assert check.code == 2
        assert f"process {other.pid}" in check.err
        ends = Timer(0.3, other.stdin.close)
        ends.start()
        assert stik("load", place, survey(GOOD), "--map", mapping).code == 0
        ends.join()


def test_a_place_that_may_not_be_written_to_is_named(
    place: Path, mapping: Path, survey: Survey
) -> None:
    file = survey(GOOD)
    ours = takewhile(lambda each: each != Path(gettempdir()), place.parents)
    for folder in ours:
        folder.chmod(0o755)
    for path in (place, *place.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    answer = subprocess.run(
        [sys.executable, "-c", LOAD_AS_NOBODY, place, file, mapping],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2, answer.stderr
    assert answer.stdout.startswith(f"{place}: cannot be written to")


def test_a_date_format_without_year_is_refused(
    stik: Stik, place: Path, tmp_path: Path, survey: Survey
) -> None:
    mapping = tmp_path / "m.toml"
    occurred = 'occurred = { column = "day", format = "%d" }'
    mapping.write_text(MAPPING.replace('occurred = "day"', occurred))
    check_refused(
        stik,
        place,
        [survey(GOOD), "--map", mapping],
        "m.toml, row.occurred.format",
        "says no year",
    )


def test_a_missing_column_of_a_date_is_named(
    stik: Stik, place: Path, tmp_path: Path, survey: Survey
) -> None:
    mapping = tmp_path / "m.toml"
    occurred = 'occurred = { columns = ["day", "tiem"] }'
    mapping.write_text(MAPPING.replace('occurred = "day"', occurred))
    check_refused(
        stik,
        place,
        [survey(GOOD), "--map", mapping],
        "m.toml, row.occurred.columns[1]",
        "no column 'tiem'",
    )

"""The command line, run inside the test as a user would type it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stik_cli import main

MAPPING = """
source = "visits"
key = ["id"]
[row]
customer = "who"
occurred = "day"
channel = "channel"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
touchpoint = "overall"
missing = ["99"]
[answers.checkout]
column = "checkout"
scale = "csat_1_5"
[verbatims.why]
column = "why"
"""
HEADER = "id,who,day,channel,recommend,checkout,why"


class Told(NamedTuple):
    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Stik = Callable[..., Told]


@pytest.fixture
def stik(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Stik:
    def run(*words: object) -> Told:
        monkeypatch.setattr("sys.argv", ["stik", *map(str, words)])
        code = 0
        capsys.readouterr()
        try:
            main.app()
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return Told(code, told.out, told.err)

    return run


@pytest.fixture
def place(tmp_path: Path, stik: Stik) -> Path:
    place = tmp_path / "place"
    assert stik("new", place).code == 0
    return place


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "visits.toml"
    path.write_text(MAPPING)
    return path


@pytest.fixture
def survey(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, name: str = "visits.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return path

    return write

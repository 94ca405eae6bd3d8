"""`stik benchmarks` as a user sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Stik

FIGURES = """
benchmarks:
  rival: {of: Rival, kind: competitor, metric: nps, value: -40, n: 900, period: 2017,
    source: a yearbook, method: published}
  bank: {of: '[Bank]', kind: company, industry: banking, metric: nps, value: 20,
    period: 2017, source: a journal, method: published}
  old: {of: Old, kind: competitor, metric: nps, value: 20, period: 2011,
    source: a journal, method: entered}
"""


@pytest.fixture
def compared(
    place: Path, mapping: Path, survey: Callable[..., Path], stik: Stik
) -> Path:
    rows = [f"{i},,2017-03-02,web,{9 if i < 60 else 3},," for i in range(100)]
    assert stik("load", place, survey(*rows), "--map", mapping).code == 0
    (place / "programme.yaml").write_text(FIGURES, encoding="utf-8")
    return place


@pytest.mark.parametrize("width", [80, 120])
def test_theirs_and_ours_stand_side_by_side(
    compared: Path, stik: Stik, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = stik("benchmarks", compared, "nps")
    assert told.code == 0
    (line,) = [row for row in told.out.splitlines() if row.startswith("rival  ")]
    assert line.split()[:3] == ["rival", "-40.0", "900"]
    assert "+20.0" in line
    assert "+60.0" in line
    assert "▲ higher" in line
    assert "Best of any industry, nps on nps_0_10: [Bank] (banking), +20.0." in told.out
    assert "old is not compared: no answers of ours are of 2011-01-01" in told.out
    assert max(map(len, told.out.splitlines())) <= width


def test_a_saved_answer_is_explained(
    compared: Path, stik: Stik, tmp_path: Path
) -> None:
    for words in (("benchmarks", compared), ("ask", compared, "nps")):
        more = ("--compare", "benchmark=rival") if words[0] == "ask" else ()
        saved = tmp_path / "answer.json"
        saved.write_text(stik(*words, *more, "--json").out, encoding="utf-8")
        told = stik("explain", saved)
        assert (told.code, "the same numbers" in told.out) == (0, True)


def test_without_benchmarks_it_is_said_where_they_go(place: Path, stik: Stik) -> None:
    told = stik("benchmarks", place)
    assert (told.code, "under 'benchmarks:'" in told.out) == (1, True)


def test_an_unknown_metric_is_wrong_usage(compared: Path, stik: Stik) -> None:
    told = stik("benchmarks", compared, "npss")
    assert (told.code, "did you mean 'nps'?" in told.err) == (2, True)

"""`stik explain` of answers whose programme said something else then."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Stik

PROGRAMME = """
segmentations:
  standing:
    kind: stage
    segments:
      known: {when: [{trait: who, is_any: [a]}]}
      new: {}
margins:
  tier: {shares: {gold: GOLD, silver: SILVER}}
"""
BEFORE = PROGRAMME.replace("GOLD", "0.5").replace("SILVER", "0.5")
AFTER = PROGRAMME.replace("GOLD", "0.9").replace("SILVER", "0.1")


@pytest.fixture
def loaded(place: Path, mapping: Path, survey: Callable[..., Path], stik: Stik) -> Path:
    mapping.write_text(
        mapping.read_text() + '[traits]\ntier = "checkout"\nwho = "why"\n'
    )
    text = mapping.read_text().replace(
        'column = "checkout"\n', 'column = "recommend"\n'
    )
    mapping.write_text(text.replace("csat_1_5", "rating_0_10"))
    rows = [
        f"{n},c{n},2016-05-11,web,{9 if n % 4 else 2},"
        f"{'gold' if n % 4 else 'silver'},{'ab'[n % 2]}"
        for n in range(80)
    ]
    assert stik("load", place, survey(*rows), "--map", mapping).code == 0
    (place / "programme.yaml").write_text(BEFORE, encoding="utf-8")
    return place


def saved(stik: Stik, path: Path, *words: object) -> Path:
    told = stik(*words, "--json")
    assert told.code == 0
    path.write_text(told.out, encoding="utf-8")
    return path


def said(text: str) -> str:
    return " ".join(text.split())


def test_margins_that_changed_are_named_as_the_reason(
    loaded: Path, stik: Stik, tmp_path: Path
) -> None:
    answer = saved(stik, tmp_path / "answer.json", "ask", loaded, "nps", "--raked")
    assert "the same numbers." in said(stik("explain", answer).out)
    (loaded / "programme.yaml").write_text(AFTER, encoding="utf-8")
    told = stik("explain", answer)
    assert told.code == 1
    assert (
        "the numbers differ; margins of tier changed in the programme since."
        in said(told.out)
    )
    assert stik("explain", answer, "--json").json()["changed_since"] == [
        "margins of tier changed in the programme since"
    ]


def test_segment_rules_that_changed_are_named_as_the_reason(
    loaded: Path, stik: Stik, tmp_path: Path
) -> None:
    words = ("ask", loaded, "nps", "--by", "standing")
    answer = saved(stik, tmp_path / "answer.json", *words)
    assert "the same numbers." in said(stik("explain", answer).out)
    other = BEFORE.replace("is_any: [a]", "is_any: [b]")
    (loaded / "programme.yaml").write_text(other, encoding="utf-8")
    told = said(stik("explain", answer).out)
    assert "segment rules of standing changed in the programme since." in told
    assert "margins" not in told.partition("Asked again")[2]

"""Like compared with like on the command line: sentences, widths, exit codes."""

import json

import pytest

KINDS = {
    2025: {"shop": (360, 400), "web": (100, 200)},
    2026: {"shop": (190, 200), "web": (240, 400)},
}


def visits(kinds=KINDS):
    """Return of each year and channel so many satisfied visits of so many."""
    said = [
        (year, channel, 5 if n < yes else 1)
        for year, channels in kinds.items()
        for channel, (yes, of) in channels.items()
        for n in range(of)
    ]
    return [
        f"{number},c{number},{year}-02-11,{channel},9,{rating},"
        for number, (year, channel, rating) in enumerate(said)
    ]


@pytest.fixture
def loaded(place, stik, survey, mapping):
    assert stik("load", place, survey(*visits()), "--map", mapping).code == 0
    return place


@pytest.mark.parametrize("width", ["80", "120"])
def test_simpsons_trap_is_said_and_every_line_fits(width, loaded, stik, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    told = stik("same-mix", loaded, "csat", "--by", "channel")
    lines = told.out.splitlines()
    assert told.code == 0
    assert max(map(len, lines)) <= int(width)
    assert "The mix alone makes -12.5 pp of the change." in lines
    assert any(line.startswith("Reversed (Simpson's paradox)") for line in lines)
    headline = next(line for line in lines if line.startswith("at the same mix"))
    assert "+7.5 pp" in headline
    assert headline.rstrip().endswith("▲ higher")


def test_a_comparison_points_to_the_question_that_answers_it(loaded, stik):
    told = stik("ask", loaded, "csat", "--compare", "last-year")
    said = " ".join(told.out.split())
    assert "the mix of channel moved: " in said
    assert "stik same-mix --by channel compares like with like" in said


def test_a_saved_answer_is_explained_and_still_the_same(loaded, stik, tmp_path):
    saved = tmp_path / "answer.json"
    saved.write_text(stik("same-mix", loaded, "csat", "--json").out)
    told = stik("explain", saved)
    assert (told.code, "the same numbers" in told.out) == (0, True)
    assert json.loads(saved.read_text())["explain"]["is_reversed"] is True


def test_what_cannot_be_held_alike_is_unknown_and_ends_with_one(
    place, stik, survey, mapping
):
    kinds = {2025: {"shop": (90, 100)}, 2026: {"app": (80, 100)}}
    stik("load", place, survey(*visits(kinds)), "--map", mapping)
    told = stik("same-mix", place, "csat")
    assert told.code == 1
    assert "100% of the mix cannot be compared with itself" in " ".join(
        told.out.split()
    )


def test_a_mix_of_time_is_wrong_usage(loaded, stik):
    told = stik("same-mix", loaded, "csat", "--by", "month")
    assert (told.code, told.out) == (2, "")
    assert "a mix is of one dimension or trait" in told.err

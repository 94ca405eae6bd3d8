"""`stik journeys blueprint`, as it is printed and as JSON."""

import pytest
from tests.cli.conftest import Stik
from tests.facts.reading import NOW, load_text
from tests.workspace.test_blueprint import HEAD, MAPPING, PROGRAMME, visits

import stik as library


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a place with orders and the processes behind them, only read."""
    folder = tmp_path_factory.mktemp("blueprint") / "place"
    made = library.create(folder, now=NOW)
    load_text(made, HEAD + "\n".join(visits()) + "\n", MAPPING)
    (folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    return folder


def test_steps_and_what_to_change_are_printed(stik: Stik, place):
    told = stik("journeys", place, "blueprint", "--score", "expectation_gap")
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert told.code == 0
    step = "delivery dispatch 30.8 6.0 h 6.0 min 0.0 % 100.0 % -1.5 -1.49"
    assert step in lines
    assert any(line.startswith("automate 'book': done") for line in lines)


def test_json_has_every_opportunity(stik: Stik, place):
    told = stik("journeys", place, "blueprint", "--json").json()["explain"]
    assert [each["rank"] for each in told["opportunities"]] == [1, 2]


def test_what_a_change_touches_is_printed(stik: Stik, place):
    told = stik("journeys", place, "blueprint", "--touches", "process=contract")
    assert "dispatch  contract  delivery  fibre" in told.out


def test_only_a_blueprint_tells_what_a_change_touches(stik: Stik, place):
    told = stik("journeys", place, "variants", "--touches", "system=calendar")
    assert "--touches is not for variants" in told.err


def test_the_table_goes_to_a_file(stik: Stik, place, tmp_path):
    stik("journeys", place, "blueprint", "--out", tmp_path / "steps.csv")
    assert "dispatch" in (tmp_path / "steps.csv").read_text(encoding="utf-8")

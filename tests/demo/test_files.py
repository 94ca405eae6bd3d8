"""The company's files: the same bytes from the same seed, spoiled rows held back."""

import csv
import hashlib
import tomllib

import pytest
from tests.demo.loading import loaded

from stik.demo.company import NAME, TOUCHPOINTS
from stik.demo.export import EXPORTS
from stik.demo.files import write_files
from stik.demo.programme import programme_text
from stik.demo.simulation import simulate
from stik.demo.spoiled import SPOILED
from stik.intake.mapping_file import read_mapping
from stik.programme.file import check_programme, read_programme

FEW = 300


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_files(
        simulate(seed=5, n_customers=FEW), folder=tmp_path_factory.mktemp("company")
    )


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory):
    return loaded(simulate(seed=5, n_customers=FEW), tmp_path_factory.mktemp("loaded"))


def hashes(seed, folder):
    write_files(simulate(seed=seed, n_customers=FEW), folder=folder)
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
    }


def header(file):
    with file.path.open(encoding="utf-8", newline="") as rows:
        delimiter = read_mapping(file.mapping).hints.delimiter or ","
        return next(csv.reader(rows, delimiter=delimiter))


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    assert hashes(5, tmp_path / "once") == hashes(5, tmp_path / "again")


def test_another_seed_writes_other_answers(tmp_path):
    once, other = hashes(5, tmp_path / "once"), hashes(6, tmp_path / "other")
    assert {name for name in once if once[name] == other[name]} == {
        name for name in once if not name.endswith(".csv")
    }


def test_every_column_of_a_mapping_stands_in_its_file(files):
    for file in files:
        wanted = {
            c for cell in read_mapping(file.mapping).cells() for c in cell.columns
        }
        assert wanted <= set(header(file)), file.path.name


def test_no_two_years_name_a_question_alike(files):
    columns = [
        set(header(file))
        for file in files
        if file.path.stem.startswith("after_contact")
    ]
    assert len(columns) == len(EXPORTS)
    assert not columns[0] & columns[1]
    assert not columns[1] & columns[2]


def test_a_question_keeps_its_name_through_the_years(files):
    asked = [
        set(tomllib.loads(file.mapping.read_text(encoding="utf-8"))["answers"])
        for file in files
        if file.path.stem.startswith("whole")
    ]
    assert asked[0] == asked[1] == asked[2]


def test_every_mapping_says_that_the_company_is_simulated(files):
    for file in files:
        assert "simulated" in file.mapping.read_text(encoding="utf-8").splitlines()[0]


def test_only_the_spoiled_rows_are_held_back(taken_in):
    _, summaries = taken_in
    held = {name: found.n_held for name, found in summaries.items() if found.n_held}
    spoiled = [each.file for each in SPOILED]
    assert held == {name: spoiled.count(name) for name in set(spoiled)}


def test_each_spoiled_row_is_held_back_for_its_cell(taken_in):
    _, summaries = taken_in
    values = {
        held.fault.value
        for found in summaries.values()
        for held in found.first_held
        if held.fault.reason.value != "changed"
    }
    assert values == {each.value for each in SPOILED if each.key is not None}


def test_a_contact_becomes_an_interaction_once(taken_in):
    _, summaries = taken_in
    assert summaries["interactions"].n_interactions > FEW
    assert sum(found.n_interactions for found in summaries.values()) == (
        summaries["interactions"].n_interactions
    )


def test_where_expectations_are_asked_the_gap_can_be(taken_in):
    workspace, _ = taken_in
    gaps = workspace.ask("expectation_gap", by=["touchpoint"]).table["touchpoint"]
    asked = {each.name for each in TOUCHPOINTS if each.expected is not None}
    assert set(gaps.to_pylist()) == asked


def test_the_programme_describes_all_that_the_files_hold(tmp_path):
    path = tmp_path / "programme.yaml"
    path.write_text(programme_text(), encoding="utf-8")
    assert check_programme(path) == []
    programme = read_programme(path)
    assert [each.name for each in programme.touchpoints] == [
        each.name for each in TOUCHPOINTS
    ]


def test_the_programme_says_that_the_company_is_simulated():
    assert NAME in programme_text().splitlines()[0]
    assert "simulated" in NAME

"""The command `stik demo`, from an empty folder to the truths found."""

import json

import pytest

import stik_cli.demo
from stik.demo import simulation
from stik.demo.folder import MARKER
from stik.demo.truths import TRUTHS
from stik.errors import PlaceTaken


@pytest.fixture(scope="module")
def told(shown):
    return json.loads(shown[1].stdout)


def test_it_ends_well_and_says_that_the_company_is_simulated(shown, told):
    assert shown[1].exit_code == 0
    assert told["is_simulated"] is True


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_every_truth_of_the_shown_company_is_found(truth, told):
    found = {each["name"]: each for each in told["truths"]}[truth.name]
    assert found["found"], found["evidence"]


def test_it_leaves_a_workspace_a_report_and_the_files(shown):
    folder, _ = shown
    assert (folder / MARKER).is_file()
    assert (folder / "stik.toml").is_file()
    assert (folder / "report.html").stat().st_size > 1_000
    assert len(list((folder / "files").glob("*.csv"))) == 8


def test_the_report_says_that_the_company_is_simulated(shown):
    folder, _ = shown
    assert "simulated company" in (folder / "report.html").read_text(encoding="utf-8")


def test_the_shown_company_is_the_one_the_library_makes_by_default():
    assert stik_cli.demo.SEED == simulation.SEED


def test_a_folder_with_something_else_in_it_is_refused(run_demo, tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PlaceTaken, match="choose an empty or new folder"):
        run_demo("--into", str(tmp_path))

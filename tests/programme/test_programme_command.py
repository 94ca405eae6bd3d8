"""`stik programme`: its output and its exit codes."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
import typer
from typer.testing import CliRunner

import stik
from stik.errors import NotAWorkspace, ProgrammeError
from stik.programme.file import read_programme
from stik.workspace import Workspace
from stik_cli.programme import programme

_EXAMPLE = Path(__file__).parents[2] / "examples" / "programme.yaml"
_NOW = datetime(2026, 3, 2, tzinfo=UTC)
_MET = ("check_in", "security", "signs", "restaurants", "overall")


def _run(place: Path, *words: str):
    app = typer.Typer()
    app.command()(programme)
    return CliRunner().invoke(
        app, [str(place), *words], env={"COLUMNS": "200"}, prog_name="programme"
    )


@pytest.fixture
def place(tmp_path):
    """Return a workspace of the example airport, without data."""
    folder = tmp_path / "airport"
    stik.create(folder, now=_NOW, name="Example airport")
    shutil.copyfile(_EXAMPLE, folder / "programme.yaml")
    return folder


def _every_channel(workspace: Workspace) -> pa.Table:
    names = [channel.name for channel in workspace.programme().channels]
    n = [10] * len(names)
    return pa.table({"channel": names, "n_answers": n, "n_interactions": n})


@pytest.fixture
def meet(monkeypatch):
    """Return what makes the data hold ten answers for each of some touchpoints."""

    def meet(*names: str) -> None:
        n = [10] * len(names)
        columns = {"touchpoint": list(names), "n_answers": n, "n_interactions": n}
        table = pa.table(columns)
        monkeypatch.setattr(Workspace, "touchpoints_found", lambda _: table)
        monkeypatch.setattr(Workspace, "channels_found", _every_channel)

    return meet


def test_a_programme_that_agrees_with_the_data_is_in_order(place, meet):
    meet(*_MET)
    result = _run(place, "check")

    assert result.exit_code == 0
    assert "in order" in result.stdout


def test_what_programme_and_data_do_not_agree_on_is_listed(place, meet):
    meet("check_in", "security", "signs", "restrooms [clean]")
    result = _run(place, "check")

    assert result.exit_code == 1
    assert "restrooms [clean]" in result.stdout
    assert "restaurants" in result.stdout
    assert "check_in" not in result.stdout


def test_the_same_is_told_as_json(place, meet):
    meet("check_in", "security", "signs", "restaurant")
    result = _run(place, "check", "--json")

    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["problems"] == []
    assert told["coverage"]["touchpoints"] == {
        "unregistered": [
            {
                "name": "restaurant",
                "n_answers": 10,
                "n_interactions": 10,
                "resembles": "restaurants",
            }
        ],
        "without_data": ["restaurants"],
    }


def test_what_nobody_answers_for_is_listed(place, meet):
    meet()
    (place / "programme.yaml").write_text("channels: {fax: {}}\n", encoding="utf-8")
    result = _run(place, "check")

    assert result.exit_code == 1
    assert "Nobody answers for" in result.stdout
    assert "fax" in result.stdout


def test_a_new_workspace_checks_in_order(tmp_path):
    stik.create(tmp_path / "new", now=_NOW)
    result = _run(tmp_path / "new", "check")

    assert result.exit_code == 0, result.stdout


def test_every_problem_of_the_file_goes_to_stderr(place):
    (place / "programme.yaml").write_text("vison: a\nchanels: b\n", encoding="utf-8")
    result = _run(place, "check")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "line 1, vison: there is no field" in result.stderr
    assert "line 2, chanels: there is no field" in result.stderr


def test_the_problems_are_told_as_json(place):
    goal = "goals: {g: {metric: npss, direction: up, target: 1, by: 2030-01-01}}\n"
    (place / "programme.yaml").write_text(goal, encoding="utf-8")
    result = _run(place, "check", "--json")

    assert result.exit_code == 2
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["line"], problem["field"]) == (1, "goals.g.metric")


def test_the_programme_is_shown_under_the_companys_own_labels(place):
    result = _run(place, "show", "--language", "sl")

    assert result.exit_code == 0
    for words in (
        "Example airport",
        "Od pločnika do izhoda",
        "Varnostni pregled",
        "Journey: Odhod  (owner: Ana; expected: Not a minute more than needed",
        "promised: within 45 minutes; to feel: calm)",
        "hand in the bag → check_in",
        "csat ≥ 0.8",
        "touchpoint: security, purpose: business",
        "everything",
    ):
        assert words in result.stdout


def test_markup_in_a_label_is_shown_as_it_is_written(place):
    (place / "programme.yaml").write_text("units: {'[red]a': {}}\n", encoding="utf-8")

    assert "[red]a" in _run(place, "show").stdout


def test_the_exported_yaml_is_the_same_programme(place, tmp_path):
    result = _run(place, "export")
    exported = tmp_path / "exported.yaml"
    exported.write_text(result.stdout, encoding="utf-8")

    assert result.exit_code == 0
    assert read_programme(exported) == read_programme(_EXAMPLE)


@pytest.mark.parametrize("words", [("export", "--format", "json"), ("show", "--json")])
def test_the_exported_json_has_the_shape_of_the_file(words, place):
    result = _run(place, *words)

    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["goals"]["recommended"]["by"] == "2030-12-31"
    assert told["touchpoints"]["signs"]["label"]["sl"] == "Iskanje poti"
    assert (
        told["journeys"]["departure"]["phases"][0]["steps"][0]["touchpoint"] == "signs"
    )


@pytest.mark.parametrize("action", ["show", "export"])
def test_a_wrong_file_is_not_shown(action, place):
    (place / "programme.yaml").write_text("vison: a\n", encoding="utf-8")

    assert isinstance(_run(place, action).exception, ProgrammeError)


@pytest.mark.parametrize("action", ["check", "show", "export"])
def test_a_folder_that_is_no_workspace_is_refused(action, tmp_path):
    assert isinstance(_run(tmp_path, action).exception, NotAWorkspace)


def test_an_unknown_action_is_wrong_usage(place):
    result = _run(place, "mend")

    assert result.exit_code == 2
    assert "mend" in result.stderr

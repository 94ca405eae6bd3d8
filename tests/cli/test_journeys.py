"""`stik journeys`: each verb with its words, as a user would type it."""

import pytest
from tests.facts.reading import NOW, load_text
from tests.workspace.visits import HEAD, MAPPING

import stik as library


def orders():
    """Return 40 orders: in the city all are installed, in the country half call."""
    for n in range(40):
        area = "city" if n % 2 else "rural"
        steps = ["order", "install"] if n % 2 or n % 4 else ["order", "call", "order"]
        for day, step in enumerate(steps, start=1):
            yield f"c{n},2026-01-0{day} 09:00:00,{step},web,fibre,o{n},{area}\n"


@pytest.fixture(scope="module")
def orders_place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journeys") / "place"
    made = library.create(folder, now=NOW)
    assert load_text(made, HEAD + "".join(orders()), MAPPING).n_held == 0
    return folder


def test_a_funnel_is_printed_with_its_shares_and_lift(stik, orders_place):
    told = stik("journeys", orders_place, "funnel", "--steps", "order,install")
    assert told.code == 0
    assert "75.0 %" in told.out
    assert "1.00" in told.out


def test_rework_says_which_steps_come_again(stik, orders_place):
    told = stik("journeys", orders_place, "rework", "--json").json()
    found = [(row["kind"], row["step"], row["n_instances"]) for row in told["rows"]]
    assert found == [("later again", "order", 10), ("to and fro", "order", 10)]
    printed = stik("journeys", orders_place, "rework").out
    assert "to and fro: call" in printed
    assert "25.0 %" in printed


def test_what_lies_around_a_step_is_printed(stik, orders_place):
    words = ["--anchor", "call", "--before", "1", "--after", "2"]
    told = stik("journeys", orders_place, "around", *words)
    assert told.code == 0
    assert "+2     (end)" in told.out
    assert "-1     order" in told.out
    assert stik("journeys", orders_place, "around").code == 2


def test_without_clear_clusters_that_is_said(stik, orders_place):
    told = stik("journeys", orders_place, "clusters")
    assert told.code == 0
    assert "no clear clusters" in told.out


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("graph", "order → call"),
        ("variants", "order → call → order"),
        ("rework", "order, to and fro: call"),
        ("funnel", "2. call"),
    ],
)
def test_two_groups_are_printed_side_by_side(stik, orders_place, form, said):
    words = ["--where", "area=rural", "--compare", "area=city", "--form", form]
    steps = ["--steps", "order,call"] if form == "funnel" else []
    told = stik("journeys", orders_place, "compare", *words, *steps)
    assert told.code == 0
    assert said in told.out
    assert "+50.0 pp" in told.out


def test_a_pattern_chooses_the_instances(stik, orders_place):
    pattern = "order -> call -> order -> end"
    told = stik("journeys", orders_place, "variants", "--follows", pattern, "--json")
    assert [row["n_instances"] for row in told.json()["rows"]] == [10]


def test_a_word_that_a_verb_does_not_take_is_refused(stik, orders_place):
    told = stik("journeys", orders_place, "discover", "--steps", "order")
    assert told.code == 2
    assert "--steps is not for discover; it is for funnel" in told.err


def test_a_draft_goes_out_as_a_diagram_and_comes_back(stik, orders_place, tmp_path):
    diagram = tmp_path / "fibre.bpmn"
    drafted = ("journeys", orders_place, "draft", "--journey", "fibre")
    assert stik(*drafted, "--out", diagram).code == 0
    written, read = stik(*drafted), stik(*drafted, "--bpmn", diagram)
    assert "touchpoint: install" in written.out
    assert read.out == written.out
    refused = stik(*drafted, "--out", tmp_path / "fibre.txt")
    assert refused.code == 2
    assert "one that ends in .yaml" in refused.err
    assert "cannot be read" in stik(*drafted, "--bpmn", tmp_path / "none.bpmn").err


@pytest.mark.parametrize(("ending", "begins"), [("svg", "<svg"), ("html", "<!doctype")])
def test_what_is_discovered_goes_out_as_a_picture(
    stik, orders_place, tmp_path, ending, begins
):
    file = tmp_path / f"map.{ending}"
    told = stik("journeys", orders_place, "discover", "--out", file, "--language", "sl")
    assert told.code == 0
    text = file.read_text(encoding="utf-8")
    assert text.lower().startswith(begins)
    assert "install" in text
    refused = stik("journeys", orders_place, "variants", "--out", file)
    assert "of discover alone" in refused.err


def test_of_no_instance_nothing_is_drafted_and_no_step_is_shown(stik, orders_place):
    nobody = ("--where", "area=abroad")
    refused = stik("journeys", orders_place, "draft", *nobody)
    assert refused.code == 2
    assert "no instance to draft" in refused.err
    told = stik("journeys", orders_place, "discover", *nobody, "--json")
    assert told.code == 1
    assert told.json()["explain"]["steps"] == []


def test_what_a_verb_cannot_do_is_refused_with_the_mend(stik, orders_place, tmp_path):
    as_json = stik("journeys", orders_place, "draft", "--json")
    assert "leave --json away" in as_json.err
    nowhere = tmp_path / "none" / "map.svg"
    unwritten = stik("journeys", orders_place, "discover", "--out", nowhere)
    assert unwritten.code == 2
    assert "name another file" in unwritten.err

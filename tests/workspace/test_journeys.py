"""Journeys at the front door: chosen, cut to a period, asked again."""

import json

import pyarrow as pa
import pytest
from tests.facts.reading import NOW, load_text
from tests.workspace.visits import HEAD, MAPPING

import stik
from stik.errors import CustomerUnknown, QuestionError, UnknownMetric
from stik.insights.journeys.asking import arrows_of, graph_in
from stik.insights.journeys.graph import EDGES, NODES, Graph
from stik.insights.result import Result

VISITS = """\
ana,2026-01-10 09:00:00,order,web,fibre,o1,city
ana,2026-01-12 09:00:00,call,phone,fibre,o1,city
ana,2026-02-03 09:00:00,install,visit,fibre,o1,city
bojan,2026-01-31 23:30:00,order,shop,fibre,o2,rural
bojan,2026-02-01 00:30:00,install,visit,fibre,o2,rural
bojan,2026-02-20 09:00:00,call,phone,,,rural
,2026-01-15 09:00:00,order,web,fibre,o3,
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Return a place in the east with three orders, asked and never changed."""
    folder = tmp_path_factory.mktemp("journeys") / "place"
    made = stik.create(folder, now=NOW, time_zone="Pacific/Kiritimati")
    assert load_text(made, HEAD + VISITS, MAPPING).n_held == 0
    return made


def arrows(result):
    rows = result.table.to_pylist()
    return {(row["step"], row["next_step"]): row["n_visits"] for row in rows}


def test_what_follows_what_with_starts_and_ends(known):
    result = known.journeys("fibre").graph()
    assert arrows(result) == {
        (None, "order"): 3,
        ("order", "call"): 1,
        ("order", "install"): 1,
        ("call", "install"): 1,
        ("install", None): 2,
        ("order", None): 1,
    }
    told = result.explain()
    assert (told["n"], told["n_customers"], told["n_visits"]) == (3, 2, 6)


def test_a_month_is_one_of_the_workspace_and_invents_no_start(known):
    """Half an hour parts January from February on Kiritimati, not in UTC."""
    result = known.journeys("fibre").where(from_date="2026-02").graph()
    assert arrows(result) == {("install", None): 2}
    assert any("2 instances began before" in each for each in result.explain()["notes"])


def test_a_filter_chooses_whole_instances(known):
    by_phone = known.journeys("fibre").where({"channel": "phone"}).variants()
    assert by_phone.table["steps"].to_pylist() == [["order", "call", "install"]]
    rural = known.journeys("fibre").where({"area": "rural"}).variants()
    assert rural.table["example"].to_pylist() == ["o2"]


def test_named_filters_are_of_the_whole_way(known):
    fibre = known.journeys("fibre")
    slow = fibre.where(longer_than="10 days").variants().table
    assert slow["example"].to_pylist() == ["o1"]
    fast = fibre.where(shorter_than="2 hours", touched="install").variants().table
    assert fast["example"].to_pylist() == ["o2"]
    quiet = fibre.where(untouched=("call", "install")).variants().table
    assert quiet["example"].to_pylist() == ["o3"]


def test_a_path_pattern_chooses_whole_ways(known):
    fibre = known.journeys("fibre")
    undisturbed = fibre.where(follows="start -> order -> not(call)* -> install")
    assert undisturbed.variants().table["example"].to_pylist() == ["o2"]
    told = json.loads(json.dumps(undisturbed.graph().explain(), default=str))
    assert known.ask_again(told).table == undisturbed.graph().table


def test_a_funnel_says_how_many_reach_each_step(known):
    result = known.journeys("fibre").funnel(["order", "install"])
    found = [(row["n_reached"], row["n"]) for row in result.table.to_pylist()]
    assert found == [(3, 3), (2, 3)]
    told = json.loads(json.dumps(result.explain(), default=str))
    assert known.ask_again(told).table == result.table


def test_around_a_step_is_asked_again_from_json(known):
    result = known.journeys("fibre").around("call", before=1, after=1)
    met = [row for row in result.table.to_pylist() if row["n_visits"]]
    assert [(row["place"], row["step"]) for row in met] == [
        (-1, "order"),
        (1, "install"),
    ]
    told = json.loads(json.dumps(result.explain(), default=str))
    assert known.ask_again(told).table == result.table


def test_a_customer_can_make_the_instance(known):
    made = known.journeys().made("customer", starts_with="order", gap="10 days")
    ways = made.variants().table.to_pylist()
    assert sorted(row["steps"] for row in ways) == [
        ["order", "call"],
        ["order", "install"],
    ]
    told = made.graph().explain()["notes"]
    assert "1 of 7 interactions name no customer: left out" in told


def test_steps_may_be_channels(known):
    ways = known.journeys("fibre", step="channel").variants().table
    assert ["web", "phone", "visit"] in ways["steps"].to_pylist()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda known: known.journeys("fibr").graph(), "did you mean 'fibre'"),
        (lambda known: known.journeys(step="chanel"), "did you mean 'channel'"),
        (lambda known: known.journeys().where(touched="ordr").graph(), "'order'"),
        (lambda known: known.journeys().where(longer_than="long"), "is no time"),
        (
            lambda known: known.journeys().where(follows="order -> cal").graph(),
            "did you mean 'call'",
        ),
        (lambda known: known.journeys().funnel("ordr"), "did you mean 'order'"),
        (lambda known: known.journeys().around("cal"), "did you mean 'call'"),
        (
            lambda known: known.journeys().around("call", before=30),
            "30 places before and 3 after are not from 1 to 20",
        ),
        (lambda known: known.journeys().funnel(), "a funnel needs its steps"),
        (lambda known: known.journeys().where({"aera": "city"}).graph(), "'area'"),
    ],
)
def test_what_there_is_not_is_refused_with_the_nearest(known, ask, said):
    with pytest.raises(QuestionError, match=said):
        ask(known)


def test_an_answer_is_asked_again_from_json(known):
    asked = known.journeys("fibre").made("customer", gap="9 days").where(touched="call")
    result = asked.graph()
    told = json.loads(json.dumps(result.explain(), default=str))
    again = known.ask_again(told)
    assert again.table == result.table


def test_an_empty_place_has_no_journeys(tmp_path):
    empty = stik.create(tmp_path / "place", now=NOW)
    assert empty.journeys().graph().table.num_rows == 0
    assert empty.journeys().made("customer").variants().table.num_rows == 0
    assert empty.journeys().around("order").table.num_rows == 0
    assert empty.journeys().clusters().table.num_rows == 0
    assert empty.journeys().rework().table.num_rows == 0
    assert empty.journeys().funnel("order").table["n_reached"].to_pylist() == [0]


def test_who_is_erased_is_in_no_journey(tmp_path):
    place = stik.create(tmp_path / "place", now=NOW)
    load_text(place, HEAD + VISITS, MAPPING)
    place.people.erase("bojan", source="visits", now=NOW)
    variants = place.journeys("fibre").variants().table
    assert sorted(variants["example"].to_pylist()) == ["o1", "o3"]


ANSWERS = """
source = "visits"
[row]
customer = "who"
occurred = "when"
touchpoint = "step"
[answers.happy]
column = "happy"
scale = "csat_1_5"
[traits]
status = "status"
"""


def test_a_score_stands_beside_each_step_and_what_came_of_it(tmp_path):
    """Of ten orders with a call half are satisfied there, and four customers left."""
    place = stik.create(tmp_path / "place", now=NOW)
    orders = [
        f"c{n},2026-01-1{day} 09:00:00,{step},web,fibre,o{n},city"
        for n in range(10)
        for day, step in enumerate(("order", "call"))
    ]
    load_text(place, HEAD + "\n".join(orders), MAPPING)
    said = [
        f"c{n},2026-01-11,call,{5 if n < 5 else 1},{'gone' if n < 4 else 'here'}"
        for n in range(10)
    ]
    text = "\n".join(["who,when,step,happy,status", *said])
    load_text(place, text, ANSWERS, name="survey.csv")
    result = place.journeys("fibre").graph("csat")
    steps = {row["step"]: row for row in result.explain()["steps"]}
    assert (steps["call"]["score"], steps["call"]["n_scored"]) == (0.5, 10)
    assert steps["order"]["unknown"] == "no answers"
    with place.place.programme_file.open("a") as programme:
        programme.write("lifetime:\n  left: {trait: status, is_any: [gone]}\n")
    left = place.journeys("fibre").graph("left")
    assert left.explain()["steps"][0]["score"] == pytest.approx(0.4)
    assert place.ask_again(left.explain()).table == left.table
    with pytest.raises(UnknownMetric, match="did you mean"):
        place.journeys().graph("ncs")


def test_a_timeline_is_of_one_customer_by_their_name(known):
    ana = known.journeys().timeline("ana")
    assert ana.table["touchpoint"].to_pylist() == ["order", "call", "install"]
    assert known.ask_again(ana.explain()).table == ana.table
    bojan = known.journeys("fibre").timeline("bojan", source="visits").table
    assert bojan["touchpoint"].to_pylist() == ["order", "install"]
    with pytest.raises(CustomerUnknown, match="'cvetka'"):
        known.journeys().timeline("cvetka")


DESIGN = """
touchpoints: {order: {}, call: {}, install: {}}
journeys:
  fibre:
    phases:
      - name: get
        steps:
          - {name: ordering, touchpoint: order}
          - {name: at home, touchpoint: install, promise: within 3 days}
"""


@pytest.fixture(scope="module")
def designed(known):
    """Return the same place, where the journey is designed too."""
    known.place.programme_file.write_text(DESIGN)
    return known


def test_a_journey_is_held_against_its_design(designed):
    """Of three orders two reached the second step, one of them by a call beside it."""
    result = designed.journeys("fibre").check()
    found = {(row["step"], row["finding"]): row for row in result.table.to_pylist()}
    assert found["at home", "reached"]["n_found"] == 2
    assert found["at home", "skipped"]["n_found"] == 1
    assert found["call", "added"]["n_found"] == 1
    assert found[None, "as_designed"]["n_found"] == 1
    steps = result.explain()["design"]
    assert [step["promise"] for step in steps] == [None, "within 3 days"]
    assert designed.ask_again(result.explain()).table == result.table
    fits = designed.journeys("fibre").fits().table.to_pylist()
    assert {row["instance"]: row["cost"] for row in fits} == {"o1": 1, "o2": 0, "o3": 1}


def test_a_promise_is_kept_broken_or_open_as_far_as_the_facts_are_known(designed):
    rows = designed.journeys("fibre").promises().table.to_pylist()
    outcome = {row["instance"]: row["outcome"] for row in rows}
    assert outcome == {"o1": "broken", "o2": "kept", "o3": "broken"}
    until = designed.journeys("fibre").where(to_date="2026-01-16").promises().table
    assert dict(
        zip(until["instance"].to_pylist(), until["outcome"].to_pylist(), strict=True)
    ) == {"o1": "broken", "o3": "open"}


def test_a_journey_that_is_not_designed_is_named(designed):
    with pytest.raises(QuestionError, match="known are: fibre"):
        designed.journeys().check("delivery")
    with pytest.raises(QuestionError, match="which journey"):
        designed.journeys().promises()


@pytest.mark.parametrize(
    ("score", "column"),
    [("csat", "score_share"), ("left", "left_share"), ("mean", "score")],
)
def test_a_picture_knows_a_share_and_of_what_less_is_better(score, column):
    unit = "steps" if score == "mean" else "share"
    node = {"step": "a", "n_visits": 1, "n_instances": 1, "n_customers": 1}
    node |= {"n_starts": 1, "n_ends": 1, "score": 0.5}
    told = {"steps": [node], "score": {"name": score, "unit": unit}}
    arrows = arrows_of(Graph(NODES.empty_table(), EDGES.empty_table()))
    arrows = arrows.append_column("score", pa.array([], pa.float64()))
    graph = graph_in(Result("journey_graph", "instances", arrows, told))
    assert graph.nodes[column].to_pylist() == [0.5]
    assert column in graph.edges.column_names

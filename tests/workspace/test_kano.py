"""Kano's questions asked of a workspace: two to a feature, in one response."""

from datetime import UTC, datetime

import pytest

import stik
from stik.errors import MappingError, ProgrammeError, QuestionError
from stik.insights.kano.needs import kano
from stik.intake.mapping_file import parse_mapping

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MAPPING = """
source = "kano"
[row]
occurred = "day"
customer = { column = "who", missing = [""] }
channel = "channel"
weight = { column = "weight", missing = [""] }
[traits]
channel_of_choice = "channel"
[answers.with_wifi]
column = "with_wifi"
scale = "kano_1_5"
missing = [""]
[answers.with_wifi.values]
like = 1
neutral = 3
[answers.without_wifi]
column = "without_wifi"
scale = "kano_1_5"
missing = [""]
[answers.with_bed]
column = "with_bed"
scale = "kano_1_5"
missing = [""]
[answers.without_bed]
column = "without_bed"
scale = "kano_1_5"
missing = [""]
[answers.content]
column = "content"
scale = "csat_1_5"
missing = [""]
"""
WIFI = [(1, 3)] * 24 + [(1, 5)] * 10 + [(3, 3)] * 6
BED = [(3, 5)] * 30 + [(1, 5)] * 8 + [(1, 1)] * 2
WORDS = {1: "like", 3: "neutral"}
FEATURES = {
    "wifi": ("with_wifi", "without_wifi"),
    "bed": ("with_bed", "without_bed"),
}
HEAD = "day,who,channel,weight,with_wifi,without_wifi,with_bed,without_bed,content"
MARGINS = """
margins:
  channel_of_choice: {shares: {web: 0.6, shop: 0.4}, source: the customer list}
"""
PROGRAMME = """
features:
  wifi: {having: with_wifi, lacking: without_wifi}
  bed: {having: with_bed, lacking: without_bed, label: A made bed}
"""


def responses():
    """Return 40 responses to all questions, and 10 that lack one answer of each."""
    rows = [
        f"2026-05-01,c{n},{'web' if n % 2 else 'shop'},{2 + n % 2},{WORDS[wifi[0]]},"
        f"{wifi[1]},"
        f"{bed[0]},{bed[1]},4"
        for n, (wifi, bed) in enumerate(zip(WIFI, BED, strict=True))
    ]
    lacking = [f"2026-05-01,,{place},,like,,,5," for place in ("web", "shop")]
    return [*rows, *lacking * 5]


@pytest.fixture
def workspace(tmp_path):
    made = stik.create(tmp_path / "place", now=NOW)
    file = tmp_path / "kano.csv"
    file.write_text("\n".join([HEAD, *responses()]) + "\n")
    summary = made.load(file, mapping=parse_mapping(MAPPING, path="m.toml"), now=NOW)
    assert summary.n_held == 0
    return made


def test_a_feature_is_what_the_answers_worked_by_hand_make_it(workspace):
    wifi, bed = workspace.kano(FEATURES).table.to_pylist()
    assert (wifi["feature"], wifi["need"], wifi["n_answered"]) == (
        "wifi",
        "delight",
        40,
    )
    assert (wifi["value"], wifi["worse"]) == (0.85, -0.25)
    assert (bed["need"], bed["n_must_be"], bed["n_questionable"]) == ("must_be", 30, 2)
    assert bed["n"] == 38
    assert bed["value"] == pytest.approx(8 / 38)
    assert bed["worse"] == -1.0


def test_it_agrees_with_the_library(workspace):
    [wifi] = workspace.kano({"wifi": FEATURES["wifi"]}).table.to_pylist()
    found = kano(WIFI)
    assert (wifi["low"], wifi["high"]) == (found.better.low, found.better.high)
    assert wifi["p"] == wifi["p_corrected"] == found.p


def test_the_features_of_the_programme_are_asked_without_a_name(workspace):
    workspace.place.programme_file.write_text(PROGRAMME)
    assert workspace.kano().table == workspace.kano(FEATURES).table


def test_only_the_answers_asked_for_count_and_below_thirty_nothing_is_told(workspace):
    result = workspace.kano(FEATURES, where={"channel": "web"})
    wifi, _ = result.table.to_pylist()
    assert (wifi["n_answered"], wifi["need"]) == (20, None)
    assert wifi["need_unknown"] == "n = 20, needs 30"
    assert workspace.ask_again(result.explain()).table == result.table


def test_answers_weigh_as_the_survey_or_the_margins_say(workspace):
    """Web weighs 3 and shop 2, in the file and where web is 60 % of the customers."""
    plain, _ = workspace.kano(FEATURES).table.to_pylist()
    weighed, _ = workspace.kano(FEATURES, weighted=True).table.to_pylist()
    assert weighed["n_answered"] == plain["n_answered"] == 40
    assert weighed["n_effective"] == pytest.approx(100**2 / (20 * 9 + 20 * 4))
    assert weighed["share_delight"] == pytest.approx((12 * 3 + 12 * 2) / 100)
    assert plain["share_delight"] == pytest.approx(24 / 40)
    workspace.place.programme_file.write_text(MARGINS)
    raked, _ = workspace.kano(FEATURES, weighted="margins").table.to_pylist()
    assert raked["value"] == pytest.approx(weighed["value"])
    assert raked["low"] == pytest.approx(weighed["low"])


def test_where_a_weight_is_missing_a_feature_is_unknown(workspace, tmp_path):
    file = tmp_path / "more.csv"
    file.write_text(f"{HEAD}\n2026-05-02,c90,web,,like,3,,,4\n")
    workspace.load(file, mapping=parse_mapping(MAPPING, path="m.toml"), now=NOW)
    wifi, bed = workspace.kano(FEATURES, weighted=True).table.to_pylist()
    assert wifi["need_unknown"] == wifi["unknown"] == "1 of 41 answers have no weight"
    assert (wifi["need"], wifi["value"]) == (None, None)
    assert bed["value"] is not None


def test_of_who_answers_again_the_last_word_counts(workspace, tmp_path):
    file = tmp_path / "again.csv"
    again = [f"2026-06-01,c{n},web,1,neutral,1,,,4" for n in range(10)]
    file.write_text("\n".join([HEAD, *again]) + "\n")
    workspace.load(file, mapping=parse_mapping(MAPPING, path="m.toml"), now=NOW)
    wifi, _ = workspace.kano(FEATURES).table.to_pylist()
    assert (wifi["n_answered"], wifi["n_reverse"], wifi["n_delight"]) == (40, 10, 14)


def test_two_features_are_told_only_where_it_is_sure_of_both(workspace):
    features = {f"wifi {n}": FEATURES["wifi"] for n in range(12)}
    q = workspace.kano(features).table["p_corrected"].to_pylist()
    alone = workspace.kano({"wifi": FEATURES["wifi"]}).table["p"][0].as_py()
    assert q == pytest.approx([alone] * 12)  # twelve alike are one and the same
    mixed = {"bed": FEATURES["bed"], "wifi": FEATURES["wifi"]}
    wifi = workspace.kano(mixed).table.to_pylist()[1]
    assert wifi["p_corrected"] >= wifi["p"]


def test_a_mean_of_kano_answers_is_refused(workspace):
    with pytest.raises(QuestionError, match="kano_1_5"):
        workspace.ask("mean", where={"question": "with_bed"})


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        ({}, "name a feature and its two questions"),
        ({"wifi": ("with_wifi", "with_wifi")}, "the question 'with_wifi' twice"),
        ({"wifi": ("with_wifi",)}, "'wifi' needs two questions"),
        ({"wifi": ("with_wifi", "content")}, "give it the scale kano_1_5"),
        ({"wifi": ("with_wif", "without_wifi")}, "did you mean 'with_wifi'"),
    ],
)
def test_what_cannot_be_asked_is_refused(workspace, features, sentence):
    with pytest.raises(QuestionError, match=sentence):
        workspace.kano(features)


def test_a_feature_of_one_question_twice_is_told_with_its_line(workspace):
    (workspace.place.folder / "programme.yaml").write_text(
        "features:\n  wifi: {having: with_wifi, lacking: with_wifi}\n"
    )
    with pytest.raises(ProgrammeError, match=r"line 2.*same question for having"):
        workspace.kano()


def test_a_feature_without_its_second_question_is_told_with_its_line(workspace):
    workspace.place.programme_file.write_text(
        "features:\n  wifi: {having: with_wifi}\n"
    )
    with pytest.raises(ProgrammeError, match="is missing; add 'lacking") as told:
        workspace.kano()
    assert told.value.line == 2


def test_a_kano_scale_of_other_ends_is_refused():
    with pytest.raises(MappingError, match="goes from 1 \\(like\\) to 5"):
        parse_mapping(MAPPING.replace("kano_1_5", "kano_1_7"), path="m.toml")

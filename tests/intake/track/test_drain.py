"""Requests of the intake log become facts, each message once, as track.toml says."""

import json
from datetime import UTC, datetime, timedelta

import pytest

import stik
from stik.engine.tables import unbound
from stik.errors import MappingError
from stik.facts.schema import FACTS
from stik.intake.held_list import open_rows, write_list
from stik.intake.track.meaning import parse_meaning
from stik.intake.track.message import read_request
from stik.intake.track.stretch import Entry

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TRACK = """
[events."Order Completed".row]
touchpoint = { constant = "order" }
channel = { column = "how", values = { "w" = "web" } }
amount = "properties.total"
unit = "context.shop.name"

[events."Survey Answered".answers.recommend]
column = "properties.score"
scale = "nps_0_10"
touchpoint = "order"
missing = ["99"]

[events."Survey Answered".verbatims.comment]
column = "comment"
"""


def entry(number, *messages, kind="batch", sent=None, received=NOW, source="app"):
    said = messages[0] if kind != "batch" else {"batch": messages}
    if sent:
        said["sentAt"] = sent.isoformat()
    accepted, refused = read_request(json.dumps(said).encode(), kind=kind)
    assert not refused
    body = json.dumps(
        {
            "messages": [json.loads(bytes(raw)) for raw in accepted.messages],
            "sentAt": sent.isoformat() if sent else None,
        }
    )
    return Entry(number, received, source, kind, body.encode())


def track(event, *, user="u1", name=None, **properties):
    message = {"type": "track", "event": event, "userId": user}
    return {**message, "messageId": name, "properties": properties}


@pytest.fixture
def workspace(tmp_path):
    made = stik.create(tmp_path / "place", now=NOW, time_zone="Europe/Ljubljana")
    made.place.track_file.write_text(TRACK)
    return made


def drained(workspace, *entries, log="log"):
    return workspace.drain([entries], log=log, source="app", now=NOW)


def rows(workspace, table):
    reading = workspace.people._visible.reading()
    found = reading.run(unbound(table, FACTS[table])).to_pylist()
    return sorted(found, key=lambda row: row["sequence"])


def test_an_event_is_an_interaction_as_its_meaning_says(workspace):
    message = track("Order Completed", total=12.5, how="w")
    message["context"] = {"shop": {"name": "north"}}
    summary = drained(workspace, entry(1, message))
    assert (summary.n_stored, summary.n_interactions) == (1, 1)
    [row] = rows(workspace, "interactions")
    said = {key: row[key] for key in ("touchpoint", "channel", "amount", "unit")}
    assert said == {
        "touchpoint": "order",
        "channel": "web",
        "amount": 12.5,
        "unit": "north",
    }


def test_an_unknown_event_counts_at_a_touchpoint_of_its_name(workspace):
    drained(workspace, entry(1, track("Chair Lifted")))
    assert [row["touchpoint"] for row in rows(workspace, "interactions")] == [
        "Chair Lifted"
    ]


def test_pages_and_screens_tell_their_channel(workspace):
    page, screen = {"type": "page", "userId": "u1"}, {"type": "screen", "userId": "u1"}
    drained(workspace, entry(1, {**page, "name": "Home"}, screen))
    found = [(r["touchpoint"], r["channel"]) for r in rows(workspace, "interactions")]
    assert found == [("Home", "web"), ("screen", "app")]


def test_answers_and_words_are_asked_for_as_those_of_a_file(workspace):
    messages = [
        track("Survey Answered", user=f"u{n}", score=10, comment="fine")
        for n in range(30)
    ]
    skipped = track("Survey Answered", user="u99", score=99)
    summary = drained(workspace, entry(1, *messages, skipped))
    assert (summary.n_answers, summary.n_verbatims) == (30, 30)
    [row] = workspace.ask("nps", by="touchpoint").table.to_pylist()
    assert (row["touchpoint"], row["value"], row["n"]) == ("order", 100, 30)


def test_identify_and_group_are_traits(workspace):
    told = {"tier": "gold", "consent": {"email": True}}
    identify = {"type": "identify", "userId": "u1", "traits": told}
    group = {"type": "group", "userId": "u1", "groupId": "g7", "traits": {"plan": "b"}}
    drained(workspace, entry(1, identify, group))
    found = {row["name"]: row["value"] for row in rows(workspace, "traits")}
    assert found == {
        "tier": "gold",
        "consent.email": "yes",
        "account": "g7",
        "account.plan": "b",
    }
    assert rows(workspace, "interactions") == []


def test_what_customers_allow_is_told_in_one_form_whoever_says_it(workspace):
    chosen = {"consent": {"categoryPreferences": {"Advertising": False, "Use": True}}}
    wanted = {"channel": "sms", "quiet_hours": "22:00-08:00", "email": "unsubscribed"}
    updated = track("Segment Consent Preference Updated", user="u1")
    identify = {"type": "identify", "userId": "u2", "traits": {"contact": wanted}}
    passed_on = track("Order Completed", user="u3")  # it tells no more than before
    messages = [{**each, "context": chosen} for each in (updated, identify, passed_on)]
    broken = {"type": "identify", "userId": "u4", "context": {"consent": "all"}}
    drained(workspace, entry(1, *messages, broken))
    told = [(row["name"], row["value"]) for row in rows(workspace, "traits")]
    both = [("consent.Advertising", "no"), ("consent.Use", "yes")]
    assert sorted(told) == sorted(
        [
            *both,
            *both,
            ("contact.channel", "sms"),
            ("contact.quiet_hours", "22:00-08:00"),
            ("contact.email", "no"),
        ]
    )


def anonymous(event, name, **more):
    return {"type": "track", "event": event, "anonymousId": name, **more}


def test_who_was_anonymous_and_is_known_keeps_the_past(workspace):
    drained(workspace, entry(1, anonymous("A", "z")))
    identify = {"type": "identify", "userId": "ana", "anonymousId": "z"}
    drained(workspace, entry(2, {**identify, "traits": {"tier": "gold"}}))
    drained(workspace, entry(3, track("B", user="ana"), anonymous("C", "z")))
    assert len({row["customer"] for row in rows(workspace, "interactions")}) == 1
    assert len(rows(workspace, "identities")) == 2


def test_an_alias_names_a_customer_anew(workspace):
    drained(workspace, entry(1, track("A", user="old")))
    alias = {"type": "alias", "previousId": "old", "userId": "new"}
    drained(workspace, entry(2, alias, track("B", user="new"), track("C", user="old")))
    assert len({row["customer"] for row in rows(workspace, "interactions")}) == 1


def whose(workspace):
    """Return the customer of each interaction, by its touchpoint."""
    return {r["touchpoint"]: r["customer"] for r in rows(workspace, "interactions")}


def known_as(name, anonymous_name):
    return {"type": "identify", "userId": name, "anonymousId": anonymous_name}


def test_who_was_anonymous_elsewhere_turns_out_to_be_a_customer_with_all_the_past(
    workspace,
):
    drained(workspace, entry(1, anonymous("A", "z"), track("B", user="ana")))
    assert len(set(whose(workspace).values())) == 2
    drained(workspace, entry(2, anonymous("C", "z", userId="ana")))
    drained(workspace, entry(3, anonymous("D", "z")))
    assert len(set(whose(workspace).values())) == 1
    assert len(whose(workspace)) == 4
    receipt = workspace.people.erase("ana", now=NOW)
    assert len(receipt.customers) == 2
    assert rows(workspace, "interactions") == []
    assert rows(workspace, "merged") == []


def test_two_who_use_one_device_stay_two(workspace):
    drained(workspace, entry(1, anonymous("A", "till"), known_as("ana", "till")))
    drained(workspace, entry(2, anonymous("B", "till"), known_as("bo", "till")))
    drained(workspace, entry(3, track("C", user="ana"), track("D", user="bo")))
    who = whose(workspace)
    assert who["A"] == who["C"] != who["D"]
    drained(workspace, entry(4, anonymous("E", "till")))
    assert whose(workspace)["E"] == who["D"]


def test_whoever_is_renamed_takes_every_former_name_along(workspace):
    drained(workspace, entry(1, anonymous("A", "z"), known_as("old", "z")))
    drained(workspace, entry(2, track("B", user="new")))
    alias = {"type": "alias", "previousId": "old", "userId": "new"}
    drained(workspace, entry(3, alias), entry(4, anonymous("C", "z")))
    assert len(set(whose(workspace).values())) == 1


def test_who_turns_out_to_be_another_over_and_over_is_one_in_every_answer(workspace):
    for n in range(3):
        said = [anonymous(f"seen {n}", f"z{n}"), track(f"bought {n}", user=f"u{n}")]
        drained(workspace, entry(2 * n + 1, *said))
        drained(workspace, entry(2 * n + 2, known_as(f"u{n}", f"z{n}")))
    for n in range(2):
        alias = {"type": "alias", "previousId": f"u{n}", "userId": f"u{n + 1}"}
        drained(workspace, entry(n + 10, alias))
    assert len(whose(workspace)) == 6
    assert len(set(whose(workspace).values())) == 1
    [name] = {
        line["customer_name"]
        for line in map(
            json.loads,
            b"".join(
                workspace.export("interactions", "jsonl", names=True)
            ).splitlines(),
        )
    }
    assert name == "u2"


def test_a_single_message_has_the_kind_of_its_address(workspace):
    message = {"userId": "u1", "event": "Chair Lifted"}
    assert drained(workspace, entry(1, message, kind="track")).n_interactions == 1


def test_what_was_drained_is_not_drained_again(workspace):
    first, second = entry(1, track("A")), entry(2, track("B"))
    assert drained(workspace, first).n_stored == 1
    assert drained(workspace, first, second).n_stored == 1
    assert drained(workspace, first, second).n_rows == 0
    assert [row["touchpoint"] for row in rows(workspace, "interactions")] == ["A", "B"]


def test_a_message_sent_again_counts_once_whatever_it_says(workspace):
    first = track("A", name="m1", total=1)
    summary = drained(workspace, entry(1, first), entry(2, {**first, "event": "B"}))
    assert (summary.n_stored, summary.n_known, summary.n_held) == (1, 1, 0)
    summary = drained(workspace, entry(3, first))
    assert (summary.n_stored, summary.n_known) == (0, 1)


def test_a_message_is_known_for_a_week_and_forgotten_by_upkeep_then(workspace):
    first = track("A", name="m1")
    drained(workspace, entry(1, first))
    workspace.mend(now=NOW + timedelta(days=6))
    assert drained(workspace, entry(2, first)).n_known == 1
    workspace.mend(now=NOW + timedelta(days=8))
    assert rows(workspace, "keys") == []
    assert drained(workspace, entry(3, first)).n_stored == 1


def test_another_log_numbers_anew(workspace):
    assert drained(workspace, entry(5, track("A"))).n_stored == 1
    assert drained(workspace, entry(1, track("B")), log="other").n_stored == 1


def test_a_message_off_the_scale_is_held_back_with_itself(workspace):
    summary = drained(workspace, entry(1, track("Survey Answered", score=11)))
    assert summary.n_held == 1
    [held] = workspace.held_back().to_pylist()
    assert held["field"] == "answers.recommend"
    assert "11" in held["sentence"]
    assert json.loads(json.loads(held["raw"])["json"])["properties"] == {"score": 11}


def test_a_message_mended_is_stored_once_also_where_it_is_sent_again(
    workspace, tmp_path
):
    wrong = track("Survey Answered", name="m1", score=11, comment="fine")
    drained(workspace, entry(1, track("A")), entry(2, track("B"), wrong))
    mended = tmp_path / "mended.csv"
    write_list(open_rows(workspace.held_back()), mended)
    mended.write_text(mended.read_text().replace(",11,", ",10,", 1))
    assert workspace.load_repaired(mended, now=NOW).n_answers == 1
    [answer] = rows(workspace, "answers")
    assert (answer["value"], answer["occurred_at"]) == (10, NOW)
    wrong["properties"]["score"] = 10
    assert drained(workspace, entry(3, wrong)).n_known == 1


def test_what_messages_say_is_read_whatever_json_it_is(workspace):
    said = {"tier": 4.0, "is_member": True, "none": None, "empty": "", "tags": ["a"]}
    nested = {"a": {"b": {"c": 7}}, "a.b": "x"}
    identify = {"type": "identify", "userId": 12, "traits": {**said, **nested}}
    plain = {"type": "track", "event": "Order Completed", "userId": "", "context": {}}
    number = track("Order Completed", user=12, total=7, how=True)
    number["context"] = {"shop": "north"}
    drained(workspace, entry(1, identify, {**plain, "anonymousId": "z"}, number))
    assert {row["name"]: row["value"] for row in rows(workspace, "traits")} == {
        "tier": "4",
        "is_member": "1",
        "tags": '["a"]',
        "a.b.c": "7",
        "a.b": "x",
    }
    found = rows(workspace, "interactions")
    assert [(r["amount"], r["channel"], r["unit"]) for r in found] == [
        (None, None, None),
        (7, "1", None),
    ]
    [trait, *_] = rows(workspace, "traits")
    assert [r["customer"] == trait["customer"] for r in found] == [False, True]


def test_a_clock_that_is_wrong_beyond_all_time_holds_its_message_back(workspace):
    early, late = track("A"), track("B")
    early["timestamp"] = "0001-01-01T00:00:00Z"
    early["sentAt"] = "9999-12-31T00:00:00Z"
    late["timestamp"] = (NOW + timedelta(days=3)).replace(tzinfo=None).isoformat()
    summary = drained(workspace, entry(1, early, late, track("C")))
    assert (summary.n_held, summary.n_stored) == (2, 1)
    told = sorted(held["sentence"] for held in workspace.held_back().to_pylist())
    assert "lies before 1900" in told[0]
    assert "lies ahead of 2026-06-02" in told[1]


def test_a_wrong_clock_is_moved_by_as_much_as_it_was_wrong(workspace):
    """The source is two hours fast: 13:30, sent at 14:00, received at 12:00."""
    message = track("A")
    message["timestamp"] = (NOW + timedelta(hours=1, minutes=30)).isoformat()
    drained(workspace, entry(1, message, sent=NOW + timedelta(hours=2)))
    [row] = rows(workspace, "interactions")
    assert row["occurred_at"] == NOW - timedelta(minutes=30)


def test_a_message_without_time_occurred_when_it_came(workspace):
    late = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    drained(workspace, entry(1, track("A"), received=late))
    [row] = rows(workspace, "interactions")
    assert row["occurred_at"] == late
    assert row["occurred_date"].isoformat() == "2026-06-01"  # in Ljubljana


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[event.A]", "there is no such setting; did you mean 'events'"),
        ("[events.A.row]\ncustomer = 'x'", "there is no such setting"),
        ("[events.A.answers.q]\ncolumn = 'x'\nscale = 'nps_0_9'", "scale"),
        (
            """
            [events.A.answers.q]
            column = 'x'
            scale = 'nps_0_10'
            [events.B.answers.q]
            column = 'x'
            scale = 'csat_1_5'
            """,
            "give one of the two questions another name",
        ),
    ],
)
def test_a_meaning_that_cannot_be_is_refused(text, sentence):
    with pytest.raises(MappingError, match=sentence):
        parse_meaning(text, path="track.toml")


def test_messages_that_wait_are_read_again_once_their_meaning_is_corrected(workspace):
    survey = {"event": "Survey Answered", "userId": "u1", "properties": {"score": -1}}
    drained(workspace, entry(1, survey, kind="track"))
    drained(workspace, entry(2, track("Survey Answered", score=12), track("A")))
    assert workspace.mending.read_again(now=NOW).n_held == 2
    corrected = TRACK.replace('missing = ["99"]', 'missing = ["-1"]')
    workspace.place.track_file.write_text(corrected)
    assert workspace.mending.read_again(source="other", now=NOW).n_rows == 0
    again = workspace.mending.read_again(source="app", now=NOW)
    assert (again.n_rows, again.n_stored, again.n_held) == (2, 1, 1)
    [left] = workspace.mending.waiting()
    assert "12" in left["sentence"]
    edited = workspace.mending.edit(left["id"], {"answers.recommend": "2"}, now=NOW)
    assert edited.n_stored == 1
    assert workspace.mending.waiting() == []
    assert [row["value"] for row in rows(workspace, "answers")] == [2]
    met = [row["touchpoint"] for row in rows(workspace, "interactions")]
    assert sorted(met) == ["A", "Survey Answered", "Survey Answered"]
    # Sent once more it is known.
    summary = drained(
        workspace, entry(3, {**survey, "messageId": "log:10000"}, kind="track")
    )
    assert summary.n_known == 1

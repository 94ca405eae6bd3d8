"""Messages of the track API: taken, or refused with field and mend; never an error."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from stik.intake.track.message import (
    KINDS,
    MOST_BYTES,
    BodyRefused,
    message_of,
    read_request,
)

GOOD = {"type": "track", "event": "Order Completed", "userId": "u1"}
ANYTHING = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)


def batch(*messages, **more):
    return json.dumps({"batch": messages, **more}).encode()


def test_the_good_messages_of_a_batch_are_kept_and_the_bad_one_is_named():
    accepted, refused = read_request(
        batch(GOOD, {**GOOD, "userId": None}, GOOD), kind="batch"
    )
    assert len(accepted.messages) == 2
    [fault] = refused
    assert (fault.index, fault.field) == (1, "userId")
    assert "send a userId or an anonymousId" in fault.message


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"type": None}, "type"),
        ({"type": "buy"}, "type"),
        ({"event": None}, "event"),
        ({"event": ""}, "event"),
        ({"userId": ""}, "userId"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"properties": "none"}, "properties"),
        ({"type": "alias"}, "previousId"),
        ({"type": "group"}, "groupId"),
        ({"messageId": "m" * 1_001}, "messageId"),
        ({"properties": {"long": "x" * MOST_BYTES}}, None),
    ],
)
def test_a_message_that_lacks_or_garbles_something_is_refused(wrong, field):
    accepted, [fault] = read_request(batch({**GOOD, **wrong}), kind="batch")
    assert accepted.messages == []
    assert fault.field == field
    assert fault.message


@pytest.mark.parametrize("body", [b"", b"[]", b'{"batch": 5}', b"\xff", b'{"a": 1}'])
def test_a_body_that_is_no_batch_is_refused(body):
    with pytest.raises(BodyRefused, match=r"\w"):
        read_request(body, kind="batch")


def test_a_number_may_name_a_customer():
    accepted, _ = read_request(b'{"userId": 17, "event": "x"}', kind="track")
    assert message_of(accepted.messages[0]).who == "17"


def test_who_is_known_comes_before_who_is_anonymous():
    accepted, _ = read_request(
        b'{"userId": "ana", "anonymousId": "z9", "event": "x"}', kind="track"
    )
    assert message_of(accepted.messages[0]).who == "ana"


@settings(max_examples=150, deadline=None)
@given(messages=some.lists(ANYTHING, max_size=4), kind=some.sampled_from(KINDS))
def test_whatever_comes_is_taken_or_refused(messages, kind):
    accepted, refused = read_request(batch(*messages), kind="batch")
    assert len(accepted.messages) + len(refused) == len(messages)
    for message in messages:
        accepted, refused = read_request(json.dumps(message).encode(), kind=kind)
        assert len(accepted.messages) + len(refused) == 1


@settings(max_examples=100, deadline=None)
@given(body=some.binary(max_size=60))
def test_bytes_that_are_no_json_are_refused(body):
    assume(not body.lstrip().startswith(b"{"))
    with pytest.raises(BodyRefused, match=r"\w"):
        read_request(body, kind="batch")

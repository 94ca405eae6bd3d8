"""The log is drained in stretches: of not too many messages, nor of too many bytes."""

import pytest

from stik_web.sources import drain
from stik_web.sources.models import IntakeEntry

pytestmark = pytest.mark.database


@pytest.fixture
def cut(db, now, monkeypatch):  # noqa: ARG001 asked for to have a database
    """Return what cuts five requests, of two messages and ten bytes, into stretches."""
    requests = [
        IntakeEntry(
            source="shop",
            kind="batch",
            body=b"0123456789",
            n_messages=2,
            received_at=now,
        )
        for _ in range(5)
    ]
    IntakeEntry.objects.bulk_create(requests)
    newest = IntakeEntry.objects.order_by("pk").values_list("pk", flat=True).last()

    def lengths(*, messages, n_bytes):
        monkeypatch.setattr(drain, "MESSAGES_A_BATCH", messages)
        monkeypatch.setattr(drain, "BYTES_A_BATCH", n_bytes)
        return [len(each) for each in drain._stretches("shop", last=newest)]

    return lengths


def test_a_stretch_ends_with_enough_messages(cut):
    assert cut(messages=4, n_bytes=1_000) == [2, 2, 1]


def test_a_stretch_of_long_messages_ends_sooner(cut):
    assert cut(messages=1_000, n_bytes=30) == [3, 2]


def test_what_is_little_is_one_stretch(cut):
    assert cut(messages=1_000, n_bytes=1_000) == [5]

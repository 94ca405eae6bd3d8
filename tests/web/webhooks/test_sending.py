"""Who is to be told is told everything at least once, in order, and nothing more."""

import shutil
import socket
from contextlib import suppress
from datetime import timedelta
from threading import Thread
from time import sleep

import pytest

import stik
from stik_web import clock
from stik_web.webhooks import sending
from stik_web.webhooks.actions import enable_endpoint, rotate_secret
from stik_web.webhooks.addresses import address_of
from stik_web.webhooks.models import Delivery
from stik_web.webhooks.posting import Signed, post
from stik_web.webhooks.sending import EVENTS_AT_ONCE, PAUSES, due, send

pytestmark = pytest.mark.database

MANY = [f"c{n},2026-01-05,{n % 11},3" for n in range(2 * EVENTS_AT_ONCE + 5)]


def test_an_answer_and_a_held_back_row_are_told_signed(load, told, tell, receiver):
    load("ana,2026-01-05,9,4", "bojan,2026-01-05,11,", ",2026-01-06,2,")
    tell()
    (answered, first), (_, nobody), (held, second) = receiver.came
    assert answered.startswith("answer_1_")
    assert first["type"] == "answer.received"
    data = first["data"]
    assert (data["source"], data["customer"]) == ("visits", "ana")
    assert data["occurred_at"].startswith("2026-01-05")
    assert [
        (each["question"], each["scale"], each["value"], each["touchpoint"])
        for each in data["answers"]
    ] == [("recommend", "nps_0_10", 9, "till"), ("kind", "csat_1_5", 4, "till")]
    assert nobody["data"]["customer"] is None
    assert held.startswith("held_1_2_")
    assert second["type"] == "row.held_back"
    assert second["data"]["reason"] == "off the scale"
    assert second["data"]["field"] == "answers.recommend"
    assert Delivery.objects.filter(endpoint=told, error="", status=204).count() == 3


@pytest.mark.usefixtures("told")
def test_all_is_told_once_in_order_and_nothing_of_before(
    load, tell, receiver, endpoint, served_place
):
    load(*MANY)
    tell()
    load("late,2026-01-06,5,")
    tell()
    numbers = [int(event.split("_")[1]) for event in receiver.taken]
    assert numbers == list(range(1, len(MANY) + 2))
    assert endpoint().reached == served_place.arriving.end()
    assert tell() == 0


@pytest.mark.usefixtures("told")
def test_what_was_not_taken_is_tried_again_after_growing_pauses(
    load, tell, receiver, endpoint, now
):
    load("ana,2026-01-05,9,", "bojan,2026-01-05,8,", "cvetka,2026-01-05,7,")
    for status in (500, 302, 404):
        receiver.fail(status, Location="http://127.0.0.1:1/")
    at = now
    for pause in PAUSES[:3]:
        tell(at)
        assert endpoint().next_try_at == at + pause
        assert tell(at + pause / 2) == 0
        at += pause
    assert len(receiver.taken) == 0
    tell(at)
    assert endpoint().n_failures == 0
    first, *others = receiver.events
    assert others[:3] == [first, first, first]
    assert receiver.taken == [first, *others[3:]]
    assert len(set(receiver.taken)) == 3
    told = [each.error for each in Delivery.objects.order_by("pk")]
    assert told[0].startswith("answered 500")
    assert "redirects are not followed" in told[1]
    assert told[3:] == ["", "", ""]


@pytest.mark.usefixtures("told")
def test_who_asks_for_more_time_gets_it(load, tell, receiver, endpoint, now):
    load("ana,2026-01-05,9,")
    receiver.fail(503, **{"Retry-After": "3600"})
    tell()
    assert endpoint().next_try_at == now + timedelta(hours=1)


def test_after_days_of_failures_it_is_told_nothing_until_enabled(
    load, told, tell, receiver, endpoint, now
):
    load("ana,2026-01-05,9,")
    at = now
    for _ in range(len(PAUSES) + 1):
        receiver.fail(500)
        tell(at)
        at = endpoint().next_try_at or at
    assert timedelta(days=3) < at - now < timedelta(days=4)
    assert endpoint().disabled_at == at
    assert endpoint().disabled_why.startswith("took nothing since 2026-03-02")
    assert tell(at + timedelta(days=30)) == 0
    assert enable_endpoint(told)
    tell(at)
    assert len(receiver.taken) == 1


@pytest.mark.usefixtures("told")
def test_who_is_gone_is_told_nothing_more(load, tell, receiver, endpoint, now):
    load("ana,2026-01-05,9,")
    receiver.fail(410)
    tell()
    assert endpoint().disabled_at == now
    assert tell(now + timedelta(days=30)) == 0


@pytest.mark.usefixtures("told")
def test_killed_before_it_is_written_down_it_is_told_again_by_the_same_name(
    load, tell, receiver, served_place, now, monkeypatch
):
    class Killed(BaseException):
        pass

    def killed(*_, **__):
        raise Killed

    load(*MANY[:5])
    [endpoint] = due(served_place, now=now)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_write_down", killed)
        with pytest.raises(Killed):
            send(endpoint, workspace=served_place, now=now)
    tell()
    assert receiver.taken == receiver.taken[:5] * 2
    assert len(set(receiver.taken)) == 5


@pytest.mark.usefixtures("told")
def test_who_was_erased_meanwhile_is_not_told_of(
    load, tell, receiver, served_place, now
):
    load("ana,2026-01-05,9,", "bojan,2026-01-05,8,", "bojan,2026-01-05,99,")
    receiver.fail(500)
    tell()
    receiver.came.clear()
    served_place.people.erase("ana", now=now)
    served_place.people.erase("bojan", now=now)
    load("cvetka,2026-01-06,7,")
    tell(now + PAUSES[0])
    assert [said["data"]["customer"] for _, said in receiver.came] == ["cvetka"]


@pytest.mark.usefixtures("told")
def test_who_is_erased_while_others_are_told_of_is_not(
    load, tell, receiver, served_place, now, monkeypatch
):
    load(*MANY)
    write_down = sending._write_down

    def erased_after(*what, **when):
        write_down(*what, **when)
        monkeypatch.setattr(sending, "_write_down", write_down)
        served_place.people.erase("c30", now=now)

    monkeypatch.setattr(sending, "_write_down", erased_after)
    tell()
    named = [said["data"]["customer"] for _, said in receiver.came]
    assert named == [f"c{n}" for n in range(len(MANY)) if n != 30]


@pytest.mark.usefixtures("told")
def test_a_load_that_was_taken_back_is_not_told_of(
    load, tell, receiver, served_place, now
):
    load("ana,2026-01-05,9,")
    served_place.take_back(served_place.place.folder.parent / "visits-0.csv", now=now)
    load("bojan,2026-01-05,9,")
    tell()
    assert [said["data"]["customer"] for _, said in receiver.came] == ["bojan"]


def test_while_it_is_rotated_both_secrets_sign(load, told, tell, receiver, now):
    load("ana,2026-01-05,9,")
    old, far = receiver.secret, timedelta(days=10_000)
    new = rotate_secret(told, now=now, overlap=far)
    tell()  # the receiver still knows the old one
    receiver.secret = new
    load("bojan,2026-01-05,9,")
    tell()
    assert len(receiver.taken) == 2
    rotate_secret(told, now=now, overlap=timedelta())
    receiver.secret = old
    load("cvetka,2026-01-05,9,")
    tell()
    assert len(receiver.taken) == 2, "neither of the others signs any more"


@pytest.mark.usefixtures("told")
def test_of_a_restored_place_what_comes_anew_is_told(
    load, tell, receiver, served_place, tmp_path
):
    folder, backup = served_place.place.folder, tmp_path / "backup"
    load("ana,2026-01-05,9,")
    tell()
    shutil.copytree(folder, backup)
    load("bojan,2026-01-05,8,", "bojan,2026-01-05,99,")
    tell()
    shutil.rmtree(folder)
    backup.rename(folder)
    restored = stik.open(folder)
    load("cvetka,2026-01-05,7,", "cvetka,2026-01-05,99,", into=restored)
    tell(of=restored)
    told = [said["data"].get("customer") for _, said in receiver.came]
    assert told == ["ana", "bojan", None, "cvetka", None]
    assert len(set(receiver.taken)) == 5


def test_a_receiver_that_never_ends_its_answer_is_left():
    def drip(listening):
        taken, _ = listening.accept()
        with taken, suppress(OSError):
            while True:
                taken.sendall(b"H")
                sleep(0.02)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=drip, args=(listening,))
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        address = address_of(url, may_be_private=False)
        signed = Signed("e1", b"{}", ["whsec_c2VjcmV0"])
        posted = post(signed, address, at=clock.now(), seconds=0.3)
        thread.join(10)
    assert posted.status is None
    assert posted.error.startswith("no answer")
    assert posted.seconds < 5

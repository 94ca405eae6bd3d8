"""Whatever is killed while messages come: each acknowledged one is a fact, once."""

import os
import random
from collections import Counter
from pathlib import Path
from threading import Event

import pytest
from tests.kills.real_clients import clients_sending, install_node_client
from tests.kills.senders import MESSAGES, check_each_once, events_of, sending
from tests.web.sources.serving import Served, served

import stik

KILLS = 20
MANY_KILLS = int(os.environ.get("STIK_KILLS", "1000"))

pytestmark = pytest.mark.kill


def kill_at_random(product: Served, *, times: int) -> None:
    """Kill web or worker, and start it again, so many times."""
    chance = random.Random(5)
    for _ in range(times):
        Event().wait(chance.uniform(0.0, 0.4))
        part = chance.choice(["web", "worker"])
        product.kill(part)
        product.start(part)
        product.wait_until_ready()


def test_killed_at_any_moment_each_acknowledged_message_is_a_fact_once(tmp_path: Path):
    with served(tmp_path, "web", "worker") as product:
        with sending(product, product.key("app")) as senders:
            kill_at_random(product, times=KILLS)
        assert check_each_once(product, senders) >= KILLS * MESSAGES


@pytest.mark.parametrize(
    "kills", [KILLS, pytest.param(MANY_KILLS, marks=pytest.mark.soak)]
)
def test_what_real_clients_believe_delivered_is_a_fact_once(tmp_path: Path, kills: int):
    install_node_client()
    with served(tmp_path, "web", "worker") as product:
        with clients_sending(product) as delivered:
            kill_at_random(product, times=kills)
        product.wait_until_drained()
        product.stop("worker")
        times = Counter(events_of(stik.open(product.place)))
    assert {name.partition("-")[0] for name in delivered} == {"node", "python"}
    assert set(delivered) <= set(times), "delivered, but lost"
    assert set(times.values()) == {1}, "delivered twice"

"""Whatever is killed while webhooks go out: each answer is told, none is invented."""

import json
from pathlib import Path
from threading import Event

import pytest
from tests.web.sources.serving import served, stik
from tests.web.webhooks.conftest import MAPPING
from tests.web.webhooks.receiver import receiving

KILLS = 2
ANSWERS = 200

pytestmark = pytest.mark.kill


def test_killed_at_any_moment_each_answer_is_told_and_nothing_else(tmp_path: Path):
    with served(tmp_path) as product, receiving() as receiver:
        words = ("webhooks", product.place, "add", "--url", receiver.url, "--json")
        added = json.loads(stik(*words, environment=product.environment))
        receiver.secret = added["secret"]
        _load(product, tmp_path)
        for kill in range(KILLS):
            told = len(receiver.taken)
            product.start("worker")
            _wait(lambda seen=told: len(receiver.taken) > seen + ANSWERS // 10)
            if kill % 2:  # the receiver fails, too, and is tried again in 5 s
                receiver.fail(500)
            product.kill("worker")
        product.start("worker")
        _wait(lambda: len(set(receiver.taken)) == ANSWERS)
        product.stop("worker")
    customers = {name: said["data"]["customer"] for name, said in receiver.came}
    assert sorted(customers.values()) == sorted(f"c{n}" for n in range(ANSWERS))


def _load(product, folder):
    rows = [f"c{n},2026-01-05,{n % 11}," for n in range(ANSWERS)]
    file, mapping = folder / "visits.csv", folder / "m.toml"
    file.write_text("\n".join(["who,day,recommend,kind", *rows]) + "\n")
    mapping.write_text(MAPPING)
    stik("load", product.place, file, "--map", mapping)


def _wait(until):
    for _ in range(6_000):
        if until():
            return
        Event().wait(0.01)
    pytest.fail("it took too long")

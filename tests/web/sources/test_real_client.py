"""The client that companies use already works unchanged: what it says is answered."""

import pytest
import segment.analytics
from tests.web.sources.serving import served

import stik
from stik_web.clock import now

pytestmark = pytest.mark.database

TRACK = """
[events."Survey Answered".answers.recommend]
column = "score"
scale = "nps_0_10"
touchpoint = "overall"
"""


def test_what_a_real_client_says_is_answered(tmp_path):
    with served(tmp_path, "serve") as product:
        (product.place / "track.toml").write_text(TRACK)
        client = segment.analytics.Client(
            product.key("app"), host=product.url, gzip=True, on_error=_fail
        )
        for n in range(250):
            client.identify(f"u{n}", {"tier": "gold" if n % 2 else "silver"})
            client.track(f"u{n}", "Survey Answered", {"score": 10 if n % 2 else 0})
        client.page("u1", name="Home")
        client.flush()
        client.join()
        product.wait_until_drained()
        rows = stik.open(product.place).ask("nps", by="tier").table.to_pylist()
        assert {row["tier"]: (row["value"], row["n"]) for row in rows} == {
            "gold": (100, 125),
            "silver": (-100, 125),
        }
        assert product.stop("serve") == 0
    workspace = stik.open(product.place)
    met = workspace.touchpoints_found().to_pylist()
    assert {row["touchpoint"]: row["n_interactions"] for row in met} == {
        "Survey Answered": 250,
        "Home": 1,
        "overall": 0,
    }
    assert workspace.store.latest().recorded_at <= now()


def _fail(error, _messages):
    raise AssertionError(error)

"""The client of resumable uploads works unchanged, also when the server is killed."""

import json
import urllib.request

import pytest
from tests.facts.reading import column
from tests.intake.test_repair import KEYED, visits
from tests.web.sources.serving import served
from tests.web.sources.serving import stik as stik_command
from tusclient.client import TusClient

import stik

pytestmark = [pytest.mark.database, pytest.mark.served]


def test_an_upload_survives_the_server_and_is_loaded(tmp_path):
    rows = visits(*(f"{n},2026-01-05,9" for n in range(20_000)))
    file = tmp_path / "november.csv"
    file.write_text(rows)
    with served(tmp_path, "web", "worker") as product, file.open("rb") as stream:
        feed = product.place / "feeds" / "crm"
        feed.mkdir(parents=True)
        (feed / "mapping.toml").write_text(KEYED)
        bearer = {"Authorization": f"Bearer {product.key('visits')}"}
        client = TusClient(f"{product.url}/api/v1/uploads", headers=bearer)
        metadata = {"feed": "crm", "filename": "november.csv"}
        upload = client.uploader(
            file_stream=stream, metadata=metadata, chunk_size=100_000
        )
        upload.upload_chunk()
        product.kill("web")
        product.start("web")
        product.wait_until_ready()
        again = client.uploader(file_stream=stream, url=upload.url, chunk_size=100_000)
        assert again.offset == 100_000
        again.upload()
        # Beside the worker a load waits for its turn.
        by_hand, mapping = tmp_path / "october.csv", tmp_path / "october.toml"
        by_hand.write_text(visits("a,2026-01-04,1"))
        mapping.write_text(KEYED)
        stik_command("load", product.place, by_hand, "--map", mapping)
        number = upload.url.rpartition("/")[2]
        asked = urllib.request.Request(  # noqa: S310 our own
            f"{product.url}/api/v1/arrivals/{number}", headers=bearer
        )

        def told():
            with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310 our own
                return json.load(answer)

        product.wait(lambda: told()["state"] == "loaded")
        assert told()["told"]["n_stored"] == 20_000
        [listed] = json.loads(stik_command("feeds", product.place, "--json"))["files"]
        assert (listed["id"], listed["state"]) == (number, "loaded")
    values = column(stik.open(product.place), "answers", "value")
    assert (len(values), values.count(1)) == (20_001, 1)

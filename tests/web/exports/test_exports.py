"""Facts over REST: as a stream of every row, with the cursor of its end."""

import json
import urllib.request

import pytest
from tests.facts.reading import NOW, load_text
from tests.web.sources.serving import served, stik

import stik as library
from stik_web.exports import api

pytestmark = pytest.mark.database

MAPPING = """
source = "visits"
[row]
customer = "who"
occurred = "day"
channel = "channel"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
"""


def survey(n_rows):
    rows = [f"p{n},2026-03-{1 + n % 28:02d},web,{n % 11}" for n in range(n_rows)]
    return "\n".join(["who,day,channel,recommend", *rows]) + "\n"


def test_every_row_comes_and_the_header_says_what_to_ask_next(
    rest, served_place, key_to
):
    load_text(served_place, survey(50), MAPPING)
    read = key_to("read")
    first = rest("GET", "export/answers?format=jsonl&names=yes", key=read)
    lines = [json.loads(line) for line in b"".join(first).splitlines()]
    assert first["Stik-Rows"] == "50"
    assert [row["customer_name"] for row in lines] == [f"p{n}" for n in range(50)]
    load_text(served_place, survey(53), MAPPING, name="newer.csv")
    since = f"export/answers?since={first['Stik-Cursor']}"
    second = rest("GET", f"{since}&where=channel=web", key=read)
    assert second["Content-Type"].startswith("text/csv")
    assert len(b"".join(second).splitlines()) == 1 + 53
    second.close()
    assert rest("GET", "export/answers", key=key_to("write")).status_code == 403
    refused = rest("GET", "export/answers?since=7-7", key=read)
    assert (refused.status_code, refused.json()["success"]) == (400, False)
    assert "no cursor of this place" in refused.json()["message"]
    assert rest("GET", "export/secrets", key=read).status_code == 400


def test_more_exports_at_once_than_memory_is_for_are_asked_to_come_again(
    rest, served_place
):
    load_text(served_place, survey(3), MAPPING)
    open_ones = [rest("GET", "export/answers") for _ in range(api.MOST_AT_ONCE)]
    refused = rest("GET", "export/answers")
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    for answer in open_ones:
        answer.close()
    assert rest("GET", "export/answers").status_code == 200


@pytest.mark.served
def test_a_real_server_streams_it_and_a_stream_that_breaks_off_can_be_told(tmp_path):
    with served(tmp_path, "web") as product:
        workspace = library.open(product.place)
        load_text(workspace, survey(300), MAPPING, now=NOW)
        bearer = json.loads(stik("keys", product.place, "add", *_READER))["key"]
        url = f"{product.url}/api/v1/export/answers?format=jsonl"
        headers, content = read(url, bearer)
        assert headers["Transfer-Encoding"] == "chunked"
        assert headers["Stik-Cursor"] == workspace.export("answers").cursor
        assert headers["Stik-Rows"] == str(len(content.splitlines())) == "300"
        for file in (product.place / "facts" / "answers").glob("*.parquet"):
            spoilt = bytearray(file.read_bytes())
            spoilt[4:400] = bytes(396)
            file.write_bytes(spoilt)
        headers, content = read(f"{url}&names=yes", bearer)
        assert int(headers["Stik-Rows"]) > len(content.splitlines())


def read(url, bearer):
    """Return the headers and the body of what is at an address."""
    headers = {"Authorization": f"Bearer {bearer}"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 our own
    with urllib.request.urlopen(request) as answer:  # noqa: S310 as above
        return answer.headers, answer.read()


_READER = ("--source", "analyst", "--scope", "read", "--json")

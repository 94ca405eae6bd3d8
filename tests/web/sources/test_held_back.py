"""What is held back is seen and mended over REST, by who may."""

import pytest
from tests.facts.reading import load_text
from tests.intake.test_repair import KEYED
from tests.workspace.test_mending import BAD, WITH_CODE

pytestmark = pytest.mark.database


@pytest.fixture
def waiting(served_place):
    """Return a served place in which three rows wait."""
    load_text(served_place, BAD, KEYED)
    return served_place


@pytest.mark.usefixtures("waiting")
def test_what_waits_is_counted_listed_and_edited(rest, key_to):
    reader = key_to("read")
    first, second = rest("GET", "held-back", key=reader).json()
    assert (first["n"], first["reason"]) == (2, "off the scale")
    [row] = rest("GET", "held-back/rows?reason=not a date", key=reader).json()["rows"]
    assert (row["id"], row["row"]["day"]) == (second["sample"], "soon")
    changes = {"changes": {"day": "2026-01-06"}}
    path = f"held-back/rows/{row['id']}"
    assert rest("PATCH", path, changes, key=reader).status_code == 403
    assert rest("PATCH", path, changes).json()["n_stored"] == 1
    assert rest("PATCH", path, changes).status_code == 404
    [left] = rest("GET", "held-back").json()
    assert left["n"] == 2


@pytest.mark.usefixtures("waiting")
def test_rows_are_listed_a_page_at_a_time(rest):
    seen, after = [], 0
    while after is not None:
        page = rest("GET", f"held-back/rows?after={after}&limit=2").json()
        seen += [row["id"] for row in page["rows"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.usefixtures("waiting")
def test_by_a_corrected_mapping_all_of_a_source_is_tried_again(rest):
    tried = rest("POST", "held-back/again", {"mapping": WITH_CODE}).json()
    assert (tried["n_rows"], tried["n_stored"], tried["n_held"]) == (3, 1, 2)
    refused = rest("POST", "held-back/again", {"mapping": "source = 1"})
    assert refused.status_code == 400
    assert refused.json()["message"].startswith("mapping")

"""The page in a real browser: nothing sticks out at the side."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.report import stories
from tests.report.journeys.graphs import graph

from stik.report.journeys.page import journey_page
from stik.report.page import page

pytestmark = pytest.mark.browser

MEASURED = (
    "<script>document.title = document.documentElement.scrollWidth"
    " - document.documentElement.clientWidth</script></body>"
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dump-dom",
)


def overhang(html: str, folder: Path, *, width: int) -> int:
    """Return by how many pixels the page is wider than the window."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium")
    open_to_scripts = re.sub(r'<meta http-equiv="Content-Security[^>]*>', "", html)
    file = folder / "report.html"
    file.write_text(open_to_scripts.replace("</body>", MEASURED), encoding="utf-8")
    shown = subprocess.run(
        [
            browser,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={width},900",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = re.search(r"<title>(-?\d+)</title>", shown.stdout)
    assert found, shown.stderr
    return int(found[1])


@pytest.mark.parametrize("width", [390, 1440])
def test_a_wide_journey_scrolls_in_its_frame(width, tmp_path):
    wide = {f"a>step {i}": 9 for i in range(20)}
    drawn = graph(wide, starts={"a": 180}, ends={"a": 0})
    html = journey_page(drawn, title="Get fibre", subtitle="90 days")
    assert overhang(html, tmp_path, width=width) <= 0


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("story", [stories.full, stories.overfull])
def test_nothing_sticks_out_at_the_side(story, width, tmp_path):
    html = page(story(), language="pl")
    assert overhang(html, tmp_path, width=width) <= 0

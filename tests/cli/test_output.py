"""Tables in a terminal of 80 columns lose no letter, however long the names are."""

import pytest
from rich.console import Console

from stik_cli.output import add_texts, fit, plain_table


@pytest.mark.parametrize("name", [3, 14, 24, 60])
@pytest.mark.parametrize("remark", [0, 15, 18, 40])
def test_no_letter_is_lost(name: int, remark: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    table = plain_table(("goal",), numbers=("stands", "likely", "n", "by"))
    texts = ["g" * name, "off track", "0 %", "3,401", "2026-12-31", "r" * remark]
    add_texts(table, texts)
    console = Console(width=80)
    with console.capture() as captured:
        console.print(fit(table))
    _, *lines = captured.get().splitlines()
    found = "".join(line.replace("off track", "") for line in lines)
    assert found.count("g") == name
    assert found.count("r") == remark
    assert "2026-12-31" in found

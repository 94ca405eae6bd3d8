"""Old code pages are told apart by the letters of the languages written in them."""

from collections import Counter

import pytest
from tests.formats.conftest import Write

from stik.formats.code_pages import code_page
from stik.formats.source_file import read_rows, survey_file

_SAID = {
    "sl": ("cp1250", "Čakala sem predolgo, osebje pa je bilo prijazno. Žal še vedno."),
    "hr": ("cp1250", "Osoblje je vrlo ljubazno, ali čekanje je bilo preduže. Šteta."),
    "pl": ("cp1250", "Obsługa była miła, ale czekałem zbyt długo na przesyłkę."),
    "cs": ("cp1250", "Obsluha byla milá, ale čekal jsem příliš dlouho."),
    "hu": ("cp1250", "A kiszolgálás kedves volt, de túl sokat vártam, köszönöm."),
    "lv": ("cp1257", "Apkalpošana bija laipna, bet pārāk ilgi jāgaida rindā."),
    "sr": ("cp1251", "Особље је љубазно, али се предуго чекало на шалтеру."),
    "de": ("cp1252", "Die Bedienung war freundlich, aber die Wartezeit übermäßig."),
    "fr": ("cp1252", "Personnel très aimable, mais l'attente a été trop longue."),
    "es": ("cp1252", "El personal fue amable, pero esperé demasiado. ¿Por qué?"),
    "sv": ("cp1252", "Personalen var trevlig men väntan var för lång på fredagen."),
    "it": ("cp1252", "Il personale è gentile, però l'attesa è già troppo lunga."),
}


@pytest.mark.parametrize("language", _SAID)
def test_one_sentence_tells_the_code_page(language: str) -> None:
    page, said = _SAID[language]
    stored = said.encode(page)
    assert stored.decode(code_page(Counter(stored))) == said


def test_letters_of_iso_8859_2_that_windows_keeps_elsewhere_tell_it() -> None:
    said = "Škoda, čakanje je bilo še daljše, a žal"
    assert code_page(Counter(said.encode("iso8859-2"))) == "iso8859-2"


def test_quotation_marks_and_the_euro_say_nothing() -> None:
    assert code_page(
        Counter("\u201e5\u20ac\u201d \u2013 ok\u2026".encode("cp1250"))
    ) == ("cp1252")


def test_a_file_saved_by_a_spreadsheet_in_ljubljana_reads_right(write: Write) -> None:
    content = "kraj;ocena\nŽalec;5\nČrnomelj;4\nKočevje;3\n".encode("cp1250")
    file = survey_file(write("a.csv", content))
    assert file.encoding == "cp1250"
    [chunk] = read_rows(file)
    assert chunk.table.column("kraj").to_pylist() == ["Žalec", "Črnomelj", "Kočevje"]

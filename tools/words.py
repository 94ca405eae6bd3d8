"""Keep the report's catalogues in step with its sentences.

python tools/words.py update   extract the messages, keep what is translated
python tools/words.py latin    write Serbian in Latin script from the Cyrillic
python tools/words.py check    exit 1 unless every catalogue is complete
"""

import sys
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "src" / "stik" / "report"
LOCALE = REPORT / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "count": (1, 2)}

_SERBIAN = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)"
PLURALS = {
    "sl": (4, "(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3)"),
    "pl": (4, "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"),
    "sr": (3, f"({_SERBIAN} ? 1 : 2)"),
    "sr_Latn": (3, f"({_SERBIAN} ? 1 : 2)"),
    "lv": (3, "(n%10==0 || n%100>10 && n%100<20 ? 0 : n%10==1 && n%100!=11 ? 1 : 2)"),
}
"""How many plurals a language has, and which one a whole number takes; CLDR's order.

Polish has a fourth, which CLDR keeps for fractions.
"""

_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
LATIN_OF = dict(zip(_CYRILLIC, _LATIN.split(), strict=True))


def extracted() -> Catalog:
    """Return every message of the report, in English."""
    catalogue = Catalog(domain="stik", project="stik", charset="utf-8")
    found = extract_from_dir(
        REPORT,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=(),
    )
    for file_name, line, message, _comments, _context in sorted(found, key=_place):
        catalogue.add(message, locations=[(file_name, line)])
    return catalogue


def _place(found: tuple[str, int, object, object, object]) -> tuple[str, int]:
    """Return where a message was found, to keep catalogues in the order of the code."""
    return found[0], found[1]


def path_of(folder: str) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALE / folder / "LC_MESSAGES" / "stik.po"


def read(folder: str) -> Catalog:
    """Return the catalogue of a language, with the messages it has."""
    with path_of(folder).open("rb") as written:
        return read_po(written, locale=folder, domain="stik")


def write(catalogue: Catalog, folder: str) -> None:
    """Write a catalogue, the same bytes for the same words."""
    path_of(folder).parent.mkdir(parents=True, exist_ok=True)
    header = _header(folder)
    catalogue.header_comment = ""
    with path_of(folder).open("wb") as written:
        written.write(header.encode())
        write_po(written, catalogue, width=88, omit_header=True, include_lineno=False)


def _header(folder: str) -> str:
    n_plurals, plural = PLURALS[folder]
    return (
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: stik\\n"\n'
        f'"Language: {folder}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: nplurals={n_plurals}; plural={plural};\\n"\n\n'
    )


def update() -> None:
    """Bring every catalogue up to date; new messages wait for their translation."""
    for folder in PLURALS:
        catalogue = read(folder) if path_of(folder).exists() else Catalog(locale=folder)
        catalogue.update(extracted(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(catalogue, folder)


def latin() -> None:
    """Write the Serbian catalogue in Latin script, letter by letter."""
    catalogue = read("sr")
    for message in catalogue:
        if message.id:
            forms = tuple(in_latin(form) for form in forms_of(message))
            message.string = forms if message.pluralizable else forms[0]
    write(catalogue, "sr_Latn")


def in_latin(cyrillic: str) -> str:
    """Return Serbian text in Latin script; what is Latin already stays."""
    return "".join(_letter(each) for each in cyrillic)


def _letter(letter: str) -> str:
    lower = LATIN_OF.get(letter.lower(), letter)
    return lower.capitalize() if letter.isupper() and lower != letter else lower


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the translated forms of a message: one, or one per plural."""
    said = message.string
    return (said or "",) if isinstance(said, str | None) else tuple(said)


def faults(folder: str) -> list[str]:
    """Return what keeps a catalogue from being complete, one sentence each."""
    catalogue = read(folder)
    found = [
        f"{folder}: missing or obsolete: {message}"
        for message in _ids(extracted()) ^ _ids(catalogue)
    ]
    for message in catalogue:
        if message.id:
            found += [
                f"{folder}: {fault}: {message.id}" for fault in _wrong(message, folder)
            ]
    return found


def _ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def _wrong(message: Message, folder: str) -> list[str]:
    forms = forms_of(message)
    found = []
    if message.fuzzy:
        found.append("fuzzy")
    if not all(forms):
        found.append("not translated")
    if message.pluralizable and len(forms) != PLURALS[folder][0]:
        found.append(f"needs {PLURALS[folder][0]} plurals")
    needed = _places(message.id if isinstance(message.id, str) else message.id[1])
    if any(_places(form) != needed for form in forms if form):
        found.append("other placeholders")
    return found


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def check() -> int:
    """Print every fault of every catalogue and return the exit code."""
    found = [fault for folder in PLURALS for fault in faults(folder)]
    sys.stdout.write("\n".join([*found, f"{len(found)} faults\n"]))
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Do what was asked for and return the exit code."""
    match arguments:
        case ["update"]:
            update()
        case ["latin"]:
            latin()
        case ["check"]:
            return check()
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

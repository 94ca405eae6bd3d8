"""What the simulated company calls its touchpoints, in the six written languages."""

from collections.abc import Mapping

from stik.demo.words.serbian import in_cyrillic

_TITLES: Mapping[str, tuple[str, str, str, str, str]] = {
    "order": (
        "Ordering fibre",
        "Naročilo optike",
        "Zamówienie światłowodu",
        "Naručivanje optike",
        "Optikas pasūtīšana",
    ),
    "booking": (
        "Booking a date",
        "Izbira termina",
        "Wybór terminu",
        "Izbor termina",
        "Laika izvēle",
    ),
    "waiting": (
        "Waiting for the technician",
        "Čakanje na monterja",
        "Oczekiwanie na montera",
        "Čekanje na majstora",
        "Meistara gaidīšana",
    ),
    "installation": (
        "Installation at home",
        "Priklop na domu",
        "Montaż w domu",
        "Priključenje kod kuće",
        "Uzstādīšana mājās",
    ),
    "first_invoice": (
        "The first invoice",
        "Prvi račun",
        "Pierwsza faktura",
        "Prvi račun",
        "Pirmais rēķins",
    ),
    "call_centre": (
        "The call centre",
        "Klicni center",
        "Infolinia",
        "Pozivni centar",
        "Zvanu centrs",
    ),
    "fault_report": (
        "Reporting a fault",
        "Prijava napake",
        "Zgłoszenie awarii",
        "Prijava kvara",
        "Bojājuma pieteikšana",
    ),
    "repair": (
        "Repair at home",
        "Popravilo na domu",
        "Naprawa w domu",
        "Popravka kod kuće",
        "Remonts mājās",
    ),
    "shop": ("The shop", "Trgovina", "Salon", "Prodavnica", "Veikals"),
    "app": ("The app", "Aplikacija", "Aplikacja", "Aplikacija", "Lietotne"),
    "help_pages": (
        "The help pages",
        "Strani za pomoč",
        "Strony pomocy",
        "Stranice za pomoć",
        "Palīdzības lapas",
    ),
}


def title_of(touchpoint: str) -> dict[str, str]:
    """Return the touchpoint's title by language, Serbian in both scripts."""
    english, slovenian, polish, serbian, latvian = _TITLES[touchpoint]
    return {
        "en": english,
        "sl": slovenian,
        "pl": polish,
        "sr": in_cyrillic(serbian),
        "sr-latn": serbian,
        "lv": latvian,
    }

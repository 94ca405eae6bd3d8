"""Serbian comments, written in Latin script and turned into Cyrillic for some."""

from stik.demo.words.said import Language, Said

SERBIAN: Language = {
    "order": Said(
        bad=(
            "Adresu sam morao da upišem tri puta dok porudžbina nije prošla.",
            "Cena na kraju nije bila ista kao na početku.",
        ),
        fair=("Naručivanje je radilo, ali nisam znala koji paket mi treba.",),
        good=("Naručio sam za pet minuta, svaki korak je bio jasan.",),
    ),
    "booking": Said(
        bad=(
            "Stranica za termine je stalno javljala da je termin zauzet.",
            "Izabrala sam datum, a sutradan su zvali da ga promene.",
        ),
        fair=("Termina je bilo malo, ali jedan mi je odgovarao.",),
        good=("Sama sam izabrala dan i sat i dobila podsetnik.",),
    ),
    "waiting": Said(
        bad=(
            "Ceo dan sam bio kod kuće i niko nije rekao kada dolaze.",
            "Tri nedelje čekanja bez ijedne poruke.",
        ),
        fair=("Čekali smo dugo, ali smo bar znali koliko.",),
        good=("Došli su ranije nego što su obećali i javili se ujutru.",),
    ),
    "installation": Said(
        bad=(
            "Majstor je ostavio rupe u zidu i kabl preko hodnika.",
            "Žurilo mu se, a u spavaćoj sobi nema signala.",
        ),
        fair=("Priključenje je bilo u redu, ali sam morao sam da počistim.",),
        good=("Majstor je bio ljubazan i uredan i sve je objasnio.",),
    ),
    "first_invoice": Said(
        bad=(
            "Prvi račun uopšte ne razumem, ima šest redova troškova.",
            "Naplatili su mi dane kada priključka još nije bilo.",
        ),
        fair=("Iznos je tačan, ali je račun teško čitljiv.",),
        good=("Račun je jasan i iznos je onakav kako smo se dogovorili.",),
    ),
    "call_centre": Said(
        bad=(
            "Četrdeset minuta muzike, a onda su me dva puta prebacili.",
            "Svakome sam morao sve da pričam ispočetka.",
        ),
        fair=("Na kraju su pomogli, ali sam dugo čekala.",),
        good=("Gospođa na telefonu je odmah rešila stvar.",),
    ),
    "fault_report": Said(
        bad=(
            "Prijavio sam kvar i nikada nisam saznao šta je bilo s njim.",
            "Pre prijave kvara morao sam tri puta sve da pokrenem ponovo.",
        ),
        fair=("Prijavu su primili, ali je odgovor stigao tek sutradan.",),
        good=("Prijavila sam kvar za minut i videla kada će biti popravljen.",),
    ),
    "repair": Said(
        bad=(
            "Posle dva dana isti kvar se vratio.",
            "Serviser je došao bez dela koji mu je trebao.",
        ),
        fair=("Opet radi, iako su bile potrebne dve posete.",),
        good=("Popravljeno u prvoj poseti, hvala.",),
    ),
    "shop": Said(
        bad=(
            "Dvoje radnika na ceo red, čekao sam pola sata.",
            "U prodavnici su me uputili na telefonsku liniju.",
        ),
        fair=("Prodavnica kao prodavnica, ništa posebno.",),
        good=("U prodavnici su mi posvetili vreme i podesili telefon.",),
    ),
    "app": Said(
        bad=(
            "Aplikacija me svaki put odjavi i zaboravi moj broj.",
            "U aplikaciji ne mogu da nađem svoje račune.",
        ),
        fair=("Aplikacija radi svoje, ali je spora.",),
        good=("U aplikaciji je sve što mi treba, i brza je.",),
    ),
    "help_pages": Said(
        bad=(
            "Uputstvo na stranici je za stariji ruter.",
            "Tražio sam ceo sat i nisam našao odgovor.",
        ),
        fair=("Na stranicama za pomoć našla sam pola odgovora.",),
        good=("Uz slike na stranici za pomoć uspeo sam sam.",),
    ),
    "overall": Said(
        bad=(
            "Za ovaj novac sam očekivao više i gledam druge ponude.",
            "U ovoj firmi niko ne zna šta je drugi obećao.",
        ),
        fair=("U celini je u redu, ima mesta za poboljšanje.",),
        good=("Zadovoljna sam i to kažem i komšijama.",),
    ),
    "closing": Said(
        bad=("Molim vas, uradite nešto.", "Razočaran sam."),
        fair=("Moglo bi bolje.", "Ni dobro ni loše."),
        good=("Samo tako nastavite!", "Hvala."),
    ),
}

_DIGRAPHS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_LATIN = "abvgdđežzijklmnoprstćufhcčš"
_CYRILLIC = "абвгдђежзијклмнопрстћуфхцчш"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper())


def in_cyrillic(text: str) -> str:
    """Return Serbian text in Cyrillic; the sentences here split no digraph."""
    for latin, cyrillic in _DIGRAPHS.items():
        text = text.replace(latin, cyrillic)
        text = text.replace(latin.capitalize(), cyrillic.upper())
    return text.translate(_LETTERS)

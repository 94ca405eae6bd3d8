"""Slovenian comments."""

from stik.demo.words.said import Language, Said

SLOVENIAN: Language = {
    "order": Said(
        bad=(
            "Naslov sem moral vpisati trikrat, preden je naročilo šlo skozi.",
            "Cena na koncu ni bila takšna kot na začetku.",
        ),
        fair=("Naročanje je delovalo, nisem pa vedel, kateri paket potrebujem.",),
        good=("Naročil sem v petih minutah, vse je bilo jasno.",),
    ),
    "booking": Said(
        bad=(
            "Stran za izbiro termina je ves čas javljala, da je termin zaseden.",
            "Izbrala sem datum, naslednji dan pa so ga po telefonu prestavili.",
        ),
        fair=("Terminov je bilo malo, a eden mi je ustrezal.",),
        good=("Dan in uro sem izbrala sama in dobila opomnik.",),
    ),
    "waiting": Said(
        bad=(
            "Ves dan sem bil doma, nihče pa ni povedal, kdaj pridejo.",
            "Tri tedne čakanja brez enega samega sporočila.",
        ),
        fair=("Čakali smo dolgo, a smo vsaj vedeli, koliko časa.",),
        good=("Prišli so prej, kot so obljubili, in zjutraj sporočili uro.",),
    ),
    "installation": Said(
        bad=(
            "Monter je pustil luknje v steni in kabel čez hodnik.",
            "Mudilo se mu je, v spalnici pa signala ni.",
        ),
        fair=("Priklop je bil v redu, pospraviti pa sem moral sam.",),
        good=("Monter je bil prijazen in urejen ter je vse razložil.",),
    ),
    "first_invoice": Said(
        bad=(
            "Prvega računa sploh ne razumem, na njem je šest vrstic stroškov.",
            "Zaračunali so mi dneve, ko priključka še ni bilo.",
        ),
        fair=("Znesek je pravi, račun pa je težko berljiv.",),
        good=("Račun je jasen in znesek je tak, kot smo se dogovorili.",),
    ),
    "call_centre": Said(
        bad=(
            "Štirideset minut glasbe, potem pa so me dvakrat prevezali.",
            "Vsakemu sem moral vse razlagati od začetka.",
        ),
        fair=("Na koncu so pomagali, a sem dolgo čakala.",),
        good=("Gospa na telefonu je zadevo takoj rešila.",),
    ),
    "fault_report": Said(
        bad=(
            "Napako sem prijavil in nikoli izvedel, kaj je z njo.",
            "Pred prijavo napake sem moral vse trikrat ponovno zagnati.",
        ),
        fair=("Prijavo so sprejeli, odgovor pa je prišel šele naslednji dan.",),
        good=("Napako sem prijavila v minuti in videla, kdaj bo odpravljena.",),
    ),
    "repair": Said(
        bad=(
            "Čez dva dni je bila ista napaka spet tu.",
            "Serviser je prišel brez dela, ki ga je potreboval.",
        ),
        fair=("Spet deluje, čeprav sta bila potrebna dva obiska.",),
        good=("Popravljeno ob prvem obisku, hvala.",),
    ),
    "shop": Said(
        bad=(
            "Dva prodajalca za celo vrsto, čakal sem pol ure.",
            "V trgovini so me napotili na telefonsko številko.",
        ),
        fair=("Trgovina je takšna, kot pričakuješ, nič posebnega.",),
        good=("V trgovini so si vzeli čas in mi nastavili telefon.",),
    ),
    "app": Said(
        bad=(
            "Aplikacija me vsakič odjavi in pozabi mojo številko.",
            "V aplikaciji ne najdem svojih računov.",
        ),
        fair=("Aplikacija opravi svoje, je pa počasna.",),
        good=("V aplikaciji je vse, kar potrebujem, in hitra je.",),
    ),
    "help_pages": Said(
        bad=(
            "Navodila na strani so za starejši usmerjevalnik.",
            "Iskal sem celo uro in odgovora nisem našel.",
        ),
        fair=("Na straneh za pomoč sem našla pol odgovora.",),
        good=("S slikami na strani za pomoč mi je uspelo samemu.",),
    ),
    "overall": Said(
        bad=(
            "Za ta denar sem pričakoval več in gledam druge ponudbe.",
            "V tej hiši nihče ne ve, kaj je obljubil drugi.",
        ),
        fair=("V celoti je v redu, prostora za izboljšave je še nekaj.",),
        good=("Zadovoljna sem in to povem tudi sosedom.",),
    ),
    "closing": Said(
        bad=("Prosim, uredite to.", "Razočaran sem."),
        fair=("Lahko bi bilo bolje.", "Ne dobro ne slabo."),
        good=("Le tako naprej!", "Hvala."),
    ),
}

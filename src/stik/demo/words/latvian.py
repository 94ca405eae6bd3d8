"""Latvian comments."""

from stik.demo.words.said import Language, Said

LATVIAN: Language = {
    "order": Said(
        bad=(
            "Adrese bija jāievada trīs reizes, līdz pasūtījums izdevās.",
            "Cena beigās nebija tāda kā sākumā.",
        ),
        fair=("Pasūtīt izdevās, bet nezināju, kurš komplekts man vajadzīgs.",),
        good=("Pasūtīju piecās minūtēs, katrs solis bija skaidrs.",),
    ),
    "booking": Said(
        bad=(
            "Lapa visu laiku rādīja, ka izvēlētais laiks jau ir aizņemts.",
            "Izvēlējos datumu, bet nākamajā dienā zvanīja, lai to mainītu.",
        ),
        fair=("Brīvu laiku bija maz, bet viens man derēja.",),
        good=("Pati izvēlējos dienu un stundu un saņēmu atgādinājumu.",),
    ),
    "waiting": Said(
        bad=(
            "Visu dienu sēdēju mājās, un neviens nepateica, kad atbrauks.",
            "Trīs nedēļas gaidīju bez nevienas ziņas.",
        ),
        fair=("Gaidījām ilgi, bet vismaz zinājām, cik ilgi.",),
        good=("Atbrauca agrāk, nekā solīja, un no rīta paziņoja laiku.",),
    ),
    "installation": Said(
        bad=(
            "Meistars atstāja caurumus sienā un vadu pāri gaitenim.",
            "Viņš steidzās, un guļamistabā nav signāla.",
        ),
        fair=("Uzstādīšana bija laba, bet sakopt vajadzēja man pašam.",),
        good=("Meistars bija laipns, kārtīgs un visu paskaidroja.",),
    ),
    "first_invoice": Said(
        bad=(
            "Pirmo rēķinu nemaz nesaprotu, tajā ir sešas maksas rindas.",
            "Man aprēķināja maksu par dienām, kad pieslēguma vēl nebija.",
        ),
        fair=("Summa ir pareiza, bet rēķins ir grūti lasāms.",),
        good=("Rēķins ir skaidrs, un summa ir tāda, kā vienojāmies.",),
    ),
    "call_centre": Said(
        bad=(
            "Četrdesmit minūtes mūzikas, un tad mani divreiz pārslēdza.",
            "Katram viss bija jāstāsta no sākuma.",
        ),
        fair=("Beigās palīdzēja, bet ilgi gaidīju.",),
        good=("Darbiniece pa tālruni visu atrisināja uzreiz.",),
    ),
    "fault_report": Said(
        bad=(
            "Pieteicu bojājumu un tā arī neuzzināju, kas ar to notika.",
            "Pirms pieteikuma man viss trīs reizes bija jāieslēdz no jauna.",
        ),
        fair=("Pieteikumu pieņēma, bet atbilde atnāca tikai nākamajā dienā.",),
        good=("Pieteicu bojājumu minūtes laikā un redzēju, kad to salabos.",),
    ),
    "repair": Said(
        bad=(
            "Pēc divām dienām tas pats bojājums bija atpakaļ.",
            "Meistars atbrauca bez vajadzīgās detaļas.",
        ),
        fair=("Atkal darbojas, lai gan vajadzēja divas vizītes.",),
        good=("Salaboja jau pirmajā vizītē, paldies.",),
    ),
    "shop": Said(
        bad=(
            "Divi darbinieki uz visu rindu, gaidīju pusstundu.",
            "Veikalā mani aizsūtīja zvanīt pa tālruni.",
        ),
        fair=("Veikals kā veikals, nekā īpaša.",),
        good=("Veikalā man veltīja laiku un iestatīja telefonu.",),
    ),
    "app": Said(
        bad=(
            "Lietotne mani katru reizi izraksta un aizmirst numuru.",
            "Lietotnē nevaru atrast savus rēķinus.",
        ),
        fair=("Lietotne dara savu darbu, bet ir lēna.",),
        good=("Lietotnē ir viss, kas man vajadzīgs, un tā ir ātra.",),
    ),
    "help_pages": Said(
        bad=(
            "Pamācība lapā ir vecākam maršrutētājam.",
            "Meklēju stundu un atbildi neatradu.",
        ),
        fair=("Palīdzības lapās atradu pusi no atbildes.",),
        good=("Ar attēliem palīdzības lapā tiku galā pats.",),
    ),
    "overall": Said(
        bad=(
            "Par šo naudu gaidīju vairāk un skatos citus piedāvājumus.",
            "Šajā uzņēmumā neviens nezina, ko solījis cits.",
        ),
        fair=("Kopumā labi, bet ir ko uzlabot.",),
        good=("Esmu apmierināta un saku to arī kaimiņiem.",),
    ),
    "closing": Said(
        bad=("Lūdzu, izdariet kaut ko.", "Esmu vīlies."),
        fair=("Varētu būt labāk.", "Ne labi, ne slikti."),
        good=("Tā turpināt!", "Paldies."),
    ),
}

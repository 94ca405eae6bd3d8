"""The words that headers and questions use, by topic, in the languages of the product.

Words are written as `headers.words` gives them: lower case, no accents, Cyrillic in
Latin. A `*` stands for the rest of a word. Order within a topic: English, German,
Slovenian, Croatian and Serbian, Polish, Latvian, then Romance languages.
"""

from stik.intake.guesses.vocabulary_people import PEOPLE_TOPICS

TOPICS: dict[str, str] = {
    **PEOPLE_TOPICS,
    "recommend": """
        recommend*|nps|net promoter|netpro*|net pro|promoter*|ltr|tell a friend
        |weiterempfehl*|empfehl*|priporoc*|preporuc*|preporuk*|polec*|rekomend*
        |ieteik*|ieteikt*|recomend*|consigl*|recommand*
        """,
    "satisfaction": """
        satisf*|dissatisf*|csat|happy|happiness|pleased|osat|zufrieden*|zadovolj*
        |zadowol*|satysf*|apmierinat*|satisfac*|soddisf*
        """,
    "rating": """
        rating*|rate your|rate the|rate our|rate my|rate us|you rate|please rate|rated
        |rates|score|scores|stars|star|grade|evaluat*|quality|impression*|bewert*|note
        |qualitat|ocen*|ocjen*|kakovost*|kvalitet*|jakosc*|vertej*|novert*|kvalitat*
        |calificacion|nota|avaliac*
        """,
    "ease": """
        ease|easy|effort|ces|difficult*|easier|easily|einfach*|aufwand|leicht
        |enostavn*|preprost*|lahko|napor*|trud|jednostavn*|lako|lakoc*|latwo*|latwe|wysil*
        |viegl*|pules|facil*
        """,
    "agreement": """
        agree*|disagree*|zustimm*|stimme zu|strinja*|slaze*|slazem|slozi*|zgadza*
        |zgadzam|piekrit*
        """,
    "expectation": """
        expect*|erwart*|pricakov*|ocekiv*|oczekiw*|gaid*|cerib*
        """,
    "emotion": """
        feel|felt|feeling*|emotion*|mood|sentiment|gefuhl*|obcut*|pocut*|custv*
        |osjeca*|oseca*|emocj*|emocij*|czul*|jut*|sajuta*
        """,
    "importance": """
        importan*|priorit*|wichtig*|pomemb*|vazno*|vazn*|waznosc|istotn*|svarig*
        """,
    "likelihood": """
        likely|likelihood|probab*|wahrscheinlich*|verjetn*|vjerojat*|verovat*
        |prawdopodob*|iespejam*|varbut*
        """,
    "overall": """
        overall|whole|general|generally|all|total|insgesamt|gesamt*|skupn*|splosn*
        |celot*|celostn*|celokupn*|ukupn*|opcenito|ogoln*|calosc*|kopum*|visparej*
        """,
    "outcome": """
        resolv*|solved|repurchase|again|retained|converted
        |gelost|resen*|rijesen*|rozwiaz*|atrisin*
        """,
    "comment": """
        comment*|com|feedback|verbatim*|remark*|suggest*|reason*|improve*|why|text
        |review|message|open end*|describe|content|title|notes|explain|tell us
        |other specify|kommentar*|anmerk*|vorschlag*|warum|grund|bemerk*|koment*
        |pripomb*|mnenj*|predlog*|zakaj|razlog*|besedil*|sporoc*|misljenj*|prijedlog*
        |zasto|napomen*|primedb*|primjedb*|utisak|utisci|opini*|uwag*|sugest*|dlaczego
        |sugerowa*|wypowied*|piezim*|atsauksm*|ieteikum*|kapec|viedok*|priekslikum*
        |comentar*|opinion*|mensa*|oplossing
        """,
    "moment": """
        date|*date|time|timestamp|datetime|when|*time|at|completed|submitted|recorded
        |created|visited|day|period|wave|month|quarter|datum*|zeit*|zeitpunkt|cas
        |izpolnjen*|oddan*|mesec|mjesec|vrijeme|vreme|data|czas|wypeln*|miesiac|laiks
        |datums|menesis|fecha|quando
        """,
    "moment_of_answer": """
        submit*|complet*|record*|response|answer*|interview*|timestamp|end|survey*
        |feedback|review|visit|int*|fill*|izpolnjen*|oddan*|wypeln*|aizpild*|ankete
        |ausgefullt|popunj*|ispunj*
        """,
    "moment_of_other": """
        birth*|born|dob|expir*|valid|renew*|ffp|hire*|first|since|signup|sign up
        |joined|registr*|load|updated|modified|deliver*|estimated|approved|rojst*
        |rodj*|rod|urodz*|dzimsan*|geburt*|expected|due
        """,
    "moment_of_start": """
        send|sent|invited|opened|last|last contact|start*|begin*
        """,
    "turned": """
        reversed|reverse scor*|reverse scale|reverse cod*|reverse item|revers coded
        |scale inverted|inverted scale|inverted|umgekehrt*|invertiert*|umgepolt*
        |obrnjen*|obrnut*|odwrocon*|apgriezt*|inverse|inversee|invertid*|invertit*
        """,
    "asked": """
        question|questions|question text|frage|fragen|fragetext|vprasanj*|trditev
        |pitanje|pitanja|tvrdnja|pytanie|pytania|stwierdzenie|jautajum*|domand*
        |pregunt*
        """,
    "measured": """
        item|measure|variable|indicator|statement|metric|merkmal|kazalnik|pokazatelj
        |wskaznik|raditajs|indicateur|indicatore|indicador
        """,
    "told": """
        answer|answers|response|responses|value|values|reply|result|antwort*|wert
        |odgovor|odgovori|vrednost|vrijednost|odpowiedz|odpowiedzi|wartosc|wynik
        |atbilde|atbildes|vertiba|reponse|reponses|valeur|rispost*|valore|respuest*
        |valor
        """,
    "year": """
        year|leto|godina|rok|gads|jahr|ano
        """,
    "time_of_day": """
        time|hour|*time|ura|vrijeme|vreme|godzina|laiks|uhrzeit|sat|cas
        """,
    "channel": """
        channel*|method|mode|collector*|touch channel|kanal*|kanals|canal|nacin*
        |sposob|kanalu|veids ka|via|kontaktweg|weg
        """,
    "language": """
        lang|language*|locale|lng|sprache|jezik*|jezyk*|valod*|idioma|userlanguage
        """,
    "unit": """
        branch*|store*|shop|location|office|outlet|site|unit|restaurant|hotel|facility
        |hospital|clinic|airport|gate|team|agent|department*|dept|station|lounge
        |property|dealer*|barea|area|filial*|standort|abteilung|poslovaln*|oddelek
        |enota|trgovin*|poslovnic*|podruznic*|ekspozitur*|prodavnic*|odjel*|oddzial*
        |placowk*|sklep*|salon*|nodal*|veikal*|sucursal|tienda
        """,
    "touchpoint": """
        touchpoint*|touch point*|step|stage|interaction|survey type|survey name
        |trigger|event|kontaktpunkt|beruhrungspunkt|sticna tocka|tocka stika|stik
        |dodirna|punkt styku|etap|kontaktpunkt*|saskares|saskarsmes
        """,
    "journey_instance": """
        order|booking|reservation|ticket|case|transaction|claim|session|shipment
        |invoice|visit id|trip|application|pnr|bestell*|auftrag*|vorgang*|narocil*
        |zahtev*|zahtjev*|narudz*|racun*|nalog*|zamowien*|zgloszen*|rezerwac*
        |pasutijum*|rezervac*|pedido
        """,
    "key": """
        respondent*|response*|resp*|record*|interview*|submission*|survey|review|row
        |index|#|entry|questionnaire|case|anket*|odgovor*|ankiet*|odpowied*|atbild*
        |fragebogen|zaporedn*|redn*|rbr|lp|nr|id|uuid|guid|serial|sys*|recnum
        """,
    "identifier": """
        id|ids|no|num|*num|nr|number|code|key|uuid|guid|ref|reference|token|sifra
        |stevilka|st|broj|numer|numurs|nummer|kod|kods|#|msisdn|email*|e mail*|phone
        |mail|epost*|e post*|telefon*
        """,
    "weight": """
        weight*|wt|wgt|wts|weighting|wtssall|pweight|gewicht*|utez*|ponder*|tezin*
        |waga|wagi|svars|svari|peso
        """,
    "amount": """
        amount|price|spend*|spent|revenue|charge*|cost|fare|payment|paid|value|sales
        |basket|bill|turnover|betrag|umsatz|preis|znesek|cena|vrednost|iznos|kwota
        |wartosc|cijena|summa|importe|importo|valor|montant|prezzo|prix|precio
        """,
    "currency": """
        currency|curr|valuta|waluta|wahrung|moneda
        """,
    "quantity": """
        delay|rate|minutes|minute|mins|seconds|hours|duration|wait*|distance|days|count
        |number of|num|times|length|miles|km|how long|how many|interval*|sum|points
        |passmin|dauer|minuten|anzahl|entfernung|trajanj*|cakanj*|cakal*|cekanj*|stevilo|min
        |minut*|broj|liczba|ilosc|ilgums|skaits|percent*|pct|projects|pages|clicks
        |items|freight
        """,
}
"""Topic → the words that speak of it, parted by `|`."""

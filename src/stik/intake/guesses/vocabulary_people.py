"""The words for who somebody is, and for what survey tools write beside the answers."""

PEOPLE_TOPICS: dict[str, str] = {
    "customer": """
        customer*|client*|member*|user|username|account|contact|subscriber|guest
        |patient|passenger|cust|panel*|employee|email*|e mail*|msisdn|phone|author
        |reviewer|loyalty|external reference|external data reference|person|buyer|card
        |kunde*|kundin|kunden*|kundennummer|mitglied*|strank*|kup*|narocnik*
        |uporabnik*|clan*|epost*|korisnik*|pretplatnik*|musterij*|klient*|abonent*
        |uzytkownik*|klients|klienta|lietotaj*|cliente|e post*
        """,
    "gender": """
        gender|sex|geschlecht|spol|pol|plec|dzimums|sexo|genre|genero
        """,
    "age": """
        age|ages|aged|agegroup|alter|altersgruppe|starost*|dob|godine|wiek
        |grupa wiekowa|vecum*|edad|birth*|born|year of birth|generation|rojst*|dobna
        |rodjen*|urodzen*|dzimsan*|geburt*
        """,
    "income": """
        income|salary|*income|earn*|wage*|einkommen|gehalt|dohod*|placa|prihod*
        |primanja|dochod*|zarob*|ienakum*|alga|ingres*|inc|hourly rate|daily rate
        |monthly rate
        """,
    "background": """
        education*|degree|marital*|married|occupation|profession*|job|role|household
        |children|kids|nationality|ethnic*|race|religion|partner|dependents|citizen*
        |employment|country|state|city|region|province|county|zip|postcode|postal|home
        |live|town|residence|district|senior*|bildung*|beruf*|familienstand|land|stadt
        |plz|bundesland|izobrazb*|poklic*|zakonski|drzava|mesto|kraj|regija|obcina
        |posta|postna|obrazovanj*|zanimanj*|grad|zupanij*|opstina|wyksztalc*|zawod
        |miasto|miejscow*|wojewodz*|kraju|izglitib*|pilseta|valsts|novads|regions|pais
        |ciudad
        """,
    "relation": """
        segment*|tier|plan|contract|package|product*|category|type|class|tenure|status
        |level|group|loyal*|purpose|customer type|model|brand|cabin*|service type
        |payment method|geo|destination|dest|flown|flights|years|experience|kategori*
        |gruppe|vertrag|produkt*|tarif*|skupina|paket*|vrsta|razred|stranka od|pogodb*
        |ugovor*|umowa|taryf*|grupa|rodzaj|segments|ligum*|tarifs|veids|staz|edition
        |size|industry|sector|stratum|strata|overtime|travel*|traveller|traveler
        |division|line|market|method
        """,
    "code": """
        code|codes|coded|cod|kod|kods|sifra|koda|flag
        """,
    "tool": """
        ip address|ipaddress|ip|latitude|longitude|location latitude
        |location longitude|progress|finished|duration in seconds|recipient last name
        |recipient first name|external data reference|first name|last name|full name
        |custom data*|collector id|network id|user agent|browser|operating system
        |resolution|start language|startlanguage|seed|last page|lastpage|referer
        |referrer|refurl|ipaddr|interviewtime|tags|nps group|duration seconds
        |q recaptcha score|response type|lurker|utm|utm source|utm medium|utm campaign
        |device id|session token|survey id|survey version|wave id|version|collector
        |url|preview|recipient email|priimek|prezime|nazwisko|uzvards|vorname|nachname
        |ime in priimek|imie i nazwisko|submission ip|hidden|score group|click count
        |page submit|first click|last click|status code|is test|test|run id|runid
        |surveyed by|entered by|interviewer|anketar*|ankieter*
        """,
}
"""Topic → the words that speak of it, parted by `|`."""

"""Short lists of words that give a column away, as `headers.words` gives them."""


def _texts(listed: str) -> frozenset[str]:
    return frozenset("".join(line.strip() for line in listed.splitlines()).split("|"))


YES = _texts("""
    yes|y|true|ja|da|tak|oui|si|sim|jest|taip|ano|igen|sicher|1|✓|x|checked|selected
""")

NO = _texts("""
    no|n|false|nein|ne|nie|non|nao|nije|nem|nee|nej|0|unchecked
""")
"""Texts for yes and no, besides what a language's own words add to them."""

UNSURE = _texts("""
    not sure|unsure|maybe|i don t know|i do not know|don t remember|can t remember
    |i don t remember|undecided|vielleicht|weiss ich nicht|ich weiss nicht|unsicher
    |nisem preprican|nisem prepricana|mogoce|ne spomnim se|nisam siguran
    |nisam sigurna|mozda|ne sjecam se|ne secam se|trudno powiedziec|nie pamietam
    |byc moze|varbut|neatceros|neesmu parliecinats|peut etre|je ne sais pas
    |je ne me souviens pas|forse|non so|non ricordo|quizas|tal vez|no se|no recuerdo
""")
"""Answers to a question of yes or no that are neither."""

NO_ANSWER = _texts("""
    n a|na|n d|nan|null|none|nil|dk|d k|dk ref|ref|refused|refusal|blank|missing
    |don t know|dont know|do not know|not sure n a|don t know refused
    |don t know or refused|prefer not to say|prefer not to answer|no answer
    |not applicable|does not apply|not available|no response|no opinion|declined
    |decline to answer|unknown|not answered|skipped|not asked|did not use|never used
    |have not used|not used|cannot say|can t say|no experience|inap|weiss nicht
    |keine angabe|k a|ka|keine antwort|entfallt|nicht zutreffend|ne vem|brez odgovora
    |ne zelim odgovoriti|ni odgovora|se ne nanasa|ni relevantno|ne znam|bez odgovora
    |ne odnosi se|nije primjenjivo|nije primenljivo|odbija|odbio|nema odgovora
    |nie wiem|brak odpowiedzi|nie dotyczy|odmowa|odmowa odpowiedzi|brak|nd
    |brak zdania|nezinu|nav atbildes|nav attiecinams|gruti pateikt|nevelos atbildet
    |nav|no sabe|no contesta|ns nc|sin respuesta|nao sei|ne sait pas|non concerne
    |sans reponse|sans avis|no aplica|no procede|non applicabile|non risponde
    |non pertinente|n p|np
""")
"""Texts that stand for no answer."""

CHANNELS = _texts("""
    web|website|online|internet|email|e mail|mail|phone|telephone|call|call center
    |call centre|contact center|sms|text|text message|app|mobile app|mobile|ios
    |android|chat|live chat|webchat|chatbot|kiosk|tablet|qr|qr code|paper|branch
    |store|in store|in person|face to face|f 2 f|post|letter|social|social media
    |facebook|instagram|twitter|whatsapp|viber|messenger|desktop|link|anonymous|gl
    |portal|self service|pos|capi|cati|cawi|papi|in app|widget|spletna stran|splet
    |e posta|telefon|poslovalnica|osebno|klepet|aplikacija|mobilna aplikacija
    |klicni center|trgovina|posta|poslovnica|osobno|licno|ekspozitura|filijala|sajt
    |web stranica|pozivni centar|kontakt centar|mejl|imejl|strona www|www|aplikacja
    |aplikacja mobilna|placowka|oddzial|infolinia|czat|sklep|osobiscie|poczta
    |hotline|telephone|agence|telefono|sito web|negozio|tienda
    |majaslapa|talrunis|e pasts|filiale|lietotne|klatiene|cats|veikals|zvans|brief
    |geschaft|personlich|webseite
""")
"""Names of channels."""

LANGUAGES = _texts("""
    en|sl|pl|sr|hr|lv|de|fr|it|es|pt|ru|lt|et|cs|sk|hu|ro|bg|bs|mk|sq|uk|nl|sv|da|fi
    |no|nb|zh|ja|ko|ar|tr|el|en us|en gb|pt br|zh cn|zh s|zh t|sr latn|sr cyrl|es es
    |es mx|fr fr|de de|pl pl|sl si|hr hr|lv lv|slv|eng|pol|srp|hrv|lav|ger|deu|fre
    |fra|ita|spa|rus|english|slovenian|slovene|polish|serbian|croatian|latvian
    |german|french|italian|spanish|russian|chinese|japanese|portuguese|slovenscina
    |anglescina|nemscina|italijanscina|hrvascina|polski|angielski|niemiecki|srpski
    |engleski|nemacki|njemacki|hrvatski|latviesu|anglu|krievu|deutsch|englisch
    |francais|espanol|italiano|madzarscina
""")
"""Names and codes of languages."""

CURRENCIES = _texts("""
    eur|usd|gbp|pln|rsd|chf|hrk|czk|huf|sek|nok|dkk|jpy|cny|cad|aud|bam|mkd|ron
""")
"""Codes of currencies."""

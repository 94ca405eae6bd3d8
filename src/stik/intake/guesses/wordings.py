"""The worded answers of surveys: ordered steps, worst first, in several languages.

A `>` begins a step; texts parted by `|` say the same. All are written as
`headers.words` gives them. A scale's kind and lowest value stand before its steps.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Wording:
    """A worded scale: `steps` from `low` upwards, each with the texts that say it."""

    kind: str
    low: int
    steps: tuple[frozenset[str], ...]

    @property
    def scale(self) -> str:
        """Return the name of the scale."""
        return f"{self.kind}_{self.low}_{self.low + len(self.steps) - 1}"

    def step_of(self, text: str) -> int | None:
        """Return the value of a worded answer, None where the scale has it not."""
        for value, texts in enumerate(self.steps, start=self.low):
            if text in texts:
                return value
        return None


def _wording(kind: str, low: int, steps: str) -> Wording:
    lines = "".join(line.strip() for line in steps.splitlines()).split(">")
    texts = ([text.strip() for text in line.split("|")] for line in lines if line)
    return Wording(kind, low, tuple(frozenset(step) for step in texts))


_SATISFACTION = _wording(
    "csat",
    1,
    """
    > very dissatisfied|extremely dissatisfied|completely dissatisfied
      |very unsatisfied|highly dissatisfied|sehr unzufrieden|zelo nezadovoljen
      |zelo nezadovoljna|zelo nezadovoljni|zelo nezadovoljen a|jako nezadovoljan
      |jako nezadovoljni|vrlo nezadovoljan|vrlo nezadovoljna|vrlo nezadovoljni
      |veoma nezadovoljan|veoma nezadovoljna|veoma nezadovoljni
      |izrazito nezadovoljan|bardzo niezadowolony|bardzo niezadowolona
      |bardzo niezadowolony a|zdecydowanie niezadowolony|zdecydowanie niezadowolona
      |loti neapmierinats|loti neapmierinata|pilnigi neapmierinats
      |pilnigi neapmierinata|pas du tout satisfait|tres insatisfait
      |tres insatisfaite|molto insoddisfatto|molto insoddisfatta|muy insatisfecho
      |muy insatisfecha
    > dissatisfied|somewhat dissatisfied|rather dissatisfied|unsatisfied
      |fairly dissatisfied|slightly dissatisfied|unzufrieden|eher unzufrieden
      |nezadovoljen|nezadovoljna|nezadovoljni|nezadovoljen a|precej nezadovoljen
      |nezadovoljan|uglavnom nezadovoljan|uglavnom nezadovoljna|niezadowolony
      |niezadowolona|niezadowolony a|raczej niezadowolony|raczej niezadowolona
      |neapmierinats|neapmierinata|drizak neapmierinats|drizak neapmierinata
      |insatisfait|insatisfaite|plutot pas satisfait|plutot insatisfait
      |plutot insatisfaite|insoddisfatto|insoddisfatta|insatisfecho|insatisfecha
    > neutral|neither satisfied nor dissatisfied|neither dissatisfied nor satisfied
      |neither|ok|okay|average|weder noch|teils teils
      |niti zadovoljen niti nezadovoljen|niti zadovoljen, niti nezadovoljen
      |ne zadovoljen ne nezadovoljen|niti niti|nevtralno|nevtralen|nevtralna
      |ni zadovoljan ni nezadovoljan|niti zadovoljan niti nezadovoljan
      |ni zadovoljna ni nezadovoljna|neutralan|neutralna|neutralno
      |ani zadowolony ani niezadowolony|ani zadowolona ani niezadowolona|neutralny
      |neutralna|neutralnie|ani tak ani nie|neitrals|neitrala|neitrali
      |ne apmierinats ne neapmierinats|ne apmierinats ne ari neapmierinats
      |ni satisfait ni insatisfait|ni satisfecho ni insatisfecho
      |ne soddisfatto ne insoddisfatto
    > satisfied|somewhat satisfied|rather satisfied|fairly satisfied
      |slightly satisfied|zufrieden|eher zufrieden|zadovoljen|zadovoljna|zadovoljni
      |zadovoljen a|precej zadovoljen|zadovoljan|uglavnom zadovoljan
      |uglavnom zadovoljna|zadowolony|zadowolona|zadowolony a|raczej zadowolony
      |raczej zadowolona|apmierinats|apmierinata|drizak apmierinats
      |drizak apmierinata|satisfait|satisfaite|plutot satisfait|plutot satisfaite
      |soddisfatto|soddisfatta|satisfecho|satisfecha
    > very satisfied|extremely satisfied|completely satisfied|highly satisfied
      |sehr zufrieden|zelo zadovoljen|zelo zadovoljna|zelo zadovoljni
      |zelo zadovoljen a|jako zadovoljan|jako zadovoljni|vrlo zadovoljan
      |vrlo zadovoljna|vrlo zadovoljni|veoma zadovoljan|veoma zadovoljna
      |veoma zadovoljni|izrazito zadovoljan|bardzo zadowolony|bardzo zadowolona
      |bardzo zadowolony a|zdecydowanie zadowolony|zdecydowanie zadowolona
      |loti apmierinats|loti apmierinata|pilnigi apmierinats|pilnigi apmierinata
      |tout a fait satisfait|tres satisfait|tres satisfaite|molto soddisfatto
      |molto soddisfatta|muy satisfecho|muy satisfecha
    """,
)

WORDINGS: tuple[Wording, ...] = (
    _SATISFACTION,
    replace(_SATISFACTION, steps=_SATISFACTION.steps[:2] + _SATISFACTION.steps[3:]),
    _wording(
        "csat",
        1,
        """
        > extremely dissatisfied|very dissatisfied|completely dissatisfied
        > moderately dissatisfied|dissatisfied|mostly dissatisfied
        > slightly dissatisfied|somewhat dissatisfied
        > neither satisfied nor dissatisfied|neutral
        > slightly satisfied|somewhat satisfied
        > moderately satisfied|satisfied|mostly satisfied
        > extremely satisfied|very satisfied|completely satisfied
        """,
    ),
    _wording(
        "rating",
        1,
        """
        > strongly disagree|completely disagree|totally disagree|disagree strongly
          |stimme gar nicht zu|stimme uberhaupt nicht zu|sploh se ne strinjam
          |nikakor se ne strinjam|mocno se ne strinjam|uopce se ne slazem
          |uopste se ne slazem|potpuno se ne slazem|u potpunosti se ne slazem
          |nikako se ne slazem|zdecydowanie sie nie zgadzam
          |zdecydowanie nie zgadzam sie|zdecydowanie nie|pilnigi nepiekritu
          |nemaz nepiekritu|kategoriski nepiekritu
          |pas du tout d accord|per niente d accordo|totalmente en desacuerdo
          |muy en desacuerdo
        > disagree|somewhat disagree|tend to disagree|disagree somewhat
          |stimme nicht zu|stimme eher nicht zu|se ne strinjam|ne strinjam se
          |delno se ne strinjam|ne slazem se|uglavnom se ne slazem
          |djelomicno se ne slazem|delimicno se ne slazem|nie zgadzam sie
          |raczej sie nie zgadzam|raczej nie|nepiekritu|drizak nepiekritu
          |pas d accord|plutot pas d accord|in disaccordo|en desacuerdo
        > neutral|neither agree nor disagree|neither|undecided|unsure|weder noch
          |teils teils|niti se strinjam niti se ne strinjam|niti niti|nevtralno
          |niti se slazem niti se ne slazem|niti se slazem niti ne slazem|neodlucan
          |neodlucna|neutralno|ani sie zgadzam ani nie zgadzam
          |ani sie zgadzam ani sie nie zgadzam|ani tak ani nie|trudno powiedziec
          |ne piekritu ne nepiekritu|neitrali|dalej piekritu dalej ne
        > agree|somewhat agree|tend to agree|agree somewhat|stimme zu|stimme eher zu
          |se strinjam|strinjam se|delno se strinjam|slazem se|uglavnom se slazem
          |djelomicno se slazem|delimicno se slazem|zgadzam sie|raczej sie zgadzam
          |raczej tak|piekritu|drizak piekritu
          |d accord|plutot d accord|d accordo|de acuerdo
        > strongly agree|completely agree|totally agree|agree strongly|stimme voll zu
          |stimme voll und ganz zu|stimme vollig zu|popolnoma se strinjam
          |povsem se strinjam|mocno se strinjam|potpuno se slazem
          |u potpunosti se slazem|zdecydowanie sie zgadzam|zdecydowanie zgadzam sie
          |zdecydowanie tak|pilnigi piekritu|pilniba piekritu
          |tout a fait d accord|completamente d accordo|totalmente de acuerdo
          |muy de acuerdo
        """,
    ),
    _wording(
        "rating",
        1,
        """
        > strongly disagree
        > disagree
        > somewhat disagree|slightly disagree
        > neither agree nor disagree|neutral
        > somewhat agree|slightly agree
        > agree
        > strongly agree
        """,
    ),
    _wording(
        "ces",
        1,
        """
        > very difficult|extremely difficult|very hard|sehr schwierig|sehr schwer
          |zelo tezko|zelo zahtevno|vrlo tesko|veoma tesko|jako tesko|bardzo trudno
          |bardzo trudne|loti gruti
          |tres difficile|molto difficile|muy dificil
        > difficult|somewhat difficult|hard|rather difficult|schwierig|eher schwierig
          |schwer|tezko|zahtevno|tesko|uglavnom tesko|trudno|trudne|raczej trudno
          |gruti|drizak gruti
          |difficile|dificil
        > neutral|neither easy nor difficult|neither|moderate|ok|weder noch
          |niti lahko niti tezko|niti niti|ni lako ni tesko|niti lako niti tesko
          |neutralno|ani latwo ani trudno|ani latwe ani trudne|ne viegli ne gruti
          |neitrali
        > easy|somewhat easy|rather easy|einfach|leicht|eher einfach|lahko|enostavno
          |preprosto|lako|jednostavno|uglavnom lako|latwo|latwe|raczej latwo|viegli
          |drizak viegli
          |facile|facil
        > very easy|extremely easy|sehr einfach|sehr leicht|zelo lahko|zelo enostavno
          |zelo preprosto|vrlo lako|veoma lako|vrlo jednostavno|jako lako|bardzo latwo
          |bardzo latwe|loti viegli
          |tres facile|molto facile|muy facil
        """,
    ),
    _wording(
        "csat",
        1,
        """
        > very poor|terrible|very bad|awful|unacceptable|horrible|sehr schlecht
          |zelo slabo|zelo slaba|vrlo lose|veoma lose|jako lose|bardzo zle|bardzo zla
          |bardzo slabo|loti slikti|loti slikta|dreadful|appalling|furchtbar
          |katastrophal|grozno|obupno|uzasno|strasno|katastrofalno|fatalnie|okropnie
          |tragicznie|briesmigi|sausmigi|affreux|catastrophique|orribile|fatal|worst
          |schlechteste|am schlechtesten|najslabse|najslabsi|najgore|najgora|najlosije
          |najlosija|najgorzej|najgorsza|vissliktak|vissliktakais|tres mauvais|le pire
          |pessimo|pessima|peggiore|muy malo|pesimo|pesima|peor|ungenugend|mangelhaft
          |nezadostno|nedovoljno|niedostateczny|neapmierinosi
        > poor|bad|below average|schlecht|slabo|slaba|lose|losa|zle|zla|slabo|slikti
          |slikta|mauvais|mauvaise|scarso|scarsa|cattivo|malo|mala
        > average|fair|ok|okay|neutral|acceptable|mittelmassig|mittel|srednje|povprecno
          |dobro niti slabo|osrednje|prosjecno|prosecno|przecietnie|srednio|przecietna
          |videji|videja|viduveji|moyen|moyenne|medio|discreto|regular
        > good|above average|gut|dobro|dobra|dobrze|dobra|dobry|labi|laba|bon|bonne|bien
          |buono|buona|bueno|buena
        > very good|excellent|outstanding|great|sehr gut|ausgezeichnet|zelo dobro
          |zelo dobra|odlicno|odlicna|vrlo dobro|veoma dobro|izvrsno|bardzo dobrze
          |bardzo dobra|doskonale|loti labi|loti laba|teicami|teicama|izcili|perfect
          |superb|fantastic|wonderful|brilliant|amazing|hervorragend|perfekt|cudovito
          |sjajno|savrseno|swietnie|wspaniale|znakomicie|rewelacyjnie|lieliski|lieliska
          |briniskigi|parfait|superbe|perfetto|fantastico|perfecto|best|beste|am besten
          |najboljse|najboljsi|najbolje|najbolja|najlepiej|najlepsza|vislabak
          |vislabakais|tres bien|tres bon|excellent|excellente|le mieux|meilleur|ottimo
          |ottima|eccellente|migliore|muy bueno|muy buena|excelente|mejor
        """,
    ),
    _wording(
        "csat",
        1,
        """
        > poor|very poor|terrible|bad
        > fair|average|below average|ok
        > good
        > very good|great
        > excellent|outstanding|exceptional
        """,
    ),
    _wording(
        "rating",
        1,
        """
        > very unlikely|extremely unlikely|definitely not|definitely would not
          |sehr unwahrscheinlich|zelo malo verjetno|sigurno ne|zagotovo ne
          |vrlo nevjerojatno|bardzo malo prawdopodobne|na pewno nie|loti maz ticams
          |noteikti ne
          |tres improbable|certainement pas|muy improbable|molto improbabile
        > unlikely|somewhat unlikely|probably not|probably would not|unwahrscheinlich
          |malo verjetno|verjetno ne|vjerojatno ne|verovatno ne|raczej nie
          |malo prawdopodobne|maz ticams|drizak ne
        > neutral|not sure|neither likely nor unlikely|maybe|might or might not
          |vielleicht|mogoce|morda|mozda|byc moze|varbut|nie wiem
        > likely|somewhat likely|probably|probably yes|probably would|wahrscheinlich
          |verjetno|verjetno da|vjerojatno da|verovatno da|raczej tak|prawdopodobne
          |ticams|drizak ja
        > very likely|extremely likely|definitely|definitely yes|definitely would
          |sehr wahrscheinlich|zelo verjetno|zagotovo da|sigurno da|vrlo vjerojatno
          |na pewno tak|bardzo prawdopodobne|loti ticams|noteikti ja
          |tres probable|certainement|muy probable|molto probabile
        """,
    ),
    _wording(
        "rating",
        1,
        """
        > never|nie|niemals|nikoli|nikad|nikada|nigdy|nekad
          |jamais|mai|nunca
        > rarely|seldom|selten|redko|rijetko|retko|rzadko|reti
        > sometimes|occasionally|manchmal|vcasih|obcasno|ponekad|povremeno|czasami
          |czasem|dazreiz
        > often|usually|frequently|oft|pogosto|cesto|czesto|biezi
        > always|immer|vedno|uvijek|uvek|zawsze|vienmer
          |toujours|sempre|siempre
        """,
    ),
    _wording(
        "rating",
        1,
        """
        > not at all important|not important|unimportant|gar nicht wichtig
          |sploh ni pomembno|uopce nije vazno
        > slightly important|of little importance|wenig wichtig|malo pomembno
          |malo vazno
        > moderately important|somewhat important|neutral|mittel|srednje pomembno
          |srednje vazno
        > important|very important|wichtig|pomembno|vazno
        > extremely important|essential|critical|sehr wichtig|zelo pomembno|vrlo vazno
          |veoma vazno
        """,
    ),
    _wording(
        "rating",
        1,
        """
        > not at all|gar nicht|uberhaupt nicht|sploh ne|nimalo|uopste ne|uopce ne
          |nikako|wcale|wcale nie|w ogole|w ogole nie|nemaz|pas du tout|per niente
          |para nada|nada
        > slightly|a little|a bit|etwas|wenig|malo|nekoliko|troche|nedaudz|un peu
          |un poco|poco
        > moderately|somewhat|mittel|srednje|osrednje|umiarkowanie|videji
          |moyennement|abbastanza|moderadamente
        > very|very much|a lot|sehr|zelo|veoma|vrlo|jako|bardzo|loti|beaucoup|molto
          |mucho
        > extremely|completely|fully|voll und ganz|vollig|popolnoma|povsem
          |u potpunosti|potpuno|sasvim|calkowicie|w pelni|pilniba|pilnigi
          |tout a fait|completement|completamente|del tutto|totalmente
        """,
    ),
    _wording(
        "expectation",
        -2,
        """
        > much worse|much worse than expected|far below expectations
          |far worse than expected|viel schlechter als erwartet
          |veliko slabse od pricakovanj|puno losije od ocekivanog
          |znacznie gorzej niz oczekiwano|daudz sliktak neka gaidits
        > worse|somewhat worse|worse than expected|below expectations
          |a little worse than expected|slightly worse than expected
          |schlechter als erwartet|slabse od pricakovanj|losije od ocekivanog
          |gorzej niz oczekiwano|sliktak neka gaidits
        > about the same|same|as expected|met expectations|met my expectations
          |about as expected|just as expected|wie erwartet|po pricakovanjih
          |v skladu s pricakovanji|kako ocekivano|zgodnie z oczekiwaniami|ka gaidits
        > better|somewhat better|better than expected|above expectations
          |exceeded expectations|a little better than expected
          |slightly better than expected|besser als erwartet|boljse od pricakovanj
          |bolje od ocekivanog|lepiej niz oczekiwano|labak neka gaidits
        > much better|much better than expected|far exceeded expectations
          |far above expectations|far better than expected|viel besser als erwartet
          |veliko boljse od pricakovanj|puno bolje od ocekivanog
          |znacznie lepiej niz oczekiwano|daudz labak neka gaidits
        """,
    ),
    _wording(
        "emotion",
        -2,
        """
        > very negative|very unhappy|very sad|furious|very angry|sehr negativ
          |zelo negativno|vrlo negativno|bardzo negatywne|loti negativas|😡|😠|😢|😭
        > negative|unhappy|sad|frustrated|disappointed|annoyed|negativ|negativno
          |negatywne|negativas|🙁|☹|☹️|😞|😟
        > neutral|indifferent|ok|neutral|nevtralno|neutralno|neutralne|neitralas|😐|😑
        > positive|happy|pleased|content|positiv|pozitivno|pozytywne|pozitivas|🙂|😊
        > very positive|very happy|delighted|thrilled|overjoyed|sehr positiv
          |zelo pozitivno|vrlo pozitivno|bardzo pozytywne|loti pozitivas|😀|😃|😄|😍|🤩
        """,
    ),
)
"""All worded scales; of two that fit, the one with fewer empty steps is meant."""

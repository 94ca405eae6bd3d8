"""Polish comments."""

from stik.demo.words.said import Language, Said

POLISH: Language = {
    "order": Said(
        bad=(
            "Musiałem trzy razy wpisywać adres, zanim zamówienie przeszło.",
            "Cena na końcu była inna niż na początku.",
        ),
        fair=("Zamówienie się udało, ale nie wiedziałam, który pakiet wybrać.",),
        good=("Zamówiłem w pięć minut, każdy krok był jasny.",),
    ),
    "booking": Said(
        bad=(
            "Strona wciąż pokazywała, że wybrany termin jest już zajęty.",
            "Wybrałam datę, a następnego dnia ktoś zadzwonił, żeby ją zmienić.",
        ),
        fair=("Terminów było mało, ale jeden mi pasował.",),
        good=("Sama wybrałam dzień i godzinę i dostałam przypomnienie.",),
    ),
    "waiting": Said(
        bad=(
            "Cały dzień siedziałem w domu i nikt nie powiedział, kiedy przyjadą.",
            "Trzy tygodnie czekania bez żadnej wiadomości.",
        ),
        fair=("Czekaliśmy długo, ale przynajmniej wiedzieliśmy, jak długo.",),
        good=("Przyjechali wcześniej, niż obiecali, i dali znać rano.",),
    ),
    "installation": Said(
        bad=(
            "Monter zostawił dziury w ścianie i kabel przez cały korytarz.",
            "Spieszył się, a w sypialni nie ma sygnału.",
        ),
        fair=("Montaż w porządku, ale sprzątać musiałem sam.",),
        good=("Monter był miły, staranny i wszystko wyjaśnił.",),
    ),
    "first_invoice": Said(
        bad=(
            "Zupełnie nie rozumiem pierwszej faktury, jest na niej sześć opłat.",
            "Naliczono mi dni, kiedy łącza jeszcze nie było.",
        ),
        fair=("Kwota się zgadza, ale faktura jest nieczytelna.",),
        good=("Faktura jest jasna, a kwota taka, jak się umówiliśmy.",),
    ),
    "call_centre": Said(
        bad=(
            "Czterdzieści minut muzyki, a potem dwa razy mnie przełączono.",
            "Każdej osobie musiałem opowiadać wszystko od początku.",
        ),
        fair=("W końcu pomogli, choć długo czekałam.",),
        good=("Pani przez telefon rozwiązała sprawę od ręki.",),
    ),
    "fault_report": Said(
        bad=(
            "Zgłosiłem awarię i nigdy się nie dowiedziałem, co z nią zrobiono.",
            "Przed zgłoszeniem musiałem trzy razy wszystko uruchamiać od nowa.",
        ),
        fair=("Zgłoszenie przyjęto, ale odpowiedź przyszła dopiero nazajutrz.",),
        good=("Zgłosiłam awarię w minutę i widziałam, kiedy będzie naprawiona.",),
    ),
    "repair": Said(
        bad=(
            "Po dwóch dniach ta sama usterka wróciła.",
            "Serwisant przyjechał bez potrzebnej części.",
        ),
        fair=("Znowu działa, choć potrzebne były dwie wizyty.",),
        good=("Naprawione przy pierwszej wizycie, dziękuję.",),
    ),
    "shop": Said(
        bad=(
            "Dwie osoby na całą kolejkę, czekałem pół godziny.",
            "W salonie odesłali mnie na infolinię.",
        ),
        fair=("Salon jak salon, nic szczególnego.",),
        good=("W salonie poświęcili mi czas i ustawili telefon.",),
    ),
    "app": Said(
        bad=(
            "Aplikacja za każdym razem mnie wylogowuje i zapomina numer.",
            "Nie mogę znaleźć w aplikacji swoich faktur.",
        ),
        fair=("Aplikacja działa, ale jest powolna.",),
        good=("W aplikacji jest wszystko, czego potrzebuję, i działa szybko.",),
    ),
    "help_pages": Said(
        bad=(
            "Instrukcja na stronie dotyczy starszego routera.",
            "Szukałem godzinę i nie znalazłem odpowiedzi.",
        ),
        fair=("Na stronach pomocy znalazłam połowę odpowiedzi.",),
        good=("Dzięki obrazkom na stronie pomocy poradziłem sobie sam.",),
    ),
    "overall": Said(
        bad=(
            "Za te pieniądze oczekiwałem więcej i przeglądam inne oferty.",
            "W tej firmie nikt nie wie, co obiecał ktoś inny.",
        ),
        fair=("Ogólnie w porządku, ale jest co poprawiać.",),
        good=("Jestem zadowolona i mówię o tym sąsiadom.",),
    ),
    "closing": Said(
        bad=("Proszę coś z tym zrobić.", "Jestem rozczarowany."),
        fair=("Mogłoby być lepiej.", "Ani dobrze, ani źle."),
        good=("Tak trzymać!", "Dziękuję."),
    ),
}

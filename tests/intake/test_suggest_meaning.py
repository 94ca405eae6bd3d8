"""What a suggestion makes of reversed scales, of codes like NA, and of yes and no."""

import pytest
from tests.intake.drawn import drawn, ratings, suggested

from stik.intake.mapping_file import parse_mapping


@pytest.mark.parametrize(
    "header",
    [
        "Satisfaction (1 = very satisfied … 5 = very dissatisfied)",
        "Quality (1=best, 5=worst)",
        "Service rating, very good (1) to very bad (5)",
        "Service rating: 1 is excellent and 5 is poor",
        "Service rating, 5 is worst",
        "Service rating (1 best)",
        "Service rating, 1-5, best = 1",
        "Zufriedenheit (1 = sehr zufrieden, 5 = sehr unzufrieden)",
        "Zadovoljstvo (1 - zelo zadovoljen, 5 - zelo nezadovoljen)",
        "Ocena: 1 najboljše, 5 najslabše",
        "Ocena obsługi (1 = najlepsza, 5 = najgorsza)",
        "Оцена (1 = најбоља, 5 = најгора)",
        "Ocena (1 = odlično, 5 = veoma loše)",
        "Vērtējums (1 = vislabākais, 5 = vissliktākais)",
        "Satisfaction (1 = très satisfait, 5 = très insatisfait)",
        "Qualità del servizio (1 = ottima, 5 = pessima)",
        "Calidad (1 = excelente, 5 = pésima)",
        "Ease (1 = very easy, 5 = very difficult)",
        "I felt welcome (1 = strongly agree, 5 = strongly disagree)",
    ],
)
def test_a_scale_whose_header_calls_one_the_best_is_turned_and_says_so(header: str):
    said = suggested(**{header: ratings("9")}).of(header)
    assert dict(said.values) == {"1": "5", "2": "4", "3": "3", "4": "2", "5": "1"}
    assert said.missing == ("9",)
    assert "the lowest is the best, so the values are turned" in said.reason


@pytest.mark.parametrize(
    "header",
    [
        "Satisfaction (1 = very dissatisfied, 5 = very satisfied)",
        "Quality rating (5 = best, 1 = worst)",
        "Ocena (1 = zelo slabo, 5 = odlično)",
        "How satisfied are you from 1 to 5?",
        "2 How satisfied are you?",
        "Satisfaction (1)",
        "1 Satisfaction with staff",
        "Satisfaction with good service: 1",
        "Rate us from 1 to 5 stars",
        "Rating, where 5 is excellent",
    ],
)
def test_a_scale_whose_header_calls_the_highest_best_stays_as_it_is(header: str):
    said = suggested(**{header: ratings()}).of(header)
    assert (said.scale, dict(said.values)) == ("csat_1_5", {})


def test_numbers_with_their_meaning_beside_them_are_turned_as_well():
    texts = ["1 - Excellent", "2 - Good", "3 - Fair", "4 - Poor", "5 - Very poor"]
    said = suggested(rating=drawn(*texts)).of("rating")
    assert said.values["1 - Excellent"] == "5"
    assert said.values["5 - Very poor"] == "1"


@pytest.mark.parametrize(
    "header",
    [
        "Satisfaction with us (reverse coded)",
        "Zufriedenheit (umgekehrte Skala)",
        "Satisfaction (1 = high, 5 = low)",
    ],
)
def test_where_the_best_answer_is_not_clear_the_user_is_asked(header: str):
    said = suggested(**{header: ratings()}, nps=drawn("9", "10", "3"))
    assert said.of(header).role == "blank"
    assert "is 1 or 5 the best answer?" in said.to_toml()


def test_codes_of_what_people_are_are_not_asked_about():
    header = "Household (1 = single, 5 = five or more)"
    assert suggested(**{header: ratings()}).of(header).role == "trait"


def test_ends_that_the_header_names_need_not_have_been_answered():
    header = "Quality (1 = best, 5 = worst)"
    said = suggested(**{header: drawn("1", "2", "3", "4")}).of(header)
    assert (said.scale, said.values["1"]) == ("csat_1_5", "5")


def test_a_turned_draft_reads_the_best_answer_as_the_highest():
    header = "Quality (1 = best, 5 = worst)"
    text = suggested(**{header: ratings()}).to_toml()
    (answer,) = parse_mapping(text, path="draft").answers
    assert answer.cell.values["1"] == "5"


@pytest.mark.parametrize(
    "codes", [("US", "DE", "ZA", "NA"), ("CA", "TX", "NY", "ND"), ("mh", "dl", "ka")]
)
def test_codes_of_places_that_read_like_no_answer_stay_codes(codes: tuple[str, ...]):
    said = suggested(country=drawn(*codes)).of("country")
    assert said.missing == ()
    assert f"{codes[-1]} is taken for a code" in said.reason


@pytest.mark.parametrize("text", ["NA", "ND", "KA", "N/A"])
def test_among_numbers_and_other_texts_they_are_no_answer(text: str):
    said = suggested(
        satisfaction=ratings(text),
        country=drawn("France", "Namibia", "Japan", text),
        plan=drawn("S", "M", "L", "XL", text),
    )
    assert all(text in guess.missing for guess in said.guesses)


def test_a_stray_text_among_numbers_is_no_answer_whatever_it_says():
    assert suggested(satisfaction=ratings("nv")).of("satisfaction").missing == ("nv",)


@pytest.mark.parametrize(
    ("header", "yes", "no", "unsure"),
    [
        ("Did we solve it?", "Yes", "No", "Not sure"),
        ("Smo rešili vašo težavo?", "Da", "Ne", "Ne vem"),
        ("Czy sprawa jest zamknięta?", "Tak", "Nie", "Nie wiem"),
        ("Да ли смо помогли?", "Да", "Не", "Не знам"),  # noqa: RUF001 Cyrillic
        ("Da li smo pomogli?", "Da", "Ne", "Ne znam"),
        ("Vai mēs palīdzējām?", "Jā", "Nē", "Nezinu"),
        ("Konnten wir helfen?", "Ja", "Nein", "Weiß nicht"),
        ("Avons-nous pu aider ?", "Oui", "Non", "Ne sait pas"),
        ("Abbiamo risolto?", "Sì", "No", "Non so"),
        ("¿Lo resolvimos?", "Sí", "No", "No sabe"),
        ("Jesmo li pomogli?", "DA", "NE", "Ne znam"),
        ("Was it solved? (1 = yes, 2 = no)", "1", "2", "9"),
        ("Was it solved?", "1", "0", "N/A"),
        ("Are you satisfied with us?", "yes", "no", "don't know"),
    ],
)
def test_questions_of_yes_or_no_are_on_yes_no(
    header: str, yes: str, no: str, unsure: str
):
    answers = drawn(yes, no, unsure, shares=[0.7, 0.2, 0.1])
    said = suggested(**{header: answers}).of(header)
    assert said.scale == "yes_no_0_1"
    assert said.values.get(yes, yes) == "1"
    assert said.values.get(no, no) == "0"
    assert unsure in said.missing

"""What it is worth, asked of a workspace: worked by hand, and as the library says."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.workspace.subscribers import company

import stik
from stik.errors import ProgrammeError, QuestionError
from stik.insights.value.buying.coming import Horizon, customer_worth
from stik.insights.value.buying.purchases import Purchases
from stik.insights.value.buying.rates import fit_buying
from stik.insights.value.buying.spending import fit_spends
from stik.insights.value.worth.ratios import Part, share_of
from stik.terms.period import DAYS_A_MONTH

BEGAN, ANSWERED, END = date(2023, 1, 1), date(2024, 6, 1), date(2025, 12, 31)
BRINGS = {10: 300, 8: 200, 2: 100}
PROGRAMME = """
touchpoints: {till: {}}
lifetime:
  left_on: left_on
  joined_on: joined
  purchases: till
  word_of_mouth: {trait: came, is_any: [friend]}
spending:
"""
SPENDING = "  q%d: {acquiring: %d, won: 50, keeping: %d, kept: 900, currency: %s}\n"
SPENT = ((5e3, 9e3), (6e3, 8e3), (5e3, 9e3), (7e3, 9e3), (6e3, 8e3), (6e3, 9e3))


def bought(who, day, paid, **said):
    return {"who": who, "day": day, "where": "till", "paid": paid, **said}


def customers():
    """Return 60 who answered once; by the answer they bring 300, 200 or 100 after.

    Before it they brought 50 or 70 each, whatever they answered. Half of the
    detractors leave half a year after.
    """
    rows = [
        bought("first", BEGAN, 5, currency="EUR"),
        bought("last", END, 5, currency="EUR"),
    ]
    for n in range(60):
        score = (10, 8, 2)[n % 3]
        life = {"joined": BEGAN, "came": "friend" if n < 24 else "advert"}
        if score == 2 and n % 2:
            life["left_on"] = ANSWERED + timedelta(days=180)
        who, euros = f"c{n}", {"currency": "EUR"}
        rows.append(
            {"who": who, "day": ANSWERED, "where": "desk", "recommend": score, **life}
        )
        before = ANSWERED - timedelta(days=40)
        rows.append(bought(who, before, 50 + 20 * (n // 3 % 2), **euros))
        after = ANSWERED + timedelta(days=20)
        half = (BRINGS[score] + (10 if n // 3 % 2 else -10)) / 2
        rows += [bought(who, after, half, **euros), bought(who, END, half * 0, **euros)]
        rows.append(bought(who, after + timedelta(days=9), half, **euros))
    return [row for row in rows if row.get("paid") != 0]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    spending = "".join(
        SPENDING % (n, won, kept, "EUR") for n, (won, kept) in enumerate(SPENT)
    )
    folder = tmp_path_factory.mktemp("shop")
    return company(folder, customers(), programme=PROGRAMME + spending)


def figures(result):
    return {(row["what"], row["name"]): row for row in result.table.to_pylist()}


@pytest.fixture(scope="module")
def found(shop):
    return figures(shop.worth("nps"))


def test_a_point_more_goes_with_the_amount_worked_by_hand(found):
    # Promoters bring 300, passives 200, detractors 100: 1 for each point of NPS.
    amount = found["point", "amount"]
    assert amount["value"] == pytest.approx(1.0)
    assert (amount["unit"], amount["n"]) == ("EUR", 60)
    assert found["point", "amount_alike_before"]["value"] == pytest.approx(1.0)
    assert found["point", "amount_of_all"]["value"] == pytest.approx(62.0)


def test_a_point_more_goes_with_staying(found):
    # 20 stay of the promoters and of the passives, 10 of 20 detractors: 0.0025 a point.
    assert found["point", "staying"]["value"] == pytest.approx(0.0025)
    assert found["point", "staying"]["unit"] == "share"


def test_keeping_is_held_against_winning_as_the_programme_says(found):
    assert found["spending", "times"]["value"] == pytest.approx(
        (35 / 300) / (52 / 5400)
    )
    assert found["spending", "times"]["n"] == 6
    assert found["quoted", "new_costs_more"]["agrees"] is False


def test_the_seven_quoted_figures_stand_beside_our_own(found):
    own = {name: row for (what, name), row in found.items() if what == "quoted"}
    assert len(own) == 7
    assert own["found_outstanding"]["value"] == pytest.approx(20 / 60)
    left = share_of(Part(10, 20))
    assert own["leave_after_one_bad"]["value"] == left.value
    assert own["leave_after_one_bad"]["low"] == left.low
    assert own["leave_after_one_bad"]["agrees"] is None, "20 are too few to tell"
    assert own["return_after_very_good"]["value"] == 1.0
    assert own["word_of_mouth"]["value"] == pytest.approx(24 / 60)
    assert own["word_of_mouth"]["agrees"] is True
    assert own["customers_buy_likelier"]["unknown"].startswith("needs how many offers")


def histories(n):
    """Return the days and amounts of customers as the models have them."""
    seeded = np.random.default_rng(5)
    for _ in range(n):
        day, days = int(seeded.integers(0, 300)), []
        pause, leaves = 40 / seeded.gamma(1.5), seeded.beta(1, 4)
        while day < 700 and (not days or seeded.random() > leaves):
            days.append(day)
            day += 1 + int(seeded.exponential(pause))
        mean = 60 / seeded.gamma(6)
        yield days, (1 + seeded.gamma(4, mean, len(days))).round(2)


def test_what_is_to_come_is_that_of_the_library(tmp_path, monkeypatch):
    rows, each = [], list(histories(150))
    for who, (days, amounts) in enumerate(each):
        dated = [BEGAN + timedelta(days=day) for day in days]
        rows += [bought(f"c{who}", d, a) for d, a in zip(dated, amounts, strict=True)]
    first, last = (np.array([days[at] for days, _ in each]) for at in (0, -1))
    repeats = np.array([len(days) - 1 for days, _ in each])
    mean = np.array([a[1:].mean() if len(a) > 1 else 0.0 for _, a in each])
    history = Purchases(repeats, (last - first) / 7, (last.max() - first) / 7)
    expected = customer_worth(
        history,
        mean,
        buying=fit_buying(history),
        spends=fit_spends(mean, repeats),
        horizon=Horizon(6, DAYS_A_MONTH / 7),
    ).total
    result = company(tmp_path, rows).worth(ahead=6)
    found = figures(result)
    assert found["customers", "all"]["value"] == pytest.approx(expected.value)
    assert found["customers", "all"]["low"] == pytest.approx(expected.low, rel=1e-4)
    assert found["customers", "each"]["value"] == pytest.approx(expected.value / 150)
    assert found["point", "amount"]["unknown"].startswith("no question is named")
    monkeypatch.setattr("stik.insights.value.buying.bought.MOST_FITTED", 100)
    sampled = stik.open(tmp_path / "place").worth(ahead=6)
    assert "fitted to 75 of 150 customers" in sampled.explain()["notes"]
    total = figures(sampled)["customers", "all"]
    assert total["low"] < expected.value < total["high"]
    assert total["n"] == 150
    assert found["point", "amount"]["unit"] == "amount"


def test_only_the_chosen_customers_count(shop):
    found = figures(shop.worth("nps", where={"came": "friend"}))
    assert found["point", "amount"]["n"] == 24
    assert found["quoted", "found_outstanding"]["n"] == 24
    assert found["quoted", "word_of_mouth"]["value"] == 1.0


def test_what_was_not_seen_whole_is_not_counted(shop):
    found = figures(shop.worth("nps", months=24))
    assert found["point", "amount"]["n"] == 0
    assert found["point", "amount"]["unknown"] == "n = 0, needs 5"
    assert figures(shop.worth("nps", months=3))["point", "staying"]["unknown"] == (
        "all customers brought the same amount"
    )


def test_several_currencies_are_never_added_up(tmp_path):
    rows = customers()
    rows[0]["currency"] = "PLN"
    workspace = company(tmp_path, rows, programme=PROGRAMME)
    unknown = figures(workspace.worth("nps"))["point", "amount"]["unknown"]
    assert (
        unknown == "amounts are in several currencies (EUR, PLN); name one (--currency)"
    )
    found = figures(workspace.worth("nps", currency="EUR"))
    assert found["point", "amount"]["value"] == pytest.approx(1.0)
    assert found["spending", "times"]["unknown"].startswith(
        "nothing says what was spent"
    )


def test_an_amount_without_a_day_may_be_a_trait(tmp_path):
    rows = [
        {"who": f"c{n}", "recommend": score, "fee": 30 + score + n % 2}
        for n, score in enumerate((10, 2, 8) * 20)
    ]
    result = company(tmp_path, rows).worth("nps", lifetime={"amount": "fee"})
    amount = figures(result)["point", "amount"]
    assert amount["value"] == pytest.approx((10 - 2) / 200, abs=0.002)
    assert ("point", "amount_alike_before") not in figures(result)
    assert any("fee has no day" in note for note in result.explain()["notes"])
    assert figures(result)["customers", "all"]["unknown"].startswith("no interaction")


def test_it_can_be_asked_again(shop):
    result = shop.worth("nps", ahead=3, discount=0.05, where={"came": "advert"})
    assert shop.ask_again(result.explain()).table == result.table


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"metric": "npss"}, "did you mean 'nps'"),
        ({"months": 0}, "must be above 0"),
        ({"discount": 5}, "write 0.05 for 5 %"),
        ({"currencyy": "EUR"}, "did you mean 'currency'"),
        ({"where": {"camee": "friend"}}, "did you mean 'came'"),
    ],
)
def test_what_cannot_be_asked_is_refused(shop, words, sentence):
    with pytest.raises(QuestionError, match=sentence):
        shop.worth(**words)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{acquiring: 1, won: -1, keeping: 1, kept: 1, currency: EUR}", "is below 0"),
        ("{acquiring: 1, won: 1, keeping: 1, currency: EUR}", "add 'kept"),
    ],
)
def test_spending_that_cannot_be_is_told_with_its_line(shop, written, sentence):
    file = shop.place.programme_file
    kept = file.read_text()
    file.write_text(f"spending:\n  q1: {written}\n")
    with pytest.raises(ProgrammeError, match=sentence) as told:
        shop.worth()
    file.write_text(kept)
    assert told.value.line == 2

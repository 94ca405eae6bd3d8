"""Why a telephone company's customers leave, on IBM's sample."""

import csv
import gzip
from collections import Counter

import numpy as np
import pytest

from stik.insights.value.leaving.hazard import leaving_rates
from stik.insights.value.leaving.reasons import stated_reasons
from stik.insights.value.lives.lifetimes import Lifetimes
from stik.insights.value.retention.staying import retention_by_group


def rows(folder, name):
    """Return the rows of a file of the sample."""
    with gzip.open(folder / "telco_churn" / name, "rt", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def customers(real_data):
    """Return what is known of each customer, services and status together."""
    status = {row["Customer ID"]: row for row in rows(real_data, "telco_status.csv.gz")}
    services = rows(real_data, "telco_services.csv.gz")
    return [row | status[row["customerID"]] for row in services]


@pytest.fixture(scope="module")
def lifetimes(customers):
    months = np.array([float(row["tenure"]) for row in customers])
    return Lifetimes(months, np.array([row["Churn Value"] == "1" for row in customers]))


def test_month_to_month_customers_leave_far_more_than_two_year_ones(
    customers, lifetimes
):
    contract = [row["Contract"] for row in customers]
    found = retention_by_group(lifetimes, contract, at=[24])
    stays = {each.name: each.retained[0].share for each in found.groups}
    assert found.is_real
    assert stays["Month-to-month"].high < 0.62
    assert stays["Two year"].low > 0.99


def test_competitors_lead_the_stated_reasons(customers):
    stated = Counter(row["Churn Category"] for row in customers)
    first, second, *_ = stated_reasons({k: n for k, n in stated.items() if k})
    assert first.name == "Competitor"
    assert (first.first_rank, first.last_rank) == (1, 1)
    assert second.first_rank == 2


def test_satisfaction_is_flagged_as_another_word_for_leaving(customers, lifetimes):
    satisfaction = np.array([float(row["Satisfaction Score"]) for row in customers])
    charges = np.array([float(row["MonthlyCharges"]) for row in customers])
    traits = {"satisfaction": satisfaction, "low": satisfaction <= 2, "fee": charges}
    for name, values in traits.items():
        [found] = leaving_rates(lifetimes, {name: values.astype(float)})
        assert found.is_leak == (name != "fee")
        assert found.ratio.value is not None


def test_the_ratio_of_low_satisfaction_is_that_of_other_optimisers(
    customers, lifetimes
):
    low = np.array([float(row["Satisfaction Score"]) <= 2 for row in customers])
    [found] = leaving_rates(lifetimes, {"low": low.astype(float)})
    assert found.log_ratio == pytest.approx(3.2131, abs=5e-5)

"""A survey of 20,000 responses with a question on every kind of scale."""

from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from stik.terms.counts import Integers

N_ROWS = 20_000
ENDS = {
    "recommend": (0, 10),
    "overall": (1, 5),
    "speed": (1, 5),
    "speed_expected": (1, 5),
    "ease": (1, 7),
    "mood": (-2, 2),
    "solved": (0, 1),
    "cleanliness": (1, 5),
    "with_wifi": (1, 5),
    "without_wifi": (1, 5),
}
MAPPING = """\
source = "sample"
key = ["response"]
[row]
occurred = { column = "day", format = "%Y-%m-%d", precision = "day" }
customer = "customer"
channel = "channel"
unit = "unit"
weight = "weight"
touchpoint = "where"
amount = "paid"
[traits]
tier = "tier"
joined = "joined"
left = { column = "left", missing = [""] }
why = { column = "why", missing = [""] }
[answers]
recommend = { column = "recommend", touchpoint = "overall", scale = "nps_0_10" }
overall = { column = "overall", touchpoint = "overall", scale = "csat_1_5" }
speed = { column = "speed", touchpoint = "checkout", scale = "csat_1_5" }
ease = { column = "ease", touchpoint = "return", scale = "ces_1_7" }
mood = { column = "mood", touchpoint = "checkout", scale = "emotion_-2_2" }
solved = { column = "solved", touchpoint = "hotline", scale = "yes_no_0_1" }
cleanliness = { column = "cleanliness", touchpoint = "shop", scale = "csat_1_5" }
with_wifi = { column = "with_wifi", scale = "kano_1_5" }
without_wifi = { column = "without_wifi", scale = "kano_1_5" }
minutes = { column = "minutes", touchpoint = "hotline", scale = "number" }
[answers.speed_expected]
column = "speed_expected"
touchpoint = "checkout"
scale = "expectation_1_5"
"""
PROGRAMME = """\
lifetime: {left_on: left, joined_on: joined, reasons: why, purchases: shop}
segmentations:
  standing:
    kind: stage
    segments:
      regular: {when: [{measure: visits, days: 60, at_least: 2}]}
      golden:
        when: [{trait: tier, is_any: [gold]}, {measure: recency_days, below: 90}]
      asleep: {when: [{measure: recency_days, at_least: 365}]}
      spender: {when: [{measure: amount, days: 120, at_least: 80.5}]}
      rest: {}
touchpoints: {checkout: {}, hotline: {}, shop: {}}
channels: {web: {}, kiosk: {}}
initiatives:
  a second till:
    measure: csat
    scope: {touchpoint: checkout}
    begins_on: 2018-01-01
    expected: 0.05
  a chat on the web:
    measure: nps
    scope: {channel: web}
    control: {channel: kiosk}
    begins_on: 2018-01-01
    expected: 4
  fewer calls: {measure: count of hotline, begins_on: 2018-01-01, expected: 0.9}
margins:
  tier: {shares: {gold: 0.3, silver: 0.7}, source: the customer list}
features:
  wifi: {having: with_wifi, lacking: without_wifi}
goals:
  change:
    metric: csat
    direction: up
    target: 0.01
    per: month
    by: 2018-12-31
    scope: {touchpoint: checkout, traits: {tier: gold}}
  lead: {classic: nps_against_a_rival, against: Rival, by: 2018-09-30}
  why: {classic: why_customers_leave, reasons: tier, by: 2018-09-30}
benchmarks:
  asked: {of: Rival, kind: competitor, metric: nps, survey: rival}
  entered:
    of: shops
    kind: industry
    metric: nps
    value: 12
    n: 700
    period: 2017
    source: a yearbook
    method: published
"""

N_ABOUT_A_RIVAL = 2_000


def write_survey(folder: Path) -> tuple[Path, Path]:
    """Write the file and its mapping; every third customer is not named."""
    seeded = np.random.default_rng(20_000)
    file, mapping = folder / "survey.csv", folder / "survey.toml"
    csv.write_csv(_responses(seeded), file)
    mapping.write_text(MAPPING, encoding="utf-8")
    return file, mapping


def write_survey_about_a_rival(folder: Path) -> tuple[Path, Path]:
    """Write the same questions as asked of a rival's customers, and the mapping."""
    seeded = np.random.default_rng(N_ABOUT_A_RIVAL)
    file, mapping = folder / "rival.csv", folder / "rival.toml"
    csv.write_csv(_responses(seeded).slice(0, N_ABOUT_A_RIVAL), file)
    text = MAPPING.replace('source = "sample"', 'source = "rival"\nabout = "Rival"')
    mapping.write_text(text, encoding="utf-8")
    return file, mapping


def _responses(seeded: np.random.Generator) -> pa.Table:
    row = np.arange(N_ROWS)
    day = np.datetime64("2016-12-01") + np.sort(seeded.integers(0, 700, N_ROWS))
    customer = seeded.integers(0, 4_000, N_ROWS)
    columns: dict[str, object] = {
        "response": row,
        "customer": pa.array(customer, mask=row % 3 == 0),
        "day": day.astype(str),
        "channel": seeded.choice(["web", "kiosk", "šalter"], N_ROWS),
        "unit": seeded.choice(["north", "south"], N_ROWS),
        "tier": seeded.choice(["gold", "silver"], N_ROWS),
        "weight": seeded.uniform(0.2, 3.0, N_ROWS).round(3),
        **_lifetimes(customer),
        "paid": seeded.exponential(30.0, N_ROWS).round(2),
        "minutes": seeded.exponential(8.0, N_ROWS).round(2),
    }
    columns["where"] = pa.array(
        seeded.choice(["shop", "hotline"], N_ROWS), mask=row % 2 == 0
    )
    liking = seeded.normal(0.6, 0.25, N_ROWS)
    for question, (lowest, highest) in ENDS.items():
        felt = np.clip(liking + seeded.normal(0, 0.2, N_ROWS), 0, 1)
        value = lowest + np.round(felt * (highest - lowest)).astype(int)
        columns[question] = pa.array(value, mask=seeded.random(N_ROWS) < 0.1)
    return pa.table(columns)


def _lifetimes(customer: Integers) -> dict[str, object]:
    """Return when each customer came, when every fifth of them left, and why."""
    joined = np.datetime64("2016-01-01") + customer % 500
    left = joined + 300 + customer % 700
    stays = customer % 5 != 0
    return {
        "joined": joined.astype(str),
        "left": pa.array(left.astype(str), mask=stays),
        "why": pa.array(np.array(["price", "moved", "rude"])[customer % 3], mask=stays),
    }

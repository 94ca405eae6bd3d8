"""What drivers cost: each part from the correlations, and whole with the bootstrap."""

import numpy as np

from bench.cost import median_cpu_seconds
from bench.measure import Measure
from stik.insights.drivers.correlation import PairSums
from stik.insights.drivers.finding import drivers
from stik.insights.drivers.importance import N_DRIVERS_LMG, lmg
from stik.insights.drivers.responses import Responses
from stik.terms.scale import Scale

PEOPLE = 130_000
N_FEW, N_MANY = 14, 25
ROUNDS = 200
REPEATS = 7
CSAT = Scale.parse("csat_1_5")


def driving(*, share: float) -> list[Measure]:
    """Return what LMG costs on few drivers, and the whole answer on few and many."""
    n = int(PEOPLE * share)
    few, many = _people(n, N_FEW), _people(n, N_MANY)
    if N_MANY <= N_DRIVERS_LMG:
        raise SystemExit("many drivers are meant to need more than LMG")
    table, weight, _ = few.table(range(N_FEW))
    correlation = PairSums.of(table, weight, seed=1).correlation()
    parts, few_whole, many_whole = median_cpu_seconds(
        [
            lambda: lmg(correlation),
            lambda: drivers(few, rounds=ROUNDS),
            lambda: drivers(many, rounds=ROUNDS),
        ],
        repeats=REPEATS,
    )
    name = f"`drivers`, {n:,} people"
    whole = f"with {ROUNDS} bootstrap rounds, ranks and quadrants"
    return [
        Measure(
            f"{name}: LMG of {N_FEW} from the correlations", parts, "CPU s", at_most=0.1
        ),
        Measure(f"{N_FEW} drivers {whole}", few_whole, "CPU s", at_most=10),
        Measure(f"{N_MANY} drivers (Johnson) {whole}", many_whole, "CPU s", at_most=10),
    ]


def _people(n: int, n_drivers: int) -> Responses:
    """Return ratings that go together, a tenth not given, and what they make up."""
    chance = np.random.default_rng(n_drivers)
    mood = chance.normal(size=(n, 1))
    ratings = np.clip(np.rint(3 + mood + chance.normal(size=(n, n_drivers))), 1, 5)
    outcome = ratings @ np.linspace(0, 1, n_drivers) + chance.normal(size=n) * 4
    ratings[chance.random(ratings.shape) < 0.1] = np.nan
    names = [f"rating {each}" for each in range(n_drivers)]
    return Responses(names, ratings, outcome, scales=[CSAT] * n_drivers)

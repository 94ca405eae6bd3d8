"""The simulated customers: who they are, where they live, what they know of us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from stik.demo.company import ENGLISH_SHARE, PERSON, TRAITS, UNITS

Texts = npt.NDArray[np.str_]
Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]
Moments = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]

_OLDEST = date(2012, 1, 1)
_YOUNGEST = date(2023, 12, 31)


@dataclass(frozen=True)
class Customers:
    """One entry per customer in every array.

    `mood` is how much better, in steps, the customer judges everything than the
    average one does; no file ever tells it.
    """

    identity: Texts
    unit: Texts
    language: Texts
    traits: Mapping[str, Texts]
    since: Days
    mood: Floats

    def __len__(self) -> int:
        return len(self.identity)


def draw(choices: Mapping[str, float], n: int, chance: np.random.Generator) -> Texts:
    """Return `n` names drawn with their shares, which are made to add up to 1."""
    shares = np.array(list(choices.values()))
    return chance.choice(np.array(list(choices)), size=n, p=shares / shares.sum())


def draw_customers(n: int, chance: np.random.Generator) -> Customers:
    """Return `n` simulated customers."""
    unit = draw({unit.name: unit.share for unit in UNITS}, n, chance)
    spoken = {unit.name: unit.language for unit in UNITS}
    regional = np.array([spoken[name] for name in unit])
    speaks_english = chance.random(n) < ENGLISH_SHARE
    oldest = np.datetime64(_OLDEST)
    span = (_YOUNGEST - _OLDEST).days
    return Customers(
        identity=np.array([f"C{number:06d}" for number in range(1, n + 1)]),
        unit=unit,
        language=np.where(speaks_english, "en", regional),
        traits={name: draw(shares, n, chance) for name, shares in TRAITS.items()},
        since=oldest + chance.integers(0, span, n).astype("timedelta64[D]"),
        mood=chance.normal(0.0, PERSON.mood_spread, n),
    )

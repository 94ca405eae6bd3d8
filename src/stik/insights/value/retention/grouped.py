"""Grouped lifetimes: customers by a trait, or by what they first answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from stik.errors import QuestionError
from stik.insights.value.lives.experience import Experience, group_names
from stik.insights.value.lives.known import NO_DAYS, Lives
from stik.insights.value.lives.lifetimes import Lifetimes

MOST_GROUPS = 12
NO_DAYS_OF_ANSWERS = (
    "the answers have no day, so that nobody knows who had left before them"
)


@dataclass(frozen=True)
class Grouped:
    """Lifetimes with the group of each customer (None: in none), in an order.

    `group` is null where all customers are taken together. `n_before` were left out,
    as they had left before months are counted from.
    """

    lifetimes: Lifetimes
    group: Sequence[str | None] | None = None
    order: Sequence[str] = ()
    counted_from: str = "the day they came"
    n_before: int = 0


def by_trait(lives: Lives, trait: str | None) -> Grouped | str:
    """Return lifetimes by what is said of a trait, or why they are unknown.

    Raises
    ------
    QuestionError
        When the trait says too many different things.
    """
    if lives.unknown is not None:
        return lives.unknown
    stays = lives.stays()
    if trait is None:
        return Grouped(stays.lifetimes, n_before=stays.n_before)
    group = lives.said[trait].filter(stays.kept).to_pylist()
    names = sorted({name for name in group if name is not None})
    if len(names) > MOST_GROUPS:
        raise QuestionError(
            f"'{trait}' says {len(names):,} different things; group by a trait of at "
            f"most {MOST_GROUPS}, or by a segmentation."
        )
    return Grouped(stays.lifetimes, group, names, n_before=stays.n_before)


def by_experience(lives: Lives, experience: Experience) -> Grouped | str:
    """Return lifetimes by the first answer, counted from its day, or why not known.

    Who did not answer is in no group; who had left by then is left out.
    """
    if not lives.has_days and lives.n_left:
        return NO_DAYS
    if not experience.answered.any():
        return "nobody who counts here answered it"
    if not experience.has_days:
        return NO_DAYS_OF_ANSWERS
    stays = lives.stays_since(experience.day)
    names = experience.groups
    group = [names[index] for index in stays.kept.nonzero()[0]]
    present = [name for name in group_names(experience.scale) if name in set(group)]
    counted_from = f"the first answer to {experience.question.question}"
    return Grouped(stays.lifetimes, group, present, counted_from, stays.n_before)

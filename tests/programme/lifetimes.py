"""Lifetimes and spending as a programme may write them, for tests that draw one."""

from hypothesis import strategies as st

from stik.terms.lifetime import Lifetime
from stik.terms.spending import SpendingPeriod

_AMOUNT = st.floats(0, 1e9)


def lifetimes(texts, of_trait, touchpoints):
    """Return what draws a lifetime of any names and conditions, or none."""
    maybe = st.none() | texts
    bought = st.sampled_from(touchpoints) if touchpoints else st.none()
    drawn = st.builds(
        Lifetime,
        left=of_trait,
        left_on=maybe,
        months=maybe,
        reasons=maybe,
        purchases=bought,
        word_of_mouth=st.none() | of_trait,
    )
    return st.none() | drawn


def spending(name, texts):
    """Return what draws the spending of the period called so."""
    return st.builds(
        SpendingPeriod, st.just(name), _AMOUNT, _AMOUNT, _AMOUNT, _AMOUNT, texts
    )

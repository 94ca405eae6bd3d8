"""Lifetimes as a programme may write them, for the tests that draw whole ones."""

from hypothesis import strategies as st

from stik.terms.lifetime import Lifetime


def lifetimes(texts, of_trait):
    """Return what draws a lifetime of any names and conditions, or none."""
    maybe = st.none() | texts
    drawn = st.builds(Lifetime, of_trait, maybe, st.none(), maybe, maybe)
    return st.none() | drawn

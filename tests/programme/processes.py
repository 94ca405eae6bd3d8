"""Processes and rates as a programme may write them, for tests that draw one."""

from hypothesis import strategies as st

from stik.terms.process import Activity, Process, Rates

_ABOVE_ZERO = st.floats(0.25, 1e6)


@st.composite
def processes(draw, name, *, texts, touchpoints, owner, label):
    """Draw the process called so, of any names."""
    some = st.lists(texts, unique=True, max_size=2).map(tuple)
    maybe = st.none() | texts
    inputs = draw(some)
    behind = st.lists(st.sampled_from(touchpoints), max_size=2) if touchpoints else None
    activity = {
        "label": label,
        "by": maybe,
        "minutes": st.none() | _ABOVE_ZERO,
        "system": maybe,
        "judgement": st.booleans(),
    }
    activities = [
        st.builds(Activity, name=st.just(each), **activity) for each in draw(some)
    ]
    return Process(
        name=name,
        label=draw(label),
        owner=draw(owner),
        behind=tuple(draw(behind)) if behind is not None else (),
        inputs=inputs,
        asked=inputs[:1],
        activities=tuple(map(draw, activities)),
        schedule=draw(maybe),
        supplier=draw(maybe),
        **{field: draw(some) for field in ("outputs", "rules", "regulations")},
        **{field: draw(some) for field in ("stakeholders", "systems")},
    )


def rates(texts):
    """Return what draws rates, or none."""
    maybe = st.none() | _ABOVE_ZERO
    return st.none() | st.builds(
        Rates, currency=texts, working_hour=maybe, waiting_hour=maybe, gap_step=maybe
    )

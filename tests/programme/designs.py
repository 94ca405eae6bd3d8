"""Strategies of steps of a phase, which say of each other what they may."""

from dataclasses import replace

from hypothesis import strategies as st

from stik.terms.journey import Step


@st.composite
def steps_of(draw, names, told):
    """Draw the steps of a phase: of some names, each with fields of `told`."""
    flags = ("optional", "repeatable", "moment_of_truth")
    some = {flag: st.booleans() for flag in flags} | told
    steps = [draw(st.builds(Step, name=st.just(name), **some)) for name in draw(names)]
    n_in_group = draw(st.sampled_from([0, 2]))
    if n_in_group <= len(steps):
        steps[:n_in_group] = [
            replace(step, any_order="both") for step in steps[:n_in_group]
        ]
    if len(steps) > n_in_group > 0 and steps[-1].promise and draw(st.booleans()):
        steps[-1] = replace(steps[-1], promise_from=steps[0].name)
    return tuple(steps)

"""Designs written as texts, for tests."""

import re

from stik.terms.journey import Journey, Phase, Promise, Step

_STEP = re.compile(r"[a-z](?:/[a-z])*[?*+]?")
_WRITTEN = re.compile(r"\(([^)]*)\)|([a-z](?:/[a-z])*[?*+]?)")


def design(written: str, **promises: str) -> Journey:
    """Return a journey of steps at touchpoints of one letter, as they are called.

    `a?` may be left out, `a+` come again, `a*` both; those in `()` may come in any
    order; `a/b` takes place at a or at b. Promises are by step: `b="within 2 days"`.
    """
    steps = [
        _step(each, f"group {number}" if group else None, promises)
        for number, (group, one) in enumerate(_WRITTEN.findall(written))
        for each in _STEP.findall(group or one)
    ]
    return Journey(name="j", phases=(Phase(name="all", steps=tuple(steps)),))


def _step(written, group, promises):
    names = re.findall("[a-z]", written)
    return Step(
        name=names[0],
        touchpoint=names[0],
        or_at=tuple(names[1:]),
        optional=written[-1] in "?*",
        repeatable=written[-1] in "+*",
        any_order=group,
        promise=Promise.parse(promises.get(names[0], "")),
    )

"""The programme of the simulated company: the YAML its CX manager would have written.

Owners are roles: nobody in it exists.
"""

from collections.abc import Mapping

import yaml

from stik.demo.company import CHANNELS, JOURNEY, NAME, SOURCE, STEPS, TOUCHPOINTS, UNITS
from stik.demo.days import GREETING_DATE, INVOICE_DATE
from stik.demo.processes import PROCESSES, RATES
from stik.demo.words.titles import title_of

_HEAD = f"# {NAME}: made by 'stik demo', nobody in it exists.\n"
_VISION = (
    "Simulated: whoever orders fibre from us knows at every moment what happens next."
)
_OWNERS: Mapping[str, str] = {
    "head-of-sales": "sales",
    "head-of-marketing": "marketing",
    "head-of-network": "product",
    "head-of-customer-service": "customer_service",
}
_CHANNEL_OWNERS: Mapping[str, str] = {
    "web": "head-of-marketing",
    "app": "head-of-network",
    "phone": "head-of-customer-service",
    "shop": "head-of-sales",
    "e-mail": "head-of-customer-service",
    "technician": "head-of-network",
}
_PHASES: Mapping[str, tuple[str, ...]] = {
    "choose": ("order", "booking"),
    "wait": ("waiting",),
    "start": ("installation", "first_invoice"),
}


def programme_text() -> str:
    """Return the programme file."""
    programme = {
        "vision": _VISION,
        "components": {
            component: {"owner": owner} for owner, component in _OWNERS.items()
        },
        "owners": {
            owner: {"email": f"{owner}@simulated-telecom.example"} for owner in _OWNERS
        },
        "units": {unit.name: {"label": unit.title} for unit in UNITS},
        "channels": {name: {"owner": _CHANNEL_OWNERS[name]} for name in CHANNELS},
        "touchpoints": _touchpoints(),
        "journeys": {JOURNEY: _journey()},
        "processes": PROCESSES,
        "rates": RATES,
        "goals": _goals(),
        "initiatives": _initiatives(),
    }
    return _HEAD + yaml.safe_dump(programme, allow_unicode=True, sort_keys=False)


def _touchpoints() -> dict[str, object]:
    owner_of = {component: owner for owner, component in _OWNERS.items()}
    return {
        each.name: {
            "label": title_of(each.name),
            "component": each.component,
            "owner": owner_of[each.component],
            "channels": list(each.channels),
            "sources": [SOURCE],
        }
        for each in TOUCHPOINTS
    }


_PROMISED: Mapping[str, dict[str, object]] = {
    "installation": {"promise": "within 4 weeks", "moment_of_truth": True}
}
"""What the company promises of single steps, and where it matters most."""


def _journey() -> dict[str, object]:
    titles = {step.name: step.title for step in STEPS}
    return {
        "label": "Getting fibre",
        "owner": "head-of-customer-service",
        "promise": "within 9 weeks",
        "phases": [
            {
                "name": phase,
                "steps": [
                    {
                        "name": name,
                        "label": titles[name],
                        "touchpoint": name,
                        **_PROMISED.get(name, {}),
                    }
                    for name in names
                ],
            }
            for phase, names in _PHASES.items()
        ],
    }


def _initiatives() -> dict[str, object]:
    """Return what was hoped of two changes; only the first one worked."""
    return {
        "one-page invoice": {
            "hypothesis": "Who understands the first invoice is content with it.",
            "measure": "csat",
            "scope": {"touchpoint": "first_invoice"},
            "begins_on": INVOICE_DATE.isoformat(),
            "expected": 0.12,
            "owner": "head-of-sales",
        },
        "new greeting on the phone": {
            "hypothesis": "A warmer greeting makes the call feel better.",
            "measure": "csat",
            "scope": {"touchpoint": "call_centre"},
            "begins_on": GREETING_DATE.isoformat(),
            "expected": 0.15,
            "owner": "head-of-customer-service",
        },
    }


def _goals() -> dict[str, object]:
    return {
        "recommended": {
            "metric": "nps",
            "direction": "up",
            "target": 20,
            "by": "2026-12-31",
            "scope": {"touchpoint": "overall"},
            "owner": "head-of-customer-service",
        },
        "waiting-without-worry": {
            "metric": "csat",
            "direction": "up",
            "target": 0.6,
            "by": "2026-12-31",
            "scope": {"touchpoint": "waiting"},
            "owner": "head-of-customer-service",
        },
    }

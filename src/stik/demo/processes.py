"""What is done behind the touchpoints of the simulated company, and what an hour costs.

Nobody in it exists. Two processes make the list of visits, and one asks for an address
that another has: both to be found by the blueprint.
"""

from typing import Any

PROCESSES: dict[str, dict[str, Any]] = {
    "contract": {
        "label": "Making the contract",
        "owner": "head-of-sales",
        "behind": ["order"],
        "inputs": ["order form", "proof of identity"],
        "asked": ["order form", "proof of identity"],
        "outputs": ["contract", "address of the line"],
        "activities": [
            {"name": "check identity", "by": "clerk", "minutes": 4, "judgement": True},
            {
                "name": "enter the contract",
                "by": "clerk",
                "minutes": 6,
                "system": "billing",
            },
        ],
        "regulations": ["consumer protection"],
        "systems": ["billing"],
    },
    "dispatch": {
        "label": "Sending technicians",
        "owner": "head-of-network",
        "behind": ["booking", "waiting"],
        "inputs": ["contract", "address of the line"],
        "asked": ["address of the line"],
        "outputs": ["list of visits"],
        "activities": [
            {
                "name": "find a date",
                "by": "dispatcher",
                "minutes": 5,
                "system": "calendar",
            },
            {"name": "tell the technicians", "by": "dispatcher", "minutes": 2},
        ],
        "schedule": "working days, 7 to 17",
        "systems": ["calendar"],
    },
    "installing": {
        "label": "Installing",
        "owner": "head-of-network",
        "behind": ["installation", "repair"],
        "inputs": ["list of visits"],
        "outputs": ["list of visits", "line in use"],
        "activities": [
            {"name": "connect", "by": "technician", "minutes": 90, "judgement": True},
            {
                "name": "write the report",
                "by": "technician",
                "minutes": 10,
                "system": "calendar",
            },
        ],
        "rules": ["no visit without the customer at home"],
        "regulations": ["electrical safety"],
        "stakeholders": ["owners of the building"],
        "supplier": "Example Fitters",
    },
}

RATES = {"currency": "EUR", "working_hour": 28, "waiting_hour": 0.1, "gap_step": 4}

"""The six components of an experience, and what the company says about each."""

from dataclasses import dataclass

from stik.terms.label import Named

COMPONENTS = {
    "sales": "how it is sold",
    "marketing": "how it is promised",
    "word_of_mouth": "prior experience and word of mouth",
    "product": "the product or service in use",
    "customer_service": "every department that ever meets a customer",
    "journey": "the journey as a whole",
}


@dataclass(frozen=True)
class Component(Named):
    """One of `COMPONENTS` under the company's own label, with who answers for it."""

    owner: str | None = None

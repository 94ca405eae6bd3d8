"""What customers allow, told in one form: consent to a purpose, contact by a channel.

Source of the consent object and its event: Segment, consent management,
https://www.twilio.com/docs/segment/privacy/consent-management/consent-in-unify.
"""

from collections.abc import Iterable, Iterator

CONSENT, CONTACT = "consent.", "contact."
PREFERENCES = "context.consent.categoryPreferences"
"""Where a message says to which purposes its customer consents."""

UPDATED = "Segment Consent Preference Updated"
"""The event that a consent banner sends when a customer has chosen."""

_YES = {"1", "yes", "true", "y", "granted", "opted_in", "opt_in", "subscribed"}
_NO = {"0", "no", "false", "n", "denied", "opted_out", "opt_out", "unsubscribed"}


def is_a_choice(trait: str) -> bool:
    """Return whether a trait says what its customer allows."""
    return trait.startswith((CONSENT, CONTACT))


def choices(said: Iterable[str | None]) -> Iterator[str | None]:
    """Yield what was said as `yes` or `no`; as it is where it is neither.

    A channel, quiet hours or a language of contact stay as they are.

    >>> list(choices(["1", "Opted_Out", "sms", None]))
    ['yes', 'no', 'sms', None]
    """
    for text in said:
        plain = (text or "").strip().lower()
        yield "yes" if plain in _YES else "no" if plain in _NO else text

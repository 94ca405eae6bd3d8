"""Text as it stands in XML."""

ESCAPED = {
    **dict.fromkeys((*range(32), 0xFFFE, 0xFFFF), "\ufffd"),
    **{ord(letter): f"&#{ord(letter)};" for letter in '&<>"\t\n\r'},
}
"""XML has no other control characters, however they are written."""


def escaped(text: str) -> str:
    """Return text as it may stand between quotation marks or elements."""
    return text.translate(ESCAPED)

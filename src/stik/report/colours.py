"""The colours of the page, in light and dark, each with the ground it stands on."""

LIGHT = {
    "ground": "#f7f8fa",
    "surface": "#ffffff",
    "border": "#d5dae1",
    "grid": "#e3e7ec",
    "text": "#1b1f24",
    "grey": "#596370",
    "link": "#0b57c2",
    "ink": "#1f5fa8",
    "over": "#1b1f24",
    "band": "#d3e2f3",
    "faint": "#7a8491",
    "good": "#1a7044",
    "bad": "#b3261e",
}

DARK = {
    "ground": "#15181c",
    "surface": "#1e2227",
    "border": "#3a414a",
    "grid": "#323840",
    "text": "#eceff3",
    "grey": "#a9b3bf",
    "link": "#8ab8ff",
    "ink": "#7fb2f0",
    "over": "#eceff3",
    "band": "#2c4159",
    "faint": "#8a95a3",
    "good": "#63cf97",
    "bad": "#ff9a8f",
}

TEXTS = ("text", "grey", "link", "good", "bad")
"""Colours words are written in: at least 4.5 to 1 against every ground."""

SHAPES = ("ink", "over", "faint", "good", "bad")
"""Colours shapes are drawn in: at least 3 to 1 against the surface."""

GROUNDS = ("ground", "surface")


def properties(palette: dict[str, str]) -> str:
    """Return a palette as CSS custom properties."""
    return "".join(f"--{name}:{colour};" for name, colour in palette.items())


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

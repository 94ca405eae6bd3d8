"""A page read back: its elements, its words, and whether it is well formed."""

from html.parser import HTMLParser

WITHOUT_END = {"meta", "br", "col"}


class Outline(HTMLParser):
    """What is on a page. Parsing stops at the first element closed out of turn."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), tag
        self.elements.append((tag, dict(attrs)))
        if tag not in WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.words.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def values_of(self, attribute: str) -> list[str]:
        """Return every value of an attribute, in order."""
        found = [attributes.get(attribute) for _, attributes in self.elements]
        return [value for value in found if value is not None]

    def text(self, *, but: tuple[str, ...] = ("style",)) -> str:
        """Return all words of the page on one line."""
        return " ".join(" ".join(w for tag, w in self.words if tag not in but).split())

"""Figures as OpenMetrics, the text that Prometheus and others read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"

_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", '"': '\\"'})


@dataclass(frozen=True)
class Family:
    """One measure; its figures by the values of its labels, () where it has none."""

    name: str
    kind: Literal["gauge", "counter"]
    told: str
    figures: Mapping[tuple[str, ...], float]
    labels: tuple[str, ...] = ()

    def lines(self) -> Iterable[str]:
        """Yield it as lines; what was never counted has none but its heading."""
        yield f"# TYPE {self.name} {self.kind}"
        yield f"# HELP {self.name} {self.told.translate(_ESCAPED)}"
        suffix = "_total" if self.kind == "counter" else ""
        for values, figure in sorted(self.figures.items()):
            yield f"{self.name}{suffix}{self._named(values)} {figure:.17g}"

    def _named(self, values: tuple[str, ...]) -> str:
        pairs = zip(self.labels, values, strict=True)
        said = [f'{label}="{value.translate(_ESCAPED)}"' for label, value in pairs]
        return f"{{{','.join(said)}}}" if said else ""


def page(families: Iterable[Family]) -> str:
    """Return families as the text of an answer."""
    lines = [line for family in families for line in family.lines()]
    return "\n".join([*lines, "# EOF"]) + "\n"

"""Events as OCEL 2.0 in JSON: each is related to its case and to its customer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
import pyarrow as pa

from stik.formats.written.xes_bytes import iso_moments

_STEP, _WHEN = "concept:name", "time:timestamp"
_CASE, _JOURNEY, _CUSTOMER = "case:concept:name", "case:journey", "customer"
_RELATED = (_CASE, _JOURNEY, _CUSTOMER)
_TYPES = {"amount": "float"}


def ocel_bytes(parts: Iterable[pa.Table], _schema: pa.Schema) -> Iterator[bytes]:
    """Yield rows as OCEL 2.0; those without a step or a moment are left out.

    An object is a case, of the type that its journey is called (`journey instance`
    where it has none), or a customer. Objects are told after the events: what is held
    meanwhile is their names.
    """
    log = _Log()
    yield b'{"events":['
    for part in parts:
        yield log.events(part)
    yield b'],"objects":' + msgspec.json.encode(list(log.told_objects()))
    yield b',"eventTypes":' + msgspec.json.encode(log.event_types())
    yield b',"objectTypes":' + msgspec.json.encode(log.object_types()) + b"}\n"


@dataclass
class _Log:
    """What was written of a log so far; of an object by its id: type and name."""

    n_events: int = 0
    objects: dict[str, tuple[str, str]] = field(default_factory=dict)
    attributes: dict[str, dict[str, None]] = field(default_factory=dict)

    def events(self, rows: pa.Table) -> bytes:
        """Return the events of some rows, parted by commas from those before."""
        place = rows.column_names.index(_WHEN)
        moments = iso_moments(rows[_WHEN].combine_chunks())
        told = [
            msgspec.json.encode(self._event(row))
            for row in rows.set_column(place, _WHEN, moments).to_pylist()
            if row[_STEP] is not None and row[_WHEN] is not None
        ]
        is_first = self.n_events == len(told)
        return (b"" if is_first or not told else b",\n") + b",\n".join(told)

    def _event(self, row: Mapping[str, object]) -> dict[str, object]:
        self.n_events += 1
        said = {
            name: value
            for name, value in row.items()
            if value is not None and name not in (_STEP, _WHEN, *_RELATED)
        }
        step = str(row[_STEP])
        self.attributes.setdefault(step, {}).update(dict.fromkeys(said))
        return {
            "id": f"e{self.n_events}",
            "type": step,
            "time": row[_WHEN],
            "attributes": [{"name": n, "value": v} for n, v in said.items()],
            "relationships": [
                {"objectId": self._object(*related), "qualifier": related[0]}
                for related in _related(row)
            ],
        }

    def _object(self, kind: str, name: str) -> str:
        """Return the name of an object, behind its type where that one is taken."""
        if self.objects.setdefault(name, (kind, name)) == (kind, name):
            return name
        told = f"{kind}:{name}"
        self.objects[told] = (kind, name)
        return told

    def told_objects(self) -> Iterator[dict[str, object]]:
        """Yield every object that an event is related to."""
        for told, (kind, name) in self.objects.items():
            yield {
                "id": told,
                "type": kind,
                "attributes": [_said("name", name)],
            }

    def event_types(self) -> list[dict[str, object]]:
        """Return every step with the attributes that its events have."""
        return [
            {"name": step, "attributes": [_typed(name) for name in names]}
            for step, names in self.attributes.items()
        ]

    def object_types(self) -> list[dict[str, object]]:
        """Return every type of objects."""
        kinds = dict.fromkeys(kind for kind, _ in self.objects.values())
        return [{"name": kind, "attributes": [_typed("name")]} for kind in kinds]


def _related(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if row[_CASE] is not None:
        yield str(row[_JOURNEY] or "journey instance"), str(row[_CASE])
    if row[_CUSTOMER] is not None:
        yield "customer", str(row[_CUSTOMER])


def _said(name: str, value: str) -> dict[str, str]:
    return {"name": name, "time": "1970-01-01T00:00:00Z", "value": value}


def _typed(name: str) -> dict[str, str]:
    return {"name": name, "type": _TYPES.get(name, "string")}

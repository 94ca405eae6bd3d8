"""Whose the rows of a draft are: customers known, new, or found to be another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from stik.facts.schema import IDENTITIES, MERGED
from stik.intake.draft import Draft
from stik.intake.known import Known


@dataclass
class People:
    """The customer of each name of a draft, and what was learnt of them.

    `theirs` holds the other names of customers who may turn out to be another, `before`
    who turned out earlier to be one of them.
    """

    source: str
    customers: dict[str, int]
    last_customer: int
    theirs: dict[int, set[str]]
    before: dict[int, list[int]]
    _stored: dict[str, int] = field(init=False)
    _same_as: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._stored = dict(self.customers)

    @classmethod
    def of(cls, names: Sequence[str], draft: Draft, known: Known) -> "People":
        """Return the people that the rows of a draft name, its links followed."""
        source = draft.mapping.source
        named = set(names)
        links = {was: now for was, now in draft.links.items() if now in named}
        stored = known.customers(source, list(dict.fromkeys([*names, *links])))
        moving = {
            stored[was]
            for was, now in links.items()
            if was in stored and stored[was] != stored.get(now)
        }
        people = cls(
            source,
            stored,
            known.writer.latest.last_customer,
            known.names_of(source, moving),
            known.merged_into(moving),
        )
        for was, now in links.items():
            people.link(was, now, is_renamed=was in draft.renamed)
        people.number(names)
        return people

    def number(self, names: Iterable[str]) -> None:
        """Give a number to every name that has none."""
        for name in names:
            if name not in self.customers:
                self.last_customer += 1
                self.customers[name] = self.last_customer

    def link(self, was: str, now: str, *, is_renamed: bool) -> None:
        """Take note that a customer was known before under another name.

        The former name is the customer's from now on. Whoever has no further name turns
        out to be this customer, with all that was stored of them; so does who is
        renamed. Somebody else who used the same device does not.
        """
        earlier = self.customers.get(was)
        if earlier is None or earlier == self.customers.get(now):
            self.number([now])
            self._move([was], now)
            return
        names = self.theirs.get(earlier, set()) | {was}
        is_the_same = is_renamed or names == {was}
        if now not in self.customers and is_the_same:
            self.customers[now] = earlier
            self.theirs.setdefault(earlier, names).add(now)
            return
        self.number([now])
        if not is_the_same:
            self._move([was], now)
            return
        self._move(names, now)
        for number in (earlier, *self.before.pop(earlier, ())):
            self._same_as[number] = self.customers[now]

    def _move(self, names: Iterable[str], now: str) -> None:
        """Let names be those of a customer, and of nobody else."""
        customer = self.customers[now]
        for name in names:
            self.theirs.get(self.customers.get(name, customer), set()).discard(name)
            self.customers[name] = customer
            self.theirs.setdefault(customer, {now}).add(name)

    def identities(self, *, sequence: int) -> pa.Table:
        """Return the names that are new or moved, as `schema.IDENTITIES`."""
        new = {
            name: customer
            for name, customer in self.customers.items()
            if self._stored.get(name) != customer
        }
        columns = {
            "sequence": pa.array([sequence] * len(new), pa.int64()),
            "source": pa.array([self.source] * len(new), pa.string()),
            "external_id": pa.array(list(new), pa.string()),
            "customer": pa.array(list(new.values()), pa.int64()),
            "valid_from": pa.nulls(len(new), pa.timestamp("us", tz="UTC")),
        }
        return pa.table(columns, schema=IDENTITIES)

    def merged(self, *, sequence: int) -> pa.Table:
        """Return who turned out to be another, as `schema.MERGED`."""
        rows = [
            {"sequence": sequence, "customer": customer, "same_as": self._final(other)}
            for customer, other in self._same_as.items()
        ]
        return pa.Table.from_pylist(rows, schema=MERGED)

    def _final(self, customer: int) -> int:
        """Return whom a customer turned out to be in the end."""
        while customer in self._same_as:
            customer = self._same_as[customer]
        return customer

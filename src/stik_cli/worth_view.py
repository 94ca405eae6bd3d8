"""How the answer to `stik worth` looks in a terminal: sentences, then the figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from stik.terms.estimate import N_TOO_FEW
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    plain_table,
)

Row = Mapping[str, Any]

_LABELS = {
    ("point", "amount"): "brought by a customer",
    ("point", "amount_alike_before"): "  of those alike before",
    ("point", "amount_of_all"): "  by all customers",
    ("point", "staying"): "still there",
    ("spending", "to_acquire"): "to win a customer",
    ("spending", "to_keep"): "to keep a customer",
    ("spending", "times"): "how many times as much",
    ("spending", "break_even"): "must stay because of it",
    ("customers", "all"): "all customers",
    ("customers", "each"): "each customer",
}


def print_worth(rows: Sequence[Row], told: Mapping[str, Any]) -> None:
    """Print what is known in sentences, then every figure."""
    out = console()
    for sentence in _sentences(rows, told):
        out.print(sentence, markup=False)
    headings = {
        "point": f"One point more of {told['question'] or 'a question'}",
        "spending": "Winning against keeping",
        "customers": f"What customers will bring in {told['ahead']} months",
    }
    for what, heading in headings.items():
        _print_part(heading, [row for row in rows if row["what"] == what])
    _print_quoted([row for row in rows if row["what"] == "quoted"])


def _sentences(rows: Sequence[Row], told: Mapping[str, Any]) -> list[str]:
    known = {
        (row["what"], row["name"]): row for row in rows if row["value"] is not None
    }
    sentences = []
    amount = known.get(("point", "amount_alike_before")) or known.get(
        ("point", "amount")
    )
    if amount is not None:
        sentences.append(_point(amount, told))
    if ("point", "staying") in known:
        sentences.append(_stays(known["point", "staying"], told))
    if ("spending", "times") in known:
        row = known["spending", "times"]
        times = f"{_number(row)} times ({_ends(row)})"
        sentences.append(f"A new customer costs {times} as much as keeping one.")
    if ("customers", "all") in known:
        row = known["customers", "all"]
        brings = f"{_number(row)} ({_ends(row)})"
        sentences.append(
            f"In the next {told['ahead']} months customers are expected to bring "
            f"{brings}; {told['n_still']:,.0f} of {told['n']:,} have not silently left."
        )
    n = sum(row["what"] == "quoted" and row["value"] is not None for row in rows)
    sentences.append(f"Of the seven often-quoted figures {n} are known of your own.")
    return sentences


def _point(row: Row, told: Mapping[str, Any]) -> str:
    alike = row["name"] == "amount_alike_before"
    among = ", among customers who brought as much before," if alike else ""
    months = f"in the {told['months']:g} months after it"
    if told["is_undated"]:
        months = "at any time"
    return (
        f"One point more of {told['question']}{among} goes with {_number(row)} "
        f"({_ends(row)}) from a customer {months}{_sure(row)}."
    )


def _stays(row: Row, told: Mapping[str, Any]) -> str:
    return (
        f"One point more goes with {_number(row)} ({_ends(row)}) who are still there "
        f"{told['months']:g} months later{_sure(row)}."
    )


def _sure(row: Row) -> str:
    if row["n"] < N_TOO_FEW:
        return ": too few to tell"
    return ", which may be chance" if row["low"] <= 0 <= row["high"] else ""


def _print_part(heading: str, rows: Sequence[Row]) -> None:
    reasons = {row["unknown"] for row in rows}
    if None not in reasons:
        unknown = f"{heading} is unknown: {'; '.join(sorted(reasons))}."
        console().print(f"\n{unknown}", markup=False)
        return
    table = plain_table((heading,), numbers=("value", "95 % interval", "n"))
    for row in rows:
        verdict = "unknown" if row["unknown"] else _too_few(row)
        texts = [_label(row), _number(row), _ends(row), f"{row['n']:,}", verdict]
        add_texts(table, texts, is_grey=row["unknown"] is not None)
    out = console()
    out.print()
    out.print(fit(table, name_width=42))
    _print_unknown({_label(row).strip(): row["unknown"] for row in rows})


def _label(row: Row) -> str:
    return _LABELS[row["what"], row["name"]]


def _print_unknown(reasons: Mapping[str, str | None]) -> None:
    """Print why each of some figures is unknown."""
    for name, reason in reasons.items():
        if reason:
            told = f"unknown, {name}: {reason}"
            console().print(told, style="dim", markup=False)


def _too_few(row: Row) -> str:
    is_of_customers = row["what"] != "spending"
    return "too few to tell" if is_of_customers and row["n"] < N_TOO_FEW else ""


def _print_quoted(rows: Sequence[Row]) -> None:
    table = plain_table(("Often quoted",), numbers=("your own", "95 % interval", "n"))
    for row in rows:
        verdict = "unknown" if row["unknown"] else _agrees(row)
        numbers = [_number(row), _ends(row), f"{row['n']:,}", verdict]
        add_texts(table, [row["quoted"], *numbers], is_grey=bool(row["unknown"]))
    out = console()
    out.print()
    out.print(fit(table, name_width=28))
    _print_unknown({row["quoted"]: row["unknown"] for row in rows})


def _agrees(row: Row) -> str:
    if row["agrees"] is None:
        return "too few to tell"
    return "agrees" if row["agrees"] else "not so here"


def _number(row: Row) -> str:
    """Return a value in its unit, with three figures that say something."""
    if row["value"] is None:
        return DASH
    text = _figures(row["value"], row)
    return (
        text if row["unit"] in ("share", "times", "amount") else f"{text} {row['unit']}"
    )


def _ends(row: Row) -> str:
    if row["low"] is None:
        return ""
    low, high = _figures(row["low"], row), _figures(row["high"], row)
    return f"{low.removesuffix(' %').removesuffix(' pp')} to {high}"


def _figures(value: float, row: Row) -> str:
    if row["unit"] == "share":
        if row["what"] == "point":
            return f"{100 * value:+.3f} pp"
        return f"{100 * value:.1f} %"
    sign, size = ("+" if row["what"] == "point" else ""), abs(value)
    places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    return format(value, f"{sign},.{places}f")

"""What became of rows that were taken in, as a command tells it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from stik_cli.output import console

if TYPE_CHECKING:
    from stik.intake.load import LoadSummary


def told_plainly(summary: "LoadSummary") -> dict[str, Any]:
    """Return a summary as plain values."""
    return {
        "file": summary.file,
        "rows": summary.n_rows,
        "stored": summary.n_stored,
        "known": summary.n_known,
        "erased": summary.n_erased,
        "held_back": summary.n_held,
        "answers": summary.n_answers,
        "interactions": summary.n_interactions,
        "verbatims": summary.n_verbatims,
        "reasons": dict(summary.held),
        "held_back_list": summary.held_back_list,
        "notes": summary.notes,
        "first_held_back": [
            {
                "row": held.row,
                "field": held.fault.field,
                "value": held.fault.value,
                "reason": held.fault.reason.value,
                "sentence": held.fault.sentence,
            }
            for held in summary.first_held
        ],
    }


def print_summaries(summaries: Iterable["LoadSummary"], place: Path) -> None:
    """Print each summary: a line of counts, then notes and what was held back."""
    out = console()
    for summary in summaries:
        facts = f"{summary.n_answers:,} answers"
        if summary.n_interactions:
            facts += f", {summary.n_interactions:,} interactions"
        if summary.n_verbatims:
            facts += f", {summary.n_verbatims:,} verbatims"
        known = f", {summary.n_known:,} known already" if summary.n_known else ""
        known += f", {summary.n_erased:,} of erased people" if summary.n_erased else ""
        out.print(
            f"{summary.file}: {summary.n_rows:,} rows, "
            f"{summary.n_stored:,} stored ({facts}){known}."
        )
        for note in summary.notes:
            out.print(f"  [yellow]note:[/yellow] {escape(note)}.")
        if summary.n_held:
            _print_held(summary, out, place)


def _print_held(summary: "LoadSummary", out: Console, place: Path) -> None:
    reasons = ", ".join(f"{n:,} {reason}" for reason, n in summary.held.most_common())
    out.print(f"  [yellow]{summary.n_held:,} rows held back[/yellow] ({reasons}):")
    for held in summary.first_held[:5]:
        field = f", {held.fault.field}" if held.fault.field else ""
        out.print(f"    row {held.row}{field}: {held.fault.sentence}", markup=False)
    if summary.held_back_list is None:
        out.print(f"  They wait: stik held {place} rows", markup=False)
        return
    out.print(f"  All of them are in {summary.held_back_list}; mend them there, then:")
    out.print(f"  stik load {place} --repaired {summary.held_back_list}", markup=False)

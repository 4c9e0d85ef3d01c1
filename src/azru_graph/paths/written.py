"""Chains of records and claims as text, JSON and rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from azru_graph.entities import page
from azru_graph.paths import count, named
from azru_graph.results import Table
from azru_graph.terms import XSD, Iri, Literal, Term, compact

if TYPE_CHECKING:
    from azru_graph.evidence import Reasons
    from azru_graph.paths import Bond, Connection, Step

__all__ = ["cut_note", "to_json", "to_table", "to_text"]

# fmt: off
_COLUMNS = (
    "chain", "step", "kind", "record", "voice", "mode", "negated", "fromRole", "from", "toRole",
    "to", "passages", "works", "disputedBy", "fromIri", "iri", "toIri",
)
# fmt: on


def to_text(connection: Connection, *, width: int = 100) -> str:
    """Write the chains as a page of plain text, the evidence of each step once.

    A claim always stands with its voice and mode, and ``~`` instead of a dash where only claims
    connect the two ends of a step.
    """
    labels = connection.labels
    lines = [
        f"{named(labels, connection.start)} – {named(labels, connection.end)}",
        f"{count(connection.steps, 'step')}, "
        + count(len(connection.chains) + connection.more, "shortest chain"),
    ]
    if any(step.is_claimed for chain in connection.chains for step in chain):
        lines[-1] += "; ~ where only claims connect"
    for number, chain in enumerate(connection.chains, 1):
        through = "".join(_onward(step, labels) for step in chain)
        lines.append(f"  {number}. {labels[connection.start]}{through}")
    for step in dict.fromkeys(step for chain in connection.chains for step in chain):
        lines += ["", labels[step.start] + _onward(step, labels)]
        for bond in step.bonds:
            lines += _bond_lines(bond, labels[step.start], labels[step.end])
        if step.more:
            lines.append(f"  … and {step.more} more")
    note = cut_note(connection)
    return page([*lines, *(["", note] if note else [])], width)


def to_json(connection: Connection) -> str:
    """Write the chains as JSON; ``negated`` and what else only a claim has is null of a record."""
    labels = connection.labels

    def entity(iri: str) -> dict[str, str]:
        return {"iri": iri, "label": labels[iri]}

    content = {
        "from": entity(connection.start),
        "to": entity(connection.end),
        "steps": connection.steps,
        "chains": [
            [
                {
                    "from": entity(step.start),
                    "to": entity(step.end),
                    "bonds": [_bond_content(bond) for bond in step.bonds],
                    "more": step.more,
                }
                for step in chain
            ]
            for chain in connection.chains
        ],
        "more": connection.more,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def to_table(connection: Connection) -> Table:
    """Give a row for each record or claim of each step of each chain."""
    rows: list[tuple[Term | None, ...]] = []
    for number, chain in enumerate(connection.chains, 1):
        for place, step in enumerate(chain, 1):
            for bond in step.bonds:
                reasons = bond.reasons
                cells = (
                    bond.kind,
                    _says(reasons),
                    "; ".join(reasons.voices),
                    reasons.mode,
                    "" if bond.negated is None else str(bond.negated).lower(),
                    "; ".join(bond.from_roles),
                    connection.labels[step.start],
                    "; ".join(bond.to_roles),
                    connection.labels[step.end],
                    " ".join(one.passage for one in reasons.passages),
                    "; ".join(_works(reasons)),
                    "; ".join(bond.disputed_by),
                )
                rows.append(
                    (
                        *(Literal(str(count), XSD + "integer") for count in (number, place)),
                        *(Literal(cell) if cell else None for cell in cells),
                        *map(Iri, (step.start, reasons.iri, step.end)),
                    )
                )
    return Table(_COLUMNS, tuple(rows))


def cut_note(connection: Connection) -> str:
    """Say what was cut and how to see it; '' where nothing was."""
    cut = [count(connection.more, "further chain")] if connection.more else []
    if any(step.more for chain in connection.chains for step in chain):
        cut.append("further records and claims of some steps")
    if not cut:
        return ""
    return f"cut: {' and '.join(cut)}; --limit shows more, --avoid leads round an entity"


def _bond_lines(bond: Bond, start: str, end: str) -> list[str]:
    reasons = bond.reasons
    who = ""
    if reasons.voices:
        negated = ", negated" if bond.negated else ""
        who = f" by {', '.join(reasons.voices)} ({reasons.mode}{negated})"
    named = [
        f"{role} {entity}"
        for roles, entity in ((bond.from_roles, start), (bond.to_roles, end))
        for role in roles
    ]
    passages = " ".join(one.passage for one in reasons.passages) or "no passage"
    lines = [
        f"  {bond.kind}{who}: {_says(reasons)} ({compact(reasons.iri)})",
        f"    {'; '.join(named)}",
        f"    {'; '.join([f'stands in {passages}', *_works(reasons)])}",
    ]
    if bond.disputed_by:
        lines.append(f"    disputed by {', '.join(bond.disputed_by)}")
    return lines


def _bond_content(bond: Bond) -> dict[str, object]:
    reasons = bond.reasons
    claim = bond.negated is not None
    return {
        "kind": bond.kind,
        "iri": reasons.iri,
        "label": reasons.label,
        "paraphrase": reasons.paraphrase if claim else None,
        "voices": reasons.voices if claim else None,
        "mode": reasons.mode if claim else None,
        "negated": bond.negated,
        "disputedBy": bond.disputed_by if claim else None,
        "fromRoles": bond.from_roles,
        "toRoles": bond.to_roles,
        "passages": [one._asdict() for one in reasons.passages],
        "cited": [one._asdict() for one in reasons.cited],
    }


def _says(reasons: Reasons) -> str:
    return reasons.paraphrase or reasons.label


def _works(reasons: Reasons) -> list[str]:
    """The works cited, each with its footnote and pages."""
    return [
        f"{cited.work}{f', p. {cited.pages}' if cited.pages else ''} (footnote {cited.footnote})"
        for cited in reasons.cited
    ]


def _onward(step: Step, labels: dict[str, str]) -> str:
    return f" {'~' if step.is_claimed else '–'} {labels[step.end]}"

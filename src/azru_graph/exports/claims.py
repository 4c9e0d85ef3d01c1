"""Contents of claims as triples that nothing asserts, beside the whole graph.

The claim itself stands for its content, so that whoever finds a content finds in the same place its
voice, mode, negation, passages and citations.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from azru_graph.errors import DataError
from azru_graph.exports.rdf import in_order, to_text
from azru_graph.terms import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.exports.content import Content

__all__ = ["contents", "rdf12", "statements"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_CLAIM = ox.NamedNode(PREFIXES["azru"] + "Claim")
# Property → where its value stands in the content. Of object and value a claim has one.
_SLOTS = {
    ox.NamedNode(PREFIXES["azru"] + name): at
    for name, at in (
        ("claimSubject", 0),
        ("claimPredicate", 1),
        ("claimObject", 2),
        ("claimValue", 2),
    )
}


def rdf12(content: Content) -> bytes:
    """Write Turtle 1.2: each claim reifies its content, a triple term (RDF 1.2, section 1.5).

    Raises:
        DataError: A claim has no content, or more than one.
    """
    reifies = ox.NamedNode(PREFIXES["rdf"] + "reifies")
    return _with(
        content, [ox.Quad(claim, reifies, triple) for claim, triple in contents(content.quads)]
    )


def statements(content: Content) -> bytes:
    """Write Turtle: each claim is also a statement (RDF Schema 1.1, section 5.3).

    Raises:
        DataError: A claim has no content, or more than one.
    """
    statement, subject, predicate, object_ = (
        ox.NamedNode(PREFIXES["rdf"] + name)
        for name in ("Statement", "subject", "predicate", "object")
    )
    added = []
    for claim, triple in contents(content.quads):
        added += [
            ox.Quad(claim, _TYPE, statement),
            ox.Quad(claim, subject, triple.subject),
            ox.Quad(claim, predicate, triple.predicate),
            ox.Quad(claim, object_, triple.object),
        ]
    return _with(content, added)


def contents(quads: Iterable[ox.Quad]) -> list[tuple[Any, ox.Triple]]:
    """Give each claim with its content, in the order of the quads.

    Raises:
        DataError: A claim has no content, or more than one.
    """
    parts: dict[Any, tuple[list[Any], list[Any], list[Any]]] = defaultdict(lambda: ([], [], []))
    for quad in quads:
        at = _SLOTS.get(quad.predicate)
        if at is not None:
            parts[quad.subject][at].append(quad.object)
        elif quad.predicate == _TYPE and quad.object == _CLAIM:
            _ = parts[quad.subject]  # is there even if it turns out to be without content
    for claim, slots in parts.items():
        if [len(slot) for slot in slots] != [1, 1, 1]:
            raise DataError(
                f"{compact(claim.value)} has not one subject, one predicate and one object or"
                " value, so that its content is no triple",
                remedy="run azru validate",
            )
    return [(claim, ox.Triple(s[0], p[0], o[0])) for claim, (s, p, o) in parts.items()]


def _with(content: Content, added: list[ox.Quad]) -> bytes:
    return content.rebased(to_text(in_order([*content.quads, *added]), "TURTLE")).encode()

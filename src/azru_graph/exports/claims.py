"""Contents of claims as triples that nothing asserts, beside the whole graph.

The claim itself stands for its content, so that whoever finds a content finds in the same place its
voice, mode, negation, passages and citations.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from azru_graph.errors import DataError
from azru_graph.exports.rdf import in_order, to_text
from azru_graph.terms import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph

    from azru_graph.exports.content import Content

__all__ = ["contents", "rdf12", "statements"]

_CLAIM = PREFIXES["azru"] + "Claim"
# Property → where its value stands in the content. Of object and value a claim has one.
_SLOTS = {
    PREFIXES["azru"] + "claimSubject": 0,
    PREFIXES["azru"] + "claimPredicate": 1,
    PREFIXES["azru"] + "claimObject": 2,
    PREFIXES["azru"] + "claimValue": 2,
}


def rdf12(content: Content) -> bytes:
    """Write Turtle 1.2: each claim reifies its content, a triple term (RDF 1.2, section 1.5)."""
    import pyoxigraph as ox

    reifies = ox.NamedNode(PREFIXES["rdf"] + "reifies")
    added = [ox.Quad(claim, reifies, triple) for claim, triple in contents(content.quads)]
    return content.rebased(to_text(in_order([*content.quads, *added]), "TURTLE")).encode()


def statements(content: Content) -> bytes:
    """Write Turtle: each claim is also a statement (RDF Schema 1.1, section 5.3).

    Raises:
        DataError: A claim has no content, or more than one.
    """
    import pyoxigraph as ox

    kind, is_statement, *slots = (
        ox.NamedNode(PREFIXES["rdf"] + name)
        for name in ("type", "Statement", "subject", "predicate", "object")
    )
    added = [
        ox.Quad(claim, predicate, term)
        for claim, triple in contents(content.quads)
        for predicate, term in ((kind, is_statement), *zip(slots, triple, strict=True))
    ]
    return content.rebased(to_text(in_order([*content.quads, *added]), "TURTLE")).encode()


def contents(quads: Iterable[pyoxigraph.Quad]) -> list[tuple[Any, pyoxigraph.Triple]]:
    """Give each claim with its content, in the order of the quads.

    Raises:
        DataError: A claim has no content, or more than one.
    """
    import pyoxigraph as ox

    kind, claim_class = ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(_CLAIM)
    parts: dict[Any, tuple[list[Any], ...]] = defaultdict(lambda: ([], [], []))
    for quad in quads:
        at = _SLOTS.get(quad.predicate.value)
        if at is not None:
            parts[quad.subject][at].append(quad.object)
        elif quad.predicate == kind and quad.object == claim_class:
            _ = parts[quad.subject]  # is there even if it turns out to be without content
    for claim, terms in parts.items():
        if [len(slot) for slot in terms] != [1, 1, 1]:
            raise DataError(
                f"{compact(claim.value)} has not one subject, one predicate and one object or"
                " value, so that its content is no triple",
                remedy="run azru validate",
            )
    return [(claim, ox.Triple(*(term for (term,) in terms))) for claim, terms in parts.items()]

"""What claims hold and who holds it, read from quads."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

__all__ = ["Claim", "asserted", "claims", "content_by", "reified", "stated"]

_AZRU, _RDF = PREFIXES["azru"], PREFIXES["rdf"]
_FIELDS = {
    _AZRU + "claimSubject": 0,
    _AZRU + "claimPredicate": 1,
    _AZRU + "claimObject": 2,
    _AZRU + "claimValue": 2,
    PREFIXES["prov"] + "wasAttributedTo": 3,
    _AZRU + "assertionMode": 4,
    _AZRU + "isNegated": 5,
    _AZRU + "attestedIn": 6,
    _AZRU + "hasEvidence": 7,
}


class Claim(NamedTuple):
    """All that must never be parted, each as the terms that quads write, space between several."""

    subject: str
    predicate: str
    value: str
    voice: str
    mode: str
    negated: str
    passages: str
    citations: str

    @property
    def content(self) -> tuple[str, str, str]:
        """The triple that is held."""
        return self.subject, self.predicate, self.value


def claims(quads: Iterable[ox.Quad]) -> dict[str, Claim]:
    """Give every claim with all of it, whatever the graphs that it stands in."""
    read: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in Claim._fields])
    is_claim = set()
    for quad in quads:
        subject, predicate = str(quad.subject), quad.predicate.value
        if predicate in _FIELDS:
            read[subject][_FIELDS[predicate]].add(str(quad.object))
        if predicate == _RDF + "type" and str(quad.object) == f"<{_AZRU}Claim>":
            is_claim.add(subject)
    return {one: Claim(*(" ".join(sorted(terms)) for terms in read[one])) for one in is_claim}


def asserted(quads: Iterable[ox.Quad], held: Iterable[Claim]) -> list[str]:
    """Give the quads of any graph that assert the content of a claim."""
    contents = {claim.content for claim in held}
    return [
        str(quad)
        for quad in quads
        if (str(quad.subject), str(quad.predicate), str(quad.object)) in contents
    ]


def reified(held: dict[str, Claim]) -> Iterator[str]:
    """Give the quads by which claims reify their contents in RDF 1.2."""
    for name, claim in held.items():
        yield f"{name} <{_RDF}reifies> <<( {' '.join(claim.content)} )>>"


def stated(held: dict[str, Claim]) -> Iterator[str]:
    """Give the quads that make a statement of each claim in RDF 1.1."""
    for name, claim in held.items():
        yield f"{name} <{_RDF}type> <{_RDF}Statement>"
        for slot, term in zip(("subject", "predicate", "object"), claim.content, strict=True):
            yield f"{name} <{_RDF}{slot}> {term}"


def content_by(quads: Iterable[ox.Quad], slots: tuple[str, str, str]) -> dict[str, tuple[str, ...]]:
    """Give the contents that three properties spell out, by what has them."""
    named = [f"<{slot}>" for slot in slots]
    terms: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if str(quad.predicate) in named:
            terms[str(quad.subject)][str(quad.predicate)] = str(quad.object)
    return {one: tuple(of[slot] for slot in named) for one, of in terms.items()}

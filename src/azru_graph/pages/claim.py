"""The page of a claim: who holds it and how, where it stands, and who says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph import entities, evidence
from azru_graph.errors import UnknownNameError
from azru_graph.pages import reading, records
from azru_graph.pages.entity import classes, facts
from azru_graph.queries import texts
from azru_graph.syntax import to_sparql
from azru_graph.terms import PREFIXES, Iri, compact

if TYPE_CHECKING:
    from azru_graph.engines import Engine
    from azru_graph.entities import Entity, Statement
    from azru_graph.pages.records import Claim
    from azru_graph.pages.site import Page, Site

__all__ = ["show"]

_AZRU = PREFIXES["azru"]
_PARTS = ("claimSubject", "claimPredicate", "claimObject", "claimValue", "perceivedAs")
# What the page has in parts of their own.
_ELSEWHERE = {
    *(_AZRU + name for name in (*_PARTS, "paraphrase", "isNegated", "assertionMode")),
    _AZRU + "disputes",
    _AZRU + "qualifies",
    PREFIXES["prov"] + "wasAttributedTo",
}
_MODE = """
SELECT ?definition { CLAIM azru:assertionMode ?mode . ?mode skos:definition ?definition }
ORDER BY ?definition
"""
# Relation → the other claims that stand in it. What a claim is about may itself be a claim.
_OTHERS = {
    "It disputes": "CLAIM azru:disputes ?iri",
    "It is disputed by": "?iri azru:disputes CLAIM",
    "It restricts": "CLAIM azru:qualifies ?iri",
    "It is restricted by": "?iri azru:qualifies CLAIM",
    "With the same content": """
CLAIM azru:claimSubject ?subject ; azru:claimPredicate ?predicate ; azru:claimObject ?object .
?iri azru:claimSubject ?subject ; azru:claimPredicate ?predicate ; azru:claimObject ?object .
FILTER (?iri != CLAIM)""",
    "About this claim": "?iri azru:claimSubject|azru:claimObject CLAIM FILTER (?iri != CLAIM)",
    "Held to have led to its cause": """
CLAIM a azru:CausalClaim ; azru:claimSubject ?cause .
?iri azru:claimObject ?cause ; a azru:CausalClaim .""",
    "Held to have led to the same effect": """
CLAIM a azru:CausalClaim ; azru:claimObject ?effect .
?iri azru:claimObject ?effect ; a azru:CausalClaim .
FILTER NOT EXISTS { CLAIM azru:claimSubject ?cause . ?iri azru:claimSubject ?cause }""",
    "Held to have had the same cause": """
CLAIM a azru:CausalClaim ; azru:claimSubject ?cause .
?iri azru:claimSubject ?cause ; a azru:CausalClaim .
FILTER NOT EXISTS { CLAIM azru:claimObject ?effect . ?iri azru:claimObject ?effect }""",
    "What its effect is held to have led to": """
CLAIM a azru:CausalClaim ; azru:claimObject ?effect .
?iri azru:claimSubject ?effect ; a azru:CausalClaim .""",
}


def show(site: Site, address: str, iri: Iri) -> Page:
    """Make the page.

    Raises:
        UnknownNameError: The graph holds nothing with that IRI.
    """
    engine = site.engine
    entity = entities.describe(engine, iri)
    found = records.claims(engine, [iri.value])
    if not found:
        raise UnknownNameError("claim", compact(iri.value), ())
    (claim,) = found
    passages = evidence.passages(engine, [iri]).get(iri.value, ())
    parts = _parts(entity)
    inner = [part.value.value for part in parts if isinstance(part.value, Iri)]
    return site.page(
        "claim",
        address,
        title=f"{entity.label} · {compact(iri.value)}",
        entity=entity,
        kinds=list(classes(engine, iri).values()),
        claim=claim,
        definition=next((text for (text,) in texts(engine, _for(_MODE, iri))), ""),
        parts_of_it=parts,
        words={one.iri: one.paraphrase for one in records.claims(engine, inner)},
        facts={
            name: several
            for name, several in facts(entity).items()
            if several[0].property not in _ELSEWHERE
        },
        passages=passages,
        quotes=[reading.quote(site, place.passage, place.footnotes) for place in passages],
        cited=evidence.citations(engine, [iri]).get(iri.value, ()),
        others=_others(engine, iri),
    )


def _parts(entity: Entity) -> list[Statement]:
    """Give subject, relation, and object or value, in this order; and the image, if any."""
    order = [_AZRU + name for name in _PARTS]
    found = [statement for statement in entity.statements if statement.property in order]
    return sorted(found, key=lambda statement: order.index(statement.property))


def _others(engine: Engine, iri: Iri) -> dict[str, list[Claim]]:
    found = {}
    for relation, pattern in _OTHERS.items():
        rows = texts(engine, _for(f"SELECT DISTINCT ?iri {{ {pattern} }} ORDER BY ?iri", iri))
        if rows:
            found[relation] = records.claims(engine, [other for (other,) in rows])
    return found


def _for(query: str, iri: Iri) -> str:
    return query.replace("CLAIM", to_sparql(iri))

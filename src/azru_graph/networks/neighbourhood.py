"""The neighbourhood of an entity: what records and claims name together with it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import DataError, ParameterError
from azru_graph.networks.model import Network, Statements
from azru_graph.queries import construct, get, select
from azru_graph.syntax import to_sparql, with_prefixes
from azru_graph.terms import ID, PREFIXES, Iri, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from azru_graph.engines import Engine
    from azru_graph.networks.model import Attributes
    from azru_graph.terms import Term

__all__ = ["ego"]

_AUTHOR = ID + "author"  # the voice of most claims, which connects nothing
_MODE = PREFIXES["azru"] + "assertionMode"
_MOST_HOPS = 3
# Of two entities that a record names, the one with a role of the first kind is the source.
_SOURCES = frozenset({"carried out by", "claim subject"})
_TARGETS = frozenset({"directed at", "claim object"})
# Narrower classes are left out, since whatever has one has the wider one too.
_KINDS = """
CONSTRUCT {{
  ?thing a ?class ; rdfs:label ?label ; skos:prefLabel ?name ; org:classification ?agentKind .
  ?class rdfs:label ?classLabel .
  ?agentKind skos:prefLabel ?agentKindLabel .
  ?thing azru:assertionMode ?mode ; azru:paraphrase ?paraphrase .
  ?mode skos:prefLabel ?modeLabel .
}}
WHERE {{
  VALUES ?thing {{ {iris} }}
  ?thing a ?class .
  FILTER (?class NOT IN (azru:AttestedEntity, prov:Entity, azru:AgreementAct, azru:CausalClaim,
    azru:InterestClaim, azru:PerceptionClaim, azru:Visit))
  OPTIONAL {{ ?class rdfs:label ?classLabel . }}
  OPTIONAL {{ ?thing rdfs:label ?label . }}
  OPTIONAL {{ ?thing skos:prefLabel ?name . }}
  OPTIONAL {{ ?thing org:classification ?agentKind . ?agentKind skos:prefLabel ?agentKindLabel . }}
  OPTIONAL {{ ?thing azru:assertionMode ?mode . ?mode skos:prefLabel ?modeLabel . }}
  OPTIONAL {{ ?thing azru:paraphrase ?paraphrase . }}
}}
"""


class _Record(NamedTuple):
    """A record or claim: its kind with the label of the kind, its label, voice, and whom it names.

    ``roles`` maps each entity to its roles, as the stored question ``links`` has them.
    """

    iri: str
    kind: str
    label: str
    voice: str
    negated: str
    roles: dict[str, list[str]]


def ego(engine: Engine, iri: Iri, hops: int = 1) -> Network:
    """Make the network of an entity and those that records and claims name together with it.

    An edge is a record or a claim that names both ends, or is one of them: key = its IRI, kind =
    its class, label = its own or, of a claim, its paraphrase; ``voice``, ``mode`` and
    ``isNegated`` where it is a claim. It is directed where one end acts or is the subject and the
    other is affected or the object. ``graph["centre"]`` is the IRI of the entity; a node has
    ``hops``, its distance from it. With ``hops`` above 1 the neighbours of neighbours follow. The
    author of the article, who voices most claims, is a neighbour of nobody.

    Raises:
        DataError: No record or claim names the entity together with another one.
        ParameterError: The number of hops is not 1, 2 or 3.
    """
    if not 1 <= hops <= _MOST_HOPS:
        raise ParameterError(
            f"a neighbourhood of {hops} hops cannot be made",
            remedy=f"give a number of hops from 1 to {_MOST_HOPS}",
        )
    records = _records(engine, iri.value)
    naming: defaultdict[str, list[str]] = defaultdict(list)
    for record in records.values():
        for entity in record.roles:
            naming[entity].append(record.iri)
    distance = {iri.value: 0}
    edges: dict[tuple[str, str, str], Attributes] = {}
    frontier = [iri.value]
    for hop in range(1, hops + 1):
        reached: dict[str, int] = {}
        for entity in frontier:
            for name in naming[entity]:
                for other in records[name].roles:
                    if other != entity:
                        reached.setdefault(other, hop)
                        _add(edges, records[name], entity, other)
        frontier = sorted(other for other in reached if other not in distance)
        distance |= dict.fromkeys(frontier, hop)
    if not edges:
        raise DataError(
            f"no record or claim names {compact(iri.value)} together with another entity",
            remedy="take an entity that azru query links lists, such as id:state-azerbaijan",
        )
    keys = {key for _, _, key in edges}
    about = Statements(_told(engine, sorted({*distance, *keys})))
    return _network(iri.value, distance, edges, about)


def _network(
    centre: str,
    distance: Mapping[str, int],
    edges: Mapping[tuple[str, str, str], Attributes],
    about: Statements,
) -> Network:
    kinds = sorted(
        {(str(told["kind"]).replace(" ", "-"), str(told["kind"])) for told in edges.values()}
    )
    node_kinds = {node: about.kind(node) for node in sorted(distance)}
    network = Network(
        centre=centre,
        kinds=dict(kinds),
        node_kinds=dict(sorted(set(node_kinds.values()))),
    )
    for node, (kind, _) in node_kinds.items():
        label = about.attributes(node).get("paraphrase", about.label(node))
        network.add_node(node, label=label, kind=kind, hops=distance[node])
    for (one, other, key), told in sorted(edges.items()):
        mode = [about.label(value) for value in about.iris(key, _MODE)]
        claim = about.attributes(key).get("paraphrase", told["label"])
        more: Attributes = {"mode": mode[0]} if mode else {}
        kind = str(told["kind"]).replace(" ", "-")
        network.add_edge(one, other, key=key, **(told | more | {"kind": kind, "label": claim}))
    return network


def _add(
    edges: dict[tuple[str, str, str], Attributes], record: _Record, one: str, other: str
) -> None:
    """Add the edge that a record is between two entities, from the one that acts."""
    first, second = {*record.roles[one]}, {*record.roles[other]}
    directed = bool(
        (first & _SOURCES and second & _TARGETS) or (second & _SOURCES and first & _TARGETS)
    )
    back = not first & _SOURCES if directed else other < one
    told: Attributes = {
        "kind": record.kind,
        "label": record.label,
        "weight": 1,
        "directed": directed,
    }
    if record.negated:
        told |= {"voice": record.voice, "isNegated": record.negated == "true"}
    edges[(other, one, record.iri) if back else (one, other, record.iri)] = told


def _records(engine: Engine, centre: str) -> dict[str, _Record]:
    """Read the stored question ``links``; the centre and agreements name themselves as well."""
    question = get("questions", "links")
    table = select(engine, question.text, path=question.path)
    found: dict[str, _Record] = {}
    for row in table.rows:
        cell = {
            name: term.value if term else ""
            for name, term in zip(table.variables, row, strict=True)
        }
        entity, iri = cell["entityIri"], cell["iri"]
        record = found.setdefault(
            iri,
            _Record(iri, cell["kind"], cell["record"], cell["voice"], cell["negated"], {}),
        )
        if iri == centre or record.kind == "agreement":
            record.roles.setdefault(iri, [])
        if entity != _AUTHOR or centre == _AUTHOR:
            record.roles.setdefault(entity, []).append(cell["role"])
    return found


def _told(engine: Engine, iris: Iterable[str]) -> Iterable[tuple[Term, Term, Term]]:
    values = " ".join(to_sparql(Iri(iri)) for iri in iris)
    return construct(engine, with_prefixes(_KINDS.format(iris=values)))

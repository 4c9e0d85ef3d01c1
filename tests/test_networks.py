"""The network of actors: what the view derives from events, and what networkx gets of it."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files, query_files
from azru_graph.networks import Hub, Network, actors, aggregate, hubs, statements
from azru_graph.queries import construct
from azru_graph.results import Table, Triples
from azru_graph.syntax import with_prefixes
from azru_graph.terms import ID, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

(VIEW,) = [path for path in query_files("views") if path.stem == "actors"]

HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
SAMPLE = """
id:state-a a azru:State, org:Organization, foaf:Agent ; rdfs:label "A"@en, "Я"@ru .
id:state-b a azru:State, org:Organization, foaf:Agent ; rdfs:label "B"@en .
id:person-c a foaf:Person, foaf:Agent ; rdfs:label "C"@en .
id:organisation-d a org:Organization, foaf:Agent ; rdfs:label "D"@en ;
  org:classification scheme:agent-kind-company .
id:group-e a foaf:Group, foaf:Agent ; rdfs:label "E"@en .

id:event-attack a azru:Event ; rdfs:label "A attacks B"@en ; azru:eventType scheme:event-attack ;
  azru:carriedOutBy id:state-a ; azru:directedAt id:state-b ;
  azru:hasParticipant id:state-a, id:state-b, id:group-e .
id:event-embargo a azru:Event ; rdfs:label "A embargoes B"@en ;
  azru:eventType scheme:event-embargo ;
  azru:carriedOutBy id:state-a ; azru:directedAt id:state-b ;
  azru:hasParticipant id:state-a, id:state-b .
id:event-visit a azru:Event, azru:Visit ; rdfs:label "C visits A"@en ;
  azru:eventType scheme:event-state-visit ;
  azru:carriedOutBy id:person-c ; azru:directedAt id:state-a ;
  azru:hasParticipant id:person-c, id:state-a .
id:event-planned a azru:Event, azru:Visit ; rdfs:label "C would visit A"@en ;
  azru:eventType scheme:event-visit ; azru:postponedTo id:event-visit ;
  azru:carriedOutBy id:person-c ; azru:directedAt id:state-a ;
  azru:hasParticipant id:person-c, id:state-a .
id:event-signature a azru:Event, azru:AgreementAct ; rdfs:label "A, B and D sign"@en ;
  azru:eventType scheme:event-signature ; azru:carriedOutBy id:state-a, id:state-b ;
  azru:hasParticipant id:state-a, id:state-b, id:organisation-d .
id:event-alone a azru:Event ; rdfs:label "A speaks"@en ; azru:eventType scheme:event-speech ;
  azru:carriedOutBy id:state-a ; azru:hasParticipant id:state-a .
id:event-support a azru:Event ; rdfs:label "A and B support E"@en ;
  azru:eventType scheme:event-military-support ;
  azru:carriedOutBy id:state-a, id:state-b ; azru:directedAt id:group-e, id:state-a ;
  azru:hasParticipant id:state-a, id:state-b, id:group-e .
"""


def constructed(paths: list[Path]) -> Triples:
    answer = Embedded([*ontology_files(), *paths]).query(VIEW.read_text(encoding="utf-8"))
    assert isinstance(answer, Triples)
    return answer


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Triples:
    path = tmp_path_factory.mktemp("sample") / "sample.ttl"
    path.write_text(HEADER + SAMPLE, encoding="utf-8")
    return constructed([path])


def edges(network: nx.MultiDiGraph) -> set[tuple[str, str, str, str, bool]]:
    return {
        (one.removeprefix(ID), other.removeprefix(ID), key.removeprefix(ID), kind, directed)
        for one, other, key, kind, directed in (
            (one, other, key, data["kind"], data["directed"])
            for one, other, key, data in network.edges(keys=True, data=True)
        )
    }


def test_every_event_between_two_actors_is_an_edge(sample: Triples) -> None:
    assert edges(actors(sample)) == {
        ("state-a", "state-b", "event-attack", "conflict", True),
        ("state-a", "state-b", "event-embargo", "conflict", True),
        ("person-c", "state-a", "event-visit", "visit", True),
        ("organisation-d", "state-a", "event-signature", "agreement", False),
        ("organisation-d", "state-b", "event-signature", "agreement", False),
        ("state-a", "state-b", "event-signature", "agreement", False),
        ("state-a", "group-e", "event-support", "support", True),
        ("state-b", "group-e", "event-support", "support", True),
        ("state-b", "state-a", "event-support", "support", True),
    }


def test_nodes_carry_label_and_kind(sample: Triples) -> None:
    network = actors(sample)
    found = {
        node.removeprefix(ID): (data["label"], data["kind"])
        for node, data in network.nodes(data=True)
    }
    assert network.nodes[f"{ID}state-a"]["label_ru"] == "Я"
    assert found == {
        "group-e": ("E", "group"),
        "organisation-d": ("D", "company"),
        "person-c": ("C", "person"),
        "state-a": ("A", "state"),
        "state-b": ("B", "state"),
    }
    assert network.graph["node_kinds"]["company"] == "company"
    assert network.graph["kinds"]["visit"] == "visit"


def test_edges_carry_the_label_of_the_event(sample: Triples) -> None:
    edge = actors(sample).edges[f"{ID}state-a", f"{ID}state-b", f"{ID}event-attack"]
    assert edge == {"kind": "conflict", "label": "A attacks B", "weight": 1, "directed": True}


def test_edges_of_one_kind_and_direction_are_merged(sample: Triples) -> None:
    merged = aggregate(actors(sample))
    assert merged.edges[f"{ID}state-a", f"{ID}state-b", "conflict"] == {
        "kind": "conflict",
        "label": "A attacks B; A embargoes B",
        "weight": 2,
        "directed": True,
        "events": (f"{ID}event-attack", f"{ID}event-embargo"),
    }
    assert merged.has_edge(f"{ID}state-a", f"{ID}state-b", "agreement-together")
    assert merged.number_of_edges() == 8


def test_merging_loses_no_event(sample: Triples) -> None:
    network = actors(sample)
    kept = [
        (one, other, event)
        for one, other, events in aggregate(network).edges(data="events")
        for event in events
    ]
    assert Counter(kept) == Counter(list(network.edges(keys=True)))


def test_merging_leaves_the_network_as_it_was(sample: Triples) -> None:
    network = actors(sample)
    merged = aggregate(network)
    merged.nodes[f"{ID}state-a"]["label"] = "changed"
    assert network.nodes[f"{ID}state-a"]["label"] == "A"


def test_a_subgraph_is_merged_in_sorted_order(sample: Triples) -> None:
    network = actors(sample)
    assert list(aggregate(network.subgraph(reversed(list(network))))) == sorted(network)


def test_hubs_count_an_event_once(sample: Triples) -> None:
    assert hubs(actors(sample))[:2] == [Hub(f"{ID}state-a", 5), Hub(f"{ID}state-b", 4)]


@pytest.mark.parametrize("seed", range(4), ids=lambda seed: f"shuffle-{seed}")
def test_the_order_of_the_triples_does_not_matter(sample: Triples, seed: int) -> None:
    shuffled = list(sample)
    Random(seed).shuffle(shuffled)  # noqa: S311 -- any order will do
    first, second = actors(sample), actors([*shuffled, *shuffled[:5]])
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))
    assert first.graph == second.graph


def test_no_triples_give_an_empty_network() -> None:
    assert len(actors([])) == 0


def test_the_shipped_events_between_actors_are_all_there() -> None:
    """One whose type is under no top concept, or whose actor lacks a label, would be missing."""
    asked = Embedded([*ontology_files(), *data_files()]).query(
        """PREFIX azru: <https://w3id.org/azru/ontology#>
        SELECT DISTINCT ?event {
          ?event a azru:Event ; azru:hasParticipant ?one, ?other .
          FILTER (?one != ?other)
          FILTER NOT EXISTS { ?event azru:postponedTo ?later }
        }"""
    )
    assert isinstance(asked, Table)
    expected = {row[0].value for row in asked.rows if row[0] is not None}
    network = actors(constructed(list(data_files())))
    assert expected
    assert {key for _, _, key in network.edges(keys=True)} == expected


CLAIMS = """
CONSTRUCT { ?claim ?property ?value . ?value rdfs:label ?label } WHERE {
  ?claim azru:claimSubject ?subject ; ?property ?value .
  FILTER (?property != azru:attestedIn)
  OPTIONAL { ?value rdfs:label ?label }
}
"""
HELD = """
id:claim-a a azru:Claim ; rdfs:label "A helped B."@en ; azru:claimSubject id:state-a ;
  azru:claimPredicate rel:supported ; azru:claimObject id:state-b ; azru:isNegated false ;
  azru:assertionMode scheme:mode-attributed ; prov:wasAttributedTo id:state-b .
id:claim-b a azru:Claim ; rdfs:label "A is rich."@en ; azru:claimSubject id:state-a ;
  azru:claimPredicate rel:isDescribedAs ; azru:claimValue "rich" ; azru:disputes id:claim-c .
id:state-a a azru:State ; rdfs:label "A"@en .
id:state-b a azru:State ; rdfs:label "B"@en .
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Network:
    path = tmp_path_factory.mktemp("claims") / "claims.ttl"
    path.write_text(HEADER + HELD, encoding="utf-8")
    engine = Embedded([*ontology_files(), path])
    return statements(construct(engine, with_prefixes(CLAIMS)))


def test_a_claim_with_two_ends_is_an_edge_and_keeps_its_voice(held: Network) -> None:
    edge = held.edges[f"{ID}state-a", f"{ID}state-b", f"{ID}claim-a"]
    assert {name: edge[name] for name in ("kind", "mode", "voice", "isNegated", "directed")} == {
        "kind": "supported",
        "mode": "attributed",
        "voice": "B",
        "isNegated": False,
        "directed": True,
    }
    assert held.graph["kinds"]["supported"] == "supported"


def test_a_claim_without_two_ends_is_a_node_with_its_values(held: Network) -> None:
    assert held.nodes[f"{ID}claim-b"]["claimValue"] == "rich"
    assert held.has_edge(f"{ID}claim-b", f"{ID}claim-c", "azru:disputes")
    assert f"{ID}claim-a" not in held


def test_what_a_literal_is_stays_or_is_text() -> None:
    engine = Embedded([])
    text = """CONSTRUCT {
      id:a a foaf:Agent ; azru:n 3, 4 ; azru:x 2.5 ; azru:yes true ; azru:bad "x"^^xsd:integer ;
        azru:words "one", "two" ; rdfs:seeAlso id:b . } WHERE { }"""
    made = statements(construct(engine, with_prefixes(text)))
    assert made.nodes[f"{ID}a"] == {
        "label": "a", "kind": "agent", "n": 3, "x": 2.5, "yes": True, "bad": "x",
        "words": "one; two",
    }  # fmt: skip
    assert made.edges[f"{ID}a", f"{ID}b", "rdfs:seeAlso"]["kind"] == "seeAlso"
    assert made.nodes[f"{ID}b"] == {"label": "b", "kind": "other"}

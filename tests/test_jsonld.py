"""JSON-LD: short names that mean one thing, an object for each entity, and a plain variant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib

from azru_graph.errors import DataError
from azru_graph.exports import serialize
from azru_graph.exports.rdf import canonical_quads
from azru_graph.sources import read_graph
from azru_graph.terms import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from azru_graph.exports import Content

# Two properties of one last part, an IRI and a property that look like prefixed names, numbers that
# JSON would change, properties of several kinds of values, types that are no IRIs, blank nodes.
HOSTILE = """
@prefix azru: <https://w3id.org/azru/ontology#> . @prefix e: <http://example.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<geo:37.786971,-122.399677> dcterms:title "one" ; schema:title "two" ; azru:office <org:x> .
e:a a azru:Claim , "no class" , [] ;
    azru:textLength 7 , "007"^^xsd:integer , "+7"^^xsd:integer , "x"^^xsd:integer ;
    azru:textLength "12345678901234567890"^^xsd:integer ;
    azru:isNegated true , "1"^^xsd:boolean ;
    azru:sharePercent 1.50 , 1.5 ;
    skos:note "a"@en , "b"@EN-gb , "c"@en , "d\\u0001\\t\\u2028" ;
    skos:altLabel "a"@en , "b"@en , "c"@az ;
    dcterms:source e:a , "text" , 5 , _:b ;
    azru:id e:x ; azru:notBefore "2001-13-45"^^xsd:date ; e:own 3 , e:a .
_:b azru:office _:b .
"""


@pytest.fixture(scope="module")
def document(every_format: Mapping[str, bytes]) -> dict[str, Any]:
    loaded = json.loads(every_format["azru.jsonld"])
    assert isinstance(loaded, dict)
    return loaded


def test_hostile_data_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    graph = read_graph([path])
    quads = {str(quad) for quad in canonical_quads({"": graph})}
    assert len(quads) == 31
    written = serialize(graph, "jsonld")
    back = ox.Dataset(ox.parse(written, format=ox.RdfFormat.JSON_LD))
    back.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert {str(quad) for quad in back} == quads
    terms = json.loads(written)["@context"]
    assert terms["title"] == "dcterms:title"
    assert "schema:title" in str(json.loads(written)["@graph"])
    assert "geo" not in terms
    assert "org" not in terms


def test_an_entity_is_one_object_under_its_iri(document: dict[str, Any], shipped: Content) -> None:
    names = [one["@id"] for one in document["@graph"]]
    assert len(names) == len(set(names))
    assert {f"<{expand(name)}>" for name in names} == {str(q.subject) for q in shipped.quads}


def test_a_claim_reads_as_json(document: dict[str, Any]) -> None:
    (claim,) = (one for one in document["@graph"] if one["@id"] == "id:claim-s3p5-3b")
    assert "Claim" in claim["@type"]
    assert claim["isNegated"] is True
    assert claim["assertionMode"] == "scheme:mode-denial"
    assert claim["disputes"] == "id:claim-s3p5-3a"
    assert list(claim["paraphrase"]) == ["en"]
    assert claim["claimPredicate"] == "azru:aided"


def test_every_name_of_the_context_is_used_and_tells_what_it_is(
    document: dict[str, Any], shipped: Content
) -> None:
    context = dict(document["@context"])
    assert context.pop("@version") == 1.1
    assert {name: context.pop(name) for name in PREFIXES} == PREFIXES
    used = {key for one in document["@graph"] for key in one if not key.startswith("@")}
    for one in document["@graph"]:
        kinds = one.get("@type", [])
        used.update([kinds] if isinstance(kinds, str) else kinds)
    assert used == context.keys()
    meant = {expand(term if isinstance(term, str) else term["@id"]) for term in context.values()}
    assert len(meant) == len(context)
    predicates = {quad.predicate.value for quad in shipped.quads}
    assert predicates - meant == {PREFIXES["rdf"] + "type"}


def test_plain_keeps_to_the_first_version(every_format: Mapping[str, bytes]) -> None:
    """No context, no relative name, no JSON number or truth value, no nesting."""
    document = json.loads(every_format["azru.plain.jsonld"])

    def keys(entity: dict[str, Any]) -> Iterator[str]:
        for key, values in entity.items():
            if key == "@id":
                assert isinstance(values, str)
                continue
            yield key
            assert isinstance(values, list)
            for value in values:
                assert all(isinstance(text, str) for text in value.values())
                assert value.keys() <= {"@id"} or "@value" in value
                assert value.keys() <= {"@id", "@value", "@type", "@language"}

    found = {key for entity in document for key in keys(entity)}
    assert len(found) > 90
    assert [key for key in found if "://" not in key] == []


@pytest.mark.parametrize(
    ("triple", "what"),
    [
        ('<http://e.org/a> <http://e.org/1> "x"', "ends in no name"),
        ('<http://e.org/a> <http://e.org/b> "x\\u0001"', "XML cannot carry"),
    ],
)
def test_what_xml_cannot_hold_is_refused(triple: str, what: str) -> None:
    graph = rdflib.Graph().parse(data=f"{triple} .", format="nt")
    with pytest.raises(DataError, match=what):
        serialize(graph, "rdfxml")

"""The ontology documents itself: T1 metadata to T8 naming, and the reused terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace, URIRef

from azru_graph.files import data_files, folder, ontology_files, query_files, shapes_file
from azru_graph.sources import read_graph
from azru_graph.terms import PREFIXES, compact

if TYPE_CHECKING:
    from pathlib import Path

VANN = Namespace(PREFIXES["vann"])
SH = Namespace(PREFIXES["sh"])
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
OWN = tuple(PREFIXES[name] for name in ("azru", "rel", "scheme", "shape"))
VERBS = re.compile(
    r"(has|is|in|was|did|took|had|carried|directed|part|postponed|concerns|allocated|claim|perceived|"
    r"disputes|qualifies|attested|led|motivated|aided|perceives|not|cited|carries|"
    r"event|date|share|assertion|letter|text|office|edtf|paraphrase|severity)"
)
RELATION_VERBS = re.compile(
    r"(is|was|has|may|could|should|will|took|drew|ran|led|lost|sought|spoke|[a-z]+(ed|s))(?=[A-Z]|\Z)"
)
FILES = (*ontology_files(), folder("ontology") / "alignments.ttl", shapes_file())


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return read_graph(ontology_files())


def own(graph: rdflib.Graph, *kinds: URIRef) -> list[URIRef]:
    """The project's own terms of some kinds, sorted; never none."""
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(OWN)}
    assert found
    return sorted(URIRef(str(term)) for term in found)


def terms(graph: rdflib.Graph) -> list[URIRef]:
    return own(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def properties(graph: rdflib.Graph) -> list[URIRef]:
    return own(graph, OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_t1_every_file_has_its_metadata(path: Path) -> None:
    graph = read_graph([path])
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    for predicate in (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.created),
        *(DCTERMS.modified, DCTERMS.publisher, DCTERMS.bibliographicCitation),
        *(OWL.versionIRI, OWL.versionInfo, STATUS),
        *(VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri),
    ):
        assert len(list(graph.objects(header, predicate))) == 1, compact(str(predicate))


def test_t2_every_term_has_one_label_and_one_definition(ontology: rdflib.Graph) -> None:
    for term in terms(ontology):
        (label,) = ontology.objects(term, RDFS.label)
        (definition,) = ontology.objects(term, SKOS.definition)
        assert isinstance(label, rdflib.Literal)
        assert isinstance(definition, rdflib.Literal)
        assert label.language == definition.language == "en", term
        assert str(definition).endswith("."), term
        assert str(definition)[0].isupper(), term
        own_name = re.compile(rf"\b{re.escape(label)}\b", re.IGNORECASE)
        assert not own_name.search(definition), f"{term} is defined by its own name"


def test_t3_every_term_has_an_example_and_says_who_defines_it(ontology: rdflib.Graph) -> None:
    for term in terms(ontology):
        assert list(ontology.objects(term, SKOS.example)), term
        (source,) = ontology.objects(term, RDFS.isDefinedBy)
        assert str(term).startswith(f"{source}#"), term


def test_t4_every_property_has_one_domain_and_one_range(ontology: rdflib.Graph) -> None:
    for term in properties(ontology):
        assert len(list(ontology.objects(term, RDFS.domain))) == 1, term
        assert len(list(ontology.objects(term, RDFS.range))) == 1, term


@pytest.mark.parametrize("relation", [RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader])
def test_t5_no_hierarchy_is_circular(ontology: rdflib.Graph, relation: URIRef) -> None:
    steps = {s for s, _ in ontology.subject_objects(relation)}
    assert steps
    for term in steps:
        above = {
            x
            for parent in ontology.objects(term, relation)
            for x in _up(ontology, parent, relation)
        }
        assert term not in above, term


def _up(graph: rdflib.Graph, term: rdflib.term.Node, relation: URIRef) -> set[rdflib.term.Node]:
    return {above for above in graph.transitive_objects(term, relation) if above}


def test_t6_classes_are_upper_camel_and_properties_lower_camel(ontology: rdflib.Graph) -> None:
    for term in own(ontology, OWL.Class):
        assert re.fullmatch(r"([A-Z][a-z]+)+", compact(term).partition(":")[2]), term
    for term in properties(ontology):
        prefix, _, name = compact(term).partition(":")
        assert re.fullmatch(r"[a-z]+([A-Z][a-z0-9]+)*", name), term
        assert (RELATION_VERBS if prefix == "rel" else VERBS).match(name), term


def test_t7_no_property_has_an_inverse(ontology: rdflib.Graph) -> None:
    assert not list(ontology.subject_objects(OWL.inverseOf))
    assert not list(ontology.subject_objects(OWL.imports))


def test_t8_every_concept_is_documented_and_reachable(ontology: rdflib.Graph) -> None:
    concepts = own(ontology, SKOS.Concept)
    assert len(concepts) > 80
    definitions = [str(ontology.value(concept, SKOS.definition)) for concept in concepts]
    assert all(text.endswith(".") for text in definitions)
    for concept in concepts:
        (scheme,) = ontology.objects(concept, SKOS.inScheme)
        tops = set(ontology.objects(scheme, SKOS.hasTopConcept))
        assert tops & set(ontology.transitive_objects(concept, SKOS.broader)), concept
        assert list(ontology.objects(concept, RDFS.isDefinedBy)), concept


def test_labels_are_used_once_among_terms(ontology: rdflib.Graph) -> None:
    labels = [str(ontology.value(term, RDFS.label)) for term in terms(ontology)]
    assert len(labels) == len(set(labels))


def test_every_reused_term_is_declared_with_a_label(ontology: rdflib.Graph) -> None:
    """What data and ontology use of other vocabularies is declared in the ontology."""
    builtin = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd", "sh"))
    data = read_graph(data_files()) + ontology
    used = {str(p) for p in data.predicates()} | {str(o) for o in data.objects(None, RDF.type)}
    foreign = {iri for iri in used if not iri.startswith((*builtin, *OWN))}
    assert len(foreign) > 30
    for iri in sorted(foreign):
        assert ontology.value(URIRef(iri), RDF.type), iri
        assert ontology.value(URIRef(iri), RDFS.label), iri


def test_shapes_and_queries_name_declared_terms_only(ontology: rdflib.Graph) -> None:
    shapes = read_graph([shapes_file()])
    declared = set(map(str, ontology.subjects(RDFS.isDefinedBy, None)))
    vocabularies = tuple(PREFIXES[name] for name in ("azru", "rel", "scheme"))
    named = {str(term) for triple in shapes for term in triple}
    queries = [path for kind in ("questions", "checks", "views") for path in query_files(kind)]
    assert len(queries) > 50
    for path in queries:
        text = path.read_text(encoding="utf-8")
        for prefix in ("azru", "rel", "scheme"):
            for local in re.findall(rf"\b{prefix}:([A-Za-z][\w-]*)", text):
                named.add(PREFIXES[prefix] + local)
    named = {iri for iri in named if iri.startswith(vocabularies)}
    assert len(named) > 60
    assert sorted(named - declared) == []


def test_shapes_are_all_named_and_have_messages() -> None:
    shapes = read_graph([shapes_file()])
    found = set(shapes.subjects(RDF.type, SH.PropertyShape))
    assert found
    assert found == set(shapes.objects(None, SH.property))
    for shape in found:
        (message,) = shapes.objects(shape, SH.message)
        assert re.fullmatch(r".+\. To mend it: .+\.", str(message)), shape


@pytest.mark.parametrize("path", [*FILES, *data_files()], ids=lambda path: path.stem)
def test_no_blank_node(path: Path) -> None:
    graph = read_graph([path])
    assert len(graph) > 40
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]

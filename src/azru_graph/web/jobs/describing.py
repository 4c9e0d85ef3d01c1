"""The job of describing what is served: the dataset in VoID, the endpoint as SPARQL 1.1 has it.

SPARQL 1.1 Service Description, W3C Recommendation 2013; VoID, W3C Interest Group Note 2011.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.exports.described import DATASET, Described
from azru_graph.exports.distributions import RDF_TYPES
from azru_graph.exports.plain import keys
from azru_graph.exports.rdf import serialize
from azru_graph.exports.resource import SUFFIXES
from azru_graph.exports.void import described
from azru_graph.queries import texts
from azru_graph.terms import PREFIXES
from azru_graph.web.jobs import Made
from azru_graph.web.jobs.asked import TRIPLES
from azru_graph.web.jobs.served import content, has_files, kept

if TYPE_CHECKING:
    import rdflib

    from azru_graph.web.jobs import Opened

__all__ = ["dataset", "make"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"
_VOID = PREFIXES["void"]
_RESULTS = [f"SPARQL_Results_{name}" for name in ("CSV", "JSON", "TSV", "XML")]
_DEFAULT = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"
_NAMED = """
SELECT ?graph (COUNT(*) AS ?triples)
{ GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"""


def make(opened: Opened, *, endpoint: str, suffix: str, kind: str, service: bool) -> Made:
    """Write a description.

    Args:
        opened: What is served.
        endpoint: Address of the endpoint.
        suffix: The format, a key of ``SUFFIXES``.
        kind: The media type.
        service: Whether to describe the endpoint, or only the dataset.
    """
    told = Described()
    told.graph += _void(opened)
    told.link(DATASET, _VOID + "sparqlEndpoint", endpoint)
    if service:
        _service(told, opened, endpoint)
    return Made(serialize(told.graph, SUFFIXES[suffix]), kind, {"Vary": "Accept"})


def dataset(opened: Opened, *, suffix: str) -> bytes:
    """Write the description of the dataset alone; ``suffix`` is a key of ``SUFFIXES``."""
    return serialize(_void(opened), SUFFIXES[suffix])


@kept(1)
def _void(opened: Opened) -> rdflib.Graph:
    return described(content(opened)).graph


def _service(told: Described, opened: Opened, endpoint: str) -> None:
    """Tell of the endpoint; of input formats there are none, since nothing is loaded."""
    iri = f"{endpoint}#service"
    told.type(iri, _SD + "Service")
    told.link(iri, _SD + "endpoint", endpoint)
    told.link(iri, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    for form in (*(_FORMATS + name for name in _RESULTS), *(RDF_TYPES[kind] for kind in TRIPLES)):
        told.link(iri, _SD + "resultFormat", form)
    told.link(iri, _SD + "defaultEntailmentRegime", _SIMPLE)
    if has_files(opened):
        # The default graph has whatever is in any of the others.
        told.link(iri, _SD + "feature", _SD + "UnionDefaultGraph")
    told.link(iri, _SD + "defaultDataset", DATASET)
    told.type(DATASET, _SD + "Dataset")
    ((number,),) = texts(opened.engine, _DEFAULT)
    default = f"{DATASET}/default-graph"
    told.link(DATASET, _SD + "defaultGraph", default)
    told.type(default, _SD + "Graph")
    told.number(default, _VOID + "triples", int(number))
    graphs = {name: int(number) for name, number in texts(opened.engine, _NAMED)}
    for name, key in keys(graphs).items():
        named = f"{DATASET}/graph-{key}"
        told.link(DATASET, _SD + "namedGraph", named)
        told.type(named, _SD + "NamedGraph")
        told.link(named, _SD + "name", name)
        told.link(named, _SD + "entailmentRegime", _SIMPLE)
        told.link(named, _SD + "graph", f"{named}/content")
        told.type(f"{named}/content", _SD + "Graph")
        told.number(f"{named}/content", _VOID + "triples", graphs[name])

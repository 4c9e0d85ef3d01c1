"""The stored questions in SHACL's vocabulary, for whoever collects SPARQL queries as RDF.

The form is that of the SPARQL examples of the SIB Swiss Institute of Bioinformatics
(github.com/sib-swiss/sparql-examples): each query is a ``sh:SPARQLExecutable`` with the question in
``rdfs:comment``, tags in ``schema:keywords`` and the endpoint in ``schema:target``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.engines.embedded import Embedded
from azru_graph.queries import catalogue
from azru_graph.results import Boolean, Table, Triples
from azru_graph.terms import BASE, PREFIXES

if TYPE_CHECKING:
    import rdflib

    from azru_graph.queries import Query
    from azru_graph.results import Result

__all__ = ["EXAMPLES", "TARGET", "declare_prefixes", "executables"]

TARGET = BASE + "sparql"  # the endpoint of this graph
EXAMPLES = BASE + ".well-known/sparql-examples/"  # where SIB looks for the queries of an endpoint

# What a query answers with → its class, and the property that holds its text.
_FORMS: dict[type[Result], tuple[str, str]] = {
    Boolean: ("SPARQLAskExecutable", "ask"),
    Table: ("SPARQLSelectExecutable", "select"),
    Triples: ("SPARQLConstructExecutable", "construct"),
}
_ABOUT = (
    "The stored questions of azru-graph. Each runs as it stands; to narrow it, put terms"
    " in the place of UNDEF in its VALUES."
)


def executables(*, target: str = TARGET) -> rdflib.Graph:
    """Give the stored questions as ``sh:SPARQLExecutable``, derived from their files alone.

    Args:
        target: IRI of the endpoint at which they can be asked.

    >>> graph = executables()
    >>> len(set(graph.subjects())) > len(catalogue("questions"))
    True
    """
    import rdflib
    from rdflib import DCTERMS, RDF, RDFS, Namespace, URIRef

    sh, schema = Namespace(PREFIXES["sh"]), Namespace(PREFIXES["schema"])

    def english(text: str) -> rdflib.Literal:
        return rdflib.Literal(text, lang="en")

    graph = rdflib.Graph()
    declarations = declare_prefixes(graph, EXAMPLES)
    graph.add((declarations, RDFS.comment, english(_ABOUT)))
    for question in catalogue("questions").values():
        node, text = URIRef(EXAMPLES + question.name), _body(question)
        kind, holds = _FORMS[type(Embedded(()).query(text, path=question.path))]
        graph.add((node, RDF.type, sh.SPARQLExecutable))
        graph.add((node, RDF.type, sh[kind]))
        graph.add((node, RDFS.label, english(question.name)))
        graph.add((node, RDFS.comment, english(question.header.summary)))
        graph.add((node, sh.prefixes, declarations))
        graph.add((node, sh[holds], rdflib.Literal(text)))
        graph.add((node, schema.target, URIRef(target)))
        for tag in question.header.tags:
            graph.add((node, schema.keywords, rdflib.Literal(tag)))
        described = _described(question)
        if described:
            graph.add((node, DCTERMS.description, english(described)))
    return graph


def declare_prefixes(graph: rdflib.Graph, namespace: str) -> rdflib.URIRef:
    """Declare the prefix table in a graph, in terms of SHACL; give what ``sh:prefixes`` names.

    Args:
        graph: Gets the triples.
        namespace: Where the IRIs of the declarations lie.
    """
    import rdflib
    from rdflib import OWL, RDF, XSD, Namespace, URIRef

    sh = Namespace(PREFIXES["sh"])
    declarations = URIRef(f"{namespace}prefixes")
    graph.add((declarations, RDF.type, OWL.Ontology))
    for prefix, expansion in PREFIXES.items():
        node = URIRef(f"{namespace}prefix-{prefix}")
        graph.add((declarations, sh.declare, node))
        graph.add((node, sh.prefix, rdflib.Literal(prefix)))
        graph.add((node, sh.namespace, rdflib.Literal(expansion, datatype=XSD.anyURI)))
    return declarations


def _body(question: Query) -> str:
    """The query without its header."""
    lines = question.text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+"))


def _described(question: Query) -> str:
    """The description, and a line for each parameter."""
    parameters = question.header.parameters.values()
    lines = [f"Parameter {one.name} ({one.type}): {one.help}" for one in parameters]
    return "\n".join(filter(None, [question.header.description, *lines]))

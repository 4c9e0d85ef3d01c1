"""How things are named: the prefix table, and RDF terms as plain values.

The terms are a small common form for every engine, so that nothing outside ``engines`` depends on
the term classes of one library. They follow RDF 1.1 Concepts, section 3.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = [
    "BASE",
    "ID",
    "INTEGERS",
    "PREFIXES",
    "XSD",
    "BlankNode",
    "Iri",
    "Literal",
    "Term",
    "compact",
    "expand",
    "local_name",
    "to_ntriples",
]

BASE = "https://w3id.org/azru/"
ID = BASE + "id/"
XSD = "http://www.w3.org/2001/XMLSchema#"

# The integer types of XML Schema 1.1, part 2, section 3.4: xsd:integer and what is derived from it.
INTEGERS = tuple(
    XSD + name
    for name in (
        "byte",
        "int",
        "integer",
        "long",
        "negativeInteger",
        "nonNegativeInteger",
        "nonPositiveInteger",
        "positiveInteger",
        "short",
        "unsignedByte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
    )
)

# Prefixes as their vocabularies publish them, in alphabetical order.
PREFIXES: dict[str, str] = {
    "azru": BASE + "ontology#",
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "id": ID,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rel": BASE + "relation#",
    "schema": "https://schema.org/",
    "scheme": BASE + "scheme/",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": BASE + "shapes#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    "xsd": XSD,
}


class Iri(NamedTuple):
    """An IRI, absolute."""

    value: str


class BlankNode(NamedTuple):
    """A blank node; its label means nothing outside one result."""

    value: str


class Literal(NamedTuple):
    """A literal: lexical form, datatype IRI, and a language tag where it has one (else '')."""

    value: str
    datatype: str = XSD + "string"
    language: str = ""


Term = Iri | BlankNode | Literal

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)


def local_name(iri: str) -> str:
    """Give what stands behind the last separator of an IRI.

    >>> local_name("http://www.w3.org/ns/org#member"), local_name("http://example.org/knows/")
    ('member', 'knows')
    """
    return re.split("[#/:]", iri.rstrip("#/:"))[-1]


def to_ntriples(term: Term) -> str:
    """Serialise a term as N-Triples does, which is also valid SPARQL and Turtle.

    >>> to_ntriples(Literal('He said "no"', language="en"))
    '"He said \\\\"no\\\\""@en'
    >>> to_ntriples(Iri("https://w3id.org/azru/id/state-russia"))
    '<https://w3id.org/azru/id/state-russia>'
    """
    if isinstance(term, Iri):
        return f"<{term.value}>"
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    quoted = f'"{term.value.translate(_ESCAPES)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD + "string" else f"{quoted}^^<{term.datatype}>"


def compact(iri: str) -> str:
    """Shorten an IRI with the prefix table; an IRI outside it comes back unchanged.

    The longest namespace wins. A local part that is not plain (letters, digits, ``-``, ``_``)
    is left in full, since not every reader takes it in a prefixed name.

    >>> compact("https://w3id.org/azru/id/state-russia")
    'id:state-russia'
    >>> compact("https://example.org/x")
    'https://example.org/x'
    """
    best = ""
    name = ""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(namespace) > len(best):
            best, name = namespace, prefix
    local = iri[len(best) :]
    if not best or not local or not local.replace("-", "a").replace("_", "a").isalnum():
        return iri
    return f"{name}:{local}"


def expand(curie: str) -> str:
    """Write a prefixed name out as an IRI; an absolute IRI, also in ``<>``, comes back bare.

    Raises:
        KeyError: The prefix is not in the table.

    >>> expand("id:state-russia")
    'https://w3id.org/azru/id/state-russia'
    >>> expand("<https://example.org/x>")
    'https://example.org/x'
    """
    bare = curie.removeprefix("<").removesuffix(">")
    prefix, separator, local = bare.partition(":")
    if separator and local.startswith("//"):
        return bare
    return PREFIXES[prefix] + local

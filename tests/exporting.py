"""What the exports are tried on: the shipped graph, one of a few statements, and a hostile one."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import rdflib

from azru_graph import exports
from azru_graph.engines.inrdflib import to_term
from azru_graph.exports.rows import rows_of
from azru_graph.files import data_files
from azru_graph.sources import keep_lexical_forms
from azru_graph.terms import ID, XSD, Term, expand
from hostile import HOSTILE
from madeup import facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.exports.rows import Rows

__all__ = [
    "GRAPHS",
    "OTHER_BASE",
    "content",
    "csv_rows",
    "entry",
    "folder",
    "rows",
    "triples",
    "written",
]

GRAPHS = ("shipped", "made-up", "hostile")
OTHER_BASE = "http://example.org/mills/"

_Triple = tuple[Term, Term, Term]


@cache
def content(name: str, base: str = exports.content_of(()).base) -> exports.Content:
    """Give one of `GRAPHS`; made-up and hostile have no ontology with them."""
    if name == "shipped":
        return exports.content_of(data_files(), base=base)
    path = Path(mkdtemp(), "facts.nt" if name == "hostile" else "facts.ttl")
    path.write_text(_hostile() if name == "hostile" else facts(), encoding="utf-8")
    return exports.Content({"facts": [path]}, base=base)


@cache
def written(name: str, form: str) -> bytes | Mapping[str, bytes]:
    """Write one of `GRAPHS` in a format."""
    return exports.export(content(name), form)


def entry(name: str, form: str, file: str) -> bytes:
    """Give a file of one of `GRAPHS` in a format that is a folder."""
    files = written(name, form)
    assert not isinstance(files, bytes)
    return files[file]


def folder(name: str, form: str, into: Path) -> Path:
    """Write one of `GRAPHS` in a format that is a folder."""
    files = written(name, form)
    assert not isinstance(files, bytes)
    for file, whole in files.items():
        (into / file).write_bytes(whole)
    return into


@cache
def rows(name: str) -> Rows:
    """Give the rows of one of `GRAPHS`."""
    return rows_of(content(name))


@cache
def triples(name: str) -> frozenset[_Triple]:
    """Give the triples of one of `GRAPHS`."""
    found = content(name).graph
    return frozenset((to_term(one), to_term(two), to_term(three)) for one, two, three in found)


def csv_rows(whole: bytes) -> list[dict[str, str]]:
    """Read CSV with the standard library."""
    return list(csv.DictReader(io.StringIO(whole.decode(), newline=""), strict=True))


def _hostile() -> str:
    """Make claims of hostile texts, and whatever does not fit the columns of the tables."""
    graph = rdflib.Graph()

    def add(subject: str, property_: str, value: rdflib.term.Node) -> None:
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(expand(property_)), value))

    def iri(name: str) -> rdflib.URIRef:
        return rdflib.URIRef(expand(name))

    def literal(text: str, datatype: str) -> rdflib.Literal:
        return rdflib.Literal(text, datatype=rdflib.URIRef(XSD + datatype))

    with keep_lexical_forms():
        for number, text in enumerate(HOSTILE):
            claim = f"{ID}claim-{number}"
            add(claim, "rdf:type", iri("azru:Claim"))
            add(claim, "rdf:type", iri("azru:AttestedEntity"))
            add(claim, "rdfs:label", rdflib.Literal(text, lang="en"))
            add(claim, "azru:paraphrase", rdflib.Literal(text, lang="en"))
            add(claim, "azru:claimValue", rdflib.Literal(text, lang="az" if number % 2 else None))
            add(claim, "azru:isNegated", literal("true" if number % 2 else "false", "boolean"))
            add(claim, "azru:assertionMode", iri("scheme:mode-denial"))
            add(
                claim,
                "prov:wasAttributedTo",
                rdflib.URIRef(f"http://example.net/who?q=a,b&n={number}"),
            )
            add(claim, "azru:claimSubject", iri("id:nobody"))
            add(claim, "skos:altLabel", rdflib.Literal(text))
        event = f"{ID}event"
        add(event, "rdf:type", iri("azru:Event"))
        add(event, "rdf:type", rdflib.URIRef("http://example.net/Fair"))
        add(event, "rdf:type", iri("azru:Tenure"))  # of two tables, one has it
        add(event, "azru:notBefore", literal("2001-13-45", "date"))
        add(event, "azru:notBefore", literal("2001-02-03", "date"))
        add(event, "azru:notBefore", literal("2001-02-04", "date"))
        add(event, "azru:notAfter", literal("2001-02-03Z", "date"))
        add(event, "azru:edtf", literal("2001", "gYear"))
        add(event, "rdfs:label", rdflib.Literal("Jahrmarkt", lang="de"))
        add(event, "azru:tookPlaceAt", rdflib.Literal("here"))
        add(event, "azru:tookPlaceAt", iri("id:claim-1"))
        add(event, "azru:carriedOutBy", iri("id:claim-1"))
        add(event, "http://example.net/rained", literal("maybe", "boolean"))
        share = f"{ID}share"
        add(share, "rdf:type", iri("azru:ShareAllocation"))
        for text in ("1e3", "10.50", "٣", "1" * 400, "INF"):
            add(share, "azru:sharePercent", literal(text, "decimal"))
        passage = f"{ID}passage"
        add(passage, "rdf:type", iri("azru:Passage"))
        for text in ("1" * 19, "9" * 19, "+7", "٣"):
            add(passage, "schema:position", literal(text, "integer"))
    return graph.serialize(format="nt")

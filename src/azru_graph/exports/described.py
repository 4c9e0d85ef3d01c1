"""Statements on a dataset, put together one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.terms import BASE, PREFIXES, XSD

if TYPE_CHECKING:
    from datetime import date

    from azru_graph.exports.about import About

__all__ = ["DATASET", "Described"]

DATASET = BASE + "dataset"
_DCAT, _DCTERMS, _FOAF, _RDF = (PREFIXES[name] for name in ("dcat", "dcterms", "foaf", "rdf"))


class Described:
    """A graph that describes a dataset.

    Attributes:
        graph: The graph of rdflib, under the graph's own base and with the prefixes of the project.
    """

    def __init__(self) -> None:
        import rdflib

        self.graph = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace)

    def type(self, subject: str, kind: str) -> None:
        """State a class."""
        self.link(subject, _RDF + "type", kind)

    def link(self, subject: str, predicate: str, value: str) -> None:
        """State an IRI."""
        from rdflib import URIRef

        self.graph.add((URIRef(subject), URIRef(predicate), URIRef(value)))

    def text(self, subject: str, predicate: str, value: str, *, language: str = "") -> None:
        """State a text."""
        from rdflib import Literal, URIRef

        self.graph.add((URIRef(subject), URIRef(predicate), Literal(value, lang=language or None)))

    def typed(self, subject: str, predicate: str, value: str, datatype: str) -> None:
        """State a value of a datatype, in the form given."""
        from rdflib import Literal, URIRef

        literal = Literal(value, datatype=URIRef(datatype), normalize=False)
        self.graph.add((URIRef(subject), URIRef(predicate), literal))

    def number(self, subject: str, predicate: str, value: int) -> None:
        """State a whole number."""
        self.typed(subject, predicate, str(value), XSD + "integer")

    def day(self, subject: str, predicate: str, value: date | None) -> None:
        """State a day; nothing where there is none."""
        if value:
            self.typed(subject, predicate, value.isoformat(), XSD + "date")

    def about(self, told: About) -> None:
        """State what a dataset says of itself, of the whole."""
        self.text(DATASET, _DCTERMS + "title", told.title, language="en")
        if told.description:
            self.text(DATASET, _DCTERMS + "description", told.description, language="en")
        for license_ in told.licenses:
            self.link(DATASET, _DCTERMS + "license", license_)
        if told.version:
            self.text(DATASET, _DCAT + "version", told.version)
        for role, makers in {"creator": told.creators, "publisher": told.publishers}.items():
            for maker, name in makers.items():
                self.link(DATASET, _DCTERMS + role, maker)
                self.type(maker, _FOAF + "Agent")
                self.text(maker, _FOAF + "name", name, language="en")
        self.day(DATASET, _DCTERMS + "created", told.created)
        self.day(DATASET, _DCTERMS + "modified", told.modified)
        for article, title in told.articles.items():
            self.link(DATASET, _DCTERMS + "references", article)
            self.text(article, _DCTERMS + "title", title)

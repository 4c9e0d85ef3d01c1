"""rdflib's own engine over an rdflib graph: slow, and independent of all others."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pyoxigraph as store
import rdflib
from rdflib.plugins import sparql as plugin

from azru_graph import syntax
from azru_graph.engines.answers import cut, respelled, to_triples
from azru_graph.results import Boolean, Result, Table
from azru_graph.sources import keep_lexical_forms
from azru_graph.terms import XSD, BlankNode, Iri, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.engines import Dataset
    from azru_graph.terms import Term

__all__ = ["InRdflib", "to_term"]


class InRdflib:
    """An rdflib graph, such as ``sources.read_graph`` reads."""

    def __init__(self, graph: rdflib.Graph) -> None:
        """Take the graph, which is left as it is."""
        self._graph = graph

    def query(
        self,
        text: str,
        *,
        path: Path | None = None,
        dataset: Dataset | None = None,
        most: int | None = None,
    ) -> Result:
        """Answer a query, as ``Engine`` says. Graphs named in FROM are not fetched."""
        syntax.columns(text, path=path)  # refuses what is no query
        loads, plugin.SPARQL_LOAD_GRAPHS = plugin.SPARQL_LOAD_GRAPHS, False
        try:
            with keep_lexical_forms(), warnings.catch_warnings():
                # Over a dataset it does what it tells others not to do any more.
                warnings.simplefilter("ignore", DeprecationWarning)
                graph = self._graph if dataset is None else _chosen(self._graph, dataset)
                return cut(_result(graph.query(text)), most)
        except Exception as error:  # anything can come out of it
            raise syntax.unanswerable(error, path) from error
        finally:
            plugin.SPARQL_LOAD_GRAPHS = loads


def _chosen(graph: rdflib.Graph, dataset: Dataset) -> rdflib.Dataset:
    """Make a dataset of the named graphs beside a graph; what is not there is empty."""
    chosen = rdflib.Dataset(default_union=False)
    for iri in dataset.default:
        for triple in rdflib.Graph(graph.store, iri):
            chosen.add(triple)
    for iri in dataset.named:
        into = chosen.graph(rdflib.URIRef(iri))
        for triple in rdflib.Graph(graph.store, iri):
            into.add(triple)
    return chosen


def _result(answer: rdflib.query.Result) -> Result:
    if answer.type == "ASK":
        return Boolean(bool(answer.askAnswer))
    if answer.graph is not None:
        content = answer.graph.serialize(format="nt", encoding="utf-8")
        return to_triples(content, store.RdfFormat.N_TRIPLES)
    names = tuple(answer.vars or ())
    rows = tuple(
        tuple(None if (term := row.get(name)) is None else to_term(term) for name in names)
        for row in answer.bindings
    )
    return respelled(Table(tuple(map(str, names)), rows))


def to_term(term: rdflib.term.Node) -> Term:
    """Turn a term of rdflib into one of ours; a blank node keeps its name of the moment."""
    if isinstance(term, rdflib.URIRef):
        return Iri(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), str(term.datatype or XSD + "string"))
    return BlankNode(str(term))

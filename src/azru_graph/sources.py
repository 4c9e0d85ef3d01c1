"""RDF files as rdflib graphs, every literal as it was written.

Syntax is checked by pyoxigraph, whose positions are exact; graphs are built by rdflib, which keeps
lexical forms and the case of language tags.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from azru_graph.errors import EmptyFileError, RdfSyntaxError, UsageError
from azru_graph.files import read_text, suffix
from azru_graph.mistakes import syntax_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import rdflib

__all__ = ["SUFFIXES", "keep_lexical_forms", "read_graph"]

# What a file's name may end with, before the ``.gz`` of one that is zipped.
SUFFIXES = (".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl", ".xml")


@contextmanager
def keep_lexical_forms() -> Iterator[None]:
    """Let rdflib build literals as written, and without a word about ill-typed ones.

    The switches are global to rdflib; they are set back at the end. Ill-typed values are for
    validation to report.
    """
    import logging
    import warnings

    import rdflib

    log = logging.getLogger("rdflib.term")
    before = rdflib.NORMALIZE_LITERALS, log.disabled
    rdflib.NORMALIZE_LITERALS, log.disabled = False, True
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Parsing weird boolean", UserWarning)
            yield
    finally:
        rdflib.NORMALIZE_LITERALS, log.disabled = before


def read_graph(paths: Iterable[Path]) -> rdflib.Graph:
    """Read RDF files into one rdflib graph, literals as written (``1.50`` stays ``1.50``).

    The format follows from the suffix; named graphs are merged. Two exceptions to "as written":
    rdflib reads the Turtle shorthand ``007`` as ``"7"^^xsd:integer``, and language tags come in
    lower case from JSON-LD, TriG and N-Quads.

    Raises:
        MissingFileError: A file is not there or cannot be read.
        UsageError: A suffix is none of `SUFFIXES`.
        NotUtf8Error: A file is not UTF-8.
        DataError: A file cannot be unzipped.
        RdfSyntaxError: A file cannot be parsed.
        EmptyFileError: A file holds no triple.
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for path in paths:
        _read_into(graph, path)
    return graph


def _read_into(graph: rdflib.Graph, path: Path) -> None:
    from xml.sax import SAXException

    import pyoxigraph
    from rdflib.exceptions import ParserError

    form = suffix(path)
    if form not in SUFFIXES:
        raise UsageError(
            f"the suffix '{path.suffix}' names no RDF format",
            path=path,
            remedy="give the file one of the suffixes " + " ".join(SUFFIXES),
        )
    text = read_text(path)
    syntax = pyoxigraph.RdfFormat.from_extension(form[1:])
    try:
        triples = [quad.triple for quad in pyoxigraph.parse(text.encode(), format=syntax)]
    except SyntaxError as error:
        raise syntax_error(path, error, text=text) from error
    if not triples:
        raise EmptyFileError(
            "holds no triple", path=path, remedy="add statements, or leave the file out"
        )
    if form in {".jsonld", ".nq", ".trig"}:
        # rdflib's readers of these lose graphs, mix up blank nodes or make up file: IRIs.
        text = (
            pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        ).decode()
    try:
        with keep_lexical_forms():
            graph.parse(data=text, format="xml" if form in {".rdf", ".xml"} else "turtle")
    except (AssertionError, ParserError, SAXException, SyntaxError, ValueError) as error:
        raise RdfSyntaxError(
            "uses a construct that rdflib cannot read",
            path=path,
            line=getattr(error, "lines", -1) + 1 or None,
            remedy="keep to plain RDF 1.1: no triple terms, no text directions",
        ) from error

"""The graph in the formats that other tools load.

Every format is made from the source files, so that literals keep the form in which they were
written. Everything is put in order: the same graph gives the same bytes.

A writer takes a `Content` and gives the bytes of one file, or those of a folder of files by their
names. It writes the content's base, not the graph's own: see `Content.rebased`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.exports import claims, manifest, nanopublications, rdf
from azru_graph.exports.content import Content, content_of
from azru_graph.exports.rdf import graph_of, serialize, triples_as

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "FORMATS",
    "Content",
    "Format",
    "content_of",
    "export",
    "export_all",
    "file_name",
    "graph_of",
    "serialize",
    "triples_as",
]


class Format(NamedTuple):
    """A format: what it is for, the suffix of its file, and its writer.

    The suffix is '' where the writer gives the files of a folder. No two formats have the same.
    """

    summary: str
    suffix: str
    write: Callable[[Content], bytes | Mapping[str, bytes]]


def export(content: Content, name: str) -> bytes | Mapping[str, bytes]:
    """Write a content in a format.

    Args:
        content: What to write.
        name: A key of ``FORMATS``.

    Returns:
        The bytes of a file; where the format is a folder of files, name → bytes of each.

    Raises:
        UnknownNameError: There is no format of that name.
        DataError: A file cannot be parsed, or the graph cannot be written in that format.
    """
    if name not in FORMATS:
        raise UnknownNameError("export format", name, FORMATS)
    return FORMATS[name].write(content)


def export_all(
    content: Content,
    others: Mapping[str, bytes] | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, bytes]:
    """Write a content in every format, with the counts and the sums of the files.

    Args:
        content: What to write.
        others: Further files that will stand beside them, whose sums are to be given too.
        progress: Called with each format when its turn comes.

    Returns:
        Name of a file → its bytes; that of a format in a folder begins with the folder. The last
        is ``SHA256SUMS``, over all others.

    Raises:
        DataError: As ``export`` raises it.
    """
    files = {**(others or {}), "counts.tsv": manifest.counts(content)}
    for name in FORMATS:
        progress(name)
        written, place = export(content, name), file_name(name)
        if isinstance(written, bytes):
            files[place] = written
        else:
            files |= {f"{place}/{inner}": whole for inner, whole in written.items()}
    return {**files, "SHA256SUMS": manifest.sums(files)}


def file_name(name: str) -> str:
    """Give the name that the file or folder of a format has among others.

    >>> file_name("turtle")
    'azru.ttl'
    """
    suffix = FORMATS[name].suffix
    return f"azru.{suffix}" if suffix else name


FORMATS = {
    "jsonld": Format("JSON-LD 1.1: short names, an object for each entity", "jsonld", rdf.jsonld),
    "jsonld-plain": Format("JSON-LD 1.0: full IRIs, no context", "plain.jsonld", rdf.jsonld_plain),
    "nanopublications": Format(
        "TriG, a nanopublication for each record and claim",
        "nanopubs.trig",
        nanopublications.nanopublications,
    ),
    "nquads": Format("N-Quads, sorted, a named graph for each part", "nq", rdf.nquads),
    "ntriples": Format("N-Triples, canonical and sorted", "nt", rdf.ntriples),
    "rdf12": Format(
        "Turtle 1.2, each claim reifying its content, a triple term", "rdf12.ttl", claims.rdf12
    ),
    "rdfxml": Format("RDF/XML, for tools of ontologies", "rdf", rdf.rdfxml),
    "statements": Format(
        "Turtle, each claim an rdf:Statement of its content", "statements.ttl", claims.statements
    ),
    "trig": Format("TriG, a named graph for each part", "trig", rdf.trig),
    "turtle": Format("Turtle, in canonical form", "ttl", rdf.turtle),
}

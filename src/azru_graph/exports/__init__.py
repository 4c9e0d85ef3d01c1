"""The graph in the formats that other tools load.

Every format is made from the source files, so that literals keep the form in which they were
written. Everything is put in order: the same graph gives the same bytes.

A writer takes a `Content` and gives the bytes of one file, or those of a folder of files by their
names. It writes the content's base, not the graph's own: see `Content.rebased`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.exports import rdf
from azru_graph.exports.argdown import argdown
from azru_graph.exports.bibtex import bibtex
from azru_graph.exports.calendar import icalendar
from azru_graph.exports.content import Content, content_of
from azru_graph.exports.csl import csl
from azru_graph.exports.dcat import dcat
from azru_graph.exports.rdf import graph_of, serialize, triples_as
from azru_graph.exports.ris import ris
from azru_graph.exports.schemaorg import schemaorg
from azru_graph.exports.timelinejs import timelinejs
from azru_graph.exports.void import void

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "FORMATS",
    "Content",
    "Format",
    "content_of",
    "export",
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


def file_name(name: str) -> str:
    """Give the name that the file or folder of a format has among others.

    >>> file_name("turtle")
    'azru.ttl'
    """
    suffix = FORMATS[name].suffix
    return f"azru.{suffix}" if suffix else name


FORMATS = {
    "argdown": Format("Argdown: the claims, and which dispute others", "argdown", argdown),
    "bibtex": Format("BibTeX: the works that are cited or cite", "bib", bibtex),
    "csl": Format("CSL-JSON: the same works, for citation processors", "csl.json", csl),
    "dcat": Format("DCAT: the dataset and its files, for catalogues", "dcat.ttl", dcat),
    "icalendar": Format("iCalendar: the dated events, for calendars", "ics", icalendar),
    "jsonld": Format("JSON-LD, with its context in the file", "jsonld", rdf.jsonld),
    "ntriples": Format("N-Triples, in order", "nt", rdf.ntriples),
    "rdfxml": Format("RDF/XML, for tools of ontologies", "rdf", rdf.rdfxml),
    "ris": Format("RIS: the same works, for reference managers", "ris", ris),
    "schemaorg": Format(
        "schema.org: the dataset and its files, for search engines", "schemaorg.jsonld", schemaorg
    ),
    "timelinejs": Format(
        "TimelineJS: the dated events, for a timeline on a page", "timelinejs.json", timelinejs
    ),
    "turtle": Format("Turtle, in canonical form", "ttl", rdf.turtle),
    "void": Format("VoID: the dataset in figures, for tools of linked data", "void.ttl", void),
}

"""The files in which a content is exported, as descriptions of a dataset list them.

The descriptions themselves are left out: none can hold its own checksum, or that of one that holds
its own.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import EmptyExportError
from azru_graph.terms import BASE

if TYPE_CHECKING:
    from azru_graph.exports.content import Content

__all__ = [
    "DESCRIPTIONS",
    "RDF_TYPES",
    "Distribution",
    "address",
    "distributions",
    "files",
    "media_type",
]

DESCRIPTIONS = frozenset({"dcat", "schemaorg", "void"})
# Media type of an RDF format → what the W3C calls the format (https://www.w3.org/ns/formats/).
RDF_TYPES = {
    "application/ld+json": "http://www.w3.org/ns/formats/JSON-LD",
    "application/n-quads": "http://www.w3.org/ns/formats/N-Quads",
    "application/n-triples": "http://www.w3.org/ns/formats/N-Triples",
    "application/rdf+xml": "http://www.w3.org/ns/formats/RDF_XML",
    "application/trig": "http://www.w3.org/ns/formats/TriG",
    "text/turtle": "http://www.w3.org/ns/formats/Turtle",
}
# End of a file's name → media type, of those that IANA has registered or that a format's own
# description names. The first that fits counts.
_MEDIA_TYPES = {
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".dot": "text/vnd.graphviz",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rdf": "application/rdf+xml",
    ".ris": "application/x-research-info-systems",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".trig": "application/trig",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


class Distribution(NamedTuple):
    """A file of an export.

    Attributes:
        file: Where it lies below the folder of all exports.
        summary: What it is for.
        media: Its media type; '' where none is known.
        size: In bytes.
        digest: SHA-256, in hexadecimal.
    """

    file: str
    summary: str
    media: str
    size: int
    digest: str


def files(content: Content, name: str) -> dict[str, bytes]:
    """Write a content in a format: name of each file below the folder of all exports → bytes.

    Empty where the format has no empty file and the content nothing to put into it, such as a
    calendar without a dated event.
    """
    from azru_graph.exports import export, file_name  # which knows this module

    if name not in content.written:  # the descriptions need the files of all other formats again
        try:
            written = export(content, name)
        except EmptyExportError:
            written = {}
        place = file_name(name)
        content.written[name] = (
            {place: written}
            if isinstance(written, bytes)
            else {f"{place}/{inner}": whole for inner, whole in sorted(written.items())}
        )
    return content.written[name]


def distributions(content: Content) -> tuple[Distribution, ...]:
    """Write a content in every format but the descriptions, and tell of each file."""
    from azru_graph.exports import FORMATS

    return tuple(
        Distribution(
            file=file,
            summary=FORMATS[name].summary,
            media=media_type(file),
            size=len(whole),
            digest=sha256(whole).hexdigest(),
        )
        for name in sorted(FORMATS.keys() - DESCRIPTIONS)
        for file, whole in files(content, name).items()
    )


def media_type(file: str) -> str:
    """Give the media type of a file by the end of its name; '' where none is known.

    >>> media_type("azru.csl.json"), media_type("azru.argdown")
    ('application/vnd.citationstyles.csl+json', '')
    """
    return next((media for end, media in _MEDIA_TYPES.items() if file.endswith(end)), "")


def address(file: str) -> str:
    """Give the IRI of a file of the exports, under the graph's own base, where it would be served.

    >>> address("azru.ttl")
    'https://w3id.org/azru/exports/azru.ttl'
    """
    return f"{BASE}exports/{file}"

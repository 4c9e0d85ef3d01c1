"""The job of writing the document of a resource, as a page or as RDF."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from azru_graph.errors import ParameterError, UnknownNameError
from azru_graph.exports import content_of, file_name
from azru_graph.exports.described import DATASET
from azru_graph.exports.distributions import media_type
from azru_graph.exports.resource import Resources, asked, of_content, write
from azru_graph.names import resolve
from azru_graph.pages import iri_of, page
from azru_graph.queries import texts
from azru_graph.terms import compact
from azru_graph.web.jobs import Made
from azru_graph.web.jobs.describing import dataset
from azru_graph.web.jobs.served import content, has_files, kept
from azru_graph.web.kinds import DOCUMENTS, Twin, links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azru_graph.exports.resource import Document
    from azru_graph.web.jobs import Opened

__all__ = ["make"]

# Bytes of files; the index takes a second for each million, and for more the engine is asked each
# time, whose spelling literals then have.
_MOST_INDEXED = 8_000_000
# What has no page of its own → the page that tells of it.
_PAGES = {"dataset": "about", "project": "about"}
_LICENCES = """
SELECT DISTINCT ?licence
{ VALUES ?kind { dcat:Dataset owl:Ontology } ?set a ?kind ; dcterms:license ?licence }"""


def make(opened: Opened, *, name: str, suffix: str, kind: str, chosen: bool) -> Made:
    """Write a document.

    Args:
        opened: What is served.
        name: What follows ``terms.BASE`` in the IRI of the topic.
        suffix: A key of ``DOCUMENTS``.
        kind: The media type.
        chosen: Whether the header Accept decided.

    Raises:
        UnknownNameError: The graph says nothing of it; the nearest are named.
    """
    iri = iri_of(name)
    try:
        if suffix == "html":
            written = page(opened.site, _PAGES.get(name, name)).content
        elif iri == DATASET:
            written = dataset(opened, suffix=suffix)
        else:
            written = write(_document(opened, iri), suffix)
    except UnknownNameError as error:
        error.remedy = _nearest(opened, iri) or error.remedy
        raise
    one = Twin(name, suffix, kind, chosen)
    return Made(written, kind, links(one, DOCUMENTS, *_about(opened, iri, one)))


def _about(opened: Opened, iri: str, one: Twin) -> Iterator[str]:
    """Give the links from a document to its topic, its description and its licences."""
    yield f'<{iri}>; rel="describes"'
    described = []
    if one.suffix == "html" or one.chosen:
        described.append(f"{quote(one.name.rpartition('/')[2], safe='')}.ttl")
    if iri == DATASET and has_files(opened):
        described += [f"exports/{file_name(name)}" for name in ("dcat", "schemaorg")]
    for file in described:
        yield f'<./{file}>; rel="describedby"; type="{media_type(file)}"'
    for licence in _licences(opened):
        yield f'<{quote(licence, safe=":/#?&=%~+,")}>; rel="license"'


def _document(opened: Opened, iri: str) -> Document:
    is_shapes = iri == iri_of("shapes")  # which no store and no endpoint has
    if is_shapes or _is_indexed(opened):
        return _resources(opened).document(iri)
    return asked(opened.engine, iri)


@cache
def _is_indexed(opened: Opened) -> bool:
    """Whether the files are so few that an index of them is soon made."""
    sizes = (path.stat().st_size for path in opened.source.data)
    return has_files(opened) and sum(sizes) <= _MOST_INDEXED


@cache
def _resources(opened: Opened) -> Resources:
    """The index of all documents, made once in a worker; without the data where they are many."""
    return of_content(content(opened) if _is_indexed(opened) else content_of(()))


@kept(1)
def _licences(opened: Opened) -> list[str]:
    """IRIs of the licences of the data, sorted."""
    return sorted(iri for (iri,) in texts(opened.engine, _LICENCES))


def _nearest(opened: Opened, iri: str) -> str | None:
    """Suggest what goes by the name that stands in an IRI, with its kind or without."""
    text = iri.rpartition("/")[2].replace("-", " ")
    for own in (text, text.partition(" ")[2]):
        with suppress(ParameterError, UnknownNameError):
            return f"did you mean {compact(resolve(opened.engine, own).value)}?"
    return None

"""Content negotiation: what each kind of address answers to each way of asking, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from azru_graph.terms import BASE
from azru_graph.web.kinds import ANSWERS, DOCUMENTS, RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clients import Client

# Kind of address → one of it, its IRI where it has RDF, and its formats by suffix.
ADDRESSES = {
    "id": ("id/state-georgia", BASE + "id/state-georgia", DOCUMENTS),
    "term": ("ontology", BASE + "ontology#Event", DOCUMENTS),
    "concept": ("scheme/event-visit", BASE + "scheme/event-visit", DOCUMENTS),
    "question": ("q/year", "", ANSWERS),
    "dataset": ("dataset", BASE + "dataset", DOCUMENTS),
}
# Way of asking → the header, the suffix of what it gets as RDF and as rows; '' is 406.
ACCEPT: Mapping[str, tuple[str | None, str, str]] = {
    "ttl": ("text/turtle", "ttl", ""),
    "nt": ("application/n-triples", "nt", ""),
    "xml": ("application/rdf+xml", "rdf", ""),
    "json-ld": ("application/ld+json", "jsonld", ""),
    "html": ("text/html", "html", "html"),
    "csv": ("text/csv", "", "csv"),
    "json": ("application/sparql-results+json", "", "json"),
    "plain json": ("application/json", "", "json"),
    "results xml": ("application/sparql-results+xml", "", "xml"),
    "*/*": ("*/*", "ttl", "csv"),
    "a browser": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
        "html",
        "html",
    ),
    "rdflib": (
        "text/turtle;q=0.8, application/rdf+xml;q=0.9, application/ld+json;q=0.5, */*;q=0.1",
        "rdf",
        "csv",
    ),
    "q-values": ("text/html;q=0.3, application/*;q=0.7, text/turtle;q=0.2", "nt", "json"),
    "nothing of one": ("text/turtle;q=0, text/csv;q=0, */*;q=0.5", "nt", "html"),
    "nothing at all": ("*/*;q=0", "", ""),
    "none": (None, "ttl", "csv"),
    "unknown": ("image/webp", "", ""),
    "malformed": (";;q=, /", "ttl", "csv"),
}


def test_matrix(web: Client, count_cases: Callable[[str, int], None]) -> None:
    found, wanted = {}, {}
    for kind, (address, iri, offers) in ADDRESSES.items():
        for way, (accept, triples, rows) in ACCEPT.items():
            answer = web.get(f"/{address}", accept=accept)
            assert "Accept" in answer.headers["vary"].split(", "), (kind, way)
            suffix = triples if iri else rows
            place = f"./{address.rpartition('/')[2]}.{suffix}"
            wanted[kind, way] = (200, place) if suffix else (406, None)
            found[kind, way] = (answer.status_code, answer.headers.get("content-location"))
            if suffix and answer.status_code == 200:
                told = answer.headers["content-type"].partition(";")[0]
                plain = told == "application/json"
                assert told == offers[suffix] or (plain and suffix == "json"), (kind, way)
                assert answer.content == web.get(f"/{address}.{suffix}").content, (kind, way)
                if suffix in RDF:
                    form = ox.RdfFormat.from_media_type(told)
                    quads = ox.parse(answer.content, format=form)
                    assert ox.NamedNode(iri) in {quad.subject for quad in quads}, (kind, way)
    assert found == wanted
    count_cases("content negotiation", len(found))


@pytest.mark.parametrize("kind", ADDRESSES)
def test_suffixes(kind: str, web: Client) -> None:
    """A suffix decides, whatever the client says that it takes; every twin leads to the others."""
    address, iri, offers = ADDRESSES[kind]
    name = address.rpartition("/")[2]
    for suffix, media in offers.items():
        answer = web.get(f"/{address}.{suffix}", accept="image/webp")
        assert answer.status_code == 200, suffix
        assert answer.headers["content-type"].partition(";")[0] == media
        assert "content-location" not in answer.headers
        for other in offers.keys() - {suffix}:
            assert (
                f'<./{name}.{other}>; rel="alternate"; type="{offers[other]}"'
                in answer.headers["link"]
            )
        assert (f'<{iri.partition("#")[0]}>; rel="describes"' in answer.headers["link"]) == bool(
            iri
        )
        head = web.get(f"/{address}.{suffix}", method="HEAD")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == answer.headers["etag"]
        assert head.headers["content-length"] == answer.headers["content-length"]
        known = web.get(f"/{address}.{suffix}", **{"If-None-Match": answer.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")

"""Clients of linked data that others made, with the headers that they really send."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import rdflib

from azru_graph.exports.resource import of_content, write
from azru_graph.terms import BASE, ID

if TYPE_CHECKING:
    from azru_graph.exports import Content
    from service import Outside

TOPIC = ID + "state-georgia"


@pytest.fixture(scope="module")
def document(shipped: Content) -> list[str]:
    """The lines of the document of the topic."""
    written = write(of_content(shipped).document(TOPIC), "nt").decode()
    return sorted(filter(None, written.split("\n")))


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


@pytest.mark.foreign("rapper")
def test_rapper_reads_an_entity(served: Outside, document: list[str]) -> None:
    """It takes the IRI for the address, and what it likes best of its formats."""
    said = output("rapper", "-q", "-g", f"{served.address}/id/state-georgia")
    assert ascii_only(said) == ascii_only("\n".join(document))


def ascii_only(lines: str) -> list[str]:
    """N-Triples with whatever is not ASCII escaped, as rapper writes it."""
    return sorted(
        "".join(sign if sign < "\x80" else f"\\u{ord(sign):04X}" for sign in line)
        for line in filter(None, lines.split("\n"))
    )


def test_rdflib_reads_an_entity(served: Outside, document: list[str]) -> None:
    graph = rdflib.Graph().parse(f"{served.address}/id/state-georgia")
    assert len(graph) == len(document)
    assert (rdflib.URIRef(TOPIC), rdflib.RDFS.label, rdflib.Literal("Georgia", lang="en")) in graph


@pytest.mark.foreign("curl")
def test_curl(served: Outside, document: list[str]) -> None:
    """By header, by suffix, head alone, with gzip, and with what it has already."""
    address = f"{served.address}/id/state-georgia"
    nt = output("curl", "-sf", "-H", "Accept: application/n-triples", address)
    assert sorted(filter(None, nt.split("\n"))) == document
    assert output("curl", "-sf", "--compressed", f"{address}.nt") == nt
    assert output("curl", "-sf", address) == output("curl", "-sf", f"{address}.ttl")
    head = output("curl", "-sfI", address)
    assert "content-location: ./state-georgia.ttl" in head
    assert f'<{TOPIC}>; rel="describes"' in head
    tag = next(line.partition(": ")[2].strip() for line in head.split("\n") if "etag" in line)
    status = ("-o", "/dev/null", "-w", "%{http_code}")
    assert output("curl", "-s", *status, "-H", f"If-None-Match: {tag}", address) == "304"
    assert (
        output("curl", "-s", *status, "-T", "/dev/null", f"{served.address}/graph/facts") == "405"
    )
    assert output("curl", "-sf", f"{served.address}/q/year.csv?year=1996").startswith("date,event")
    described = output("curl", "-sf", f"{served.address}/sparql")
    assert f"<{served.address}/sparql>" in described
    assert BASE + "graph/facts" in described

"""Answering SPARQL from files in memory: what is loaded, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import (
    EmptyFileError,
    MissingFileError,
    NotUtf8Error,
    RdfSyntaxError,
    UsageError,
)
from azru_graph.results import Boolean, Table, Triples
from azru_graph.terms import ID, XSD, BlankNode, Iri, Literal

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "a.ttl": '@prefix id: <https://w3id.org/azru/id/> . id:a id:p "x"@EN, 1.50, id:b .',
    "b.nt": '<https://w3id.org/azru/id/a> <https://w3id.org/azru/id/p> "nt" .\n',
    "c.rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:id="https://w3id.org/azru/id/"><rdf:Description rdf:about="https://w3id.org/azru/'
        'id/a"><id:p>xml</id:p></rdf:Description></rdf:RDF>'
    ),
    "d.jsonld": '{"@id": "https://w3id.org/azru/id/a", "https://w3id.org/azru/id/p": "json"}',
    "e.trig": (
        "@prefix id: <https://w3id.org/azru/id/> . id:a id:p 'trig' . id:g { id:a id:p 'g' }"
    ),
}


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Embedded:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Embedded([tmp_path / name for name in FILES])


def test_every_format_is_loaded_and_named_graphs_stay_apart(engine: Embedded) -> None:
    answer = engine.query(f"SELECT ?o {{ <{ID}a> <{ID}p> ?o }} ORDER BY STR(?o)")
    assert isinstance(answer, Table)
    assert answer.variables == ("o",)
    assert {row[0] for row in answer.rows} == {
        Literal("1.5", XSD + "decimal"),
        Iri(ID + "b"),
        Literal("json"),
        Literal("nt"),
        Literal("trig"),
        Literal("x", language="en"),
        Literal("xml"),
    }
    graph = engine.query("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }")
    assert graph == Table(("g", "o"), ((Iri(ID + "g"), Literal("g")),))


def test_unbound_boolean_and_triples(engine: Embedded) -> None:
    assert engine.query("SELECT ?x { VALUES ?x { UNDEF } }") == Table(("x",), ((None,),))
    assert engine.query("ASK { ?s ?p 'xml' }") == Boolean(value=True)
    assert not engine.query("ASK { ?s ?p 'none' }")
    answer = engine.query("CONSTRUCT { ?o ?p _:b . _:b ?p ?s } { ?s ?p ?o FILTER ISIRI(?o) }")
    assert isinstance(answer, Triples)
    assert answer == (
        (Iri(ID + "b"), Iri(ID + "p"), BlankNode("b0")),
        (BlankNode("b0"), Iri(ID + "p"), Iri(ID + "a")),
    )


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("broken.ttl", b"<a:a> <a:b> .", RdfSyntaxError),
        ("broken.jsonld", b'{"@id": ', RdfSyntaxError),
        ("remote.jsonld", b'{"@context": "http://localhost:1/c", "@id": "a:b"}', RdfSyntaxError),
        ("broken.rdf", b"<rdf:RDF>", RdfSyntaxError),
        ("latin.ttl", b"<a:a> <a:b> '\xe4' .", NotUtf8Error),
        ("empty.ttl", b"# nothing\n", EmptyFileError),
        ("data.csv", b"a,b\n", UsageError),
        ("missing.ttl", None, MissingFileError),
    ],
)
def test_faulty_file(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=name):
        Embedded([tmp_path / name])


def test_file_that_repeats_another_is_not_empty(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("<a:a> <a:b> <a:c> .", encoding="utf-8")
    answer = Embedded([tmp_path / "a.ttl", tmp_path / "b.ttl"]).query("SELECT * { ?s ?p ?o }")
    assert isinstance(answer, Table)
    assert len(answer.rows) == 1

"""Names and terms: compacting, writing out, N-Triples."""

from __future__ import annotations

import pyoxigraph
import pytest

from azru_graph.terms import (
    ID,
    PREFIXES,
    XSD,
    BlankNode,
    Iri,
    Literal,
    Term,
    compact,
    expand,
    to_ntriples,
)


def test_prefix_table_is_sorted_and_unambiguous() -> None:
    assert list(PREFIXES) == sorted(PREFIXES)
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(iri.endswith(("#", "/")) for iri in PREFIXES.values())


@pytest.mark.parametrize("prefix", PREFIXES)
def test_compact_and_expand_are_inverse(prefix: str) -> None:
    assert compact(PREFIXES[prefix] + "x-1_y") == f"{prefix}:x-1_y"
    assert expand(f"{prefix}:x-1_y") == PREFIXES[prefix] + "x-1_y"


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/x",
        ID,
        ID + "a.b",
        ID + "a/b",
        ID + "a b",
        "urn:x",
        "",
    ],
)
def test_compact_leaves_the_rest_alone(iri: str) -> None:
    assert compact(iri) == iri


def test_the_longest_namespace_wins() -> None:
    assert compact("https://w3id.org/azru/scheme/mode-denial") == "scheme:mode-denial"


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("xsd:date", XSD + "date"),
    ],
)
def test_expand(curie: str, iri: str) -> None:
    assert expand(curie) == iri


@pytest.mark.parametrize("curie", ["nope:x", "x", ""])
def test_expand_knows_only_the_table(curie: str) -> None:
    with pytest.raises(KeyError):
        expand(curie)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        'a "quote"',
        "back\\slash",
        "two\nlines\r\n",
        "tab\t\b\f",
        "ə 😀",
        "\\u0022",
        "}",
    ],
    ids=repr,
)
@pytest.mark.parametrize(
    "shape",
    [Literal(""), Literal("", language="az"), Literal("", XSD + "date")],
    ids=["string", "language", "datatype"],
)
def test_literals_survive_ntriples(shape: Literal, text: str) -> None:
    term = shape._replace(value=text)
    line = f"<http://x/s> <http://x/p> {to_ntriples(term)} ."
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    value = quad.object
    assert isinstance(value, pyoxigraph.Literal)
    assert (value.value, value.language or "") == (term.value, term.language)
    assert term.language or value.datatype.value == term.datatype


@pytest.mark.parametrize(
    ("term", "text"),
    [(Iri("http://x/s"), "<http://x/s>"), (BlankNode("b"), "_:b"), (Literal("x"), '"x"')],
    ids=["iri", "blank", "string"],
)
def test_ntriples_of_each_kind(term: Term, text: str) -> None:
    assert to_ntriples(term) == text

"""Canonical Turtle: one text for one graph, whatever it came from."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, XSD

from azru_graph import turtle
from azru_graph.errors import DataError
from azru_graph.sources import keep_lexical_forms
from azru_graph.terms import ID, PREFIXES
from azru_graph.turtle import SECTIONS, canonical

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rdflib.term import Node

DECLARED = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def graph_of(body: str) -> rdflib.Graph:
    with keep_lexical_forms():
        return rdflib.Graph().parse(data=DECLARED + body, format="turtle")


def body_of(text: str) -> str:
    """Give the statements alone: without prefixes and banners."""
    lines = [line for line in text.splitlines() if not line.startswith(("@prefix", "# ──"))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def values_of(turtle_values: str) -> list[str]:
    """Give the values of a single statement as they are written."""
    body = body_of(canonical(graph_of(f"id:s id:p {turtle_values} .")))
    rest = body.removeprefix("id:s\n    id:p").removesuffix(" ;\n    .")
    return [value.strip() for value in rest.split(" ,\n")]


SAMPLE = """
id:event-b-10 a azru:Event, azru:AttestedEntity, azru:Visit ; rdfs:label "Ziyarət"@en ;
    azru:attestedIn id:passage-s3p10, id:passage-s3p9 ; azru:notBefore "2001-01-09"^^xsd:date ;
    skos:altLabel "B"@en ; azru:isNegated false .
id:event-b-9 a azru:Event .
id:state-x a azru:State, foaf:Agent .
"""

CANONICAL_SAMPLE = """\
@prefix azru: <https://w3id.org/azru/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix id: <https://w3id.org/azru/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# ── States ────────────────────────────────────────────────────────────────────

id:state-x
    a
        azru:State ,
        foaf:Agent ;
    .

# ── Visits ────────────────────────────────────────────────────────────────────

id:event-b-10
    a
        azru:Visit ,
        azru:Event ,
        azru:AttestedEntity ;
    rdfs:label "Ziyarət"@en ;
    skos:altLabel "B"@en ;
    azru:attestedIn
        id:passage-s3p9 ,
        id:passage-s3p10 ;
    azru:isNegated false ;
    azru:notBefore "2001-01-09"^^xsd:date ;
    .

# ── Events ────────────────────────────────────────────────────────────────────

id:event-b-9
    a azru:Event ;
    .
"""


def test_the_layout() -> None:
    assert canonical(graph_of(SAMPLE)) == CANONICAL_SAMPLE


def test_an_empty_graph_is_an_empty_line() -> None:
    assert canonical(rdflib.Graph()) == "\n"


@pytest.mark.parametrize("seed", ["0", "1", "2", "31337"])
def test_the_hash_seed_does_not_matter(tmp_path: Path, seed: str) -> None:
    (tmp_path / "a.ttl").write_text(DECLARED + SAMPLE, encoding="utf-8")
    program = (
        "import sys, pathlib; from azru_graph.sources import read_graph; "
        "from azru_graph.turtle import canonical; "
        "sys.stdout.buffer.write(canonical(read_graph([pathlib.Path('a.ttl')])).encode())"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "LC_ALL": "C",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == CANONICAL_SAMPLE


# ── Order ────────────────────────────────────────────────────────────────────────────────────────


def test_subjects_stand_in_natural_order() -> None:
    names = ["s3p9", "s3p10", "s3p10-2", "s3p10-2a", "s3p10-10", "s12p1", "t-1", "t-01"]
    shuffled = random.Random(1).sample(names, len(names))  # noqa: S311 - any order does
    text = canonical(graph_of("".join(f"id:{name} id:p 1 ." for name in shuffled)))
    expected = [*names[:-2], "t-01", "t-1"]
    assert re.findall(r"(?m)^id:(\S+)$", text) == expected


def test_predicates_begin_with_the_names() -> None:
    first = ["rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:notation", "skos:definition"]
    rest = ["azru:p2", "azru:p10", "dcterms:source", "skos:example", "skos:note"]
    shuffled = random.Random(2).sample([*first, *rest], 10)  # noqa: S311 - any order does
    graph = graph_of("id:s a azru:Event ; " + " ; ".join(f'{name} "x"' for name in shuffled) + ".")
    assert re.findall(r"(?m)^    (\S+) ", canonical(graph)) == ["a", *first, *rest]


@pytest.mark.parametrize(("title", "kinds"), [pair for pair in SECTIONS if pair[1]])
def test_every_type_leads_to_its_section(title: str, kinds: str) -> None:
    for kind in kinds.split():
        name = "id:article" if kind == "id:article" else "shape:x"
        text = canonical(graph_of(f"{name} a {kind}, azru:AttestedEntity, fabio:Unheard ."))
        assert re.findall(r"# ── (.*?) ─", text) == [title]


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        ("azru:Visit, azru:Event, azru:AttestedEntity", "Visits"),
        ("azru:AgreementAct, azru:Event", "Acts on agreements"),
        ("foaf:Agent, org:Organization, org:FormalOrganization, azru:State", "States"),
        ("prov:Entity, azru:Claim, azru:CausalClaim", "Claims"),
        ("owl:NamedIndividual", "Other"),
        ("foaf:Agent", "Other"),
    ],
)
def test_the_most_specific_type_wins(kinds: str, title: str) -> None:
    assert f"# ── {title} ─" in canonical(graph_of(f"id:s a {kinds} ."))


@pytest.mark.parametrize(
    ("subject", "kind", "title"),
    [
        ("azru:X", "owl:Class", "Classes"),
        ("rel:x", "owl:ObjectProperty", "Properties"),
        ("foaf:X", "owl:Class", "Reused classes"),
        ("<https://example.org/x>", "owl:DatatypeProperty", "Reused properties"),
        ("[]", "owl:AllDisjointClasses", "Classes"),
        ("azru:Event", "owl:Class", "Classes"),
        ("id:article", "fabio:JournalArticle", "Article and its text"),
        ("id:work-x", "fabio:JournalArticle", "Works"),
    ],
)
def test_own_and_reused_terms_stand_apart(subject: str, kind: str, title: str) -> None:
    assert f"# ── {title} ─" in canonical(graph_of(f"{subject} a {kind} ."))


def test_sections_stand_in_the_order_of_the_table() -> None:
    kinds = [kinds.split()[-1] for _, kinds in SECTIONS if kinds]
    body = "".join(f"azru:x{at} a {kind} . foaf:x{at} a {kind} ." for at, kind in enumerate(kinds))
    titles = re.findall(r"(?m)^# ── (.*?) ─", canonical(graph_of(body + "id:other id:p 1 .")))
    assert titles == [title for title, _ in SECTIONS]


# ── Terms ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("true", "true"),
        ("7", "7"),
        ("-5", "-5"),
        ("0", "0"),
        ('"7"^^xsd:integer', "7"),
        ('"007"^^xsd:integer', '"007"^^xsd:integer'),
        ('"+3"^^xsd:integer', '"+3"^^xsd:integer'),
        ('"-0"^^xsd:integer', '"-0"^^xsd:integer'),
        ('"1"^^xsd:boolean', '"1"^^xsd:boolean'),
        ("10.0", '"10.0"^^xsd:decimal'),
        ('"10"^^xsd:decimal', '"10"^^xsd:decimal'),
        ("1e0", '"1e0"^^xsd:double'),
        ('"2001-13-45"^^xsd:date', '"2001-13-45"^^xsd:date'),
        ('"x"^^xsd:string', '"x"'),
        ('"x"^^<http://example.org/d>', '"x"^^<http://example.org/d>'),
        ('"Əliyev 😀"@az-Latn', '"Əliyev 😀"@az-Latn'),
        ('"""a\n"b"\\\\\t"""', r'"a\n\"b\"\\\t"'),
        (r'"\r\b\f\u0000\u001F\u007F\u0085\u2028"', r'"\r\b\f\u0000\u001F\u007F\u0085\u2028"'),
        ("rdf:nil", "()"),
        ("rdf:type", "rdf:type"),
    ],
)
def test_values(given: str, written: str) -> None:
    assert values_of(given) == [written]


@pytest.mark.parametrize(
    ("iri", "written"),
    [
        (ID + "a-1_b", "id:a-1_b"),
        (ID + "a.b", None),
        (ID + "a-", None),
        (ID + "1a", None),
        (ID + "a%20b", None),
        (ID + "a/b", None),
        (ID + "Bak\u0131", None),
        (ID, None),
        ("https://w3id.org/azru/scheme/x", "scheme:x"),
        ("https://w3id.org/azru/else/x", None),
        ("urn:isbn:1", None),
    ],
)
def test_names(iri: str, written: str | None) -> None:
    assert values_of(f"<{iri}>") == [written or f"<{iri}>"]


def test_values_stand_in_natural_order_each_on_its_line() -> None:
    given = '"b10"@en, "b9"@en, id:x10, id:x9, 10, 9'
    assert values_of(given) == ["9", "10", '"b9"@en', '"b10"@en', "id:x9", "id:x10"]


def test_bound_names_do_not_matter() -> None:
    graph = graph_of("id:s id:p 1 .")
    graph.bind("other", ID, override=True, replace=True)
    assert "other" not in canonical(graph)


# ── Blank nodes ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("( )", ["()"]),
        ('( id:b "x" 1 )', ['( id:b "x" 1 )']),
        ("( ( 1 ) ( ) )", ["( ( 1 ) () )"]),
        ("[ id:q 10, 9 ; a id:C ; id:p 1 ]", ["[ a id:C ; id:p 1 ; id:q 9 , 10 ]"]),
        ("[ ]", ["[]"]),
        ("[ id:p 2 ] , [ id:p 1 ] , [ id:p 1 ]", ["[ id:p 1 ]"] * 2 + ["[ id:p 2 ]"]),
        ("( [ id:p ( 1 [ id:q 2 ] ) ] )", ["( [ id:p ( 1 [ id:q 2 ] ) ] )"]),
        ("[ rdf:first 1 ]", ["[ rdf:first 1 ]"]),
        ("[ rdf:first 1 ; rdf:rest id:x ]", ["[ rdf:first 1 ; rdf:rest id:x ]"]),
        (
            "[ rdf:first 1 ; rdf:rest ( 2 ) ; id:p 3 ]",
            ["[ id:p 3 ; rdf:first 1 ; rdf:rest ( 2 ) ]"],
        ),
    ],
)
def test_lists_and_brackets(given: str, written: list[str]) -> None:
    assert values_of(given) == written


def test_a_blank_node_of_its_own() -> None:
    text = canonical(graph_of("[] a owl:AllDisjointClasses ; owl:members ( azru:A azru:B ) ."))
    expected = "[]\n    a owl:AllDisjointClasses ;\n    owl:members ( azru:A azru:B ) ;\n    ."
    assert body_of(text) == expected


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("id:a id:p _:x . id:b id:q _:x . _:x id:r 1 .", "id:p of id:a, id:q of id:b"),
        ("_:x id:p _:y . _:y id:q _:x .", "circle: id:p of a blank node, id:q of a blank node"),
        ("_:x id:p _:x .", "circle: id:p of a blank node"),
        ("id:a id:p ( 1 2 ), _:l . id:b id:p _:l .", "id:p of id:a, id:p of id:b"),
        ("_:l rdf:first 1 ; rdf:rest _:l .", "circle: rdf:rest of a blank node"),
    ],
    ids=["shared", "circle", "itself", "shared-beside-list", "endless-list"],
)
def test_blank_nodes_that_need_a_name(body: str, what: str) -> None:
    with pytest.raises(DataError, match=what) as caught:
        canonical(graph_of(body))
    assert caught.value.remedy == "give it an IRI"


@pytest.mark.parametrize("iri", ["relative", "http://x/a b", "http://x/<", "", "http://x/\n"])
def test_what_is_no_iri(iri: str) -> None:
    graph = rdflib.Graph()
    with keep_lexical_forms():
        graph.add((rdflib.URIRef(ID + "s"), RDFS.seeAlso, rdflib.URIRef(iri)))
        with pytest.raises(DataError, match="no absolute IRI"):
            canonical(graph)


# ── The text holds the graph ─────────────────────────────────────────────────────────────────────


def a_random_graph(seed: int) -> rdflib.Graph:
    """Make a graph with trees of blank nodes, lists, hostile strings and odd IRIs."""
    dice = random.Random(seed)  # noqa: S311 - the same graphs each time
    hostile = ['"', "\\", "\n", "\r\n", "ə", "😀", "#", ">", "'''", '"""', "\x00", "\u2028", " "]
    graph = rdflib.Graph()

    def iri() -> rdflib.URIRef:
        namespace = dice.choice([*PREFIXES.values(), "http://other.org/"])
        return rdflib.URIRef(namespace + dice.choice(["a", "b1", "b10", "B-", "é", "x.y", "1", ""]))

    def literal() -> rdflib.Literal:
        text = "".join(dice.choices([*hostile, "a", "1", "true"], k=dice.randrange(4)))
        kind = dice.choice([None, XSD.date, XSD.integer, XSD.boolean, "lang"])
        if kind == "lang":
            return rdflib.Literal(text, lang=dice.choice(["en", "az-Latn"]))
        return rdflib.Literal(text, datatype=kind)

    def describe(subject: Node, depth: int) -> None:
        for _ in range(dice.randrange(1, 4)):
            kind = dice.random()
            if kind < 0.3 and depth < 3:
                value: Node = rdflib.BNode()
                describe(value, depth + 1)
            elif kind < 0.45:
                value = rdflib.BNode()
                Collection(graph, value, [literal() for _ in range(dice.randrange(1, 4))])
            else:
                value = iri() if dice.random() < 0.5 else literal()
            graph.add((subject, dice.choice([RDF.type, iri()]), value))

    with keep_lexical_forms():
        for _ in range(12):
            describe(iri() if dice.random() < 0.5 else rdflib.BNode(), 0)
    return graph


@pytest.mark.parametrize("seed", range(30))
def test_random_graphs(seed: int) -> None:
    graph = a_random_graph(seed)
    text = canonical(graph)
    with keep_lexical_forms():
        again = rdflib.Graph().parse(data=text, format="turtle")
        renamed = rdflib.Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert isomorphic(graph, again)
    assert canonical(again) == text
    assert canonical(renamed) == text
    assert len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('"b"', '"c"'),
        ("id:q 2", "id:q 3"),
        ("( 1 2 )", "( 2 1 )"),
        (" ;\n    id:r id:x", ""),
    ],
    ids=["value", "nested-value", "order-of-list", "lost-statement"],
)
def test_a_text_that_does_not_hold_the_graph_is_never_given(
    monkeypatch: pytest.MonkeyPatch, good: str, bad: str
) -> None:
    graph = graph_of('id:s id:p "b" , [ id:q 2 ] , ( 1 2 ) ; id:r id:x .')
    writer = vars(turtle)["_Writer"]
    write: Callable[[object], str] = vars(writer)["text"]
    assert good in canonical(graph)
    monkeypatch.setattr(writer, "text", lambda self: write(self).replace(good, bad))
    with pytest.raises(AssertionError, match="does not hold"):
        canonical(graph)


def test_an_added_statement_adds_a_line_and_touches_no_other() -> None:
    before = canonical(graph_of(SAMPLE)).splitlines()
    added = 'id:state-x skos:note "new" . id:event-b-10 azru:edtf "2001" .'
    after = canonical(graph_of(SAMPLE + added)).splitlines()
    assert [line for line in after if line in before] == before
    assert len(after) == len(before) + 2


def test_it_is_quick_enough_for_the_article() -> None:
    body = "".join(
        f'id:event-{at} a azru:Event, azru:AttestedEntity ; rdfs:label "Event {at}"@en ; '
        f'azru:notBefore "2001-01-09"^^xsd:date ; azru:attestedIn id:p-{at}, id:q-{at} .\n'
        for at in range(1000)
    )
    graph = graph_of(body + "id:s id:p ( " + " ".join(map(str, range(200))) + " ) .")
    start = time.perf_counter()
    canonical(graph)
    assert time.perf_counter() - start < 5  # about 0.4 s; a slip into quadratic time is minutes


# ── Other readers ────────────────────────────────────────────────────────────────────────────────

HARD = SAMPLE + (
    'id:s id:p ( 1 [ id:q () ] ), "a\\n\\"\\\\\\u0085"@az-Latn, <http://x/a.b>, -5, true, 1.50 .'
)


@pytest.mark.foreign("rapper")
def test_rapper_reads_it(tmp_path: Path) -> None:
    graph = graph_of(HARD)
    (tmp_path / "a.ttl").write_text(canonical(graph), encoding="utf-8")
    done = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", "a.ttl"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    with keep_lexical_forms():
        read = rdflib.Graph().parse(data=done.stdout.decode(), format="nt")
    assert isomorphic(read, graph)


@pytest.mark.foreign("node-n3")
def test_n3_reads_it(tmp_path: Path, foreign_environment: dict[str, str]) -> None:
    graph = graph_of(HARD)
    program = (
        "const n3 = require('n3'), text = require('fs').readFileSync(0, 'utf8');"
        "const quads = new n3.Parser({format: 'text/turtle'}).parse(text);"
        "const writer = new n3.Writer({format: 'N-Triples'});"
        "writer.addQuads(quads); writer.end((_, result) => process.stdout.write(result));"
    )
    done = subprocess.run(
        ["node", "-e", program],
        input=canonical(graph).encode(),
        cwd=tmp_path,
        env=foreign_environment,
        capture_output=True,
        check=True,
    )
    with keep_lexical_forms():
        read = rdflib.Graph().parse(data=done.stdout.decode(), format="turtle")
    # N3.js puts language tags in lower case.
    assert isomorphic(read, graph_of(HARD.replace("az-Latn", "az-latn")))

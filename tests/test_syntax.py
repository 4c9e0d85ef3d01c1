"""Query texts: what is refused, where an error is said to be, what is read off them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import ParameterError, SparqlSyntaxError, UsageError
from azru_graph.results import Table
from azru_graph.syntax import (
    DEEPEST,
    MOST_GROUPS,
    blank,
    columns,
    form,
    slots,
    to_sparql,
    with_prefixes,
)
from azru_graph.terms import ID, BlankNode, Iri, Literal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="engine")
def _engine() -> Embedded:
    return Embedded(())


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("", (1, 1), "it is empty"),
        ("SELECT ?x WHERE { ?x", (1, 21), "it ends too early"),
        ("SELECT * { ?s ?p ?o } }", (1, 23), "this '}' closes nothing"),
        ("SELECT * {\n ?s }", (2, 5), "unexpected '}'"),
        ("SELECT * {\r\n ?s ?p }", (2, 8), "unexpected '}'"),
        ("SELECT * {\n\t?s\t?p }", (2, 8), "unexpected '}'"),
        ("SELECT * {\n\n  ?s 'é\U0001f600' ?q . }", (3, 6), "unexpected ''é\U0001f600''"),
        ("SELECT * { VALUES ?x 1 }", (1, 22), 'where "{" must stand'),
        ("SELECT * {\n ?s ?p foo:bar }", (2, 8), "the prefix 'foo:' is not declared"),
        ("SELECT * { ?s ?p foa:x }", (1, 18), "did you mean foaf:"),
        ("SELECT ?x { } GROUP BY ?y", (1, 8), "neither grouped by nor aggregated"),
        ("SELECT * { ?s ?p <rel> }", (1, 18), "not absolute"),
        ("SELECT * { ?s ?p '\ud800' }", (1, 19), "half a surrogate pair"),
        ("PREFIX a: <a:>\n# SELECT\nINSERT DATA { a:a a:b a:c }", (3, 1), "INSERT is an update"),
        ("DROP ALL", (1, 1), "DROP is an update"),
        ("LOAD <file:///etc/hosts>", (1, 1), "LOAD is an update"),
    ],
)
def test_broken_query_says_where(
    engine: Embedded, text: str, place: tuple[int, int], says: str
) -> None:
    for query in (text, with_prefixes(text)):
        with pytest.raises(SparqlSyntaxError) as caught:
            engine.query(query)
        assert (caught.value.line, caught.value.column) == place
        assert says in str(caught.value)
        assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT * { ?s ?p ⟨“⟩Baku” }", "the curly quotation mark “"),
        ('SELECT * { ?s ?p ⟨"⟩Baku . \n ?o ?q ?r }', "this quotation mark begins a string"),
        ("PREFIX ex: ⟨h⟩ttp://x/ ASK { ?s ?p ex:o }", "without angle brackets"),
        ("SELECT * { ?s ?p ⟨<⟩b> . }", "this IRI is not absolute"),
        ("ASK { ?s ?p ?o FILTER (?o ⟨=⟩= 3) }", "no operator =="),
        ("ASK { ?s ?p ?o FILTER (?o = ?p ⟨A⟩ND ?s = ?p) }", "no operator AND"),
        ("SELECT DISTINCT ?s⟨,⟩ ?p WHERE { ?s ?p ?o }", "SELECT takes no commas"),
        ("SELECT ⟨c⟩ount(?s) { ?s ?p ?o }", "in brackets and with a name"),
        ("SELECT ?p ⟨S⟩TR(?p) AS ?t { ?s ?p ?o }", "in brackets and with a name"),
        ("SELECT ?p (COUNT(?s)⟨)⟩ { ?s ?p ?o } GROUP BY ?p", "in brackets and with a name"),
        ("SELECT * { ?s ?p ?o } ORDER ⟨?⟩s", "BY is missing after ORDER"),
        ("SELECT * { ?s ?p ?o FILTER ⟨?⟩o > 3 }", "brackets are missing after FILTER"),
        ("SELECT * { ?s ?p ?o } ORDER BY DESC ⟨?⟩s", "brackets are missing after DESC"),
        ("SELECT * { ?s a ⟨E⟩vent }", "the bare word Event"),
        ("SELECT * { ⟨R⟩ussia ?p ?o }", "the bare word Russia"),
        ("SELECT * { ?s ⟨l⟩abel ?o }", "the bare word label"),
        ("SELECT ⟨?⟩p (COUNT(?s) AS ?n) { ?s ?p ?o }", "neither grouped by nor aggregated"),
        ("SELECT ?p ⟨?⟩s { ?s ?p ?o } GROUP BY ?p", "neither grouped by nor aggregated"),
        ("ASK { ?s ?p⟨\xa0⟩?o }", r"unexpected '\xa0'"),
        ("SELECT ⟨*⟩ { ?s ?p ?o } GROUP BY ?p", "neither with GROUP BY"),
        ("SELECT (1 AS ⟨?⟩s) { ?s ?p ?o }", "that the query already uses"),
        ("⟨S⟩ELCT * { ?s ?p ?o }", "unexpected 'SELCT'"),
        ("SELECT * { ?s ?p ?o } LIMIT ⟨t⟩en", "unexpected 'ten'"),
        ("SELECT * {\n\t# no } yet\n\tGRAPH ⟨{⟩ ?s ?p ?o } }", "unexpected '{'"),
    ],
)
def test_usual_slips_are_named_and_marked(engine: Embedded, text: str, says: str) -> None:
    before, at, after = re.split("[⟨⟩]", text)
    with pytest.raises(SparqlSyntaxError) as caught:
        engine.query(before + at + after)
    assert says in caught.value.what
    place = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    assert (caught.value.line, caught.value.column) == place


def test_mark_stands_under_the_place(engine: Embedded, tmp_path: Path) -> None:
    with pytest.raises(SparqlSyntaxError) as caught:
        engine.query("SELECT * {\n\t?s no:p ?o" + " ." * 300 + " }", path=tmp_path / "q.rq")
    _, shown, mark, *_ = str(caught.value).split("\n")
    assert shown[mark.index("^") :].startswith("no:p")
    assert len(shown) < 110
    assert str(caught.value).startswith(f"{tmp_path / 'q.rq'}:2:5: ")


def test_added_prefixes_are_not_counted(engine: Embedded) -> None:
    text = with_prefixes("SELECT * {\n id:a id:p ?o ?x }")
    assert text.count("\n") == 2
    with pytest.raises(SparqlSyntaxError) as caught:
        engine.query(text)
    assert (caught.value.line, caught.value.column) == (2, 15)


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("ASK { id:a foaf:name ?x }", ["foaf", "id"]),
        ("PREFIX id: <a:> ASK { id:a foaf:name ?x }", ["foaf"]),
        ("prefix id:<a:> ASK { id:a ?p 'foaf:name' } # rdf:type", []),
        ("ASK { ?id ?p <foaf:x> , _:id , ex:rdf , :id }", []),
        ("ASK { ?s rdf:type/rdfs:subClassOf*|^skos:broader ?o }", ["rdf", "rdfs", "skos"]),
        ("ASK { BIND(xsd:integer('1') AS ?x) ?s !rdf:type ?y }", ["rdf", "xsd"]),
    ],
)
def test_missing_prefixes_are_added(text: str, added: list[str]) -> None:
    result = with_prefixes(text)
    assert result.endswith(text)
    head = result.removesuffix(text)
    assert [part.split(":")[0] for part in head.split("PREFIX ")[1:]] == added
    assert with_prefixes(result) == result


SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { } }",
    "SELECT * {SERVICE<http://127.0.0.1:9/>{}}",
    "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> { } }",
    "SELECT * { FILTER(1<2)SERVICE?x#>\n{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x' # '\n SERVICE <http://127.0.0.1:9/> { } }",
    "SELECT * { ?s ?p <http://e/\\u0041#> SERVICE <http://127.0.0.1:9/> { } }",
    "PREFIX SERVICE: <a:> SELECT * { SERVICE SERVICE:x { } }",
    "PREFIX : <a:> SELECT * { SERVICE:x{ } }",
    "ASK { { SELECT * { ?s ?p '''x'y''' . SERVICE <http://127.0.0.1:9/> { } } } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_never_called(engine: Embedded, text: str) -> None:
    with pytest.raises(SparqlSyntaxError):
        engine.query(text)


@pytest.mark.parametrize("text", [SERVICES[0], SERVICES[1], SERVICES[2], SERVICES[-1]])
def test_service_is_named_as_the_reason(engine: Embedded, text: str) -> None:
    with pytest.raises(SparqlSyntaxError, match="SERVICE is not allowed here") as caught:
        engine.query(text)
    assert caught.value.column == text.upper().index("SERVICE") + 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?Service 'SERVICE <x> {' } # SERVICE",
        "PREFIX service: <http://service/> SELECT * { ?s service:Service <http://e/service> }",
        'SELECT * { ?s ?p """a"SERVICE""", \'a\\\'SERVICE\' , \'x\'@service }',
    ],
)
def test_the_word_service_elsewhere_is_harmless(engine: Embedded, text: str) -> None:
    assert isinstance(engine.query(text), Table)


@pytest.mark.parametrize(
    ("opening", "closing"), [("{", "}"), ("FILTER(", ")"), ("FILTER NOT EXISTS {", "}")]
)
@pytest.mark.parametrize("depth", [DEEPEST + 1, 5000])
def test_deep_nesting_is_refused(engine: Embedded, opening: str, closing: str, depth: int) -> None:
    inner = opening.replace("FILTER(", "(")
    text = "SELECT * { " + opening + inner * depth + "1" + closing * (depth + 1) + " }"
    with pytest.raises(SparqlSyntaxError, match=f"more than {DEEPEST} deep"):
        engine.query(text)


def test_deepest_nesting_is_answered(engine: Embedded) -> None:
    depth = DEEPEST - 1
    answer = engine.query("SELECT * { " + "{" * depth + "}" * depth + " }")
    assert answer == Table((), ((),))
    assert engine.query("ASK { FILTER('" + "{" * 5000 + "' != '') } # " + "(" * 5000)


@pytest.mark.parametrize("part", ["OPTIONAL { ?s ?p ?o } ", "BIND(1 AS ?x) ", "{} UNION "])
def test_long_queries_are_refused(engine: Embedded, part: str) -> None:
    with pytest.raises(SparqlSyntaxError, match=f"more than {MOST_GROUPS} groups"):
        engine.query("SELECT * { " + part * 30000 + "{} }")


def test_many_values_are_answered(engine: Embedded) -> None:
    values = " ".join(f"<{ID}x{n}>" for n in range(5000))
    answer = engine.query(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}")
    assert isinstance(answer, Table)
    assert len(answer.rows) == 5000


@pytest.mark.parametrize(
    "text",
    ["SELECT * { FILTER(<a:f>(1)) }", "SELECT * { BIND(<<( <a:a> <a:b> 1 )>> AS ?x) }"],
    ids=["function", "triple term"],
)
def test_query_beyond_the_engine(engine: Embedded, text: str) -> None:
    with pytest.raises(UsageError, match="the query cannot be answered"):
        engine.query(text)


def test_blank_keeps_every_place() -> None:
    text = "a '{' b \"\\\"{\" c <x{> <y#z> # {\nd '''{'{''' ex:o\\'k e"
    result = blank(text)
    assert len(result) == len(text)
    assert result.split() == ["a", "b", "c", "<x{>", "d", "ex:o", "k", "e"]
    assert all(sign in (" ", text[place]) for place, sign in enumerate(result))


def test_columns() -> None:
    assert columns("SELECT ?b (1 AS ?a) { ?b ?p ?o }") == ("b", "a")
    assert columns("CONSTRUCT WHERE { ?s ?p ?o }") == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("# DROP ALL\nBASE <a:> PREFIX ask: <a:>\nprefix : <b:> select * { }", "SELECT"),
        ("ask{}", "ASK"),
        ("INSERT DATA { }", "INSERT"),
        ("'SELECT'", ""),
        ("", ""),
    ],
)
def test_form(text: str, first: str) -> None:
    assert form(text) == first


def test_slots() -> None:
    text = "SELECT * { VALUES ?a { UNDEF } VALUES ?b{'}' 1} } # VALUES ?c { UNDEF }"
    assert [(slot[1], text[slice(*slot.span(2))]) for slot in slots(text)] == [
        ("a", " UNDEF "),
        ("b", "'}' 1"),
    ]


@pytest.mark.parametrize(
    "term",
    [
        BlankNode("b0"),
        Literal("\udc80"),
        Literal("x", "no iri"),
        Literal("x", language="en } #"),
        Literal("x", language="toolongtag"),
        *map(Iri, ["", "a", "http://e/ x", "http://e/>", "http://e/{}", "http://e/\\u003e", 'a:"']),
        *map(Iri, ["http://e/\n", "http://e/%zz", "http://e:x/", "a:\ud800", "http://e/#a#b"]),
    ],
    ids=ascii,
)
def test_term_that_no_query_may_hold(term: Iri | Literal | BlankNode) -> None:
    with pytest.raises(ParameterError):
        to_sparql(term)

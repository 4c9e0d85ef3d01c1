"""The catalogue: strict headers, typed values, and slots that nothing can break out of."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import CatalogueError, ParameterError, SparqlSyntaxError, UnknownNameError
from azru_graph.headers import TYPES, Parameter, parse_value
from azru_graph.queries import Query, bind, catalogue, get, texts
from azru_graph.results import Table
from azru_graph.terms import ID, XSD, BlankNode, Iri, Literal, expand
from hostile import HOSTILE, NUL

DATA = """
@prefix azru: <https://w3id.org/azru/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix id: <https://w3id.org/azru/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
azru:State rdfs:subClassOf foaf:Agent .
id:state-russia a azru:State ; rdfs:label "Russia"@en ; skos:altLabel "Rusiya"@az .
id:person-one a foaf:Person, foaf:Agent ; rdfs:label "Aliyev"@en .
id:person-two a foaf:Person, foaf:Agent ; rdfs:label "Elder"@en ; skos:altLabel "aliyev" .
id:place-russia a azru:Place ; rdfs:label "Russia" .
"""
PICK = """#+ summary: Which texts are these?
#+ parameters:
#+   text: {type: string}
SELECT ?text ?other WHERE { # VALUES ?text { UNDEF }
  VALUES ?text { UNDEF }
  VALUES ?other { "VALUES ?text { UNDEF }" }
}
"""


def stored(text: str, kind: str = "questions") -> Query:
    return Query("sample", kind, Path("sample.rq"), text)


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Embedded:
    path = tmp_path / "data.ttl"
    path.write_text(DATA, encoding="utf-8")
    return Embedded([path])


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("azru_graph.files.folder", lambda name: tmp_path / name)
    (tmp_path / "queries" / "questions").mkdir(parents=True)
    return tmp_path / "queries" / "questions"


@pytest.mark.parametrize("value", [*HOSTILE, *NUL], ids=lambda text: ascii(text)[:30])
def test_a_bound_text_stands_for_itself_alone(engine: Embedded, value: str) -> None:
    answer = engine.query(bind(stored(PICK), {"text": [Literal(value)]}))
    other = Literal("VALUES ?text { UNDEF }")
    assert answer == Table(("text", "other"), ((Literal(value), other),))


@pytest.mark.parametrize("value", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_a_bound_text_stands_for_itself_in_an_engine_that_undoes_escapes_first(value: str) -> None:
    rows = list(rdflib.Graph().query(bind(stored(PICK), {"text": [Literal(value)]})))
    assert [str(row[0]) for row in rows if isinstance(row, tuple)] == [value]


def test_several_hostile_texts_at_once(engine: Embedded) -> None:
    answer = engine.query(bind(stored(PICK), {"text": [Literal(value) for value in HOSTILE]}))
    assert isinstance(answer, Table)
    assert [row[0] for row in answer.rows] == [Literal(value) for value in HOSTILE]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_a_hostile_iri_is_refused_or_stands_for_itself(engine: Embedded, value: str) -> None:
    for text in (value, f"http://e/{value}", f"http://e/> }} # {value}"):
        try:
            query = bind(stored(PICK), {"text": [Iri(text)]})
        except ParameterError:
            continue
        answer = engine.query(query)
        assert isinstance(answer, Table)
        assert [row[0] for row in answer.rows] == [Iri(text)]
        assert pyoxigraph.NamedNode(text).value == text


@pytest.mark.parametrize(
    "term",
    [Literal("\ud800"), Literal("a\udfffb"), BlankNode("b"), Literal("x", language='en"')],
    ids=ascii,
)
def test_a_term_outside_sparql_is_refused(term: Literal | BlankNode) -> None:
    with pytest.raises(ParameterError):
        bind(stored(PICK), {"text": [term]})


def test_unfilled_slots_stay_as_they_are() -> None:
    assert bind(stored(PICK), {}) == PICK
    assert bind(stored(PICK), {"text": []}) == PICK


def test_other_slots_and_texts_are_left_alone() -> None:
    text = bind(stored(PICK), {"text": [Literal("a"), Literal("b", language="en")]})
    assert text == PICK.replace("\n  VALUES ?text { UNDEF }", '\n  VALUES ?text { "a" "b"@en }')


def test_unknown_parameter() -> None:
    with pytest.raises(UnknownNameError, match="no parameter of sample named 'tekst'") as caught:
        bind(stored(PICK), {"tekst": [Literal("a")]})
    assert caught.value.remedy == "did you mean text?"


VALUES = [
    ("string", " x ", Literal(" x ")),
    ("integer", " 12 ", Literal("12", XSD + "integer")),
    ("integer", "-007", Literal("-7", XSD + "integer")),
    ("integer", "+0", Literal("0", XSD + "integer")),
    ("decimal", "12.50", Literal("12.5", XSD + "decimal")),
    ("decimal", "100", Literal("100", XSD + "decimal")),
    ("decimal", "100.", Literal("100", XSD + "decimal")),
    ("decimal", "-.0", Literal("0", XSD + "decimal")),
    ("date", "2000-02-29", Literal("2000-02-29", XSD + "date")),
    ("date", "1993", Literal("1993-01-01", XSD + "date")),
    ("date", "1996-02", Literal("1996-02-01", XSD + "date")),
    ("last-date", "1993", Literal("1993-12-31", XSD + "date")),
    ("last-date", "1996-02", Literal("1996-02-29", XSD + "date")),
    ("last-date", "1993-06-30", Literal("1993-06-30", XSD + "date")),
    ("year", "1993", Literal("1993", XSD + "integer")),
    ("boolean", "true", Literal("true", XSD + "boolean")),
    ("iri", "id:state-russia", Iri(ID + "state-russia")),
    ("iri", "state-russia", Iri(ID + "state-russia")),
    ("iri", "https://e.org/x?y#z", Iri("https://e.org/x?y#z")),
    ("iri", "<urn:x:y>", Iri("urn:x:y")),
]
MISFITS = [
    ("integer", ["", "x", "1.0", "1e3", "١٢", "1_000", "--1", "9" * 5000]),
    ("decimal", ["", ".", "1,5", "1e3", "NaN", "1.2.3"]),
    ("date", ["", "193", "1993-6-30", "2001-02-29", "1993-13-01", "0000-01-01", "1993-W26-3"]),
    ("date", ["1993-00", "1993-13", "1993-06-00", "1993-", "0000", "1993-06-30-01"]),
    ("last-date", ["1993-00", "1993-13", "1993-06-31", "1993-", "0000", "19930630"]),
    ("year", ["", "93", "19933", "-1993", "199x"]),
    ("boolean", ["", "yes", "1", "TRUE "]),
    ("iri", ["", "two words", "http://e/ x", "<x>", "<>", "foo:bar", "id:a b", 'id:"', "id:{}"]),
    ("string", ["\ud800"]),
]


@pytest.mark.parametrize(("kind", "text", "term"), VALUES)
def test_value_fits(kind: str, text: str, term: Iri | Literal) -> None:
    found = parse_value(Parameter("x", kind), text)
    assert (type(found), found) == (type(term), term)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in MISFITS for text in texts], ids=ascii
)
def test_value_does_not_fit(kind: str, text: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parse_value(Parameter("x", kind), text)
    assert caught.value.remedy
    assert str(caught.value).isprintable() or "\n" in str(caught.value)


def test_every_type_has_a_case() -> None:
    assert {kind for kind, *_ in VALUES} | {"choice"} == TYPES.keys()


def test_choice() -> None:
    parameter = Parameter("act", "choice", choices=("signed", "refused"))
    assert parse_value(parameter, "signed") == Literal("signed")
    with pytest.raises(UnknownNameError) as caught:
        parse_value(parameter, "sign")
    assert caught.value.remedy == "did you mean signed?"


def test_stored_values_match_the_data(tmp_path: Path) -> None:
    """What a value becomes is what the store keeps, so that the two join."""
    path = tmp_path / "numbers.ttl"
    path.write_text(
        "<a:a> <a:b> 007, 1.50, true . <a:a> <a:b> '2000-02-29'^^<" + XSD + "date> .",
        encoding="utf-8",
    )
    engine = Embedded([path])
    for kind, text in [("year", "0007"), ("decimal", "01.5"), ("boolean", "true")]:
        header = f"#+ summary: S.\n#+ parameters:\n#+   o: {{type: {kind}}}\n"
        query = stored(header + "SELECT ?o { VALUES ?o { UNDEF } ?s ?p ?o }")
        answer = engine.query(bind(query, {"o": [parse_value(Parameter("o", kind), text)]}))
        assert isinstance(answer, Table)
        assert len(answer.rows) == 1


AGENT = "http://xmlns.com/foaf/0.1/Agent"
GOOD = """#+ summary: Which events took place in a year?
#+ description: >-
#+   One row per event:
#+   by date.
#+ tags: [time, events]
#+ columns:
#+   name: what it is called
#+   event: its IRI
#+ parameters:
#+   year: {type: year, default: 1993, help: "The year."}
#+   actor: {type: iri, class: foaf:Agent, default: null}
#+   act: {type: choice, choices: [signed, refused], default: signed}
SELECT ?name ?event WHERE {
  VALUES ?year { 1993 }
  VALUES ?actor { UNDEF }
  VALUES ?act { "signed" }
  VALUES ?class { <a:a> <a:b> }
  ?event ?p ?name , ?year , ?actor , ?act ; a ?class .
}
"""
GOOD_CHECK = """#+ summary: This is wrong.
#+ remedy: Mend it.
#+ severity: warning
#+ target: azru:Event
SELECT ?this { ?this ?p ?o }
"""


def test_header_is_read_whole() -> None:
    header = stored(GOOD).header
    assert header.summary == "Which events took place in a year?"
    assert header.line == 1
    assert header.description == "One row per event: by date."
    assert header.tags == ("time", "events")
    assert header.columns == {"name": "what it is called", "event": "its IRI"}
    assert list(header.parameters.values()) == [
        Parameter("year", "year", None, Literal("1993", XSD + "integer"), "The year."),
        Parameter("actor", "iri", AGENT),
        Parameter("act", "choice", None, Literal("signed"), "", ("signed", "refused")),
    ]
    assert (header.severity, header.remedy, header.target) == ("", "", "")


def test_a_slot_may_stand_for_the_iri_of_what_the_column_names() -> None:
    """The label is in ?place, so that the parameter ``place`` has the slot ?placeIri."""
    query = stored(
        "#+ summary: S.\n#+ parameters:\n#+   place: {type: iri, choices: 'scheme:topics'}\n"
        "SELECT ?place { ?placeIri rdfs:label ?place . VALUES ?placeIri { UNDEF } }"
    )
    assert query.header.parameters["place"].within == expand("scheme:topics")
    assert "VALUES ?placeIri { <urn:a> }" in bind(query, {"place": [Iri("urn:a")]})


def test_a_slot_may_stand_several_times() -> None:
    """Sub-selects know nothing of what stands outside them; all slots are filled alike."""
    query = stored(
        "#+ summary: S.\n#+ parameters:\n#+   who: {type: iri}\n"
        "SELECT ?who { VALUES ?who { UNDEF } { SELECT * { VALUES ?who { UNDEF } ?who ?p ?o } } }"
    )
    assert query.header.parameters["who"].default is None
    bound = bind(query, {"who": [Iri("urn:a"), Iri("urn:b")]})
    assert bound.count("VALUES ?who { <urn:a> <urn:b> }") == 2
    assert "UNDEF" not in bound


def test_header_of_a_check() -> None:
    header = stored(GOOD_CHECK, "checks").header
    assert (header.severity, header.remedy, header.target) == ("warning", "Mend it.", "azru:Event")
    plain = GOOD_CHECK.replace("#+ severity: warning\n", "")
    assert stored(plain, "checks").header.severity == "violation"


FAULTS = [
    ("no header", GOOD.replace("#+ ", "# "), 1, "'summary' is missing"),
    ("empty summary", GOOD.replace("Which events took place in a year?", ""), 1, "summary"),
    ("summary without end", GOOD.replace("a year?", "a year"), 1, "no sentence"),
    ("bad YAML", GOOD.replace("tags: [time", "tags: [time]]"), 5, "no YAML"),
    ("colon in text", GOOD.replace("took place", "took: place"), 1, "no YAML"),
    ("unknown key", GOOD.replace("tags:", "tag:"), 5, "'tag'"),
    ("check's key", GOOD.replace("tags: [time, events]", "remedy: Mend it."), 5, "'remedy'"),
    ("key twice", GOOD.replace("tags: [time, events]", "summary: Again."), 5, "twice"),
    ("parameter twice", GOOD.replace("  actor:", "  year:"), 11, "twice"),
    ("tags no list", GOOD.replace("[time, events]", "time"), 5, "'tags'"),
    ("tags deep", GOOD.replace("[time, events]", "[time, [events]]"), 5, "'tags'"),
    ("header a list", "#+ [a]\nASK {}", 1, "keys with values"),
    ("unknown column", GOOD.replace("  event: its", "  evt: its"), 8, "'evt'"),
    ("missing column", GOOD.replace("#+   event: its IRI\n", ""), 6, "'event' is missing"),
    ("unknown type", GOOD.replace("type: year", "type: yaer"), 10, "'yaer'"),
    ("no type", GOOD.replace("type: year, ", ""), 10, "'type' is missing"),
    ("unknown parameter key", GOOD.replace("help:", "hlp:"), 10, "'hlp'"),
    ("unknown prefix", GOOD.replace("foaf:Agent", "foo:Agent"), 11, "'foo:Agent'"),
    (
        "class of a year",
        GOOD.replace("year, default", "year, class: foaf:Agent, default"),
        10,
        "iri",
    ),
    (
        "scheme of a year",
        GOOD.replace("year, default", "year, choices: a:b, default"),
        10,
        "scheme",
    ),
    ("scheme of a choice", GOOD.replace("[signed, refused]", "scheme:topics"), 12, "scheme"),
    (
        "scheme of unknown prefix",
        GOOD.replace("class: foaf:Agent", "choices: foo:x"),
        11,
        "'foo:x'",
    ),
    (
        "two slots by two spellings",
        GOOD.replace("VALUES ?class {", "VALUES ?yearIri { 1993 } VALUES ?class {"),
        10,
        "always alike",
    ),
    ("choice without choices", GOOD.replace("choices: [signed, refused], ", ""), 12, "choices"),
    (
        "choices of a year",
        GOOD.replace("year, default", "year, choices: [a], default"),
        10,
        "choice",
    ),
    ("default misfits", GOOD.replace("default: 1993", "default: soon"), 10, "'soon'"),
    ("default no choice", GOOD.replace("default: signed", "default: sign"), 12, "'sign'"),
    ("default unlike slot", GOOD.replace("default: 1993", "default: 1994"), 10, "VALUES ?year"),
    ("default null, slot filled", GOOD.replace("default: 1993", "default: null"), 10, "UNDEF"),
    ("default, slot open", GOOD.replace("{ 1993 }", "{ UNDEF }"), 10, "1993"),
    ("no slot", GOOD.replace("  VALUES ?year { 1993 }\n", ""), 10, "once or more"),
    ("slot in a comment", GOOD.replace("  VALUES ?year", "  # VALUES ?year"), 10, "once or more"),
    (
        "two slots, one open",
        GOOD.replace("VALUES ?class {", "VALUES ?year { UNDEF } VALUES ?class {"),
        10,
        "always alike",
    ),
    ("slot of nobody", GOOD.replace("{ <a:a> <a:b> }", "{ UNDEF }"), 17, "?class"),
]
CHECK_FAULTS = [
    ("no remedy", GOOD_CHECK.replace("#+ remedy: Mend it.\n", ""), 1, "'remedy' is missing"),
    ("unknown severity", GOOD_CHECK.replace("warning", "error"), 3, "'error'"),
    ("target of unknown prefix", GOOD_CHECK.replace("azru:Event", "foo:Event"), 4, "'foo:Event'"),
    ("parameters", GOOD_CHECK.replace("severity: warning", "parameters: {}"), 3, "'parameters'"),
]


@pytest.mark.parametrize(
    ("kind", "text", "line", "says"),
    [
        pytest.param(kind, text, line, says, id=name)
        for kind, faults in (("questions", FAULTS), ("checks", CHECK_FAULTS))
        for name, text, line, says in faults
    ],
)
def test_faulty_header(kind: str, text: str, line: int, says: str) -> None:
    assert text not in (GOOD, GOOD_CHECK)
    with pytest.raises(CatalogueError) as caught:
        _ = stored(text, kind).header
    assert says in str(caught.value)
    assert (str(caught.value.path), caught.value.line) == ("sample.rq", line)


def test_broken_query_with_columns_names_its_file() -> None:
    with pytest.raises(SparqlSyntaxError, match=r"^sample\.rq:18:47:"):
        _ = stored(GOOD.replace("a ?class", "a")).header


def test_catalogue_and_get(folder: Path) -> None:
    (folder / "b.rq").write_text(GOOD, encoding="utf-8")
    (folder / "a.rq").write_text(PICK, encoding="utf-8")
    assert list(catalogue("questions")) == ["a", "b"]
    assert get("questions", "a") == Query("a", "questions", folder / "a.rq", PICK)
    with pytest.raises(UnknownNameError, match=r"no question named '[.][.]/a'"):
        get("questions", "../a")
    for read in (catalogue, partial(get, name="a")):
        with pytest.raises(UnknownNameError) as caught:
            read("question")
        assert caught.value.remedy == "did you mean questions?"


def test_get_leaves_a_faulty_header_unread(folder: Path) -> None:
    (folder / "a.rq").write_text("#+ nonsense\nASK { }", encoding="utf-8")
    assert bind(get("questions", "a"), {}) == "#+ nonsense\nASK { }"
    with pytest.raises(CatalogueError):
        catalogue("questions")


def test_two_queries_with_one_summary(folder: Path) -> None:
    (folder / "a.rq").write_text(PICK, encoding="utf-8")
    (folder / "b.rq").write_text(PICK.replace("Which", "WHICH"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"the same summary as a\.rq") as caught:
        catalogue("questions")
    assert (caught.value.path, caught.value.line) == (folder / "b.rq", 1)


def test_texts_are_bare_and_empty_where_nothing_is_bound(engine: Embedded) -> None:
    asked = "SELECT ?name ?none { id:state-russia rdfs:label|skos:altLabel ?name } ORDER BY ?name"
    assert texts(engine, asked) == [("Rusiya", ""), ("Russia", "")]
    assert texts(engine, "SELECT ?name { id:nowhere rdfs:label ?name }") == []


def test_a_value_given_twice_stands_once() -> None:
    query = catalogue("questions")["timeline"]
    once, twice = (bind(query, {"year": [Literal("1993")] * times}) for times in (1, 2))
    assert once == twice != query.text

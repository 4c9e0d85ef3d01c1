"""What is said of a query before it is run: its parts, what looks wrong, where engines differ."""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import TYPE_CHECKING

import pytest
import rdflib

from azru_graph.algebra import read_plan
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import SparqlSyntaxError
from azru_graph.explain import DIFFERENCES, Explanation, explain, to_text
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import KINDS, Query, catalogue
from azru_graph.results import Table
from azru_graph.syntax import with_prefixes
from azru_graph.vocabulary import nearest, vocabulary
from command import azru, loading

if TYPE_CHECKING:
    from pathlib import Path

WORDS_OF = cache(vocabulary)
# Checks that name no word of the graph.
WORDLESS = {
    "blank-node",
    "dangling-reference",
    "ontology",
    "undeclared-property",
    "undeclared-term",
    "untyped-resource",
}
STORED = [query for kind in KINDS for query in catalogue(kind).values()]


@cache
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


@pytest.fixture(autouse=True)
def _words_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azru_graph.explain.vocabulary", WORDS_OF)


def explained(text: str) -> Explanation:
    return explain(engine(), text)


def remarks(text: str) -> dict[str, str]:
    """What is remarked on a query → the remedy."""
    return {remark.what: remark.remedy for remark in explained(text).remarks}


def remarked(text: str, part: str) -> bool:
    return any(part in what for what in remarks(text))


def test_a_text_without_a_language_finds_nothing_among_texts_with_one() -> None:
    text = 'SELECT ?a {\n  ?a rdfs:label "Russia" ; skos:notation "s3p5.3" } ORDER BY ?a'
    (remark,) = explained(text).remarks
    assert remark.what == 'every value of rdfs:label has a language, and "Russia" has none'
    assert (remark.line, remark.column) == (2, 17)
    assert remark.remedy == 'did you mean "Russia"@en?'
    assert 'did you mean "Rusiya"@az?' in remarks("ASK { ?a skos:altLabel 'Rusiya' }").values()
    assert not remarked('ASK { ?a rdfs:label "Russia"@en }', "a language")
    assert not remarked('ASK { ?a azru:edtf "1993-06" ; <urn:unheard-of> "x" }', "a language")


def test_graph_finds_nothing_where_there_is_none(tmp_path: Path) -> None:
    text = "ASK { GRAPH ?g { ?s azru:notBefore ?s } }"
    assert remarked(text, "the data has no named graphs")
    path = tmp_path / "data.trig"
    path.write_text("<urn:g> { <urn:s> <urn:p> <urn:o> }", encoding="utf-8")
    named = Embedded([path, *ontology_files()])
    assert "named graphs" not in str(explain(named, text).remarks)


@pytest.mark.parametrize("query", STORED, ids=lambda query: f"{query.kind}-{query.name}")
def test_nothing_looks_wrong_in_a_stored_query(query: Query) -> None:
    found = explained(query.text)
    assert found.patterns
    assert found.words or query.name in WORDLESS
    assert found.query == query.text
    assert found.form == ("CONSTRUCT" if query.kind == "views" else "SELECT")
    whats = [remark.what for remark in found.remarks]
    # A variable that stands for "anything" is used once; the rest would be a fault.
    assert [what for what in whats if "is used once" not in what] == []


@pytest.mark.parametrize(
    ("text", "form", "variables"),
    [
        ("select ?e (count(*) as ?n) { ?e a azru:Event } group by ?e", "SELECT", ("e", "n")),
        ("ASK { ?select a azru:Event }", "ASK", ()),
        ("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "CONSTRUCT", ()),
        ("DESCRIBE id:state-russia", "DESCRIBE", ()),
        ("# SELECT\nPREFIX ask: <urn:x:> ASK { ask:a ?p ?o }", "ASK", ()),
    ],
)
def test_form_and_variables(text: str, form: str, variables: tuple[str, ...]) -> None:
    assert explained(text)[:2] == (form, variables)


def test_prefixes_are_added_to_what_is_run() -> None:
    text = "ASK { id:state-russia a azru:State }"
    assert explained(text).query == with_prefixes(text) != text


def test_patterns_stand_in_what_holds_them() -> None:
    found = explained(
        """SELECT ?e ?l {
  { ?e a azru:Event } UNION { ?e a azru:Claim } UNION { ?e a azru:Agreement }
  OPTIONAL { ?e rdfs:label/skos:note* ?l FILTER (LANG(?l) = "en") }
  MINUS { ?e azru:isNegated true }
  FILTER NOT EXISTS { ?e azru:disputes [] }
  { SELECT ?e (COUNT(*) AS ?n) { ?e ?p ?o } GROUP BY ?e }
  VALUES ?l { "x"@en UNDEF }
} ORDER BY ?e"""
    )
    assert found.patterns == (
        "EITHER",
        "  ?e a azru:Event",
        "OR",
        "  ?e a azru:Claim",
        "OR",
        "  ?e a azru:Agreement",
        "OPTIONAL",
        "  ?e rdfs:label/skos:note* ?l",
        "  FILTER on ?l",
        "MINUS",
        '  ?e azru:isNegated "true"^^xsd:boolean',
        "SELECT ?e ?n",
        "  ?e ?p ?o",
        "VALUES ?l",
        "FILTER NOT EXISTS",
        "  ?e azru:disputes []",
    )
    kinds = {word.name: word.kind for word in found.words}
    assert kinds["azru:Event"] == "class"
    assert kinds["azru:disputes"] == "property"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("azru:Evnt", "azru:Event"),
        ("azru:hasParticipnt", "azru:hasParticipant"),
        ("rel:opposd", "rel:opposed"),
        ("scheme:mode-denail", "scheme:mode-denial"),
        ("id:state-rusia", "id:state-russia"),
        ("<https://w3id.org/azru/ontology#Evnt>", "azru:Event"),
    ],
)
def test_an_unknown_word_is_shown_with_its_place_and_the_nearest(wrong: str, right: str) -> None:
    found = explained(f"ASK {{\n  ?s ?p {wrong} .\n  {right} ?q ?s }}")
    (unknown,) = [remark for remark in found.remarks if "says nothing of" in remark.what]
    assert (unknown.line, unknown.column) == (2, 9)
    assert right in unknown.remedy
    known = explained(f"ASK {{ ?s ?p {right} }}").remarks
    assert not any("says nothing of" in remark.what for remark in known)


def test_words_of_other_vocabularies_are_not_judged() -> None:
    assert not remarked("ASK { ?s foaf:nmae ?o }", "says nothing of")


def test_a_variable_used_once_is_shown() -> None:
    text = "SELECT ?evnt { ?event a azru:Event ; rdfs:label ?l } ORDER BY ?evnt"
    assert remarks(text)["the variable ?event is used once"] == "did you mean ?evnt?"
    assert "the variable ?l is used once" in remarks(text)
    assert not remarked("SELECT * { ?e a ?c }", "used once")
    assert not remarked("SELECT (COUNT(*) AS ?n) { ?e ?p ?e ; ?p ?p }", "used once")
    assert remarked("ASK { ?e ?e ?e BIND (1 AS ?x) }", "?x is used once")
    assert not remarked('ASK { ?e ?e "?x", ?e } # ?y', "used once")


@pytest.mark.parametrize(
    ("pattern", "is_product"),
    [
        ("?a a azru:Event . ?b a azru:Claim", True),
        ("?a a azru:Event . ?a rdfs:label ?b", False),
        ("?a rdfs:label ?x . ?b rdfs:label ?y FILTER (?x = ?y)", False),
        ("?a rdfs:label ?x . ?b rdfs:label ?y BIND (CONCAT(?x, ?y) AS ?z)", False),
        ("?a a azru:Event OPTIONAL { ?b a azru:Claim }", True),
        ("?a a azru:Event OPTIONAL { ?b ?p ?a }", False),
        ("?a ?p ?b OPTIONAL { ?a ?q ?x . ?b ?q ?y }", False),
        ("?a ?p ?b MINUS { ?c ?q ?d }", False),
        ("?a ?p ?b MINUS { ?a ?q ?d . ?e ?r ?f }", True),
        ("{ ?a a azru:Event . ?b a ?c } UNION { ?a ?b ?c }", True),
        ("?a a ?x { ?a ?p 1 } UNION { ?b ?p 2 }", False),
        ("{ SELECT ?a { ?a ?p ?b } } ?b a azru:Event", True),
        ("VALUES ?a { 1 2 } ?b a azru:Event", True),
        ("VALUES ?a { 1 } ?b a azru:Event", False),
        ("VALUES ?a { azru:Event } ?b a ?a", False),
        ("?a a azru:Event . id:state-russia a azru:State", False),
        ("?a a azru:Event FILTER EXISTS { ?a ?p ?b }", False),
        ("?a azru:hasParticipant [ rdfs:label ?b ]", False),
    ],
)
def test_patterns_that_do_not_hang_together_are_shown(pattern: str, *, is_product: bool) -> None:
    text = f"SELECT ?a ?b {{ {pattern} }} ORDER BY ?a ?b"
    assert remarked(text, "share no variable") == is_product


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SELECT ?a { ?a a ?a }", "there is no ORDER BY"),
        ("SELECT ?a { ?a a ?a } LIMIT 3", "LIMIT or OFFSET without ORDER BY"),
        ("SELECT ?a { ?a a ?a } ORDER BY ?a LIMIT 3", None),
        ("SELECT (COUNT(*) AS ?n) { ?a a ?a }", None),
        (
            "SELECT ?a { { SELECT ?a { ?a a ?a } OFFSET 1 } } ORDER BY ?a",
            "LIMIT or OFFSET without ORDER BY",
        ),
        ("ASK { ?a a ?a }", None),
        ("CONSTRUCT { ?a a ?a } WHERE { ?a a ?a } LIMIT 2", "LIMIT or OFFSET without ORDER BY"),
    ],
)
def test_order(text: str, wanted: str | None) -> None:
    found = [remark.what for remark in explained(text).remarks]
    assert len(found) == (0 if wanted is None else 1)
    assert wanted is None or found[0].startswith(wanted)


def both(text: str, data: str = "") -> tuple[str | None, str | None]:
    """The first cell of an answer from the store and from rdflib; None where it is empty."""
    graph = rdflib.Graph().parse(data=data, format="turtle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib's datasets, by rdflib
        rows = list(graph.query(text))
    cell = rows[0][0] if rows else None  # type: ignore[index]
    answer = Embedded([]).query(text)
    assert isinstance(answer, Table)
    term = answer.rows[0][0] if answer.rows else None
    return term and term.value, None if cell is None else str(cell)


# A feature, a query that has it, and what the store and rdflib give.
DIFFERING = {
    "Builtin_REGEX": ('SELECT (REGEX("abab", "(ab)\\\\1") AS ?x) {}', (None, "true")),
    "Builtin_REPLACE": ('SELECT (REPLACE("ab", "a(?=b)", "c") AS ?x) {}', (None, "cb")),
    "Builtin_LANG": ('SELECT (LANG("x"@en-GB) AS ?x) {}', ("en-gb", "en-GB")),
    "Aggregate_GroupConcat": (
        "SELECT (GROUP_CONCAT(?n) AS ?x) { VALUES ?n { 1 2 } }",
        (None, "1 2"),
    ),
    "Division": (
        "SELECT (1/3 AS ?x) {}",
        ("0." + "3" * 18, "0." + "3" * 28),
    ),
    "OrderBy": ('SELECT ?x { VALUES ?x { "b" true } } ORDER BY ?x', ("b", "true")),
}


@pytest.mark.parametrize("feature", DIFFERING)
def test_the_engines_differ_as_is_said(feature: str) -> None:
    text, given = DIFFERING[feature]
    assert feature in read_plan(text).features
    assert both(text) == given
    (noted,) = [what for features, what in DIFFERENCES.items() if feature in features]
    assert noted in explained(text).differences


def test_from_differs_as_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM <urn:x:graph> { ?s ?p ?o }"
    path = tmp_path_factory.mktemp("from") / "a.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    answer = Embedded([path]).query(text)
    assert isinstance(answer, Table)
    assert answer.rows[0][0]
    assert answer.rows[0][0].value == "0"
    assert any(what.startswith("FROM") for what in explained(text).differences)


def test_what_changes_from_run_to_run_is_named() -> None:
    for name in ("BNODE", "NOW", "RAND", "STRUUID", "UUID"):
        (said,) = explained(f"SELECT ({name}() AS ?x) {{}}").differences
        assert name in said


def test_every_difference_has_a_query_above() -> None:
    volatile = {"Builtin_BNODE", "Builtin_NOW", "Builtin_RAND", "Builtin_STRUUID", "Builtin_UUID"}
    named = {feature for features in DIFFERENCES for feature in features}
    assert named == {*DIFFERING, *volatile, "From"}


def test_what_rdflib_cannot_read_is_explained_without_it() -> None:
    found = explained("SELECT ?e { ?e a azru:Event . LATERAL { ?e a ?e } } ORDER BY ?e")
    assert found.patterns is None
    assert (found.form, found.variables) == ("SELECT", ("e",))
    (said,) = found.differences
    assert "rdflib cannot read" in said
    assert "LATERAL" in said
    deep = "ASK { " + "{ " * 190 + "?a a ?a" + " }" * 190 + " }"
    assert explained(deep).form == "ASK"


def test_a_broken_query_is_refused_as_when_it_is_run() -> None:
    text = "SELECT ?e {\n  ?e a azru:Event ;; rdfs:label }"
    with pytest.raises(SparqlSyntaxError) as refused:
        explained(text)
    with pytest.raises(SparqlSyntaxError) as run:
        engine().query(with_prefixes(text))
    assert str(refused.value) == str(run.value)
    assert refused.value.line == 2
    assert "^" in str(refused.value)


def test_vocabulary_has_every_kind_of_word() -> None:
    words = {word.name: word for word in vocabulary(engine()).values()}
    assert [words[name].kind for name in ("azru:Event", "azru:edtf", "scheme:mode-denial")] == [
        "class",
        "property",
        "concept",
    ]
    russia = words["id:state-russia"]
    assert (russia.kind, russia.label) == ("entity", "Russia")
    assert words["id:state-azerbaijan"].aliases
    assert nearest("azru:Evnt", words.values())[0] == "azru:Event"
    assert nearest("azru:xxxxxxxxx", words.values()) == []


def test_the_command_explains_and_does_not_run() -> None:
    text = "SELECT ?e { ?e a azru:Evnt ; ?p [ ?q ?e ] . ?x ?y ?z } LIMIT 3"
    runs = [azru("sparql", "--explain", text, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [(run.returncode, run.stderr) for run in runs] == [(0, "")] * 2
    assert runs[0].stdout == runs[1].stdout == to_text(explained(text))
    assert "did you mean azru:Event?" in runs[0].stdout
    found = json.loads(azru("sparql", "--explain", text, "--format", "json").stdout)
    assert found["form"] == "SELECT"
    assert "azru:Evnt" in str(found["remarks"])
    run = azru("sparql", "--explain", "SELECT * { ?s ?p }")
    assert (run.returncode, run.stdout) == (2, "")
    assert "1:18" in run.stderr
    assert azru("sparql", "--explain", text, "--format", "csv").returncode == 2


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("SELECT ?e {\n  ?e a azru:Event ;; rdfs:label\n}", 3, 1),
        ("SELECT ?e {\n  ?e a azur:Event\n}", 2, 8),
        ("SELECT ?e {\n  ?e a azru:Event", 2, 18),
        ("ASK { ?s ?p ?o }\nLIMIT x", 2, 7),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", 1, 1),
        ("ASK {\n SERVICE <urn:x> { ?s ?p ?o } }", 2, 2),
    ],
)
def test_a_broken_query_is_shown_with_its_line_and_a_mark(
    text: str, row: int, column: int, tmp_path: Path
) -> None:
    path = tmp_path / "broken.rq"
    path.write_text(text, "utf-8")
    said = []
    for argument, option in ((text, []), (str(path), []), (text, ["--explain"])):
        run = azru("sparql", *option, argument)
        assert (run.returncode, run.stdout) == (2, "")
        assert "Traceback" not in run.stderr
        place = f"{path}:{row}:{column}: " if argument == str(path) else f"{row}:{column}: "
        assert run.stderr.startswith(f"azru: {place}")
        said.append(run.stderr.removeprefix(f"azru: {place}"))
    assert said[0] == said[1] == said[2]
    _, line, mark, remedy = said[0].splitlines()
    assert line == f"  {text.splitlines()[row - 1]}".rstrip()
    assert mark == " " * (column + 1) + "^"
    assert remedy.startswith("  remedy: ")


def test_only_explaining_loads_rdflib() -> None:
    text = "ASK { ?s ?p ?o }"
    assert "rdflib" not in loading("sparql", text)[1]
    assert "rdflib" in loading("sparql", "--explain", text)[1]

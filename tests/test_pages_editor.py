"""The editor shows queries and answers as they are, and works with and without its bundle."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sites
from azru_graph.errors import (
    AzruError,
    DataError,
    EndpointError,
    SparqlSyntaxError,
    UnknownNameError,
    UsageError,
)
from azru_graph.pages import Site, editor, file, files, page
from azru_graph.pages import site as site_module
from azru_graph.pages.views import in_time
from azru_graph.queries import catalogue
from azru_graph.results import Boolean, Table, Triples
from azru_graph.syntax import with_prefixes
from azru_graph.terms import PREFIXES, XSD, Iri, Literal

if TYPE_CHECKING:
    from azru_graph.pages.site import Values
    from azru_graph.results import Result

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
EVENTS = (
    "SELECT ?date ?event ?who { ?event azru:edtf ?date ; azru:carriedOutBy ?who } ORDER BY ?date"
)
MARKUP = '<script>alert("x")</script> & </textarea>'


def answered(query: str, view: str = "table") -> sites.Document:
    site = sites.shipped()
    result: Result | AzruError
    try:
        result = site.engine.query(with_prefixes(query))
    except AzruError as error:
        result = error
    made = editor.show_result(site, query, result, view)
    return sites.document(made.content)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"view": ["table"]}, None),
        ({"query": ["ASK {}"]}, None),
        ({"query": [" \r\n"], "view": ["table"]}, None),
        ({"query": ["ASK\r\n{}"], "view": ["network"]}, ("ASK\n{}", "network")),
    ],
)
def test_a_query_with_a_view_is_run(values: Values, expected: tuple[str, str] | None) -> None:
    assert editor.wanted(values) == expected


def test_unknown_views_and_questions_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="view"):
        editor.wanted({"query": ["ASK {}"], "view": ["<b>"]})
    with pytest.raises(UnknownNameError, match="nonesuch"):
        page(sites.shipped(), "editor", {"question": ["nonesuch"]})


def test_stored_questions_fill_the_form() -> None:
    document = sites.read(sites.shipped(), "editor")
    questions = catalogue("questions")
    assert {f"editor?question={name}" for name in questions} <= set(document.links)
    for name in ("timeline", "disputes"):
        filled = sites.read(sites.shipped(), "editor", {"question": [name]})
        body = questions[name].text.partition("PREFIX")[2]
        assert " ".join(body.split()) in filled.text
        assert "#+" not in filled.text


def test_the_page_tells_the_words_and_the_limits() -> None:
    site = Site(sites.shipped().engine, limits="A query may run for a second.")
    document = sites.read(site, "editor", {"query": ["ASK { }"]})
    assert "ASK { }" in document.text
    assert "A query may run for a second." in document.text
    assert "azru:Event" in document.text
    assert "azru:attestedIn" in document.text
    assert all(iri in document.text for iri in PREFIXES.values())
    assert "ontology#Event" in document.links


def test_words_are_prefixes_terms_and_entities() -> None:
    words = json.loads(file(sites.shipped(), "editor/words.json"))
    assert ["azru:", "prefix", PREFIXES["azru"]] in words
    assert ["azru:Event", "class", "event"] in words
    assert ["id:state-russia", "entity", "Russia"] in words
    assert {kind for _, kind, _ in words} == {"prefix", "class", "property", "concept", "entity"}
    with pytest.raises(UnknownNameError):
        file(sites.shipped(), "editor/words.txt")
    assert "editor/words.json" not in files(sites.shipped(static=True))


def test_rows_have_labels_and_links() -> None:
    document = answered("SELECT ?who { VALUES ?who { id:state-russia } }")
    assert "Answer: 1 row" in document.text
    assert "id/state-russia" in document.links
    assert "Russia" in document.text
    assert "editor?query=" in " ".join(document.links)
    assert "sparql" in document.links


def test_long_answers_and_queries_are_cut_and_say_so() -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 600 " + "#" * 4000
    document = answered(query)
    assert "500 of 600 rows shown" in document.text
    assert document.elements["tr"] < 600
    assert "Link to this query" not in document.text


def test_truth_and_triples_are_answers_too() -> None:
    assert "Answer: Yes" in answered("ASK { id:state-russia a azru:State }", "timeline").text
    assert "Answer: No" in answered("ASK { id:state-russia a azru:Event }").text
    document = answered("CONSTRUCT WHERE { id:state-russia a ?class }")
    assert "subjectpredicateobject" in document.text
    assert "Turtle" in document.text
    assert "Nothing in the graph fits" in answered("SELECT * { ?s a id:nothing }").text


def test_a_timeline_has_each_row_with_the_precision_of_its_date() -> None:
    table = sites.shipped().engine.query(with_prefixes(EVENTS))
    assert isinstance(table, Table)
    document = answered(EVENTS, "timeline")
    assert document.elements["rect"] == len(table.rows)
    for words in ("day or days", "some time within", "some time before", "in doubt"):
        assert words in document.text


def test_a_network_has_links_and_the_same_as_a_table() -> None:
    query = EVENTS.replace("ORDER BY ?date", "ORDER BY ?event LIMIT 12")
    table = sites.shipped().engine.query(with_prefixes(query))
    assert isinstance(table, Table)
    document = answered(query, "network")
    assert document.elements["svg"] == 1
    for row in table.rows:
        for term in row[1:]:
            assert isinstance(term, Iri)
            # In the picture and in the table.
            assert document.links.count(f"id/{term.value.rpartition('/')[2]}") >= 2
    triples = answered("CONSTRUCT WHERE { id:state-russia ?p ?o . ?o a ?c } LIMIT 8", "network")
    assert triples.elements["svg"] == 1
    assert "Russia" in triples.text


@pytest.mark.parametrize(
    ("query", "view", "words"),
    [
        ("SELECT ?x { VALUES ?x { 1993 2 } }", "timeline", "no column of the answer has dates"),
        ("SELECT ?x { VALUES ?x { id:a } }", "network", "no two columns of entities"),
        ("CONSTRUCT WHERE { id:state-russia rdfs:label ?o }", "network", "no edge"),
    ],
)
def test_what_cannot_be_shown_so_is_a_table_with_the_reason(
    query: str, view: str, words: str
) -> None:
    document = answered(query, view)
    assert words in document.text
    assert document.elements["svg"] == 0
    assert document.elements["table"] == 2  # the answer, and the prefixes


def test_errors_point_at_the_place() -> None:
    document = answered("SELECT ?x WHERE {\n  ?x a azru:Event\n  FILTR(?x) }")
    assert "Line 3, column 3" in document.text
    assert "FILTR(?x) } ^" in document.text
    content = editor.show_result(
        sites.shipped(), "x", SparqlSyntaxError("no", line=3, column=2), "table"
    ).content
    assert b'data-line="3" data-column="2"' in content
    told = sites.document(
        editor.show_result(sites.shipped(), "x", EndpointError("slow", remedy="wait")).content
    )
    assert "slow." in told.text
    assert "What helps: wait." in told.text


@pytest.mark.parametrize(
    "result",
    [
        UsageError(MARKUP, remedy=MARKUP),
        Table((MARKUP,), ((Literal(MARKUP),), (Iri("javascript:alert(1)"),))),
        Triples(((Iri("https://x.test/'&b"), Iri("https://x.test/p"), Literal(MARKUP)),)),
        Boolean(value=True),
    ],
)
@pytest.mark.parametrize("view", editor.VIEWS)
def test_markup_in_queries_and_answers_is_text(result: Result | AzruError, view: str) -> None:
    whole = editor.show_result(sites.shipped(), MARKUP, result, view).content
    assert sites.document(whole).strange == 0
    content = whole.decode()
    assert content.count("</textarea>") == 1
    assert 'href="javascript' not in content
    assert sites.document(whole).elements["textarea"] == 1


def literal(value: str, kind: str = "string") -> Literal:
    return Literal(value, XSD + kind)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(literal("1996", "gYear"),), (literal("1993-06-15", "date"),)], ["15 Jun 1993", "1996"]),
        ([(literal("[1996..]"),), (literal("1993?"),), (None,)], ["1993?", "1996 or later", None]),
        (
            [(literal("1993-01-01", "date"), literal("1993-12-31", "date"))],
            ["1 Jan \u2013 31 Dec 1993"],
        ),
        (
            [(literal("1993"), literal("1993-01-01", "date"), literal("1993-12-31", "date"))],
            ["1993"],
        ),
        ([(literal("2008-01-02T03:04:05Z", "dateTime"),)], ["2 Jan 2008"]),
        (
            [(literal("1993-06", "gYearMonth"),), (literal("0000-01-01", "date"),)],
            ["Jun 1993", None],
        ),
    ],
)
def test_dates_are_read_as_they_are_written(
    rows: list[tuple[Literal | None, ...]], expected: list[str | None]
) -> None:
    names = tuple("abc"[: len(rows[0])])
    dated = in_time(Table(names, tuple(rows)))
    texts = [one.when.text if one.when else None for one in dated]
    assert texts == expected
    assert all(0 <= one.left <= one.left + one.width <= 101 for one in dated)


@pytest.mark.parametrize(
    "cell",
    [literal("1993", "integer"), literal("about 1993"), Literal("1993", language="en"), None],
)
def test_other_values_are_no_dates(cell: Literal | None) -> None:
    with pytest.raises(DataError, match="no column"):
        in_time(Table(("a",), ((cell,),)))


def test_without_the_bundle_the_page_does_not_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = sites.shipped().engine
    for there in (False, True):
        monkeypatch.setattr(site_module, "_asset", lambda _, there=there: there)
        document = sites.read(Site(engine), "editor")
        assert ("assets/built/editor.js" in document.links) == there
        assert document.elements["textarea"] == 1


@pytest.mark.foreign("assets")
def test_the_bundle_is_the_same_in_every_run(tmp_path: Path) -> None:
    built = []
    for name in ("one", "two"):
        where = tmp_path / name
        subprocess.run(["node", FRONTEND / "build.js", where], check=True, cwd=tmp_path)
        built.append({path.name: path.read_bytes() for path in where.iterdir()})
    assert built[0] == built[1]
    assert built[0].keys() == {"LICENSES.txt", "editor.js"}
    code, licences = built[0]["editor.js"], built[0]["LICENSES.txt"].decode()
    assert len(gzip.compress(code)) < 120_000
    assert str(FRONTEND).encode() not in code
    packages = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    for package, version in packages["devDependencies"].items():
        assert version[0].isdecimal(), f"{package} is not pinned"
        if package != "esbuild":
            assert f"{package} {version} (MIT)" in licences


def test_the_source_of_the_bundle_is_small_and_asks_no_other_host() -> None:
    source = (FRONTEND / "editor.js").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    assert "://" not in source
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock

"""Answers in the W3C formats and as plain values, read back by other readers than our own."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azru_graph.errors import UnknownNameError, UsageError
from azru_graph.results import FORMATS, Boolean, Table, write
from azru_graph.terms import XSD, BlankNode, Iri, Literal, Term

steady = settings(database=None, deadline=None, derandomize=True)

STATE = Iri("https://w3id.org/azru/id/state-russia")
TERMS: list[Term] = [
    STATE,
    Iri("https://example.org/Əliyev?a=b&c=d#x_(y)"),
    BlankNode("b0"),
    Literal(""),
    Literal(" blank at both ends "),
    Literal("quote \" apostrophe ' backslash \\ comma , pipe |"),
    Literal("line\nfeed, carriage\rreturn, both\r\n, tab\t."),
    Literal("<b>&amp;</b> ]]> <!--"),
    Literal("Əliyev Алиев 阿塞拜疆 e\u0301 \U0001f600 \u202e \u2028", language="az"),
    Literal("\\u0022 \\n \\"),
    Literal("7", XSD + "integer"),
    Literal("-1.5", XSD + "decimal"),
    Literal("10", XSD + "decimal"),
    Literal("1.0e6", XSD + "double"),
    Literal("INF", XSD + "double"),
    Literal("true", XSD + "boolean"),
    Literal("1", XSD + "boolean"),
    Literal("1993-06-30", XSD + "date"),
    Literal("not a date", XSD + "date"),
    Literal("12abc", XSD + "integer"),
]
TABLE = Table(("term", "other"), (*((term, None) for term in TERMS), (None, TERMS[0])))
READERS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
    "xml": pyoxigraph.QueryResultsFormat.XML,
}

# ── What there may be in an answer ────────────────────────────────────────────

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
IRIS = st.text(st.characters(categories=["L", "N"]) | st.sampled_from("/?#&=()_-'"), max_size=20)
ANY_TERM: st.SearchStrategy[Term] = st.one_of(
    st.builds(lambda tail: Iri("https://example.org/" + tail.replace("#", "-")), IRIS),
    st.builds(lambda number: BlankNode(f"b{number}"), st.integers(0, 9)),
    TEXTS.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "az-latn"])
    ),
    st.builds(
        Literal,
        TEXTS | st.from_regex(r"[+-]?[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?", fullmatch=True),
        st.sampled_from(
            [XSD + name for name in ("integer", "decimal", "double", "boolean", "date", "int")]
        ),
        st.just(""),  # else a tag is made up
    ),
)
ROWS = st.lists(st.tuples(st.none() | ANY_TERM, st.none() | ANY_TERM), max_size=4)


def read(written: bytes, name: str) -> list[list[Term | None]]:
    """The rows that a foreign reader finds."""
    answer = pyoxigraph.parse_query_results(written, READERS[name])
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert [variable.value for variable in answer.variables] == ["term", "other"]
    return [[back(found) for found in row] for row in answer]


def back(term: object) -> Term | None:
    """Turn a term of the foreign reader into one of ours."""
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return Iri(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BlankNode(term.value)
    assert isinstance(term, pyoxigraph.Literal)
    if term.language:
        return Literal(term.value, language=term.language)
    return Literal(term.value, term.datatype.value)


# ── The W3C formats ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("term", TERMS, ids=range(len(TERMS)))
def test_term_is_read_back_equal(name: str, term: Term) -> None:
    rows = read(write(Table(("term", "other"), ((term, None), (None, term))), name), name)
    assert [type(found) for found in rows[0]] == [type(term), type(None)]
    assert rows == [[term, None], [None, term]]


@pytest.mark.parametrize("name", READERS)
@steady
@given(rows=ROWS)
def test_any_rows_are_read_back_equal(name: str, rows: list[tuple[Term | None, ...]]) -> None:
    table = Table(("term", "other"), tuple(rows))
    if name == "xml" and any(term and NOT_XML.search(term.value) for row in rows for term in row):
        with pytest.raises(UsageError, match=r"U\+[0-9A-F]{4}, which XML cannot carry"):
            write(table, name)
        return
    found = read(write(table, name), name)
    assert found == [list(row) for row in rows]
    assert [type(term) for row in found for term in row] == [
        type(term) for row in rows for term in row
    ]


def own_writer(name: str) -> str:
    """The table as pyoxigraph itself writes it."""
    answer = pyoxigraph.parse_query_results(write(TABLE, "json"), READERS["json"])
    kind = getattr(pyoxigraph.QueryResultsFormat, name.upper())
    written = answer.serialize(format=kind)
    assert written
    return written.decode()


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_bytes_are_those_of_the_store_s_own_writer(name: str) -> None:
    ours = write(TABLE, name).decode()
    newline = "\r\n" if name == "csv" else "\n"
    assert ours.split(newline) == own_writer(name).split(newline)


def test_json_differs_from_the_store_s_own_in_layout_only() -> None:
    content = json.loads(write(TABLE, "json"), object_pairs_hook=list)
    assert content == json.loads(own_writer("json"), object_pairs_hook=list)


def test_xml_differs_from_the_store_s_own_in_layout_only() -> None:
    ours = re.sub(r"(?<=>)\n *(?=<)", "", write(TABLE, "xml").decode())
    # A carriage return as such is read as a line feed; that writer lets it stand.
    theirs = own_writer("xml").replace("\r", "&#13;")
    assert ET.canonicalize(ours) == ET.canonicalize(theirs)


# The example of "SPARQL 1.1 Query Results CSV and TSV Formats", section 1.1.
X = Iri("http://example/x")
EXAMPLE = Table(
    ("x", "literal"),
    (
        (X, Literal("String")),
        (X, Literal('String-with-dquote"')),
        (BlankNode("b0"), Literal("Blank node")),
        (None, Literal("Missing 'x'")),
        (None, None),
        (X, None),
        (BlankNode("b1"), Literal("String-with-lang", language="en")),
        (BlankNode("b1"), Literal("123", XSD + "integer")),
    ),
)


def test_csv_of_the_specification() -> None:  # section 3.3
    assert write(EXAMPLE, "csv").decode().split("\r\n") == [
        "x,literal",
        "http://example/x,String",
        'http://example/x,"String-with-dquote"""',
        "_:b0,Blank node",
        ",Missing 'x'",
        ",",
        "http://example/x,",
        "_:b1,String-with-lang",
        "_:b1,123",
        "",
    ]


def test_tsv_of_the_specification() -> None:  # section 4.3, blank nodes named as in 1.1
    assert write(EXAMPLE, "tsv").decode().split("\n") == [
        "?x\t?literal",
        '<http://example/x>\t"String"',
        '<http://example/x>\t"String-with-dquote\\""',
        '_:b0\t"Blank node"',
        "\t\"Missing 'x'\"",
        "\t",
        "<http://example/x>\t",
        '_:b1\t"String-with-lang"@en',
        "_:b1\t123",
        "",
    ]


# The example that the JSON and the XML format share (section 2 and 2.3), without its link.
MARKUP = '<p xmlns="http://www.w3.org/1999/xhtml">My name is <b>alice</b></p>'
XML_LITERAL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"
PEOPLE = Table(
    ("x", "hpage", "name", "mbox", "age", "blurb", "friend"),
    (
        (
            BlankNode("r1"),
            Iri("http://work.example.org/alice/"),
            Literal("Alice"),
            Literal(""),
            None,
            Literal(MARKUP, XML_LITERAL),
            BlankNode("r2"),
        ),
        (
            BlankNode("r2"),
            Iri("http://work.example.org/bob/"),
            Literal("Bob", language="en"),
            Iri("mailto:bob@work.example.org"),
            Literal("30", XSD + "integer"),
            None,
            BlankNode("r1"),
        ),
    ),
)


def test_json_of_the_specification() -> None:
    assert json.loads(write(PEOPLE, "json")) == {
        "head": {"vars": ["x", "hpage", "name", "mbox", "age", "blurb", "friend"]},
        "results": {
            "bindings": [
                {
                    "x": {"type": "bnode", "value": "r1"},
                    "hpage": {"type": "uri", "value": "http://work.example.org/alice/"},
                    "name": {"type": "literal", "value": "Alice"},
                    "mbox": {"type": "literal", "value": ""},
                    "blurb": {"datatype": XML_LITERAL, "type": "literal", "value": MARKUP},
                    "friend": {"type": "bnode", "value": "r2"},
                },
                {
                    "x": {"type": "bnode", "value": "r2"},
                    "hpage": {"type": "uri", "value": "http://work.example.org/bob/"},
                    "name": {"type": "literal", "value": "Bob", "xml:lang": "en"},
                    "mbox": {"type": "uri", "value": "mailto:bob@work.example.org"},
                    "age": {"type": "literal", "value": "30", "datatype": XSD + "integer"},
                    "friend": {"type": "bnode", "value": "r1"},
                },
            ]
        },
    }


def test_xml_of_the_specification() -> None:
    escaped = MARKUP.replace("<", "&lt;").replace(">", "&gt;")
    specified = f"""<?xml version="1.0"?>
<sparql xmlns="http://www.w3.org/2005/sparql-results#">
  <head>
    {" ".join(f'<variable name="{name}"/>' for name in PEOPLE.variables)}
  </head>
  <results>
    <result>
      <binding name="x"><bnode>r1</bnode></binding>
      <binding name="hpage"><uri>http://work.example.org/alice/</uri></binding>
      <binding name="name"><literal>Alice</literal></binding>
      <binding name="mbox"><literal></literal></binding>
      <binding name="blurb"><literal datatype="{XML_LITERAL}">{escaped}</literal></binding>
      <binding name="friend"><bnode>r2</bnode></binding>
    </result>
    <result>
      <binding name="x"><bnode>r2</bnode></binding>
      <binding name="hpage"><uri>http://work.example.org/bob/</uri></binding>
      <binding name="name"><literal xml:lang="en">Bob</literal></binding>
      <binding name="mbox"><uri>mailto:bob@work.example.org</uri></binding>
      <binding name="age"><literal datatype="{XSD}integer">30</literal></binding>
      <binding name="friend"><bnode>r1</bnode></binding>
    </result>
  </results>
</sparql>"""
    written = write(PEOPLE, "xml").decode()
    assert ET.canonicalize(written, strip_text=True) == ET.canonicalize(specified, strip_text=True)


@pytest.mark.parametrize("name", ["json", "xml"])
@pytest.mark.parametrize("value", [True, False])
def test_boolean_is_read_back(name: str, value: bool) -> None:  # noqa: FBT001
    answer = pyoxigraph.parse_query_results(write(Boolean(value), name), READERS[name])
    assert bool(answer) is value


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"json", "ndjson", "xml"}))
def test_boolean_as_text(name: str) -> None:
    assert write(Boolean(value=True), name).decode("utf-8-sig").split() == ["true"]
    assert write(Boolean(value=False), name).decode("utf-8-sig").split() == ["false"]


@pytest.mark.parametrize("name", FORMATS)
def test_lines_end_as_they_must(name: str) -> None:
    written = write(Table(("a", "b"), ((STATE, Literal("x")),)), name)
    returns = name in {"csv", "excel"}
    assert written.endswith(b"\r\n" if returns else b"\n")
    assert written.count(b"\r") == (2 if returns else 0)


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ufffe", "\uffff"], ids=ascii)
def test_xml_refuses_what_it_cannot_carry(sign: str) -> None:
    with pytest.raises(UsageError, match=rf"U\+{ord(sign):04X}"):
        write(Table(("a",), ((Literal(f"x{sign}"),),)), "xml")


# ── Plain values ──────────────────────────────────────────────────────────────


def bare(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


@steady
@given(rows=ROWS)
def test_csv_is_read_back_by_the_csv_module(rows: list[tuple[Term | None, ...]]) -> None:
    written = write(Table(("term", "other"), tuple(rows)), "csv").decode()
    found = list(csv.reader(io.StringIO(written, newline="")))
    assert found == [["term", "other"], *([bare(term) for term in row] for row in rows)]


@steady
@given(rows=ROWS)
def test_excel_reads_values_and_no_formula(rows: list[tuple[Term | None, ...]]) -> None:
    written = write(Table(("term", "other"), tuple(rows)), "excel")
    assert written.startswith(b"\xef\xbb\xbfterm,other\r\n")
    lines = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1:]
    for row, cells in zip(rows, lines, strict=True):
        for term, cell in zip(row, cells, strict=True):
            assert cell in {bare(term), f"'{bare(term)}"}
            if cell.lstrip()[:1] in {*"=+-@\uff1d\uff0b\uff0d\uff20"} or cell[:1] in {*"\t\r\n"}:
                assert isinstance(term, Literal)
                assert term.datatype.startswith(XSD)
                assert float(cell) == float(term.value)


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (Literal("=HYPERLINK(1)"), "'=HYPERLINK(1)"),
        (Literal("  @SUM(1)"), "'  @SUM(1)"),
        (Literal("\t=1"), "'\t=1"),
        (Literal("-1"), "'-1"),
        (Literal("-1", XSD + "integer"), "-1"),
        (Literal("-1+cmd|x", XSD + "integer"), "'-1+cmd|x"),
        (Literal("a=1"), "a=1"),
        (STATE, STATE.value),
    ],
)
def test_excel_guards_against_formulas(term: Term, cell: str) -> None:
    written = write(Table(("a",), ((term,),)), "excel").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["a"], [cell]]


@steady
@given(rows=ROWS)
def test_ndjson_has_an_object_a_row(rows: list[tuple[Term | None, ...]]) -> None:
    written = write(Table(("term", "other"), tuple(rows)), "ndjson").decode()
    # Without floats, so that every digit counts.
    lines = [json.loads(line, parse_float=str, parse_int=str) for line in written.split("\n")[:-1]]
    assert len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        assert list(line) == ["term", "other"]
        for term, value in zip(row, line.values(), strict=True):
            if term is None:
                assert value is None
            elif isinstance(term, Literal) and term.datatype == XSD + "boolean":
                assert value in {term.value, {"true": True, "false": False}.get(term.value)} or (
                    value is (term.value == "1")
                )
            elif value != bare(term):
                assert isinstance(term, Literal)
                assert float(value) == float(term.value)


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("7", "integer", "7"),
        ("-007", "integer", "-7"),
        ("+7", "integer", "7"),
        ("12345678901234567890123", "integer", "12345678901234567890123"),
        ("1.50", "decimal", "1.50"),
        (".5", "decimal", "0.5"),
        ("5.", "decimal", "5"),
        ("0.0", "decimal", "0.0"),
        ("1.0E6", "double", "1.0E6"),
        ("INF", "double", '"INF"'),
        ("NaN", "float", '"NaN"'),
        ("3", "unsignedByte", "3"),
        ("٣", "integer", '"٣"'),
        ("+-7", "integer", '"+-7"'),
        ("", "integer", '""'),
        ("e5", "double", '"e5"'),
        (".", "decimal", '"."'),
        ("1993", "gYear", '"1993"'),
        ("1", "boolean", "true"),
        ("false", "boolean", "false"),
        ("TRUE", "boolean", '"TRUE"'),
        ("7", "string", '"7"'),
    ],
)
def test_ndjson_values(lexical: str, datatype: str, value: str) -> None:
    table = Table(("a",), ((Literal(lexical, XSD + datatype),),))
    assert write(table, "ndjson").decode() == f'{{"a": {value}}}\n'


def test_ndjson_of_a_truth_value() -> None:
    assert json.loads(write(Boolean(value=False), "ndjson")) == {"boolean": False}


# ── All formats ───────────────────────────────────────────────────────────────


def test_unknown_format() -> None:
    with pytest.raises(UnknownNameError, match="there is no result format named 'jsn'") as caught:
        write(TABLE, "jsn")
    assert caught.value.remedy == "did you mean json or ndjson?"


def test_head_counts_what_it_cuts() -> None:
    assert TABLE.head(3).rows == TABLE.rows[:3]
    assert TABLE.head(3).more == len(TABLE.rows) - 3
    assert TABLE.head(5).head(2).cut == f"2 of {len(TABLE.rows)} rows shown"
    assert TABLE.head(len(TABLE.rows)) == TABLE
    assert TABLE.cut == ""


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"md", "table"}))
def test_a_cut_answer_is_like_a_whole_one_of_so_many_rows(name: str) -> None:
    assert write(TABLE.head(3), name) == write(Table(TABLE.variables, TABLE.rows[:3]), name)


@pytest.mark.parametrize("name", FORMATS)
def test_no_column_and_no_row(name: str) -> None:
    assert write(Table((), ((),)), name).endswith(b"\n")
    assert write(Table(("a",), ()), name).endswith(b"\n") or name == "ndjson"
    assert write(Table(("a",), ()), "ndjson") == b""

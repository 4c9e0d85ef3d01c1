"""Results as text: the W3C formats read back by another reader, tables and Markdown by eye."""

from __future__ import annotations

import pyoxigraph
import pytest

from azru_graph.errors import UnknownNameError, UsageError
from azru_graph.results import WRITERS, Boolean, Table, to_markdown, to_table, write
from azru_graph.terms import XSD, BlankNode, Iri, Literal, Term

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


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("term", TERMS, ids=range(len(TERMS)))
def test_term_is_read_back_equal(name: str, term: Term) -> None:
    written = write(Table(("term", "other"), ((term, None), (None, term))), name)
    answer = pyoxigraph.parse_query_results(written, READERS[name])
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert [variable.value for variable in answer.variables] == ["term", "other"]
    rows = [[back(found) for found in row] for row in answer]
    assert [type(found) for found in rows[0]] == [type(term), type(None)]
    assert rows == [[term, None], [None, term]]


@pytest.mark.parametrize("name", ["json", "xml"])
@pytest.mark.parametrize("value", [True, False])
def test_boolean_is_read_back(name: str, value: bool) -> None:  # noqa: FBT001
    answer = pyoxigraph.parse_query_results(write(Boolean(value), name), READERS[name])
    assert bool(answer) is value


@pytest.mark.parametrize("name", ["csv", "md", "table", "tsv"])
def test_boolean_as_text(name: str) -> None:
    assert write(Boolean(value=True), name).split() == [b"true"]
    assert write(Boolean(value=False), name).split() == [b"false"]


@pytest.mark.parametrize("name", WRITERS)
def test_lines_end_as_they_must(name: str) -> None:
    written = write(Table(("a", "b"), ((STATE, Literal("x")),)), name)
    assert written.endswith(b"\r\n" if name == "csv" else b"\n")
    assert written.count(b"\r") == (2 if name == "csv" else 0)


def test_csv_bytes() -> None:
    rows = ((STATE, Literal('a "b", c')), (BlankNode("x"), None), (Literal(""), Literal("a\nb")))
    assert write(Table(("one", "two"), rows), "csv") == (
        b'one,two\r\nhttps://w3id.org/azru/id/state-russia,"a ""b"", c"\r\n_:x,\r\n,"a\nb"\r\n'
    )


def test_tsv_bytes() -> None:
    rows = ((Literal("7", XSD + "integer"), Literal("a\tb", language="en")), (None, STATE))
    assert write(Table(("one", "two"), rows), "tsv") == (
        b'?one\t?two\n7\t"a\\tb"@en\n\t<https://w3id.org/azru/id/state-russia>\n'
    )


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ufffe", "\uffff"], ids=ascii)
def test_xml_refuses_what_it_cannot_carry(sign: str) -> None:
    with pytest.raises(UsageError, match=rf"U\+{ord(sign):04X}"):
        write(Table(("a",), ((Literal(f"x{sign}"),),)), "xml")


def test_unknown_format() -> None:
    with pytest.raises(UnknownNameError, match="there is no result format named 'jsn'") as caught:
        write(TABLE, "jsn")
    assert caught.value.remedy == "did you mean json?"


def test_head_counts_what_it_cuts() -> None:
    assert TABLE.head(3).rows == TABLE.rows[:3]
    assert TABLE.head(3).more == len(TABLE.rows) - 3
    assert TABLE.head(5).head(2).more == len(TABLE.rows) - 2
    assert TABLE.head(len(TABLE.rows)) == TABLE


def test_table_by_eye() -> None:
    table = Table(
        ("who", "n"),
        ((STATE, Literal("7", XSD + "integer")), (None, Literal("12", XSD + "integer"))),
    )
    assert to_table(table, labels={STATE.value: "Russia"}).splitlines() == [
        "who                        n",
        "────────────────────────  ──",
        "Russia (id:state-russia)   7",
        "                          12",
    ]


def test_table_says_that_it_is_cut_or_empty() -> None:
    table = Table(("a",), tuple((Literal(str(n)),) for n in range(14)))
    assert to_table(table.head(2)).splitlines()[-1] == "… 12 more rows"
    assert to_table(table.head(13)).splitlines()[-1] == "… 1 more row"
    assert to_table(table.head(0)).splitlines()[-1] == "… 14 more rows"
    assert to_table(Table(("a",), ())).splitlines()[-1] == "(no rows)"
    assert to_markdown(table.head(2)).endswith("\n… 12 more rows\n")


def columns_taken(line: str) -> int:
    """Count terminal columns the slow way, for the few signs used here."""
    return sum({"阿": 2, "e": 1, "\u0301": 0}[sign] for sign in line)


def test_wide_and_combining_signs_are_aligned() -> None:
    rows = ((Literal("阿阿"), Literal("e")), (Literal("e\u0301e"), Literal("e")))
    lines = to_table(Table(("e", "e"), rows)).splitlines()
    assert lines == ["e     e", "────  ─", "阿阿  e", "e\u0301e    e"]
    assert {columns_taken(line.replace(" ", "e")) for line in (lines[0], *lines[2:])} == {7}


@pytest.mark.parametrize("width", [20, 33, 80])
def test_table_keeps_to_the_width(width: int) -> None:
    words = "Əliyev, Алиев and 阿塞拜疆 met " * 4 + "x" * 50
    table = Table(("one", "two"), ((Literal(words), Literal("short")), (STATE, Literal(words))))
    text = to_table(table, width=width)
    wide = sum(1 for _ in "阿塞拜疆")
    for line in text.splitlines():
        assert len(line) + sum(line.count(sign) for sign in "阿塞拜疆") <= width
    joined = "".join(text.split())
    assert joined.count("x") == 100
    assert joined.count("阿") * wide == 4 * 4 * 2
    assert len(to_table(table).splitlines()) == 4


def test_table_shows_no_control_signs() -> None:
    text = to_table(Table(("a",), ((Literal("a\x1b[31m\r\n\u202eb"),),)))
    assert text.splitlines()[-1] == "a\\x1b[31m\\r\\n\\u202eb"


def test_markdown_escapes_what_would_be_markup() -> None:
    table = Table(("a", "b"), ((Literal("x|y *z* <b>"), STATE), (Literal("1\n2"), None)))
    assert to_markdown(table, labels={STATE.value: "Russia"}).splitlines() == [
        "| a | b |",
        "| --- | --- |",
        r"| x\|y \*z\* \<b\> | Russia (id:state-russia) |",
        r"| 1\\n2 |  |",
    ]


def test_no_column_and_no_row() -> None:
    for name in WRITERS:
        assert write(Table((), ((),)), name).endswith(b"\n")
        assert write(Table(("a",), ()), name).endswith(b"\n")

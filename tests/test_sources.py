"""Reading RDF files: what is kept, what is refused and in which words, where subjects stand."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import XSD

from azru_graph.errors import (
    DataError,
    EmptyFileError,
    MissingFileError,
    NotUtf8Error,
    RdfSyntaxError,
    UsageError,
)
from azru_graph.mistakes import syntax_error
from azru_graph.sources import SUFFIXES, keep_lexical_forms, read_graph
from azru_graph.tokens import subject_lines

if TYPE_CHECKING:
    from pathlib import Path

S, P = rdflib.URIRef("http://x/s"), rdflib.URIRef("http://x/p")
PREFIX = "@prefix x: <http://x/> .\n"


def written(folder: Path, text: str, suffix: str = ".ttl") -> Path:
    path = folder / f"sample{suffix}"
    path.write_text(text, encoding="utf-8")
    return path


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────

SAME_TRIPLE = {
    ".ttl": '<http://x/s> <http://x/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
    ".nt": '<http://x/s><http://x/p>"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>.',
    ".nq": '<http://x/s> <http://x/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> '
    "<http://x/g> .",
    ".trig": "@prefix x: <http://x/> . x:g { x:s x:p 1.50 }",
    ".jsonld": '{"@id": "http://x/s", "http://x/p": {"@value": "1.50", '
    '"@type": "http://www.w3.org/2001/XMLSchema#decimal"}}',
    ".rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    '<r:Description r:about="http://x/s"><x:p '
    'r:datatype="http://www.w3.org/2001/XMLSchema#decimal">1.50</x:p></r:Description></r:RDF>',
}
SAME_TRIPLE[".xml"] = SAME_TRIPLE[".rdf"]
SAME_TRIPLE[".TTL"] = SAME_TRIPLE[".ttl"]


def test_every_format_has_a_sample() -> None:
    assert {suffix.lower() for suffix in SAME_TRIPLE} == set(SUFFIXES)


@pytest.mark.parametrize("suffix", SAME_TRIPLE)
def test_every_format_gives_the_same_triple(tmp_path: Path, suffix: str) -> None:
    graph = read_graph([written(tmp_path, SAME_TRIPLE[suffix], suffix)])
    ((subject, predicate, value),) = graph
    assert (subject, predicate) == (S, P)
    assert isinstance(value, rdflib.Literal)
    assert (str(value), value.datatype) == ("1.50", XSD.decimal)


@pytest.mark.parametrize(
    ("written_as", "form", "datatype"),
    [
        ("1.50", "1.50", XSD.decimal),
        ('"10"^^xsd:decimal', "10", XSD.decimal),
        ('"007"^^xsd:integer', "007", XSD.integer),
        ('"1"^^xsd:boolean', "1", XSD.boolean),
        ("1e0", "1e0", XSD.double),
        ('"2001-13-45"^^xsd:date', "2001-13-45", XSD.date),
        ('"x"^^xsd:integer', "x", XSD.integer),
        ('"e\u0301"', "e\u0301", None),
    ],
)
def test_lexical_forms_are_kept(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    written_as: str,
    form: str,
    datatype: rdflib.URIRef | None,
) -> None:
    text = f"@prefix xsd: <{XSD}> .\n<http://x/s> <http://x/p> {written_as} ."
    with caplog.at_level(logging.DEBUG):
        (value,) = read_graph([written(tmp_path, text)]).objects()
    assert isinstance(value, rdflib.Literal)
    assert (str(value), value.datatype) == (form, datatype)
    assert caplog.records == []


def test_language_tags_keep_their_case(tmp_path: Path) -> None:
    (value,) = read_graph([written(tmp_path, '<http://x/s> <http://x/p> "x"@az-Latn .')]).objects()
    assert isinstance(value, rdflib.Literal)
    assert value.language == "az-Latn"


def test_switches_are_set_back() -> None:
    log = logging.getLogger("rdflib.term")
    before = rdflib.NORMALIZE_LITERALS, log.disabled
    with keep_lexical_forms():
        assert str(rdflib.Literal("007", datatype=XSD.integer)) == "007"
    with pytest.raises(KeyError), keep_lexical_forms():
        raise KeyError
    assert (rdflib.NORMALIZE_LITERALS, log.disabled) == before == (True, False)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig", ".jsonld"])
def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path, suffix: str) -> None:
    paths = [tmp_path / f"{name}{suffix}" for name in "ab"]
    for path in paths:
        line = f'_:b <http://x/p> "{path.stem}" .'
        if suffix == ".jsonld":
            line = f'{{"@id": "_:b", "http://x/p": "{path.stem}"}}'
        path.write_text(line, encoding="utf-8")
    assert len(set(read_graph(paths).subjects())) == 2


def test_default_and_named_graphs_are_merged(tmp_path: Path) -> None:
    text = PREFIX + "x:g { x:a x:p 1 } x:h { x:a x:p 2 } x:a x:p 3 ."
    assert len(read_graph([written(tmp_path, text, ".trig")])) == 3


# ── Refusing ─────────────────────────────────────────────────────────────────────────────────────


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_graph([tmp_path / "nope.ttl"])


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b'<http://x/s> <http://x/p>\n "\xe4" .')
    with pytest.raises(NotUtf8Error) as caught:
        read_graph([tmp_path / "a.ttl"])
    assert (caught.value.line, caught.value.column) == (2, 3)


@pytest.mark.parametrize("suffix", ["", ".txt", ".owl"])
def test_an_unknown_suffix_is_answered_with_the_known(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_graph([written(tmp_path, "", suffix)])
    assert caught.value.remedy
    assert all(known in caught.value.remedy for known in SUFFIXES)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".ttl", ""),
        (".ttl", PREFIX + "# nothing\n"),
        (".jsonld", "{}"),
        (".jsonld", '{"@id": "relative", "http://x/p": 1}'),
        (".trig", "<http://x/g> { }"),
    ],
    ids=["empty", "comment", "json", "relative-json", "trig"],
)
def test_a_file_without_a_triple(tmp_path: Path, suffix: str, text: str) -> None:
    other = tmp_path / "full.ttl"
    other.write_text(PREFIX + "x:a x:p 1 .", encoding="utf-8")
    path = written(tmp_path, text, suffix)
    with pytest.raises(EmptyFileError, match="holds no triple") as caught:
        read_graph([other, path])
    assert caught.value.path == path


# id: (text, line, column, what, remedy); the last two as regular expressions.
MISTAKES: dict[str, tuple[str, int, int, str, str]] = {
    "dot": (
        'x:a x:p "." . \nx:b x:p 1 # no .\n\n  # .\n\nx:c x:p 2 .',
        3,
        9,
        "lacks its ' .'",
        "' .'",
    ),
    "dot-after-prefix": ("@prefix y: <http://y/>\nx:a x:p 1 .", 2, 22, "lacks its ' .'", "' .'"),
    "semicolon": ("x:a x:p 1\n    x:q 2 .", 2, 9, "lacks its ' .'", "' ;'"),
    "comma": ("x:a x:p x:b x:c .", 2, 11, "stands between this and x:c", "' ,'.*' ;'.*' .'"),
    "known-prefix": (
        "x:a rdfs:label 1 .",
        2,
        5,
        "prefix 'rdfs:' is not declared",
        r"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> \.",
    ),
    "unknown-prefix": ("qq:a x:p 1 .", 2, 1, "'qq:' is not declared", r"@prefix qq: <…> \."),
    "misspelt-prefix": ("x:a rdsf:label 1 .", 2, 5, "'rdsf:' is not", "did you mean .*'rdfs:'"),
    "bare-iri": ("x:a x:p http://y/z .", 2, 9, "without its angle", "write <http://y/z>"),
    "string-to-the-end": ('x:a x:p "abc .\nx:b x:p 1 .\n', 2, 9, "string.*never closed", 'with "'),
    "long-string": ('x:a x:p """abc" .\nx:b x:p 1 .\n', 2, 9, "string.*never closed", 'with """'),
    "string-over-line": ('x:a x:p "ab\nc" , "d" .', 2, 12, "over the end of the line", r"\\n"),
    "iri-to-the-end": ("x:a x:p <http://y .\nx:b x:p 1 .\n", 2, 9, "IRI.*never closed", "'>'"),
    "end": ("x:a x:p 1 ;\n    x:q 2 ,\n\n# end\n", 3, 11, "ends in the middle", "end it with"),
    "end-without-newline": ("x:a x:p 1", 2, 9, "ends in the middle", "end it with"),
    "space-in-iri": ("x:a x:p <http://y/a b> .", 2, 9, "contains a space", "%20"),
    "brace-in-iri": ("x:a x:p <http://y/{b> .", 2, 9, "contains '{'", "%7B"),
    "relative-iri": ("x:a x:p <y> .", 2, 9, "is relative", "@base"),
    "language": ('x:a x:p "é"@e_n .', 2, 13, "language tag", '"text"@en'),
    "long-language": ('x:a x:p "é"@azerbaijani .', 2, 13, "language tag", '"text"@en'),
    "escape": (r'x:a x:p "a\q" .', 2, 11, r"'\\q' is no escape", r"\\\\"),
    "unicode-escape": (r'x:a x:p "a\u00zz" .', 2, 15, r"'\\u00zz' is no escape", "hexadecimal"),
    "datatype": ('x:a x:p "a"^^ "b" .', 2, 15, "datatype is missing", r"\^\^xsd:date"),
    "curly-quotes": ("x:a x:p “a” .", 2, 9, "curly quotation mark “", 'straight quotation mark "'),
    "slashes": ("// note\nx:a x:p 1 .", 2, 1, "'/' has no place", "comment with #"),
    "slash-in-name": ("x:a/b x:p 1 .", 2, 4, "'/' has no place", "full <https"),
    "bracket": ("x:a x:p [ x:q 1 .", 2, 17, "']' or a ';' is missing", "close the bracket"),
    "parenthesis": ("x:a x:p ( 1 .", 2, 13, "value is missing before '.'", "bracket"),
    "closing": ("x:a x:p 1 . ] x:p 1 .", 2, 13, "']' closes nothing", "delete it"),
    "prefix-line": ("@prefix y http://y/ .", 2, 9, "@prefix or @base line", "@prefix ex: <"),
    "two-dots": ("x:a x:p 1 .\n.", 3, 1, "no statement is open", "delete"),
    "no-value": ("x:a x:p ; x:q 1 .", 2, 9, "value is missing before ';'", "write the value"),
    "no-predicate": ("x:a .", 2, 5, "predicate is missing before '.'", "rdfs:label"),
    "string-as-subject": ('"a b" x:p 1 .', 2, 1, '"a b" stands where a subject', "id:state-russia"),
    "string-as-predicate": ('x:a "a b" 1 .', 2, 5, '"a b" stands where a pred', "rdfs:label"),
    "quote-in-string": ('x:a x:p "a "b" c" .', 2, 13, "'b' is neither", r'\\" for one inside'),
    "bare-word": ("x:a x:p russia .", 2, 9, "'russia' is neither", "quotation marks"),
    "boolean": ("x:a x:p True .", 2, 9, "'True' is no boolean", "lower case"),
    "bare-date": ("x:a x:p 2001-01-09 .", 2, 13, "number or date is malformed", r"\^\^xsd:date"),
    "merge": (
        "<<<<<<< HEAD\nx:a x:p 1 .\n=======\n",
        2,
        7,
        "unresolved merge",
        "delete the marker",
    ),
    "triple-term": ("x:a x:p <<( x:a x:p 1 )>> .", 2, 0, "rdflib cannot read", "RDF 1.1"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistakes_in_turtle(tmp_path: Path, case: str) -> None:
    text, line, column, what, remedy = MISTAKES[case]
    path = written(tmp_path, PREFIX + text)
    with pytest.raises(RdfSyntaxError) as caught:
        read_graph([path])
    error = caught.value
    assert error.path == path
    assert (error.line, error.column or 0) == (line, column)
    assert re.search(what, error.what)
    assert re.search(remedy, error.remedy or "")


OTHER_FORMATS: dict[str, tuple[str, str, int | None, str]] = {
    "nt-prefix": (".nt", "<http://x/s> <http://x/p> x:o .", 1, "no object can be read"),
    "nt-dot": (".nt", "<http://x/s> <http://x/p> .", 1, "no object"),
    "nt-next": (".nt", '<http://x/s> <http://x/p> "a"\n<http://x/s>', 1, "lacks its ' .'"),
    "trig-brace": (".trig", PREFIX + "x:g { x:a x:p 1\n", 2, "ends in the middle"),
    "xml-tag": (".rdf", SAME_TRIPLE[".rdf"].replace("</x:p>", "\n</x:q>"), 2, "ill-formed"),
    "xml-prefix": (".xml", SAME_TRIPLE[".rdf"].replace("x:p", "y:p"), 1, "unknown prefix y:"),
    "xml-relative": (".rdf", SAME_TRIPLE[".rdf"].replace("http://x/s", "s"), None, "is relative"),
    "xml-text": (".rdf", "hello", 1, "unexpected text"),
    "json-comma": (".jsonld", '{"@id": "http://x/s",\n"http://x/p": 1,}', 2, "trailing commas"),
    "json-context": (".jsonld", '{"@context": "https://x/"}', None, "context lies elsewhere"),
    "html-as-ttl": (".ttl", "<html><body/></html>", 1, "another format"),
    "json-as-ttl": (".ttl", '{ "@id": "http://x/s" }', 1, "another format"),
    "xml-as-ttl": (".ttl", SAME_TRIPLE[".rdf"].replace("r:", "rdf:"), 1, "another format"),
    "byte-order-mark": (".ttl", "\ufeff" + PREFIX + "x:a x:p 1 .", 1, "byte order mark"),
}


@pytest.mark.parametrize("case", OTHER_FORMATS)
def test_mistakes_in_other_formats(tmp_path: Path, case: str) -> None:
    suffix, text, line, what = OTHER_FORMATS[case]
    with pytest.raises(RdfSyntaxError, match=what) as caught:
        read_graph([written(tmp_path, text, suffix)])
    assert caught.value.line == line
    assert caught.value.remedy


def test_every_cut_of_a_file_is_read_or_explained(tmp_path: Path) -> None:
    text = (
        PREFIX + 'x:a x:p "b\\n"@en , ( 1 "2"^^x:d ) ; a x:C .\n[] x:q <http://y/> , """c"""  .\n'
    )
    errors: list[DataError] = []
    for end in range(len(text)):
        try:
            read_graph([written(tmp_path, text[:end])])
        except DataError as error:
            errors.append(error)
    assert len(errors) > len(text) / 2
    assert all(error.remedy for error in errors)
    assert not any("arser error" in error.what for error in errors)
    assert all(error.line is None or 1 <= error.line <= 3 for error in errors)


def test_a_file_that_is_gone_by_now(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError) as caught:
        list(pyoxigraph.parse("x:a x:b 1 .", format=pyoxigraph.RdfFormat.TURTLE))
    error = syntax_error(tmp_path / "gone.ttl", caught.value)
    assert (error.line, error.column) == (1, 1)
    assert "'x:' is not declared" in error.what


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────

BY_HAND = '''\
@prefix id: <https://x/id/> . @prefix other: <https://x/id/sub-> .
PREFIX skos: <http://skos/>
# id:comment skos:note "no" .
id:x-y skos:note """id:x
id:string a id:x . \\""" """ , 'id:single', "id:double # no" ; # id:tail
    skos:related id:object, [ skos:related id:inner . ] .
  id:x skos:note 1.5 . id:second a id:x. <https://x/id/full>
    a id:x-y .
other:name skos:note "1"^^id:datatype .
@prefix id: <https://y/> .
id:x a id:dotted.name . @base <https://z/dir/> . <rel> a <#frag> .
id:x skos:note "again" .
_:blank a <https://x/id/object> .
( id:item ) a id:list .
[ a id:anonymous ] skos:note id:after\\-escape .
'''


@pytest.mark.parametrize(
    ("iri", "line"),
    [
        ("https://x/id/x-y", 4),
        ("https://x/id/x", 7),
        ("https://x/id/second", 7),
        ("https://x/id/full", 7),
        ("https://x/id/sub-name", 9),
        ("https://x/id/datatype", 9),
        ("https://x/id/object", 6),
        ("https://x/id/inner", 6),
        ("https://y/x", 11),
        ("https://y/dotted.name", 11),
        ("https://z/dir/rel", 11),
        ("https://z/dir/#frag", 11),
        ("https://y/item", 14),
        ("https://y/list", 14),
        ("https://y/anonymous", 15),
        ("https://y/after-escape", 15),
        ("http://skos/note", 4),
        *((f"https://x/id/{name}", None) for name in ("comment", "string", "single", "double")),
        ("https://x/id/", None),
        ("https://x/id/tail", None),
    ],
)
def test_lines_of_a_text_written_by_hand(iri: str, line: int | None) -> None:
    assert subject_lines(BY_HAND).get(iri) == line


def test_lines_of_ntriples() -> None:
    lines = subject_lines(
        '<http://x/a> <http://x/p> "<http://x/b>" .\n'
        "<http://x/b> <http://x/p> <http://x/c> .\n"
        "<http://x/a> <http://x/p> <http://x/b> .\n"
        "<http://x/c><http://x/p>_:b.\n"
    )
    assert lines == {"http://x/a": 1, "http://x/p": 1, "http://x/b": 2, "http://x/c": 4}


def test_lines_of_trig_and_windows_line_ends() -> None:
    lines = subject_lines(PREFIX + "x:g {\r\nx:a x:p x:b .\r\nx:b x:p 1 }\r\nx:c x:p x:a .\r\n")
    assert [lines[f"http://x/{name}"] for name in "gabc"] == [2, 3, 4, 5]


def test_lines_of_nothing() -> None:
    assert subject_lines("") == {}

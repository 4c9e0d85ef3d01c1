"""Compiled shapes find what pySHACL finds, value for value; what is outside is refused by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError
from azru_graph.sources import read_graph
from azru_graph.validation.compiled import compiled_findings
from azru_graph.validation.reference import reference_findings
from azru_graph.validation.shapes import PARAMETERS, read_shapes

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.validation import Finding

PREFIXES = """
@prefix : <http://x/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# Classes and their subclasses, in a circle too.
CLASSES = """
:B rdfs:subClassOf :A . :C rdfs:subClassOf :B . :D rdfs:subClassOf :E . :E rdfs:subClassOf :D .
"""
# One property shape each, most without a name or message.
DEMANDS = [
    "sh:class :A",
    "sh:class :A , :D",
    *(
        f"sh:datatype {kind}"
        for kind in (
            *("xsd:anyURI", "xsd:boolean", "xsd:date", "xsd:dateTime", "xsd:decimal"),
            *("xsd:double", "xsd:integer", "xsd:string", "rdf:langString", ":custom"),
        )
    ),
    *(
        f"sh:nodeKind sh:{kind}"
        for kind in (
            *("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral"),
            "Literal",
        )
    ),
    *(f"sh:minCount {count}" for count in range(4)),
    *(f"sh:maxCount {count}" for count in range(3)),
    "sh:hasValue :a",
    "sh:hasValue 'x'@en , 7",
    "sh:in ( :a :b 'x' 'x'@en 7 true )",
    'sh:pattern "^(http://x/)?[ax7]"',
    'sh:pattern "^X" ; sh:flags "i"',
    "sh:minLength 2",
    "sh:maxLength 3",
    "sh:minInclusive 1",
    "sh:maxInclusive 7.5",
    "sh:minExclusive 1",
    'sh:maxExclusive "7"^^xsd:double',
    "sh:uniqueLang true",
    "sh:uniqueLang false ; sh:minCount 1",
    "sh:minCount 1 ; sh:deactivated true",
    "sh:minCount 1 ; sh:severity sh:Warning ; sh:message 'Bad.'@de , 'Bad. To mend it: do.'@en",
]
OF_NODES = [one for one in DEMANDS if not re.search("Count|uniqueLang", one)]
TARGETS = [
    "sh:targetClass :A",
    "sh:targetClass :D , :B",
    "sh:targetNode :a , :nowhere , 'x' , 7",
    "sh:targetObjectsOf :p",
    "sh:targetSubjectsOf :q",
    "sh:targetClass :C ; sh:targetObjectsOf :q ; sh:targetNode :b",
]


def all_shapes() -> str:
    shapes = []
    for number, target in enumerate(TARGETS):
        nested = " , ".join(f"[ sh:path :p ; {demand} ]" for demand in DEMANDS)
        shapes.append(f":shape{number} a sh:NodeShape ; {target} ; sh:property {nested} .")
    for number, demand in enumerate(OF_NODES):
        shapes.append(f":node{number} a sh:NodeShape ; sh:targetObjectsOf :p ; {demand} .")
    shapes.append(":alone a sh:PropertyShape ; sh:targetClass :A ; sh:path :q ; sh:minCount 1 .")
    shapes.append(
        ":off a sh:NodeShape ; sh:targetClass :A ; sh:deactivated true ; sh:property :shared .\n"
        ":on a sh:NodeShape ; sh:targetClass :D ; sh:property :shared .\n"
        ":shared sh:path :q ; sh:minCount 2 ."
    )
    return "\n".join(shapes)


class Engines:
    """Shapes, read once for both ways of running them."""

    def __init__(self, file: Path, shapes: str) -> None:
        file.write_text(PREFIXES + shapes, encoding="utf-8")
        self._data = file.with_suffix(".data.ttl")
        self._compiled = read_shapes([file])
        self._graph = read_graph([file])

    def compiled(self, data: str) -> set[Finding]:
        """What the queries find in some Turtle."""
        self._data.write_text(PREFIXES + CLASSES + data, encoding="utf-8")
        return set(compiled_findings(Embedded([self._data]), self._compiled))

    def reference(self, data: str) -> set[Finding]:
        """What pySHACL finds in some Turtle."""
        self._data.write_text(PREFIXES + CLASSES + data, encoding="utf-8")
        return set(reference_findings(read_graph([self._data]), self._graph))


@pytest.fixture(scope="module", name="engines")
def _engines(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    return Engines(tmp_path_factory.mktemp("shapes") / "shapes.ttl", all_shapes())


NODES = [":a", ":b", ":c", "_:n", "_:m"]
PLAIN = [
    *('"x"', '"x y z"', '""', '"x"@en', '"y"@en', '"x"@de', '"z"@en-gb', '"7"'),
    *("7", "1", "0", "-3", "7.5", '"1"^^xsd:double', '"INF"^^xsd:double'),
    '"http://x/a"^^xsd:anyURI',
]
# No number of SPARQL, and no date. pySHACL compares some of these all the same, with what it makes
# of them in Python; SHACL wants what the comparison of SPARQL does not find true to be reported.
ODD = [
    *('"seven"^^xsd:integer', '"7.x"^^xsd:decimal', '"yes"^^xsd:boolean', '"1,5"^^xsd:double'),
    *('"1991-13-45"^^xsd:date', '"1991-02-29"^^xsd:date', '"yesterday"^^xsd:dateTime'),
    *('"x"^^:custom', "true", '"1992"^^xsd:gYear', '"1992-03-01T10:00:00"^^xsd:dateTime'),
]
DATES = ['"1992-02-29"^^xsd:date', '"1992-03-01"^^xsd:date', '"1991-12-31"^^xsd:date']
RANGES = ("maxExclusive", "maxInclusive", "minExclusive", "minInclusive")
TRIPLES = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(NODES),
            st.sampled_from([":p", ":p", ":q"]),
            st.sampled_from([*NODES, *PLAIN, *ODD, *DATES]),
        ),
        st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from([":A", ":B", ":C", ":D"])),
        st.tuples(
            st.sampled_from(NODES),
            st.just("rdfs:label"),
            st.sampled_from(['"x"', '"y"@en', '"w"@en', '"v"@de']),
        ),
    ),
    min_size=1,
    max_size=14,
)


def comparable(findings: set[Finding]) -> set[Finding]:
    """Findings without those of a limit and a value that SPARQL does not compare with a number."""
    odd = {one.split("^^")[0].strip('"') for one in ODD + DATES}
    return {
        one
        for one in findings
        if not (one.value and one.value.value in odd and re.search("(In|Ex)clusive", one.component))
    }


@settings(max_examples=60)
@given(triples=TRIPLES)
def test_compiled_shapes_find_what_pyshacl_finds(
    engines: Engines, triples: list[tuple[str, str, str]]
) -> None:
    data = "\n".join(f"{' '.join(one)} ." for one in triples)
    assert comparable(engines.compiled(data)) == comparable(engines.reference(data))


def test_every_constraint_is_compared() -> None:
    assert {name for name in PARAMETERS if f"sh:{name} " in all_shapes()} == set(PARAMETERS)


DAYS = ["1991-12-31", "1992-02-01", "1992-02-30", "1992-12-31", "1993-01-01"]
# Shape, data and the values that violate it, where pySHACL finds otherwise; the reasons are those
# of SHACL (sections 4.1.2, 4.3, 4.4), XML Schema 1.1, part 2, and RDF 1.1 Concepts, section 5.4.
BY_THE_BOOK = {
    "dates of any year": (
        "sh:datatype xsd:date",
        '"12000-01-01"^^xsd:date , "-0044-03-15"^^xsd:date , "0000-02-29"^^xsd:date',
        [],
    ),
    "leap years": (
        "sh:datatype xsd:date",
        '"1900-02-29"^^xsd:date , "2000-02-29"^^xsd:date , "12004-02-29Z"^^xsd:date',
        ["1900-02-29"],
    ),
    "ends of months": (
        "sh:datatype xsd:date",
        ", ".join(f'"1999-{month:02}-31"^^xsd:date' for month in range(1, 14)),
        [f"1999-{month}-31" for month in ("02", "04", "06", "09", "11", "13")],
    ),
    "time zones": (
        "sh:datatype xsd:date",
        '"1999-01-01+14:00"^^xsd:date , "1999-01-01+14:01"^^xsd:date , "1999-01-01z"^^xsd:date',
        ["1999-01-01+14:01", "1999-01-01z"],
    ),
    "no white space": (
        "sh:datatype xsd:integer",
        '" 7"^^xsd:integer , "7 "^^xsd:integer',
        [" 7", "7 "],
    ),
    "no underscore": ("sh:datatype xsd:integer", '"1_000"^^xsd:integer', ["1_000"]),
    "beyond 64 bits": ("sh:datatype xsd:integer", '"99999999999999999999"^^xsd:integer', []),
    "zeros before": ("sh:datatype xsd:integer", '"007"^^xsd:integer , "+7"^^xsd:integer', []),
    "no exponent": (
        "sh:datatype xsd:decimal",
        '"1e5"^^xsd:decimal , "NaN"^^xsd:decimal , ".5"^^xsd:decimal , "5."^^xsd:decimal',
        ["1e5", "NaN"],
    ),
    "numbers or none": (
        "sh:datatype xsd:double",
        '"1e5"^^xsd:double , "-INF"^^xsd:double , "NaN"^^xsd:double , "nought"^^xsd:double',
        ["nought"],
    ),
    "hours": (
        "sh:datatype xsd:time",
        '"24:00:00"^^xsd:time , "24:00:01"^^xsd:time , "7:00:00"^^xsd:time',
        ["24:00:01", "7:00:00"],
    ),
    "months of a year": (
        "sh:datatype xsd:gYearMonth",
        '"1993-06"^^xsd:gYearMonth , "1993-13"^^xsd:gYearMonth',
        ["1993-13"],
    ),
    "years": ("sh:datatype xsd:gYear", '"1993"^^xsd:gYear , "93"^^xsd:gYear', ["93"]),
    "not a number": ("sh:minInclusive 0", '"NaN"^^xsd:double , "INF"^^xsd:double', ["NaN"]),
    "numbers and others": (
        "sh:maxInclusive 5000",
        'true , "1992-01-01"^^xsd:date , "x"^^:custom , "4" , 4 , "abc"^^xsd:integer',
        ["1992-01-01", "4", "abc", "true", "x"],
    ),
    "days": (
        'sh:minInclusive "1992-02-01"^^xsd:date ; sh:maxExclusive "1993-01-01"^^xsd:date',
        '7 , "1992-05-05T00:00:00"^^xsd:dateTime , '
        + " , ".join(f'"{day}"^^xsd:date' for day in DAYS),
        ["1991-12-31", "1992-02-30", "1992-05-05T00:00:00", "1993-01-01", "7"],
    ),
    "nameless at any length": ("sh:minLength 0", ":a , _:n , 'x'", ["unnamed"]),
    "the end, not the line": ('sh:pattern "^a$"', '"a" , "a\\n"', ["a\n"]),
    "whole text as it is": ('sh:pattern "a b" ; sh:flags "x"', '"ab" , "a b"', ["a b"]),
}


@pytest.mark.parametrize("name", BY_THE_BOOK)
def test_recommendation_decides_where_pyshacl_differs(name: str, tmp_path: Path) -> None:
    demands, values, wrong = BY_THE_BOOK[name]
    shape = f":s a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path :p ; {demands} ] ."
    found = Engines(tmp_path / "shapes.ttl", shape).compiled(f":a :p {values} .")
    assert sorted({one.value.value for one in found if one.value}) == wrong


def test_a_shape_of_many_findings_tells_each(tmp_path: Path) -> None:
    """The fields of one finding in full, since the other tests compare two makers of them."""
    shape = (
        ":s a sh:NodeShape ; sh:targetClass :A ; sh:property :p1 . :p1 sh:path :p ;"
        " sh:nodeKind sh:IRI ; sh:severity sh:Info ; sh:message 'No. To mend it: do.'@en ."
    )
    (found,) = Engines(tmp_path / "s.ttl", shape).compiled(":a a :C ; rdfs:label 'Ah'@en ; :p 7 .")
    assert found._asdict() | {"value": found.value and found.value.value} == {
        "severity": "info",
        "rule": "http://x/p1",
        "focus_node": "http://x/a",
        "label": "Ah",
        "path": "http://x/p",
        "value": "7",
        "message": "No.",
        "remedy": "do.",
        "component": "http://www.w3.org/ns/shacl#NodeKindConstraintComponent",
        "file": None,
        "line": None,
    }


def refused(*names: str) -> dict[str, str]:
    """Parameters of SHACL that are outside the subset, each with some value."""
    return {f"sh:{name} :x": f"sh:{name} is outside the subset" for name in names}


REFUSED = {
    **refused(
        *("and", "closed", "disjoint", "equals", "expression", "ignoredProperties", "js"),
        *("languageIn", "lessThan", "lessThanOrEquals", "node", "not", "or", "qualifiedMaxCount"),
        *("qualifiedMinCount", "qualifiedValueShape", "qualifiedValueShapesDisjoint", "rule"),
        *("sparql", "target", "xone", "minCounts"),
    ),
    "sh:property [ sh:path :q ]": "sh:property beside sh:path is outside the subset",
    "sh:class 'A'": "sh:class is 'A', but must be the IRI of a class",
    "sh:class [ ]": "sh:class is a blank node, but must be the IRI of a class",
    "sh:datatype xsd:byte": "sh:datatype is xsd:byte, but must be a datatype whose",
    "sh:datatype xsd:base64Binary": "sh:datatype is xsd:base64Binary, but must be a datatype whose",
    "sh:datatype xsd:date , xsd:gYear": "sh:datatype is given twice",
    "sh:minCount 'one'": "sh:minCount is 'one', but must be an integer from 0",
    "sh:minCount -1": "sh:minCount is '-1', but must be an integer from 0",
    "sh:maxCount 1 , 2": "sh:maxCount is given twice",
    "sh:maxLength 1.5": "sh:maxLength is '1.5', but must be an integer from 0",
    "sh:nodeKind :IRI": "sh:nodeKind is http://x/IRI, but must be one of sh:BlankNode, sh:",
    "sh:hasValue [ ]": "sh:hasValue is a blank node, but must be the IRI or literal of a node",
    "sh:in :a": "sh:in must be a list of IRIs and literals",
    "sh:in 'a'": "sh:in is 'a', but must be a list of IRIs and literals",
    "sh:in ( )": "sh:in must be a list of IRIs and literals",
    "sh:in ( [ ] )": "sh:in must be a list of IRIs and literals",
    "sh:in ( :a ) , ( :b )": "sh:in is given twice",
    "sh:pattern '('": "sh:pattern is '(', but must be a regular expression of SPARQL",
    "sh:pattern '(?=a)'": "sh:pattern is '(?=a)', but must be a regular expression of SPARQL",
    "sh:pattern 'a'@en": "sh:pattern is 'a', but must be a regular expression of SPARQL",
    "sh:pattern 'a' ; sh:flags 'w'": "sh:flags is 'w', but must be flags of SPARQL",
    "sh:flags 'i'": "sh:flags means nothing without sh:pattern",
    "sh:minInclusive 'a'": "sh:minInclusive is 'a', but must be a number, xsd:date or xsd:dateTime",
    "sh:uniqueLang 1": "sh:uniqueLang is '1', but must be true or false",
    "sh:deactivated 'no'": "sh:deactivated is 'no', but must be true or false",
    "sh:severity :Bad": "sh:severity is http://x/Bad, but must be sh:Violation, Warning or Info",
    "sh:message :text": "sh:message is http://x/text, but must be a text",
    "sh:path :q": "sh:path is given twice",
    "sh:targetClass [ ]": "sh:targetClass is a blank node, but must be the IRI of a class",
    "sh:targetNode [ ]": "sh:targetNode is a blank node, but must be the IRI or literal of a node",
    "sh:targetObjectsOf 'p'": "sh:targetObjectsOf is 'p', but must be the IRI of a property",
    "a sh:Parameter": "sh:Parameter is outside the subset",
    "a rdfs:Class": "sh:targetClass is missing: a class is no target of itself here",
    "owl:imports :other": "imports another file, which is not fetched",
}


@pytest.mark.parametrize("demand", REFUSED)
def test_what_is_outside_the_subset_is_refused(demand: str, tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    lines = (
        *(":s a sh:NodeShape ; sh:targetClass :A ; sh:property :bad .", ""),
        f":bad sh:path :p ; sh:minCount 1 ; {demand} .".replace(
            "sh:minCount 1 ;", "" if "sh:minCount" in demand else "sh:minCount 1 ;"
        ),
    )
    file.write_text(PREFIXES + "\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_shapes([file])
    assert str(caught.value).startswith(f"{file}:10: http://x/bad: {REFUSED[demand]}")
    assert "azru validate --reference" in str(caught.value)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (":s sh:targetClass :A ; sh:maxCount 1 .", "sh:maxCount says nothing of a node"),
        (":s sh:targetClass :A ; sh:property :lost .", "sh:property names what is no property sh"),
        (
            ":s sh:targetClass :A ; sh:property [ sh:path ( :p :q ) ] .",
            "a shape without a name within http://x/s: sh:path is a blank node, but must be a sing",
        ),
        (
            ":s sh:targetClass :A ; sh:property [ sh:path [ sh:inversePath :p ] ] .",
            "sh:inversePath is outside the subset",
        ),
        (":a :b :c .", "holds no shape"),
    ],
)
def test_shapes_that_mean_nothing_here(shape: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(PREFIXES + shape, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_shapes([file])
    assert said in str(caught.value)
    assert str(file) in str(caught.value)


def test_descriptions_of_shapes_demand_nothing(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(
        f"""{PREFIXES}
        :s a sh:NodeShape ; sh:targetClass :A ; rdfs:comment "About A." ; sh:property :p1 .
        :p1 sh:path :p ; sh:minCount 1 ; sh:name "p" ; sh:description "P." ; sh:order 1 ;
          sh:group :g ; sh:defaultValue 7 .
        :g a sh:PropertyGroup ; rdfs:label "Group" ; sh:order 0 .
        : sh:declare [ sh:prefix "x" ; sh:namespace "http://x/"^^xsd:anyURI ] .
        :unused sh:path :q ; sh:minCount 1 .
        """,
        encoding="utf-8",
    )
    (shape,) = read_shapes([file])
    assert shape.rule == "http://x/p1"
    assert [one.parameter for one in shape.constraints] == ["minCount"]

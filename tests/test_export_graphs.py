"""The property graph: what every program reads of it, and that it asserts nothing of a claim."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import Counter
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

import igraph
import networkx as nx
import pygraphviz
import pytest
from rdflib.query import ResultRow

from azru_graph.exports.property_graph import OTHER, property_graph
from azru_graph.terms import PREFIXES, Iri, expand, local_name
from exporting import GRAPHS, content, csv_rows, entry, folder, rows, triples, written
from readers import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOW = ("voice", "mode", "negated")


class Read(NamedTuple):
    """What a program has read: IRI → attributes of nodes, and (from, type, to, attributes)."""

    nodes: dict[str, dict[str, Any]]
    edges: list[tuple[str, str, str, dict[str, Any]]]


def networkx(name: str, form: str, _: Path) -> Read:
    whole = written(name, form)
    assert isinstance(whole, bytes)
    if form == "graphml":
        graph = nx.read_graphml(io.BytesIO(whole), force_multigraph=True)
    elif form == "gexf":
        graph = nx.read_gexf(io.BytesIO(whole))
    else:
        graph = nx.cytoscape_graph(json.loads(whole))
    edges = [(one, told["kind"], other, told) for one, other, told in graph.edges(data=True)]
    return Read(dict(graph.nodes(data=True)), edges)


def igraph_(name: str, form: str, into: Path) -> Read:
    path = into / "graph"
    path.write_bytes(written(name, form))  # type: ignore[arg-type]
    graph = igraph.Graph.Read_GraphML(str(path))
    ids = [unescape(node["id"]) for node in graph.vs]
    nodes = {one: node.attributes() for one, node in zip(ids, graph.vs, strict=True)}
    edges = [
        (ids[edge.source], edge["kind"], ids[edge.target], edge.attributes()) for edge in graph.es
    ]
    return Read(nodes, edges)


def graphviz(name: str, form: str, into: Path) -> Read:
    path = into / "graph.dot"
    path.write_bytes(written(name, form))  # type: ignore[arg-type]
    graph = pygraphviz.AGraph(str(path))
    nodes = {unescape(str(node)): typed(node.attr.to_dict()) for node in graph.nodes()}
    edges = []
    for edge in graph.edges():
        told = typed(edge.attr.to_dict())
        edges.append((unescape(edge[0]), told["kind"], unescape(edge[1]), told))
    return Read(nodes, edges)


def typed(told: dict[str, Any]) -> dict[str, Any]:
    """Give the truth values that DOT and the CSV of Neo4j have as texts."""
    words = {"true": True, "false": False}
    return {name: words.get(value, value) for name, value in told.items()}


# In a process of its own, since the two have the same symbols and crash beside each other.
IMPORTED = """
import importlib, json, sys
program = importlib.import_module(sys.argv[1])
connection = program.Connection(program.Database(":memory:"))
connection.execute(f'IMPORT DATABASE "{sys.argv[2]}"')
for query in sys.argv[3:]:
    found = connection.execute(query)
    rows = []
    while found.has_next():
        rows.append(found.get_next())
    print(json.dumps(rows, default=str))
"""
ALL = ("MATCH (n) RETURN label(n), n", "MATCH (n)-[r]->(m) RETURN n.iri, label(r), m.iri, r")


def cypher(tool: str) -> Callable[[str, str, Path], Read]:
    def read(name: str, form: str, into: Path) -> Read:
        run = subprocess.run(
            [sys.executable, "-c", IMPORTED, tool, str(folder(name, form, into)), *ALL],
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        nodes, edges = map(json.loads, run.stdout.splitlines())
        return Read({told["iri"]: {**told, "kind": kind} for kind, told in nodes}, edges)

    return read


def neo4j(name: str, form: str, _: Path) -> Read:
    """Read the files as their headers say; the server itself is from no registry of packages."""
    files = written(name, form)
    assert not isinstance(files, bytes)
    nodes: dict[str, dict[str, Any]] = {}
    edges = []
    for file, whole in files.items():
        if not file.endswith(".csv"):
            continue
        for row in csv_rows(whole):
            told = typed({column.partition(":")[0]: cell for column, cell in row.items()})
            if file.startswith("nodes-"):
                assert row["iri:ID"] not in nodes
                nodes[row["iri:ID"]] = {**told, "kind": row[":LABEL"].partition(";")[0]}
            else:
                edges.append((row[":START_ID"], row[":TYPE"], row[":END_ID"], told))
    return Read(nodes, edges)


# Program → how it is asked.
READ_BY: dict[str, Callable[[str, str, Path], Read]] = {
    "networkx": networkx,
    "igraph": igraph_,
    "Graphviz": graphviz,
    "Kùzu": cypher("kuzu"),
    "LadybugDB": cypher("ladybug"),
}
CELLS = [
    *(
        pytest.param(read, form, id=f"{program}-{form}", marks=pytest.mark.reads(program, form))
        for program, read in READ_BY.items()
        for form in sorted(PROGRAMS[program])
    ),
    pytest.param(neo4j, "neo4j", id="neo4j"),
]


@cache
def expected(name: str) -> tuple[dict[str, str], Counter[tuple[str, str, str]]]:
    """Give IRI → kind of the nodes, and (from, type, to) of the relationships."""
    graph = property_graph(content(name))
    pairs = [(some.type, row) for some in graph.relationships for row in some.rows]
    return dict(graph.kinds), Counter((str(row[0]), type_, str(row[1])) for type_, row in pairs)


@pytest.mark.parametrize(("reader", "form"), CELLS)
@pytest.mark.parametrize("name", GRAPHS)
def test_programs_read_all_nodes_and_relationships(
    name: str, reader: Callable[[str, str, Path], Read], form: str, tmp_path: Path
) -> None:
    read = reader(name, form, tmp_path)
    kinds, relationships = expected(name)
    assert {iri: told["kind"] for iri, told in read.nodes.items()} == kinds
    assert Counter((one, type_, other) for one, type_, other, _ in read.edges) == relationships
    claims = {str(row[0]): row for row in rows(name)["claims"]}
    names = {iri: called for iri, _, called in rows(name)["entities"]}
    found = {
        iri: tuple(told.get(one) for one in HOW)
        for iri, told in read.nodes.items()
        if told["kind"] == "Claim" and told.get("negated") not in {None, ""}
    }
    told_of = {
        iri: (names.get(row[3]), names.get(row[4]), row[5] == "true")
        for iri, row in claims.items()
        if row[5]
    }
    assert found == told_of
    if name == "shipped":
        assert len(found) == 264
    for one, type_, _, told in read.edges:
        if type_ in {"claimSubject", "claimObject"}:
            assert tuple(told.get(how) for how in HOW) == told_of[one]


def test_relationships_are_what_the_graph_states() -> None:
    graph = property_graph(content("shipped"))
    found = {
        (str(row[0]), expand(some.property), str(row[1]))
        for some in graph.relationships
        for row in some.rows
    }
    properties = {expand(some.property) for some in graph.relationships}
    left_out = {tuple(map(str, row)) for row in rows("shipped")["other_links"]}
    stated = {
        (one.value, two.value, three.value)
        for one, two, three in triples("shipped")
        if isinstance(three, Iri) and two.value in properties
    }
    assert found == stated - left_out
    # What these properties say and the property graph leaves out is about the files themselves.
    assert {graph.kinds[one] for one, _, _ in stated & left_out} == {OTHER}


@pytest.mark.parametrize("name", GRAPHS)
def test_nothing_that_a_claim_says_is_a_relationship(name: str) -> None:
    places = {"subject": 6, "predicate": 7, "object": 8}
    graph = property_graph(content(name))
    contents = {
        (row[places["subject"]], local_name(predicate), row[places["object"]])
        for row in rows(name)["claims"]
        if (predicate := row[places["predicate"]])
    }
    between = {
        (row[0], some.type, row[1])
        for some in graph.relationships
        for row in some.rows
        if "Claim" not in {graph.kinds[str(row[0])], graph.kinds[str(row[1])]}
    }
    stated = {
        (one.value, local_name(two.value), three.value)
        for one, two, three in triples(name)
        if isinstance(three, Iri)
    }
    assert (contents & between) <= stated
    said = {type_ for _, type_, _ in contents}
    assert {one for one in between if one[1] in said} <= stated
    if name == "shipped":
        assert len(contents) > 200
        assert said.isdisjoint(some.type for some in graph.relationships)


def test_words_of_claims_are_those_of_the_graph() -> None:
    asked = content("shipped").graph.query(
        "SELECT ?claim ?voice ?mode ?negated { ?claim azru:isNegated ?negated ;"
        " prov:wasAttributedTo/rdfs:label ?voice ; azru:assertionMode/rdfs:label ?mode }",
        initNs=PREFIXES,
    )
    stated = {tuple(map(str, row)) for row in asked if isinstance(row, ResultRow)}
    read = csv_rows(entry("shipped", "neo4j", "nodes-Claim.csv"))
    found = {
        (row["iri:ID"], row["voice:string"], row["mode:string"], row["negated:boolean"])
        for row in read
    }
    assert found == stated
    assert len(found) == 264


def test_headers_of_neo4j_have_types() -> None:
    header = entry("shipped", "neo4j", "nodes-Event.csv").split(b"\r\n")[0].decode().split(",")
    assert header[:3] == ["iri:ID", "label:string", "names:string"]
    assert {"not_before:date", ":LABEL"} <= set(header)
    first = entry("shipped", "neo4j", "relationships-claimObject.csv").split(b"\r\n")[0]
    assert first == b":START_ID,:END_ID,voice:string,mode:string,negated:boolean,:TYPE"
    labels = {row[":LABEL"] for row in csv_rows(entry("shipped", "neo4j", "nodes-Claim.csv"))}
    assert labels == {"Claim", "Claim;CausalClaim", "Claim;InterestClaim", "Claim;PerceptionClaim"}
    script = entry("shipped", "neo4j", "import.sh").decode()
    files = written("shipped", "neo4j")
    assert isinstance(files, dict)
    named = {part.partition("=")[2] for part in script.split() if part.endswith(".csv")}
    assert named == {file for file in files if file.endswith(".csv")}

"""Networks as files: what other programs read is what was written, and the same bytes each time."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import igraph
import networkx as nx
import pygraphviz
import pytest

import azru_graph as az
from azru_graph.errors import UnknownNameError
from azru_graph.networks import Network, aggregate
from azru_graph.networks.formats import FORMATS, write
from azru_graph.terms import ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Edges = list[tuple[str, str, dict[str, Any]]]
HOSTILE = [
    'He said "no" & <left>',
    "two\nlines\tand\ra tab",
    "ə Ə ğ ı İ ş 中国 Հայաստան",
    "back\\slash \\N \\",
    "&amp; ]]> <!-- ' -->",
    "a; b, {c} [d] = -> //",
    " blanks around ",
]


def hostile() -> Network:
    """Make a network of texts that each format has a meaning for, and of every type of value."""
    network = Network(kinds={"visit": "a “visit”"}, node_kinds={"state": "<state>"})
    nodes = [f"{ID}state-{number}?a=1&b=%22" for number in range(len(HOSTILE))]
    for number, (node, label) in enumerate(zip(nodes, HOSTILE, strict=True)):
        network.add_node(node, label=label, kind="state", rank=number, share=number / 3)
    network.nodes[nodes[0]]["label_az"] = "Çeçenistan"
    network.nodes[nodes[1]]["nothing"] = None
    for number, (one, other) in enumerate(pairwise(nodes)):
        for turn in range(2):
            network.add_edge(
                one,
                other,
                key=f"{ID}event-{turn}",
                kind="visit",
                label=HOSTILE[number],
                weight=number + 1,
                directed=bool(turn),
                events=(f"{ID}a", f"{ID}b"),
                mixed=1 if turn else "one",
            )
    return network


NETWORKS: dict[str, Callable[[], Network]] = {
    "hostile": hostile,
    "actors": lambda: az.network("actors"),
    "merged": lambda: aggregate(az.network("actors")),
    "empty": Network,
}


@pytest.fixture(params=NETWORKS, scope="module")
def network(request: pytest.FixtureRequest) -> Network:
    return NETWORKS[request.param]()


def as_text(value: object) -> object:
    return " ".join(value) if isinstance(value, tuple) else value


def nodes_of(network: nx.Graph) -> dict[str, dict[str, Any]]:
    return {
        node: {name: value for name, value in told.items() if value is not None}
        for node, told in network.nodes(data=True)
    }


def edges_of(network: nx.Graph) -> Edges:
    return sorted(
        (
            (one, other, {"key": key, **{name: as_text(told[name]) for name in told}})
            for one, other, key, told in network.edges(keys=True, data=True)
        ),
        key=lambda edge: (edge[0], edge[1], edge[2]["key"]),
    )


def with_mixed_as_text(edges: Edges) -> Edges:
    return [
        (one, other, told | ({"mixed": str(told["mixed"])} if "mixed" in told else {}))
        for one, other, told in edges
    ]


def read_edges(graph: nx.Graph) -> Edges:
    """Take the edges as networkx read them; the id of the format goes."""
    return sorted(
        (
            (one, other, {name: value for name, value in told.items() if name != "id"})
            for one, other, told in graph.edges(data=True)
        ),
        key=lambda edge: (edge[0], edge[1], edge[2]["key"]),
    )


def test_graphml_through_networkx(network: Network) -> None:
    read = nx.read_graphml(io.BytesIO(write(network, "graphml")), force_multigraph=True)
    assert dict(read.nodes(data=True)) == nodes_of(network)
    assert read_edges(read) == with_mixed_as_text(edges_of(network))
    for name, labels in network.graph.items():
        assert json.loads(read.graph[name]) == labels
    for _, told in read.nodes(data=True):
        assert {type(told.get("rank", 0)), type(told.get("share", 0.5))} == {int, float}
    assert all(isinstance(directed, bool) for _, _, directed in read.edges(data="directed"))


def test_graphml_through_igraph(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "network.graphml"
    path.write_bytes(write(network, "graphml"))
    read = igraph.Graph.Read_GraphML(str(path))
    assert read.is_directed()

    def told(part: igraph.Vertex | igraph.Edge) -> dict[str, Any]:
        # To igraph every part has every attribute; a text that is not there is empty.
        return {
            name: value
            for name, value in part.attributes().items()
            if name != "id" and value != "" and value == value  # noqa: PLR0124 -- not a NaN
        }

    # igraph leaves the references to characters in an id as they are.
    ids = [unescape(node["id"]) for node in read.vs]
    assert dict(zip(ids, map(told, read.vs), strict=True)) == nodes_of(network)
    found = [(ids[edge.source], ids[edge.target], told(edge)) for edge in read.es]
    found.sort(key=lambda edge: (edge[0], edge[1], edge[2]["key"]))
    assert found == with_mixed_as_text(edges_of(network))


def test_gexf_through_networkx(network: Network) -> None:
    read = nx.MultiDiGraph(nx.read_gexf(io.BytesIO(write(network, "gexf"))))
    assert dict(read.nodes(data=True)) == nodes_of(network)
    found = edges_of(read)
    for _, _, told in found:
        told.pop("id", None)
    assert found == with_mixed_as_text(edges_of(network))


def test_cytoscape_through_networkx(network: Network) -> None:
    content = json.loads(write(network, "cyjs"))
    read = nx.cytoscape_graph(content)
    assert read.graph == network.graph
    extra = {"id", "name", "source", "target", "value"}

    def own(told: dict[str, Any]) -> dict[str, Any]:
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in told.items()
            if name not in extra
        }

    assert {node: own(told) for node, told in read.nodes(data=True)} == nodes_of(network)
    edges = {
        (one, other, key): {name: value for name, value in own(told).items() if name != "key"}
        for one, other, key, told in read.edges(keys=True, data=True)
    }
    assert edges == {
        (one, other, key): told for one, other, key, told in network.edges(keys=True, data=True)
    }
    ids = [part["data"]["id"] for parts in content["elements"].values() for part in parts]
    assert len(ids) == len(set(ids))


def test_dot_through_pygraphviz(network: Network) -> None:
    def shown(value: object) -> str:
        text = " ".join(value) if isinstance(value, tuple) else str(value)
        text = text.lower() if isinstance(value, bool) else text
        text = re.sub(r"&(?=amp;)", "&amp;", text.replace("\\", "\\\\").replace("\r", ""))
        return text.replace("\n", "\\n")

    read = pygraphviz.AGraph(string=write(network, "dot").decode())
    found = {
        str(node): {name: value for name, value in node.attr.to_dict().items() if value}
        for node in read.nodes()
    }
    assert found == {
        node: {name: shown(value) for name, value in told.items()}
        for node, told in nodes_of(network).items()
    }
    edges = {}
    for edge in read.edges(keys=True):
        attributes = read.get_edge(*edge).attr.to_dict()
        told = {name: value for name, value in attributes.items() if value}
        assert told.pop("dir", "forward") == ("forward" if told["directed"] == "true" else "none")
        edges[tuple(edge)] = told
    assert edges == {
        (one, other, key): {name: shown(value) for name, value in told.items()}
        for one, other, key, told in network.edges(keys=True, data=True)
    }


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_characters_that_xml_forbids(form: str) -> None:
    network = Network(kinds={}, node_kinds={"state": "state"})
    network.add_node(f"{ID}a", label="bell \x07, null \x00, end \uffff", kind="state")
    written = write(network, form)
    if form == "cyjs":
        assert json.loads(written)["elements"]["nodes"][0]["data"]["label"].startswith("bell \x07")
    else:
        assert "bell \ufffd, null \ufffd, end \ufffd" in written.decode()
    if form in {"gexf", "graphml"}:
        nx.read_graphml(io.BytesIO(written)) if form == "graphml" else nx.read_gexf(
            io.BytesIO(written)
        )


def test_names_that_a_format_has_for_something_else() -> None:
    network = Network(kinds={"x": "x"}, node_kinds={"state": "state"})
    for name in "ab":
        network.add_node(f"{ID}{name}", label=name, kind="state", id=7, parent="c", value=3)
    network.add_edge(f"{ID}a", f"{ID}b", "k", label="", kind="x", source="s")
    network.edges[f"{ID}a", f"{ID}b", "k"]["key"] = "own"
    data = json.loads(write(network, "cyjs"))["elements"]
    assert data["nodes"][0]["data"]["id"] == f"{ID}a"
    assert data["nodes"][0]["data"]["parent_"] == "c"
    assert data["edges"][0]["data"]["source"] == f"{ID}a"
    assert data["edges"][0]["data"]["source_"] == "s"
    assert data["edges"][0]["data"]["key_"] == "own"


def test_numbers_that_json_lacks() -> None:
    network = Network(kinds={}, node_kinds={"state": "state"})
    network.add_node(f"{ID}a", label="a", kind="state", share=float("inf"), rest=float("nan"))
    told = json.loads(write(network, "cyjs"))["elements"]["nodes"][0]["data"]
    assert (told["share"], told["rest"]) == ("INF", "NaN")
    read = nx.read_graphml(io.BytesIO(write(network, "graphml")))
    assert read.nodes[f"{ID}a"]["share"] == float("inf")


def test_unknown_format() -> None:
    with pytest.raises(UnknownNameError, match="format of networks named 'gml'"):
        write(Network(), "gml")


PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from azru_graph.networks.formats import FORMATS, write
from test_formats import NETWORKS
for network in NETWORKS.values():
    for form in sorted(FORMATS):
        sys.stdout.buffer.write(write(network(), form))
"""


def test_the_same_bytes_whatever_hash_seed(request: pytest.FixtureRequest) -> None:
    program = PROGRAM.format(tests=str(request.path.parent))
    first, second = (
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
        ).stdout
        for seed in ("1", "77")
    )
    assert len(first) > 10_000
    assert first == second

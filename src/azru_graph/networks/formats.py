"""Networks as files for other programs: GraphML, GEXF, DOT and the JSON of Cytoscape.

The same network gives the same bytes. Every node goes by its IRI; an edge has its key as the
attribute ``key``, in GEXF ``networkx_key``, from which networkx takes it. Numbers and truth values
keep their type, save in DOT, which has text alone; an attribute with values of several types
becomes text. A tuple becomes a list in JSON and a text with blanks between its parts elsewhere;
what is None is left out. Which kinds there are, and what they are called, is told of the whole
graph, as JSON; GEXF has no place for it.

A character that XML 1.0 forbids (a control character, half a surrogate pair) is written as U+FFFD
where the format is XML or DOT.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from azru_graph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from azru_graph.networks.model import Network

    Told = Mapping[str, Any]

__all__ = ["FORMATS", "write"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# Names that the format, or networkx when it reads it, has for other things; they get a "_" behind.
_TAKEN = {
    "cyjs": {"id", "key", "name", "parent", "source", "target", "value"},
    "dot": {"dir", "key"},
    "gexf": {"end", "id", "key", "parents", "pid", "start", "type", "viz"},
    "graphml": {"id", "key"},
}
_NUMBERS = {"double", "long"}


def write(network: Network, form: str) -> bytes:
    """Give a network in one of `FORMATS`, as UTF-8.

    Raises:
        UnknownNameError: There is no such format.
    """
    if form not in FORMATS:
        raise UnknownNameError("format of networks", form, FORMATS)
    return FORMATS[form](network).encode("utf-8", "backslashreplace")


def _graphml(network: Network) -> str:
    """GraphML 1.0; the ids of edges are numbers, since a key may stand at several of them."""
    names = {"graph": "g", "node": "n", "edge": "e"}
    nodes, edges = _nodes(network, "graphml"), _edges(network, "graphml")
    whole = _of_whole(network)
    columns = {
        "graph": _columns([whole]),
        "node": _columns(told for _, told in nodes),
        "edge": _columns(told for _, _, told in edges),
    }
    numbers = {
        (part, name): f"{names[part]}{number}"
        for part, types in columns.items()
        for number, name in enumerate(types)
    }

    def data(part: str, told: Told) -> Iterator[str]:
        for name, value in told.items():
            text = escape(_text(value), {"\r": "&#13;"})
            yield f'<data key="{numbers[part, name]}">{text}</data>'

    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for part, types in columns.items():
        for name, kind in types.items():
            lines.append(
                f'<key id="{numbers[part, name]}" for="{part}" attr.name={_quoted(name)}'
                f' attr.type="{kind}"/>'
            )
    lines.append('<graph edgedefault="directed">')
    lines += data("graph", whole)
    for node, told in nodes:
        lines += [f"<node id={_quoted(node)}>", *data("node", told), "</node>"]
    for number, (one, other, told) in enumerate(edges):
        ends = f"source={_quoted(one)} target={_quoted(other)}"
        lines += [f'<edge id="edge{number}" {ends}>', *data("edge", told), "</edge>"]
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _gexf(network: Network) -> str:
    """GEXF 1.2draft, as networkx and Gephi read it; without the date that networkx puts in."""
    nodes, edges = _nodes(network, "gexf"), _edges(network, "gexf")
    columns = {
        "node": _columns(_without(told, "label") for _, told in nodes),
        "edge": _columns(_without(told, "label", "weight") for _, _, told in edges),
    }

    def values(part: str, told: Told) -> Iterator[str]:
        yield "<attvalues>"
        for name, value in told.items():
            if name in columns[part]:
                number = list(columns[part]).index(name)
                yield f'<attvalue for="{number}" value={_quoted(_text(value))}/>'
        yield "</attvalues>"

    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        "<meta><creator>azru-graph</creator></meta>",
        '<graph defaultedgetype="directed" mode="static">',
    ]
    for part, types in columns.items():
        lines.append(f'<attributes class="{part}" mode="static">')
        for number, (name, kind) in enumerate(types.items()):
            lines.append(f'<attribute id="{number}" title={_quoted(name)} type="{kind}"/>')
        lines.append("</attributes>")
    lines.append("<nodes>")
    for node, told in nodes:
        label = _quoted(_text(told.get("label", node)))
        lines += [f"<node id={_quoted(node)} label={label}>", *values("node", told), "</node>"]
    lines += ["</nodes>", "<edges>"]
    for number, (one, other, told) in enumerate(edges):
        own = "".join(
            f" {name}={_quoted(_text(told[name]))}" for name in ("label", "weight") if name in told
        )
        ends = f"source={_quoted(one)} target={_quoted(other)}"
        lines += [f'<edge id="{number}" {ends}{own}>', *values("edge", told), "</edge>"]
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""])


def _dot(network: Network) -> str:
    """DOT; every text is one as Graphviz shows it, so a backslash in it is written twice."""
    lines = ["digraph {"]
    lines += [f"{name}={_in_dot(value)};" for name, value in _of_whole(network).items()]
    for node, told in _nodes(network, "dot"):
        lines.append(f"{_in_dot(node)} [{_listed(told)}];")
    for one, other, told in _edges(network, "dot"):
        drawn = told if told.get("directed", True) else {**told, "dir": "none"}
        lines.append(f"{_in_dot(one)} -> {_in_dot(other)} [{_listed(drawn)}];")
    return "\n".join([*lines, "}", ""])


def _cyjs(network: Network) -> str:
    """The JSON of Cytoscape and of cytoscape.js, as networkx reads it."""
    content = {
        "data": {name: network.graph[name] for name in sorted(network.graph)},
        "directed": True,
        "multigraph": True,
        "elements": {
            "nodes": [
                {"data": {"id": node, "value": node, "name": told.get("label", node), **told}}
                for node, told in _nodes(network, "cyjs")
            ],
            "edges": [
                {"data": {"id": f"edge{number}", "source": one, "target": other, **told}}
                for number, (one, other, told) in enumerate(_edges(network, "cyjs"))
            ],
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


FORMATS: dict[str, Callable[[Network], str]] = {
    "cyjs": _cyjs,
    "dot": _dot,
    "gexf": _gexf,
    "graphml": _graphml,
}


def _nodes(network: Network, form: str) -> list[tuple[str, dict[str, Any]]]:
    return sorted((node, _told(told, form)) for node, told in network.nodes(data=True))


def _edges(network: Network, form: str) -> list[tuple[str, str, dict[str, Any]]]:
    """List the edges as (from, to, attributes), the first of ."""
    edges = sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    name = "networkx_key" if form == "gexf" else "key"
    return [(one, other, {name: key, **_told(told, form)}) for one, other, key, told in edges]


def _of_whole(network: Network) -> dict[str, str]:
    return {
        name: json.dumps(value, ensure_ascii=False)
        for name, value in sorted(network.graph.items())
        if value is not None
    }


def _told(told: Told, form: str) -> dict[str, Any]:
    found = {}
    for name, value in sorted(told.items()):
        if value is not None:
            own = f"{name}_" if name in _TAKEN[form] else name
            found[own] = _in_json(value) if form == "cyjs" else value
    return found


def _without(told: Told, *names: str) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in names}


def _columns(rows: Iterable[Told]) -> dict[str, str]:
    """Give each attribute, by name, the type that all its values have."""
    types: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, set()).add(_type(value))
    return {
        name: min(found) if len(found) == 1 else "double" if found <= _NUMBERS else "string"
        for name, found in sorted(types.items())
    }


def _type(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "long" if isinstance(value, int) else "double" if isinstance(value, float) else "string"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    if isinstance(value, (tuple, list)):
        return " ".join(map(_text, value))
    return _FORBIDDEN.sub("\ufffd", str(value))


def _in_json(value: object) -> object:
    """Give a value that JSON has: of numbers, no infinite one."""
    if isinstance(value, (tuple, list)):
        return list(map(_in_json, value))
    if isinstance(value, float) and not math.isfinite(value):
        return _text(value)
    return value if isinstance(value, (bool, int, float)) else str(value)


def _quoted(text: str) -> str:
    """Write an attribute of XML; line ends and tabs stay what they are."""
    entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), entities)


def _in_dot(value: object) -> str:
    text = _text(value).replace("\\", "\\\\").replace('"', '\\"').replace("\r", "")
    return '"' + _ENTITY.sub("&amp;", text.replace("\n", "\\n")) + '"'


def _listed(told: Told) -> str:
    return ", ".join(f"{_in_dot(name)}={_in_dot(value)}" for name, value in told.items())

"""The network of what rests on which cited works: works, footnotes, sections."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from azru_graph.networks.model import Network
from azru_graph.networks.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.terms import Term

__all__ = ["sources"]

_Resting = dict[tuple[str, str], set[str]]
_KINDS = {
    "is-cited-in": "is cited in",
    "is-only-cited-in": "is cited in, without anything that rests on it",
    "bears": "bears records and claims in",
}
_NODE_KINDS = {"footnote": "footnote", "section": "section", "work": "work"}


def sources(triples: Iterable[tuple[Term, Term, Term]]) -> Network:
    """Make the network of works, footnotes and sections, from the triples of the view ``sources``.

    An edge leads from a work to each footnote that cites it, and from a footnote to each section in
    which records or claims rest on what it cites; ``weight`` is the number of these. Records and
    claims are counted: nodes have ``records`` and ``claims``, each of them counted once, and
    ``graph["resting"]`` is the number of all.
    """
    told = statements(triples)
    cited, bears = _resting(told)
    by_node: defaultdict[str, set[str]] = defaultdict(set)
    for pair, records in (*cited.items(), *bears.items()):
        for end in pair:
            by_node[end] |= records
    every = {record for records in cited.values() for record in records}
    network = Network(kinds=dict(_KINDS), node_kinds=dict(_NODE_KINDS), resting=len(every))
    for node in sorted(by_node):
        claims = sum(told.nodes[record]["kind"] == "claim" for record in by_node[node])
        counts = {"records": len(by_node[node]) - claims, "claims": claims}
        network.add_node(node, **told.nodes[node], **counts)
    edges = [
        (*pair, "is-cited-in" if records else "is-only-cited-in", len(records))
        for pair, records in cited.items()
    ] + [(*pair, "bears", len(records)) for pair, records in bears.items()]
    for one, other, kind, number in sorted(edges):
        weight = max(number, 1)
        network.add_edge(
            one, other, key=kind, kind=kind, label=_KINDS[kind], weight=weight, directed=True
        )
    return network


def _resting(told: Network) -> tuple[_Resting, _Resting]:
    """Find what rests on each work by each footnote, and by each footnote in each section."""
    near: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one, other, kind in told.edges(data="kind"):
        near[one, kind].append(other)
    by_citation: defaultdict[str, list[str]] = defaultdict(list)
    for record, citation, kind in told.edges(data="kind"):
        if kind == "hasEvidence":
            by_citation[citation].append(record)
    cited: _Resting = {}
    bears: _Resting = {}
    for citation in told:
        records = by_citation[citation]
        for footnote, work in product(near[citation, "isPartOf"], near[citation, "hasCitedEntity"]):
            cited.setdefault((work, footnote), set()).update(records)
            for record, section in ((r, s) for r in records for s in near[r, "attestedIn"]):
                bears.setdefault((footnote, section), set()).add(record)
    return cited, bears

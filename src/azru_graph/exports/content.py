"""What is exported: parts of a graph, under their own base or another."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from azru_graph.errors import UnknownNameError, UsageError, quoted
from azru_graph.files import ontology_files, shapes_file
from azru_graph.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyoxigraph
    import rdflib

    from azru_graph.engines import Engine

__all__ = ["Content", "content_of", "graph_iri"]

# A scheme, then what needs no escape in any format, not slashes alone. No fragment, since
# "ontology#" comes behind it; no "/../", which some readers follow.
_IS_BASE = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?!/*$)(?!.*/\.\.?/)[\w.~:@/-]*[/:]")


class Content:
    """The files to export; nothing is read before it is needed, and nothing twice.

    Attributes:
        parts: Name of a part, such as ``facts`` or ``ontology`` → its files.
        base: What stands in place of ``terms.BASE`` in whatever is written.
        written: Name of a format → its files by their names, of those that ``files`` wrote.
    """

    def __init__(self, parts: Mapping[str, Sequence[Path]], *, base: str = BASE) -> None:
        self.parts = parts
        self.base = base
        self.written: dict[str, dict[str, bytes]] = {}
        self._read: dict[str, rdflib.Graph] = {}

    @property
    def files(self) -> list[Path]:
        """All the files, part by part."""
        return [path for paths in self.parts.values() for path in paths]

    @cached_property
    def graph(self) -> rdflib.Graph:
        """All parts merged, under their own base, literals as they were written."""
        import rdflib

        merged = rdflib.Graph(bind_namespaces="none")
        for name in self.parts:
            merged += self.part(name)
        return merged

    @property
    def graphs(self) -> dict[str, Sequence[Path]]:
        """IRI of the named graph of each part → its files."""
        return {graph_iri(name): paths for name, paths in self.parts.items()}

    def part(self, name: str) -> rdflib.Graph:
        """Give one part, as ``graph`` gives them all."""
        from azru_graph.sources import read_graph

        if name not in self._read:
            self._read[name] = read_graph(self.parts[name])
        return self._read[name]

    @cached_property
    def quads(self) -> list[pyoxigraph.Quad]:
        """The triples of ``graph`` in canonical order, as quads of the default graph."""
        from azru_graph.exports.rdf import canonical_quads

        return canonical_quads({"": self.graph})

    @cached_property
    def engine(self) -> Engine:
        """What answers queries about all parts, under their own base."""
        from azru_graph.engines.embedded import Embedded

        return Embedded(self.files)

    def rebased(self, text: str) -> str:
        """Put the base asked for into a text in place of the graph's own.

        >>> Content({}, base="http://example.org/").rebased("<https://w3id.org/azru/id/author>")
        '<http://example.org/id/author>'
        """
        return text if self.base == BASE else text.replace(BASE, self.base)


def graph_iri(part: str) -> str:
    """Name the graph of a part.

    >>> graph_iri("facts")
    'https://w3id.org/azru/graph/facts'
    """
    return f"{BASE}graph/{quote(part, safe='')}"


def content_of(data: Sequence[Path], *, only: str | None = None, base: str = BASE) -> Content:
    """Name the parts to export.

    Args:
        data: RDF files, each a part by the stem of its name: ``facts`` and ``editorial``, if they
            are the shipped ones.
        only: The one part; ``ontology`` and ``shapes`` are always there. None means the data and
            the ontology.
        base: What the IRIs begin with.

    Raises:
        UnknownNameError: There is no such part.
        UsageError: The base is no absolute IRI that ends in a slash or a colon; or it has signs
            that some format would have to escape, a fragment, a step such as ``/../``, or a scheme
            that is one of our prefixes, so that it would be taken for a prefixed name.
    """
    match = _IS_BASE.fullmatch(base)
    if not match or match["scheme"] in PREFIXES:
        raise UsageError(
            f"{quoted(base)} is no base for IRIs",
            remedy="give one of letters, digits and -._~:@/ that ends in a slash or a colon, such"
            " as https://example.org/graph/",
        )
    parts: dict[str, list[Path]] = {}
    for path in data:
        parts.setdefault(path.name.partition(".")[0], []).append(path)
    parts["ontology"] = [*parts.get("ontology", ()), *ontology_files()]
    if only is None:
        return Content(parts, base=base)
    choices = {**parts, "shapes": [shapes_file()]}
    if only not in choices:
        raise UnknownNameError("part", only, choices)
    return Content({only: choices[only]}, base=base)

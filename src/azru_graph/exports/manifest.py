"""What stands beside the formats: counts and hashes, by which a copy proves whole and the same."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from azru_graph.exports.rdf import canonical_lines, canonical_quads, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.exports.content import Content

__all__ = ["counts", "sums"]


def counts(content: Content) -> bytes:
    """Count the triples of each part and of all together, and give the hash of each.

    The hash is the SHA-256 of the canonical N-Quads of RDFC-1.0, in hex. Blank nodes, where a graph
    has any, are labelled by pyoxigraph. Without them the canonical form is sorted N-Triples.

    Returns:
        Tab-separated values with a header: part, triples, hash. The last line, ``*``, is all parts
        merged, in which a triple of several parts counts once.
    """
    graphs = {name: canonical_quads({"": content.part(name)}) for name in content.parts}
    lines = ["part\ttriples\trdfc10-sha256"]
    for name, quads in (*graphs.items(), ("*", content.quads)):
        canonical = canonical_lines(content.rebased(to_text(quads, "N_QUADS")))
        lines.append(f"{name}\t{len(quads)}\t{sha256(canonical.encode()).hexdigest()}")
    return "".join(f"{line}\n" for line in lines).encode()


def sums(files: Mapping[str, bytes]) -> bytes:
    """Give the SHA-256 of files by their names, as ``sha256sum -c`` reads it."""
    lines = (f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()

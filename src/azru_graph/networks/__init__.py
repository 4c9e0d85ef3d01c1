"""RDF as networkx graphs, with typed attributes and in a fixed order.

A graph is made from the triples that a stored view or any CONSTRUCT query gives; what its nodes and
edges carry is told in ``networks.model``.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from azru_graph import __version__
from azru_graph.errors import DataError, ParameterError
from azru_graph.networks.actors import actors
from azru_graph.networks.choosing import Choices, choose, in_language, in_words
from azru_graph.networks.connections import path_network
from azru_graph.networks.held import interests, perceptions
from azru_graph.networks.model import Hub, Network, aggregate, hubs, part_of, without_loners
from azru_graph.networks.neighbourhood import ego
from azru_graph.networks.ontology import ontology
from azru_graph.networks.sources import sources
from azru_graph.networks.statements import statements
from azru_graph.queries import catalogue, construct, get
from azru_graph.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from azru_graph.engines import Engine
    from azru_graph.terms import Term

__all__ = [
    "ABOUT",
    "Choices",
    "Hub",
    "Network",
    "actors",
    "aggregate",
    "choose",
    "constructed",
    "ego",
    "entities_of",
    "hubs",
    "in_language",
    "in_words",
    "names",
    "network",
    "part_of",
    "path_network",
    "statements",
    "version",
    "without_loners",
]

# Name of a view → what makes a network of its triples; any other view is read by ``statements``.
_READERS: dict[str, Callable[[Iterable[tuple[Term, Term, Term]]], Network]] = {
    "actors": actors,
    "interests": interests,
    "ontology": ontology,
    "perceptions": perceptions,
    "sources": sources,
}


# Name of a network about one entity or two → how many, and what makes it of an engine, the IRIs of
# the entities and a number of steps from them.
ABOUT: dict[str, tuple[int, Callable[[Engine, Sequence[str], int], Network]]] = {
    "ego": (1, lambda engine, iris, hops: ego(engine, Iri(iris[0]), hops=hops)),
    "path": (2, lambda engine, iris, _: path_network(engine, Iri(iris[0]), Iri(iris[1]))),
}


def constructed(engine: Engine, path: Path) -> Network:
    """Make the network of what a CONSTRUCT query in a file gives; prefixes need not be declared.

    Raises:
        MissingFileError, NotUtf8Error: The file cannot be read as text.
        SparqlSyntaxError: It is no query.
        UsageError: The query gives no triples.
        DataError: It gives none from this data.
    """
    from azru_graph.files import read_text
    from azru_graph.syntax import with_prefixes

    made = statements(construct(engine, with_prefixes(read_text(path)), path=path))
    if not made:
        raise DataError(
            "the query gives no triples that join anything, so there is no network of it",
            path=path,
            remedy="try it with azru sparql, and construct triples between named resources",
        )
    return made


def names() -> list[str]:
    """List the networks there are, in order of the alphabet."""
    return sorted({*catalogue("views"), *ABOUT})


def entities_of(name: str) -> int:
    """Say about how many entities the network of that name is; 0 where it is about all."""
    return ABOUT[name][0] if name in ABOUT else 0


def network(engine: Engine, name: str, entities: Sequence[str] = (), *, hops: int = 1) -> Network:
    """Make the network of a stored view of what an engine holds, or the one about some entities.

    Args:
        engine: What is asked.
        name: One of `names`.
        entities: The IRIs of what the network is about; none for that of a view.
        hops: How many steps from the entity it reaches, where it is about one.

    Raises:
        UnknownNameError: There is no network of that name.
        ParameterError: It is about more or fewer entities, or it cannot reach so far.
    """
    count = entities_of(name)
    view = None if name in ABOUT else get("views", name)
    if len(entities) != count:
        about = {0: "no entity", 1: "one entity"}.get(count, "two entities")
        raise ParameterError(
            f"{name} is about {about}, not {len(entities)}",
            remedy=f"name {about}" if count else "leave them out, or take a picture about entities",
        )
    if hops < 1:
        raise ParameterError(f"{hops} steps lead nowhere", remedy="give a number from 1 on")
    if view is None:
        return ABOUT[name][1](engine, entities, hops)
    read = _READERS.get(name, statements)
    return read(construct(engine, view.text, path=view.path))


def version(whole: Network) -> str:
    """Say of what state of the data a network is: this package, and a digest of all it holds."""
    from azru_graph.networks.formats import write

    return f"{__version__}+{sha256(write(whole, 'cyjs')).hexdigest()[:12]}"

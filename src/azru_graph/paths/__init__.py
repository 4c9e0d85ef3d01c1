"""How two entities are connected: chains of records and claims, each with its evidence.

A record connects what it names, and itself with each of them; so does a claim, in the words of its
voice. Nothing leads through the author of the article: the voice of most claims connects nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import evidence
from azru_graph.chains import shortest_chains
from azru_graph.entities import describe
from azru_graph.errors import DataError, UsageError
from azru_graph.queries import get, select
from azru_graph.terms import ID, Iri, compact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from azru_graph.engines import Engine
    from azru_graph.evidence import Reasons

__all__ = [
    "Bond",
    "Connection",
    "Step",
    "connect",
    "count",
    "named",
]

_AUTHOR = ID + "author"


class Bond(NamedTuple):
    """A record or a claim that connects two entities.

    Attributes:
        kind: The label of its class.
        from_roles: In which roles it names the first one; empty where it is that one itself.
        to_roles: The same for the second one.
        negated: Of a claim, whether its voice says that it is not so; None for a record.
        reasons: What it says, who says so, and where it stands.
    """

    kind: str
    from_roles: tuple[str, ...]
    to_roles: tuple[str, ...]
    negated: bool | None
    reasons: Reasons

    @property
    def disputed_by(self) -> tuple[str, ...]:
        """Of a claim, the voices that dispute it."""
        others = [one for one in self.reasons.related if one.relation == "disputed by"]
        return tuple(dict.fromkeys(voice for other in others for voice in other.voices))


class Step(NamedTuple):
    """From one entity to the next: two IRIs, what connects them, and how many bonds were cut."""

    start: str
    end: str
    bonds: tuple[Bond, ...]
    more: int

    @property
    def is_claimed(self) -> bool:
        """Whether claims alone connect the two; records would come first."""
        return self.bonds[0].negated is not None


class Connection(NamedTuple):
    """The shortest chains between two entities.

    Attributes:
        start: IRI of the first entity.
        end: IRI of the second one.
        steps: The length of the chains.
        chains: The steps of each; chains through entities that few records and claims name come
            first.
        more: How many further ones of the same length were cut.
        labels: IRI → label, of every entity in the chains.
    """

    start: str
    end: str
    steps: int
    chains: tuple[tuple[Step, ...], ...]
    more: int
    labels: dict[str, str]


class _Link(NamedTuple):
    """A row of the stored question ``links``."""

    entity: str
    role: str
    record: str
    kind: str
    negated: bool | None


def connect(  # noqa: PLR0913 - each option narrows the search in its own way
    engine: Engine,
    start: Iri,
    end: Iri,
    *,
    limit: int = 5,
    max_steps: int | None = None,
    voice: str = "all",
    avoid: Iterable[Iri] = (),
) -> Connection:
    """Find the shortest chains of records and claims that connect two entities.

    Args:
        engine: Where to look.
        start: Where the chains begin.
        end: Where they end.
        limit: At most so many chains, and so many records and claims for each step.
        max_steps: At most so many steps; None for any number.
        voice: ``author`` leaves out claims that are not the author's; ``all`` takes any.
        avoid: Entities, records and claims that no chain may have.

    Raises:
        UsageError: The two are the same, or one of them is to be avoided.
        UnknownNameError: The graph holds nothing with the IRI of one of them.
        DataError: Nothing connects them within these bounds.
    """
    avoided = {iri.value for iri in avoid}
    ends = {start.value, end.value}
    if start == end:
        what = f"both ends of the path are {compact(start.value)}: there is nothing to connect"
        raise UsageError(what, remedy="name two different entities")
    if ends & avoided:
        what = f"{compact(min(ends & avoided))} is an end of the path and cannot be avoided"
        raise UsageError(what, remedy="leave it out of --avoid")
    links, labels = _links(engine, voice)
    closed = avoided | ({_AUTHOR} - ends)
    groups: dict[str, set[str]] = {}
    for link in links:
        if link.record not in closed:
            members = groups.setdefault(link.record, {link.record})
            members |= {link.entity} - closed
    found = shortest_chains(groups, start.value, end.value, limit=limit)
    if not found.steps or (max_steps is not None and found.steps > max_steps):
        # Refuses what the graph does not hold.
        own = {iri.value: describe(engine, iri).label for iri in (start, end)}
        apart = " and ".join(own[iri] for iri in own if iri not in labels)
        remedy = (
            f"no record or claim names {apart}; see what is said of it with azru show"
            if apart
            else "see what is said of either with azru show"
            + ("; --voice author and --avoid leave out" if avoided or voice != "all" else "")
        )
        ends_named = named(own, start.value), named(own, end.value)
        raise _unconnected(*ends_named, found.steps, remedy)
    pairs = {pair for chain in found.chains for pair in pairwise(chain)}
    steps = {pair: _step(engine, pair, links, limit, closed) for pair in sorted(pairs)}
    return Connection(
        start.value,
        end.value,
        found.steps,
        tuple(tuple(steps[pair] for pair in pairwise(chain)) for chain in found.chains),
        found.total - len(found.chains),
        {iri: labels[iri] for chain in found.chains for iri in chain},
    )


def count(number: int, noun: str) -> str:
    """Write a number with its noun, which gets an s unless it is 1."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def named(labels: dict[str, str], iri: str) -> str:
    """Write the label of an entity with its prefixed name, the latter alone where it has none."""
    return f"{labels[iri]} ({compact(iri)})" if iri in labels else compact(iri)


def _links(engine: Engine, voice: str) -> tuple[list[_Link], dict[str, str]]:
    """The rows of ``links``, records before claims; and a label for everything in them."""
    question = get("questions", "links")
    table = select(engine, question.text, path=question.path)
    links = []
    labels: dict[str, str] = {}
    for row in table.rows:
        cell = {
            name: term.value if term else ""
            for name, term in zip(table.variables, row, strict=True)
        }
        negated = cell["negated"] == "true" if cell["negated"] else None
        links.append(_Link(cell["entityIri"], cell["role"], cell["iri"], cell["kind"], negated))
        labels |= {cell["entityIri"]: cell["entity"], cell["iri"]: cell["record"]}
    if voice == "author":
        own = {link.record for link in links if link.entity == _AUTHOR}
        links = [link for link in links if link.negated is None or link.record in own]
    links.sort(key=lambda link: link.negated is not None)
    return links, labels


def _step(
    engine: Engine,
    pair: tuple[str, str],
    links: Iterable[_Link],
    limit: int,
    closed: Collection[str],
) -> Step:
    roles: dict[str, dict[str, list[str]]] = {}  # record → entity → roles
    about: dict[str, _Link] = {}
    for link in links:
        about.setdefault(link.record, link)
        roles.setdefault(link.record, {link.record: []}).setdefault(link.entity, []).append(
            link.role
        )
    shared = [name for name in roles if name not in closed and roles[name].keys() >= set(pair)]
    start, end = pair
    bonds = tuple(
        Bond(
            about[name].kind,
            tuple(roles[name][start]),
            tuple(roles[name][end]),
            about[name].negated,
            evidence.why(engine, Iri(name)),
        )
        for name in shared[:limit]
    )
    return Step(start, end, bonds, len(shared) - len(bonds))


def _unconnected(start: str, end: str, steps: int, remedy: str) -> DataError:
    if steps:
        return DataError(
            f"the shortest chain between {start} and {end} has {count(steps, 'step')}",
            remedy="allow more with --max-steps",
        )
    return DataError(f"no chain of records and claims connects {start} with {end}", remedy=remedy)

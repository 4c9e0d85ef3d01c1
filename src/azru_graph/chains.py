"""The shortest chains between two things that groups join: a pure function.

A group joins all its members to each other, as an event joins all who took part in it. That is a
hypergraph; a breadth-first search of it takes some lines and a millisecond, where the import of a
library for graphs alone takes 200.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Chains", "shortest_chains"]


class Chains(NamedTuple):
    """The shortest chains from one thing to another.

    Attributes:
        steps: How many groups each of them passes through; 0 where there is none.
        total: How many there are.
        chains: The first of them; each begins with the one thing and ends with the other.
    """

    steps: int
    total: int
    chains: tuple[tuple[str, ...], ...]


def shortest_chains(
    groups: Mapping[str, Collection[str]], start: str, end: str, *, limit: int
) -> Chains:
    """Find the shortest chains of members of which each two neighbours share a group.

    Args:
        groups: Name of a group → its members.
        start: Where the chains begin.
        end: Where they end; not the same as ``start``.
        limit: How many chains to give, at least 1.

    Returns:
        Chains whose inner members belong to the fewest groups, all added up, come first: they say
        more than those through a member that everything has to do with. Ties go by the names.

    >>> visits = {"visit": ["aliyev", "putin"], "signature": ["putin", "lukoil", "contract"]}
    >>> shortest_chains(visits, "aliyev", "lukoil", limit=1)
    Chains(steps=2, total=1, chains=(('aliyev', 'putin', 'lukoil'),))
    >>> shortest_chains(visits, "aliyev", "nobody", limit=1)
    Chains(steps=0, total=0, chains=())
    """
    homes: defaultdict[str, set[str]] = defaultdict(set)  # member → its groups
    for name, members in groups.items():
        for member in members:
            homes[member].add(name)
    seen = {start}
    layer = {start}
    totals = {start: 1}
    # Member → the cheapest chains to it, each with its cost. A chain is no better than the chain
    # that it prolongs, so that no more than ``limit`` need be kept of any.
    kept: dict[str, list[tuple[int, tuple[str, ...]]]] = {start: [(0, (start,))]}
    steps = 0
    while layer and end not in seen:
        steps += 1
        before: defaultdict[str, set[str]] = defaultdict(set)  # new member → whom it follows
        for member in layer:
            for name in homes[member]:
                for other in groups[name]:
                    if other not in seen:
                        before[other].add(member)
        for member, previous in before.items():
            totals[member] = sum(totals[one] for one in previous)
            cost = len(homes[member])
            kept[member] = sorted(
                (cost + costs, (*chain, member)) for one in previous for costs, chain in kept[one]
            )[:limit]
        layer = set(before)
        seen |= layer
    if end not in seen:
        return Chains(0, 0, ())
    return Chains(steps, totals[end], tuple(chain for _, chain in kept[end]))

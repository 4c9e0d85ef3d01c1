"""Who disagrees with whom: claims that contest or restrict others, each beside the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.pages import answers, records
from azru_graph.terms import compact

if TYPE_CHECKING:
    from azru_graph.engines import Engine
    from azru_graph.pages.records import Claim, Named
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]

# Stored question → the column of the other claim; that of the first one is ``iri``.
_OTHER = {
    "disputes": "disputedIri",
    "qualifications": "restrictedIri",
    "author-and-others": "otherIri",
}


class Pair(NamedTuple):
    """Two claims, and how the first stands to the other, where the question says so; else ''."""

    one: Claim
    link: str
    other: Claim


class Sides(NamedTuple):
    """Who contests whose claims, and how many of them."""

    one: Named
    other: Named
    number: int


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    pairs = {name: _pairs(site.engine, name) for name in _OTHER}
    return site.page(
        "disputes",
        address,
        title="Disputes",
        pairs=pairs,
        sides=_sides(pairs["disputes"]),
    )


def _pairs(engine: Engine, question: str) -> list[Pair]:
    """Answer a stored question on pairs of claims, in its order, each pair once."""
    rows = answers.records(answers.answer(engine, question))
    pairs = dict.fromkeys((row["iri"], row.get("link", ""), row[_OTHER[question]]) for row in rows)
    named = [iri for one, _, other in pairs for iri in (one, other)]
    known = {claim.iri: claim for claim in records.claims(engine, named)}
    return [
        Pair(known[one], link, known[other])
        for one, link, other in pairs
        if one in known and other in known
    ]


def _sides(pairs: list[Pair]) -> list[Sides]:
    """Count who contests whom, the most frequent first."""
    numbers: dict[tuple[Named, Named], int] = {}
    for pair in pairs:
        for one in pair.one.voices:
            for other in pair.other.voices:
                numbers[one, other] = numbers.get((one, other), 0) + 1
    found = [Sides(one, other, number) for (one, other), number in numbers.items()]
    return sorted(found, key=lambda s: (-s.number, s.one.label, s.other.label, compact(s.one.iri)))

"""Entities found by a text in their names, in any spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.pages import records
from azru_graph.pages.answered import passage_links
from azru_graph.pages.fields import fault_of
from azru_graph.pages.site import first
from azru_graph.search import KINDS, find

if TYPE_CHECKING:
    from azru_graph.pages.records import Claim
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["MOST_FOUND", "Found", "show"]

MOST_FOUND = 100


class Found(NamedTuple):
    """An entity that was found.

    Attributes:
        link: Its page.
        label: Its label.
        name: The name by which it was found; '' where that is its label.
        kind: One of `search.KINDS`.
        claim: What it says and who holds it, if it is a claim.
        passages: Where it stands: identifier → link, '' for what is no identifier; of a claim none,
            since it has its own.
    """

    link: str
    label: str
    name: str
    kind: str
    claim: Claim | None
    passages: dict[str, str]


def show(site: Site, address: str, values: Values) -> Page:
    """Make the page, with a form and, where a text is given, what was found."""
    text = first(values, "text")
    kind = first(values, "kind")
    found, cut, near, fault = [], "", False, ""
    if text:
        try:
            table = find(site.engine, text, kinds=[kind] if kind else (), limit=MOST_FOUND)
        except UnknownNameError as error:
            fault = fault_of(error)
        else:
            rows = [tuple(term.value if term else "" for term in row) for row in table.rows]
            found, cut = _found(site, address, rows), table.cut
            near = any(match == "near" for _, match, *_ in rows)
    made = site.page(
        "search",
        address,
        title=f"Search for “{text}”" if text else "Search",
        text=text,
        chosen=kind,
        kinds=list(KINDS),
        found=found,
        cut=cut,
        near=near,
        fault=fault,
    )
    return made._replace(faulty=bool(fault))


def _found(site: Site, address: str, rows: list[tuple[str, ...]]) -> list[Found]:
    to = site.links(address)
    links = passage_links(site, to, (one for row in rows for one in row[4].split()))
    said = records.claims(site.engine, [row[5] for row in rows if row[2] == "claim"])
    claims = {claim.iri: claim for claim in said}
    return [
        Found(
            to.iri(iri),
            label,
            "" if name == label or iri in claims else name,
            kind,
            claims.get(iri),
            {} if iri in claims else {one: links.get(one, "") for one in passages.split()},
        )
        for name, _, kind, label, passages, iri in rows
    ]

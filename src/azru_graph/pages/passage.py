"""The page of a passage: where it stands, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph import entities, evidence
from azru_graph.pages import entity, reading
from azru_graph.terms import compact

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site
    from azru_graph.terms import Iri

__all__ = ["show"]


def show(site: Site, address: str, iri: Iri) -> Page:
    """Make the page.

    Raises:
        UnknownNameError: The graph holds nothing with that IRI.
    """
    passage = reading.passage(site, iri)
    if passage is None:
        return entity.show(site, address, iri)
    described = entities.describe(site.engine, iri)
    return site.page(
        "passage",
        address,
        title=f"{described.label} · {compact(iri.value)}",
        entity=described,
        passage=passage,
        facts=entity.facts(described),
        cited=evidence.citations(site.engine, [iri]).get(iri.value, ()),
    )

"""The page of a passage: where it stands, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph import entities, evidence
from azru_graph.pages import reading
from azru_graph.pages.entity import facts
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
    entity = entities.describe(site.engine, iri)
    return site.page(
        "passage",
        address,
        title=f"{entity.label} · {compact(iri.value)}",
        entity=entity,
        passage=reading.passage(site, iri),
        facts=facts(entity),
        cited=evidence.citations(site.engine, [iri]).get(iri.value, ()),
    )

"""The front page: what this is, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    return site.page("front", address, title="The knowledge graph of one article")

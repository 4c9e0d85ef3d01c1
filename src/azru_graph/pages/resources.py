"""The page of one resource of the data: a claim, a passage, or any other entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages import claim, entity, passage
from azru_graph.pages.links import address_of, iri_of
from azru_graph.queries import texts
from azru_graph.syntax import to_sparql
from azru_graph.terms import ID, PREFIXES, Iri

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["names", "show"]

_KINDS = {PREFIXES["azru"] + "Claim": claim.show, PREFIXES["azru"] + "Passage": passage.show}
_NAMES = f"""
SELECT DISTINCT ?iri {{
  {{ ?iri ?property ?value }} UNION {{ ?other ?property ?iri }}
  FILTER (ISIRI(?iri) && STRSTARTS(STR(?iri), "{ID}"))
}}
"""


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page.

    Raises:
        UnknownNameError: The graph holds nothing with that IRI.
    """
    iri = Iri(iri_of(address))
    classes = texts(site.engine, f"SELECT ?class {{ {to_sparql(iri)} a ?class }}")
    show_one = next((_KINDS[name] for (name,) in classes if name in _KINDS), entity.show)
    return show_one(site, address, iri)


def names(site: Site) -> list[str]:
    """Give what follows ``id/`` in the addresses of all resources, sorted."""
    found = (address_of(iri) or "" for (iri,) in texts(site.engine, _NAMES))
    return sorted(address.removeprefix("id/") for address in found)

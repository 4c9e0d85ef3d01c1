"""About the graph: its method, licence, citation and version, its files and its interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages.citations import cite

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]

# A question that is asked in each of the examples.
_EXAMPLE = "disputes"


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    return site.page(
        "about",
        address,
        title="About",
        example=_EXAMPLE,
        commands={
            "A question, as CSV": f"curl '{site.url}q/{_EXAMPLE}.csv'\n",
            "A query of your own, as JSON": (
                f"curl '{site.url}sparql' -H 'Accept: application/sparql-results+json' \\\n"
                "  --data-urlencode 'query=SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }'\n"
            ),
            "An entity, as Turtle": (
                f"curl '{site.url}id/state-azerbaijan' -H 'Accept: text/turtle'\n"
            ),
        },
        citation=cite(site, key="azru-graph", title="", url=site.url),
    )

"""The front page: what this is, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages.citations import cite
from azru_graph.pages.index import counted
from azru_graph.pages.reading import headings
from azru_graph.pages.records import claims
from azru_graph.pages.site import section_name
from azru_graph.queries import by_first_tag, catalogue, get, texts

if TYPE_CHECKING:
    from azru_graph.pages.records import Claim
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]

_MOST_ASKED = 500  # actors; who of more is named most is not counted for a front page
_MOST_TOLD = 20  # articles that the description for search engines names
_ACTORS = 8
_DISPUTES = 2
_PAIRS = f"""
SELECT ?claim ?other {{ ?claim azru:disputes ?other }} ORDER BY ?claim ?other LIMIT {_DISPUTES}"""
# Picture → the page that tells more, and what is seen on it.
_PICTURES = {
    "actors": ("networks/actors", "Who acted towards whom", "Actors, and the events between them"),
    "timeline": ("timeline", "What happened when", "Events over the years, as exactly as known"),
}


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    from azru_graph.exports.schemaorg import described

    articles = list(site.about.articles.values())
    numbers = counted(site)
    dataset = described(site)
    if len(articles) > _MOST_TOLD:
        del dataset["citation"]
    return site.page(
        "front",
        address,
        title=site.about.title,
        articles=articles,
        numbers=numbers,
        themes=by_first_tag(catalogue("questions").values()),
        sections=[
            (f"read/{section_name(iri)}", label) for iri, label in headings(site.engine).items()
        ]
        if len(articles) == 1
        else [],
        pictures=_PICTURES,
        actors=_actors(site) if numbers.get("actor", 0) <= _MOST_ASKED else [],
        disputes=_disputes(site),
        citation=cite(site, key="azru-graph", title="", url=site.url).text,
        dataset=dataset,
    )


def _actors(site: Site) -> list[tuple[str, str]]:
    """The actors whom most passages name: IRI and label."""
    rows = texts(site.engine, get("questions", "actors").text)[:_ACTORS]
    return [(row[-1], row[0]) for row in rows]


def _disputes(site: Site) -> list[tuple[Claim, Claim]]:
    """A few pairs of claims of which the first disputes the second."""
    rows = texts(site.engine, _PAIRS)
    known = {one.iri: one for one in claims(site.engine, [iri for row in rows for iri in row])}
    return [(known[one], known[other]) for one, other in rows if one in known and other in known]

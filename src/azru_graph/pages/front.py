"""The front page: what this is, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages.citations import cite
from azru_graph.pages.index import counted
from azru_graph.pages.search import held
from azru_graph.queries import by_first_tag, catalogue, get, texts
from azru_graph.terms import local_name

if TYPE_CHECKING:
    from azru_graph.pages.search import Held
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]

_MOST_ASKED = 500  # actors; who of more is named most is not counted for a front page
_MOST_TOLD = 20  # articles that the description for search engines names
_ACTORS = 8
_DISPUTES = 2
_PAIRS = f"""
SELECT ?claim ?claimLabel ?other ?otherLabel {{
  ?claim azru:disputes ?other ; rdfs:label ?claimLabel .
  ?other rdfs:label ?otherLabel
}}
ORDER BY ?claim ?other LIMIT {_DISPUTES}"""
_SECTIONS = """
SELECT ?section ?label { ?section a doco:Section ; rdfs:label ?label ; schema:position ?number }
ORDER BY ?number ?section"""
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
            (f"read/{local_name(iri).replace('section-', 's', 1)}", label)
            for iri, label in texts(site.engine, _SECTIONS)
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


def _disputes(site: Site) -> list[list[tuple[str, str, Held]]]:
    """A few pairs of claims of which the first disputes the second: IRI, label, what it says."""
    rows = texts(site.engine, _PAIRS)
    known = held(site.engine, {iri for row in rows for iri in row[::2]})
    return [
        [(one, label, known[one]), (other, other_label, known[other])]
        for one, label, other, other_label in rows
        if one in known and other in known
    ]

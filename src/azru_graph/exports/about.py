"""What a content says of itself: its title, licence, version, makers and dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from azru_graph.queries import texts

if TYPE_CHECKING:
    from azru_graph.engines import Engine

__all__ = ["About", "Asked", "about"]

# Of datasets and ontologies; the article is what a dataset is about, or what cites.
_VALUES = """
SELECT DISTINCT ?part ?value {
  { ?part a dcat:Dataset } UNION { ?part a owl:Ontology }
  ?part %s ?value
}"""
_MAKERS = """
SELECT DISTINCT ?maker ?name {
  { ?part a dcat:Dataset } UNION { ?part a owl:Ontology }
  ?part %s ?maker . ?maker rdfs:label ?name
}"""
_ARTICLES = """
SELECT DISTINCT ?article ?title {
  { ?data a dcat:Dataset ; dcterms:references ?article }
  UNION { ?citation cito:hasCitingEntity ?article }
  ?article a fabio:Work ; dcterms:title ?title
}"""


class Asked(Protocol):
    """Whatever has an engine that answers about it, such as a content."""

    @property
    def engine(self) -> Engine:
        """What answers."""
        ...


class About(NamedTuple):
    """What is said of datasets and ontologies; '' or nothing where none says it.

    Attributes:
        title: Made from the article's, or from the number of articles.
        description: Those of the parts, one after the other.
        licenses: IRIs, sorted.
        version: The last in the order of the alphabet, where there are several.
        creators: IRI → name.
        publishers: IRI → name.
        created: The earliest day; None where none is told.
        modified: The latest day; None where none is told.
        articles: IRI → title of the articles that the data are on.
    """

    title: str
    description: str
    licenses: tuple[str, ...]
    version: str
    creators: dict[str, str]
    publishers: dict[str, str]
    created: date | None
    modified: date | None
    articles: dict[str, str]


def about(content: Asked) -> About:
    """Gather what is said, under the graph's own base."""

    def values(predicate: str) -> list[str]:
        rows = sorted(texts(content.engine, _VALUES % predicate))
        return list(dict.fromkeys(value for _, value in rows))

    def names(query: str) -> dict[str, str]:
        return {iri: name for iri, name in sorted(texts(content.engine, query))}  # noqa: C416 -- of two texts each

    articles = names(_ARTICLES)
    return About(
        title=_title(list(articles.values())),
        description=" ".join(values("dcterms:description")),
        licenses=tuple(sorted(values("dcterms:license"))),
        version=max(values("owl:versionInfo"), default=""),
        creators=names(_MAKERS % "dcterms:creator"),
        publishers=names(_MAKERS % "dcterms:publisher"),
        created=min(_days(values("dcterms:created")), default=None),
        modified=max(_days(values("dcterms:modified")), default=None),
        articles=articles,
    )


def _title(articles: list[str]) -> str:
    """Name the graph after its article.

    >>> _title(["Mills"]), _title(["Mills", "Wheels"]), _title([])
    ('Knowledge graph of the article “Mills”', 'Knowledge graph of 2 articles', 'Knowledge graph')
    """
    if len(articles) == 1:
        return f"Knowledge graph of the article “{articles[0]}”"
    return f"Knowledge graph of {len(articles)} articles" if articles else "Knowledge graph"


def _days(values: list[str]) -> list[date]:
    found = []
    for value in values:
        try:
            found.append(date.fromisoformat(value[:10]))
        except ValueError:
            continue  # a finding of validation, and no day
    return found

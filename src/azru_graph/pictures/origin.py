"""Where the data behind a picture come from, for its foot and the metadata of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from azru_graph import __version__
from azru_graph.pictures.picture import LICENCE, SOURCE
from azru_graph.queries import texts

if TYPE_CHECKING:
    from azru_graph.engines import Engine

__all__ = ["Origin", "origin"]

_OF_THE_ARTICLE = "SELECT ?set WHERE { ?set a dcat:Dataset ; dcterms:references id:article }"


class Origin(TypedDict):
    """The source and the licence that a setting takes."""

    source: str
    licence: str


def origin(engine: Engine) -> Origin:
    """Say where the data of an engine come from.

    The shipped data describe themselves as the facts of the article, wherever they were loaded.
    Nothing is known of any other data, and the picture must not name the article for them.
    """
    if texts(engine, _OF_THE_ARTICLE):
        return {"source": SOURCE, "licence": LICENCE}
    return {"source": f"data given to azru-graph {__version__}", "licence": "that of the data"}

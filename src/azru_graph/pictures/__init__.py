"""Networks drawn with matplotlib: legible, in print sizes, and the same bytes every time.

Graphviz and numpy compute the geometry, matplotlib draws all ink. Each kind of picture is a module
with one function that takes a network and a setting and gives a picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from azru_graph.errors import UnknownNameError
from azru_graph.networks import choose, in_language, in_words, version
from azru_graph.pictures.actors import draw_actors
from azru_graph.pictures.agreements import draw_agreements
from azru_graph.pictures.arguments import draw_arguments
from azru_graph.pictures.causes import draw_causes
from azru_graph.pictures.ego import draw_ego
from azru_graph.pictures.interests import draw_interests
from azru_graph.pictures.matrix import draw_matrix
from azru_graph.pictures.ontology import draw_ontology
from azru_graph.pictures.origin import origin
from azru_graph.pictures.path import draw_path
from azru_graph.pictures.perceptions import draw_perceptions
from azru_graph.pictures.picture import Picture, Setting
from azru_graph.pictures.places import draw_places
from azru_graph.pictures.query import draw_query
from azru_graph.pictures.saving import save
from azru_graph.pictures.sources import draw_sources
from azru_graph.pictures.style import SIZES, size_named
from azru_graph.pictures.timeline import draw_timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from azru_graph.networks import Choices, Network

    Draw = Callable[[Network, Setting], Picture]

__all__ = [
    "PICTURES",
    "SIZES",
    "Picture",
    "Setting",
    "draw",
    "draw_query",
    "drawer_of",
    "known",
    "origin",
    "save",
    "size_named",
]

# Name of the picture → the view that gives its network, what draws it, and what it shows.
PICTURES: dict[str, tuple[str, Draw, str]] = {
    "actors": ("actors", draw_actors, "who acted towards whom"),
    "agreements": ("agreements", draw_agreements, "who agreed on what, and what came of it"),
    "arguments": ("arguments", draw_arguments, "which claims dispute or restrict which others"),
    "causes": ("causes", draw_causes, "what is held to have led to what"),
    "ego": ("ego", draw_ego, "what records and claims name together with one entity"),
    "interests": ("interests", draw_interests, "who is held to have which interests"),
    "matrix": ("actors", draw_matrix, "who acted towards whom, cell by cell"),
    "ontology": ("ontology", draw_ontology, "classes of the graph and what joins them"),
    "path": ("path", draw_path, "through which records and claims two entities are connected"),
    "perceptions": ("perceptions", draw_perceptions, "who is held to see whom as what"),
    "places": ("places", draw_places, "where events took place"),
    "sources": ("sources", draw_sources, "which works the statements rest on"),
    "timeline": ("timeline", draw_timeline, "what happened when, and how exactly that is known"),
}


def draw(name: str, network: Network, setting: Setting) -> Picture:
    """Draw a network as the picture of that name.

    Raises:
        UnknownNameError: There is no picture of that name.
        DataError: There is nothing to draw, or the font lacks a character of a label.
        ParameterError: Not even the least of it fits the size.
    """
    return PICTURES[known(name)][1](network, setting)


def known(name: str) -> str:
    """Give the name of a picture back; raise UnknownNameError where there is none of it."""
    if name not in PICTURES:
        raise UnknownNameError("picture", name, PICTURES)
    return name


def drawer_of(query: str) -> Draw:
    """Give what draws the network of a view, or of any other query as boxes joined by lines."""
    of_view = [drawn for view, drawn, _ in PICTURES.values() if view == query]

    def drawn(network: Network, setting: Setting) -> Picture:
        return replace((of_view or [draw_query])[0](network, setting), query=query)

    return drawn


def drawn(
    drawer: Draw, whole: Network, setting: Setting, *, lang: str = "en", **choices: Unpack[Choices]
) -> Picture:
    """Draw what is chosen of a network, and say so at the foot; raises as `choose` and `draw`."""
    kinds = choices.get("kinds", ())
    choices["kinds"] = kinds if isinstance(kinds, str) else tuple(kinds)  # which is read twice
    setting = replace(setting, part=in_words(whole, **choices), version=version(whole))
    return drawer(in_language(choose(whole, **choices), lang), setting)

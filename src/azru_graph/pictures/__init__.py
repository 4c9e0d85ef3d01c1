"""Networks drawn with matplotlib: legible, in print sizes, and the same bytes every time.

Graphviz and numpy compute the geometry, matplotlib draws all ink. Each kind of picture is a module
with one function that takes a network and a setting and gives a picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.errors import UnknownNameError
from azru_graph.pictures.actors import draw_actors
from azru_graph.pictures.ego import draw_ego
from azru_graph.pictures.picture import Picture, Setting
from azru_graph.pictures.places import draw_places
from azru_graph.pictures.saving import save
from azru_graph.pictures.style import SIZES, size_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from azru_graph.networks import Network

__all__ = ["PICTURES", "SIZES", "Picture", "Setting", "draw", "draw_ego", "save", "size_named"]

# Name of the picture → the view that gives its network, what draws it, and what it shows.
PICTURES: dict[str, tuple[str, Callable[[Network, Setting], Picture], str]] = {
    "actors": ("actors", draw_actors, "who acted towards whom"),
    "places": ("places", draw_places, "where events took place"),
}


def draw(name: str, network: Network, setting: Setting) -> Picture:
    """Draw a network as the picture of that name.

    Raises:
        UnknownNameError: There is no picture of that name.
        DataError: There is nothing to draw, or the font lacks a character of a label.
        ParameterError: Not even the least of it fits the size.
    """
    if name not in PICTURES:
        raise UnknownNameError("picture", name, PICTURES)
    return PICTURES[name][1](network, setting)

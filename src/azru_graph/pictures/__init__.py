"""Networks drawn with matplotlib: legible, in print sizes, and the same bytes every time.

Graphviz and numpy compute the geometry, matplotlib draws all ink. A picture is made by one of the
functions ``draw_…`` and written with ``save``.
"""

from azru_graph.pictures.actors import draw_actors
from azru_graph.pictures.saving import save
from azru_graph.pictures.sheet import Picture
from azru_graph.pictures.style import SIZES

__all__ = ["PICTURES", "SIZES", "Picture", "draw_actors", "save"]

# Name of the network that it shows → what draws it.
PICTURES = {"actors": draw_actors}

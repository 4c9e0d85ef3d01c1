"""What is asked of a picture, and what one is: a figure with what its file says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from azru_graph import __version__
from azru_graph.pictures import style

if TYPE_CHECKING:
    import os

    from matplotlib.figure import Figure

    from azru_graph.networks import Network

__all__ = ["LICENCE", "SOURCE", "Picture", "Setting"]

SOURCE = (
    "the article “Azerbaijan - Russia Relations: Is the Foreign Policy Strategy of Azerbaijan "
    f"Changing?” as recorded in azru-graph {__version__}"
)
LICENCE = "CC BY 4.0"


@dataclass(frozen=True)
class Setting:
    """What is asked of a picture, whatever it shows.

    Attributes:
        size: Its paper and type.
        title: The title, '' for one without title and subtitle, None for that of the picture.
        caption: What the foot says before the source.
        part: What of the network is to be seen, as a sentence for the foot; '' where it is all.
        grey: Whether every colour becomes the grey of the same luminance.
        seed: Another number gives another layout of the same quality, where chance has a part.
        source: Where the data come from, for the foot and the metadata of the file.
        licence: The licence of the picture.
        version: The state of the data, for the metadata: the version of the package, and as a rule
            a digest of the network behind it ("+" in between).
    """

    size: style.Size = style.SIZES["page"]
    title: str | None = None
    caption: str = ""
    part: str = ""
    grey: bool = False
    seed: int = 0
    source: str = SOURCE
    licence: str = LICENCE
    version: str = __version__

    @property
    def foot(self) -> str:
        """The text at the foot of the picture."""
        source = f"Source: {self.source}. Licence: {self.licence}."
        return " ".join(filter(None, (self.caption, self.part, source)))


@dataclass(frozen=True)
class Picture:
    """A figure with what its file says about it.

    Attributes:
        figure: The drawing, an inch to the inch.
        network: The nodes and edges that are drawn, and no others.
        title: One line, its own.
        description: What the picture shows, in two to four sentences, for those who cannot see it.
        setting: What was asked of it.
        query: The name of the view or the file of the query that gave the network.
        placed: The kinds of edges that are shown by the place of their nodes, not by a mark.
    """

    figure: Figure
    network: Network
    title: str
    description: str
    setting: Setting = field(default_factory=Setting)
    query: str = ""
    placed: frozenset[str] = frozenset()

    @property
    def heading(self) -> str:
        """The title asked for, else its own."""
        return self.setting.title or self.title

    @property
    def summary(self) -> str:
        """What it shows and of what part, in words."""
        return " ".join(filter(None, (self.description, self.setting.part)))

    def save(self, path: os.PathLike[str] | str) -> None:
        """Write it as SVG, PNG or PDF, by the extension of the path; raises as `saving.save`."""
        from azru_graph.pictures.saving import save

        save(self, Path(path))

    def text(self) -> str:
        """Tell its nodes and edges in words, for those who do not see it."""
        from azru_graph.pictures.twin import text

        return text(self)

    def _repr_svg_(self) -> str:
        from azru_graph.pictures.saving import written

        # A page takes the element alone, without the declaration that begins a file.
        return written(self, "svg").decode().partition("\n")[2]

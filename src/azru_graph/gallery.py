"""Every picture that needs no entity, in every size, and the page that shows them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import networks, pictures
from azru_graph.pictures.saving import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azru_graph.engines import Engine
    from azru_graph.networks import Choices, Network

__all__ = ["FORMATS", "Exhibit", "by_kind", "exhibits", "page"]

FORMATS = ("svg", "png", "pdf", "txt")
_SIZES = ("page", "column", "slide")  # the first is the one that the page shows
_MORE = {"actors": ("plate",)}
_BY_KIND = "actors"  # of which there is a picture of each kind of event as well, on a page
_LEAST = 3  # events that such a kind must have
_MADE = "<!-- Made by `make docs` from the graph; changes here are lost. -->"
_HOW = """\
Each is drawn by the command below it, on a page. `--size column`, `plate`, `slide` or millimetres
such as `120x80` take other paper, `-o FILE.png` and `-o FILE.pdf` write other formats, and `--text`
tells it in words; `azru draw --help` has the rest."""


class Exhibit(NamedTuple):
    """A picture in its sizes.

    Attributes:
        name: How its files are called.
        title: Its title.
        shows: What it shows, in a line.
        summary: What it shows, in a few sentences.
        command: The command that draws it.
        files: Name of a file below ``pictures/`` → its content.
    """

    name: str
    title: str
    shows: str
    summary: str
    command: str
    files: dict[str, bytes]

    @property
    def sizes(self) -> list[str]:
        """The sizes, the one to be shown first."""
        return [name.rpartition("-")[2][:-4] for name in self.files if name.endswith(".svg")]


def exhibits(engine: Engine) -> Iterator[Exhibit]:
    """Draw every picture that needs no entity."""
    base = pictures.Setting(**pictures.origin(engine))
    for name, (view, _, shows) in pictures.PICTURES.items():
        if not networks.entities_of(view):
            whole = networks.network(engine, view)
            yield _exhibit(name, name, shows, whole, base, (*_SIZES, *_MORE.get(name, ())))
            for kind, label in by_kind(name, whole):
                yield _exhibit(f"{name}-{kind}", name, label, whole, base, _SIZES[:1], kinds=kind)


def by_kind(name: str, whole: Network) -> list[tuple[str, str]]:
    """Give the kinds, with their labels, of which there is a picture of that name for each."""
    if name != _BY_KIND:
        return []
    events = {(key, kind) for _, _, key, kind in whole.edges(keys=True, data="kind")}
    counts = Counter(kind for _, kind in events)
    return [(kind, label) for kind, label in whole.graph["kinds"].items() if counts[kind] >= _LEAST]


def page(shown: Sequence[Exhibit]) -> str:
    """Write the page of all pictures, as Markdown."""
    lines = ["# The pictures", "", _MADE, "", _HOW, ""]
    lines += [f"- [{_plain(one.title)}](#{one.name})" for one in shown]
    for one in shown:
        lines += [
            "",
            f'## <a id="{one.name}"></a>{_plain(one.title)}',
            "",
            f"![{_plain(one.summary)}](pictures/{one.name}-{one.sizes[0]}.svg)",
            "",
            f"`{one.command}`",
        ]
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Write a text of Markdown in which no sign means anything."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


def _exhibit(  # noqa: PLR0913, PLR0917 -- what is drawn, and how it is called
    name: str,
    picture: str,
    shows: str,
    whole: Network,
    base: pictures.Setting,
    sizes: Sequence[str],
    *,
    kinds: str = "",
) -> Exhibit:
    drawn = {}
    choices: Choices = {"kinds": kinds or ()}
    for size in sizes:
        setting = replace(base, size=pictures.size_named(size))
        drawer = pictures.PICTURES[picture][1]
        drawn[size] = pictures.drawn(drawer, whole, setting, **choices)
    files = {
        f"{name}-{size}.{form}": made.text().encode() if form == "txt" else written(made, form)
        for size, made in drawn.items()
        for form in FORMATS
    }
    first = drawn[sizes[0]]
    command = f"azru draw {picture}" + (f" --kinds {kinds}" if kinds else "")
    return Exhibit(name, first.heading, shows, first.summary, command, files)

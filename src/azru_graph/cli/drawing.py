"""The command that draws: a picture as files, its network for other programs, its text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from azru_graph.cli.completing import complete_among, complete_entity, complete_kind
from azru_graph.cli.options import PATH, open_engine, voice_option
from azru_graph.cli.output import emit
from azru_graph.errors import UnknownNameError, UsageError
from azru_graph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from azru_graph.engines import Engine
    from azru_graph.networks import Choices, Network
    from azru_graph.pictures import Picture, Setting

    Draw = Callable[[Network, Setting], Picture]

__all__ = ["draw"]

_DRAWN = ("svg", "png", "pdf")
_OF_NETWORK = ("graphml", "gexf", "dot", "cyjs")
_SUFFIXES = (*_DRAWN, *_OF_NETWORK, "txt")


def _shown() -> dict[str, str]:
    from azru_graph.pictures import PICTURES

    return {name: shows for name, (_, _, shows) in PICTURES.items()}


def _sizes() -> Iterable[str]:
    from azru_graph.pictures import SIZES

    return SIZES


@click.command()
@click.argument("name", required=False, shell_complete=complete_among(_shown))
@click.argument("entities", metavar="[ENTITY]...", nargs=-1, shell_complete=complete_entity)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=PATH,
    help="A file: svg, png, pdf; graphml, gexf, dot, cyjs with the whole network behind the"
    " picture; txt. Repeatable. Default: NAME.svg.",
)
@click.option(
    "--size",
    default="page",
    show_default=True,
    shell_complete=complete_among(_sizes),
    help="column, page, plate, slide, screen (as high as it must be), or millimetres: 120x80.",
)
@click.option("--greyscale", is_flag=True, help="Draw every colour as its grey.")
@click.option(
    "--lang",
    type=click.Choice(["en", "az", "ru", "tr"]),
    default="en",
    show_default=True,
    help="Names in this language where there are any.",
)
@click.option("--from", "since", metavar="DATE", help="Only what may have been then or later.")
@click.option("--to", "until", metavar="DATE", help="Only what may have been then or earlier.")
@click.option(
    "--kinds",
    multiple=True,
    metavar="KIND",
    shell_complete=complete_kind,
    help="Only edges of this kind, or what joins nodes of it; repeatable.",
)
@click.option(
    "--min-weight",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Only edges that stand for so many events.",
)
@voice_option
@click.option("--hops", type=click.IntRange(1), help="Steps from the entity of ego. Default: 1.")
@click.option("--title", help="A title of your own.")
@click.option("--no-title", is_flag=True, help="Leave title and subtitle out.")
@click.option("--caption", default="", help="What the foot says before the source.")
@click.option("--seed", type=int, default=0, help="Another number, another layout.")
@click.option(
    "--query",
    metavar="FILE",
    help="Draw what a CONSTRUCT query in a file gives, or a stored view, instead of NAME.",
)
@click.option("--text", is_flag=True, help="Print the picture in words; draw only into -o.")
@click.pass_obj
def draw(
    data: tuple[Path, ...],
    *,
    name: str | None,
    entities: tuple[str, ...],
    outputs: tuple[Path, ...],
    size: str,
    greyscale: bool,
    lang: str,
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    min_weight: int,
    voice: str,
    hops: int | None,
    title: str | None,
    no_title: bool,
    caption: str,
    seed: int,
    query: str | None,
    text: bool,
) -> None:
    """Draw a picture; without NAME, list the pictures there are.

    ENTITY is what a picture such as ego is about, in any spelling.
    """
    if name and query:
        raise UsageError("both a picture and --query are given", remedy="leave one of them out")
    if title is not None and no_title:
        raise UsageError("--title and --no-title exclude each other", remedy="leave one out")
    for path in outputs:
        _suffix(path)
    from azru_graph import pictures
    from azru_graph.networks import choose, in_language

    if not name and not query:
        emit(_listed().encode(), None)
        return
    engine = open_engine(data)
    setting = pictures.Setting(
        size=pictures.size_named(size),
        title="" if no_title else title,
        caption=caption,
        grey=greyscale,
        seed=seed,
        **pictures.origin(engine),
    )
    if query:
        if entities or hops is not None:
            raise UsageError("a query is about no entity", remedy="leave ENTITY and --hops out")
        whole, drawer, stem = _of_query(engine, query)
    else:
        whole, drawer, stem = _of_name(engine, pictures.known(name or ""), entities, hops)
    choices: Choices = {
        "since": since,
        "until": until,
        "kinds": kinds,
        "min_weight": min_weight,
        "voice": voice,
    }
    made = _Made(
        lambda: in_language(choose(whole, **choices), lang),
        lambda: pictures.drawn(drawer, whole, setting, lang=lang, **choices),
    )
    told = made.content("txt") if text else b""
    paths = outputs or (() if text else (Path(f"{stem}.svg"),))
    contents = {path: made.content(_suffix(path)) for path in paths}
    from azru_graph.files import write_all

    write_all(contents)
    if text:
        emit(told, None)
    for path in contents:
        click.echo(str(path), err=text)


class _Made:
    """A network and its picture, which is drawn when it is first needed."""

    def __init__(self, network: Callable[[], Network], picture: Callable[[], Picture]) -> None:
        self._network = network
        self._picture = cache(picture)

    def content(self, form: str) -> bytes:
        """Give the network, the picture or its text in a form, by its suffix."""
        if form in _OF_NETWORK:
            from azru_graph.networks.formats import write

            return write(self._network(), form)
        if form == "txt":
            return self._picture().text().encode()
        from azru_graph.pictures.saving import written

        return written(self._picture(), form)


def _suffix(path: Path) -> str:
    suffix = path.suffix.removeprefix(".").lower()
    if suffix not in _SUFFIXES:
        raise UnknownNameError("format to draw in", suffix or path.name, _SUFFIXES, near=[])
    return suffix


def _of_name(
    engine: Engine, name: str, entities: Sequence[str], hops: int | None
) -> tuple[Network, Draw, str]:
    """Give the network of a picture, what draws it, and how its file is called."""
    from azru_graph import networks
    from azru_graph.names import named
    from azru_graph.pictures import PICTURES

    view, drawer, _ = PICTURES[name]
    if hops is not None and networks.entities_of(view) != 1:
        raise UsageError(f"--hops means nothing to {name}", remedy="leave it out")
    iris = [named(engine, entity).value for entity in entities]
    network = networks.network(engine, view, iris, hops=hops or 1)
    stem = "-".join([name, *(local_name(iri) for iri in iris)])
    return network, drawer, stem


def _of_query(engine: Engine, query: str) -> tuple[Network, Draw, str]:
    """Give the same of a stored view or of a file with a query."""
    from azru_graph import networks, pictures
    from azru_graph.queries import catalogue

    if query in catalogue("views"):
        return networks.network(engine, query), pictures.drawer_of(query), query
    path = Path(query)
    return networks.constructed(engine, path), pictures.drawer_of(path.name), path.stem


def _listed() -> str:
    """List the pictures: name, what it is about, what it shows."""
    from azru_graph.networks import entities_of
    from azru_graph.pictures import PICTURES

    rows = [
        (" ".join([name, *["ENTITY"] * entities_of(view)]), shows)
        for name, (view, _, shows) in sorted(PICTURES.items())
    ]
    width = max(len(name) for name, _ in rows)
    return "".join(f"{name:<{width}}  {shows}\n" for name, shows in rows)

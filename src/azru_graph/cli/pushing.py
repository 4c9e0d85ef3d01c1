"""The command that sends the graph to a server elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from azru_graph.cli.options import PATH, files_or_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["push"]


@click.command()
@click.argument("url")
@click.argument("files", nargs=-1, type=PATH)
@click.option("--add", is_flag=True, help="Keep what is in the graph.")
@click.option(
    "--graph", metavar="IRI", help="The named graph to write. Default: the default graph."
)
@click.option("--update", is_flag=True, help="URL is an address for SPARQL Update.")
@click.option("--query", metavar="URL", help="Count what has arrived by a query to this address.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, max=86_400, min_open=True),
    help="Seconds that the server may take for one request. Default: 300.",
)
@click.pass_obj
def push(
    data: tuple[Path, ...],
    url: str,
    files: tuple[Path, ...],
    *,
    add: bool,
    graph: str | None,
    update: bool,
    query: str | None,
    timeout: float | None,
) -> None:
    """Send the data, or the FILES given, and the ontology to the server at URL.

    They take the place of what is in the graph, or nothing is changed. URL is the address of a
    Graph Store; where there is none it is tried as one for SPARQL Update. Credentials come from
    the environment, as for azru --endpoint.
    """
    import os

    from azru_graph.engines.server import authorization
    from azru_graph.files import ontology_files
    from azru_graph.push import TIMEOUT, Target
    from azru_graph.push import push as run

    with _progress() as progress:
        pushed = run(
            [*files_or_data(files, data), *ontology_files()],
            Target(url, graph, update, query, timeout or TIMEOUT, authorization(os.environ)),
            add=add,
            progress=progress,
        )
    click.echo(f"{pushed.sent} triples sent to {url} by {pushed.protocol}")
    if pushed.held is None:
        click.echo("azru: not counted there; --query URL names an address to ask", err=True)
    else:
        click.echo(f"{pushed.held} triples counted there")


@contextmanager
def _progress() -> Iterator[Callable[[str], object]]:
    """Give what takes in words what is being done; each second, standard error tells of news."""
    from threading import Event, Thread

    doing = [""]
    ended = Event()

    def tell() -> None:
        told = ""
        while not ended.wait(1):
            if doing[0] != told:
                told = doing[0]
                click.echo(f"azru: {told} …", err=True)

    def progress(words: str) -> None:
        doing[0] = words

    thread = Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        ended.set()
        thread.join()

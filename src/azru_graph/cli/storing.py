"""The command that makes a store on disk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from azru_graph.cli.options import PATH, files_or_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Progress", "load"]

_MEGABYTE = 1_000_000


@click.command()
@click.argument("directory", type=PATH)
@click.argument("files", nargs=-1, type=PATH)
@click.option(
    "--named", is_flag=True, help="Give each file a graph of its own, asked over all of them."
)
@click.pass_obj
def load(data: tuple[Path, ...], directory: Path, files: tuple[Path, ...], *, named: bool) -> None:
    """Make a store on disk of the data, or the FILES given, and the ontology, for azru --store.

    A store that is in DIRECTORY is replaced once the new one is whole. Where the making is cut off,
    the same command goes on behind the last file that was loaded whole.
    """
    from azru_graph.cli.stopping import ending_at_once
    from azru_graph.engines.loading import load as make
    from azru_graph.files import ontology_files

    chosen = files_or_data(files, data)
    apart, together = (chosen, ()) if named else ((), chosen)
    with ending_at_once():
        size = make(
            directory, [*together, *ontology_files()], named=apart, watch=Progress(time.monotonic)
        )
    click.echo(f"{size} triples in {directory}")


class Progress:
    """Tells on standard error how far a load is, where it takes more than a second.

    It tells again when a twentieth of the time so far is over, and a second at least: a long load
    does not fill a log. Of less than ten megabytes it tells nothing, however slow the machine is.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin to count the seconds that a clock gives."""
        self._clock = clock
        self._begun = self._told = clock()
        self._read: dict[Path, int] = {}

    def __call__(self, path: Path, read: int) -> None:
        """Take note of a file and the bytes of it that are read; of a folder put in order."""
        self._read[path] = read
        now = self._clock()
        pause = max(1, (now - self._begun) / 20)
        if now - self._told < pause or sum(self._read.values()) < 10 * _MEGABYTE:
            return
        self._told = now
        if path.is_dir():
            click.echo("azru: putting the store in order", err=True)
            return
        whole = "" if path.suffix == ".gz" else f" of {path.stat().st_size / _MEGABYTE:.0f}"
        click.echo(f"azru: {path.name}: {read / _MEGABYTE:.0f}{whole} MB", err=True)

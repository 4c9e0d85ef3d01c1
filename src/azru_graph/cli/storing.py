"""The command that makes a store on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from azru_graph.cli.options import PATH, files_or_data

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["load"]


@click.command()
@click.argument("directory", type=PATH)
@click.argument("files", nargs=-1, type=PATH)
@click.pass_obj
def load(data: tuple[Path, ...], directory: Path, files: tuple[Path, ...]) -> None:
    """Make a store on disk of the data, or the FILES given, and the ontology, for azru --store.

    A store that is in DIRECTORY is replaced once the new one is whole.
    """
    from azru_graph.engines import disk
    from azru_graph.files import ontology_files

    size = disk.load(directory, [*files_or_data(files, data), *ontology_files()])
    click.echo(f"{size} triples in {directory}")

"""Commands that make files: exports, and everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from azru_graph.cli.completing import complete_among
from azru_graph.cli.options import PATH, output_option
from azru_graph.cli.output import emit
from azru_graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["build", "export"]


def _formats() -> Iterable[str]:
    from azru_graph.exports import FORMATS

    return FORMATS


@click.command()
@click.argument("form", metavar="FORMAT", shell_complete=complete_among(_formats))
@output_option
@click.pass_obj
def export(data: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Write the whole graph, ontology included: turtle, ntriples, jsonld or rdfxml."""
    from azru_graph import exports

    written = exports.export(exports.content_of(data), form)
    if not isinstance(written, bytes):
        raise UsageError("is a folder of files", remedy="name a folder with -o")
    emit(written, output)


@click.command()
@click.argument("directory", type=PATH)
@click.pass_obj
def build(data: tuple[Path, ...], directory: Path) -> None:
    """Validate, answer every question, draw and export everything into DIRECTORY."""
    from azru_graph.build import build as run

    built = run(directory, data, progress=lambda step: click.echo(f"{step} …", err=True))
    click.echo(
        f"{built.triples} triples, valid"
        + (f" with {built.findings} remarks" if built.findings else "")
        + f"\n{built.questions} questions answered in {built.rows} rows"
        f"\n{len(built.files)} files written; open {built.directory / 'index.html'}"
    )

"""Commands that make files: pictures, exports, and everything at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from azru_graph.cli.completing import complete_among
from azru_graph.cli.options import PATH, open_engine, output_option
from azru_graph.cli.output import emit
from azru_graph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["build", "draw", "export"]


def _formats() -> Iterable[str]:
    from azru_graph.exports import FORMATS

    return FORMATS


def _pictures() -> Iterable[str]:
    from azru_graph.pictures import PICTURES

    return PICTURES


@click.command()
@click.argument("name", shell_complete=complete_among(_pictures))
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=PATH,
    help="The file (svg, png or pdf); may be repeated. Default: NAME.svg.",
)
@click.option("--size", default="page", show_default=True, help="page, plate, column or slide.")
@click.pass_obj
def draw(data: tuple[Path, ...], name: str, outputs: tuple[Path, ...], size: str) -> None:
    """Draw a picture: actors (who acted towards whom)."""
    from azru_graph import networks, pictures

    if name not in pictures.PICTURES:
        raise UnknownNameError("picture", name, pictures.PICTURES)
    setting = pictures.Setting(size=pictures.size_named(size))
    network = networks.network(open_engine(data), pictures.PICTURES[name][0])
    picture = pictures.draw(name, network, setting)
    for path in outputs or (Path(f"{name}.svg"),):
        pictures.save(picture, path)
        click.echo(str(path))


@click.command()
@click.argument("form", metavar="FORMAT", shell_complete=complete_among(_formats))
@output_option
@click.pass_obj
def export(data: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Write the whole graph, ontology included: turtle, ntriples, jsonld or rdfxml."""
    from azru_graph.exports import export as written
    from azru_graph.files import ontology_files

    emit(written([*data, *ontology_files()], form), output)


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

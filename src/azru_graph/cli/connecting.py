"""The command that connects: chains from one entity to another."""

from __future__ import annotations

from functools import partial
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from azru_graph.cli.completing import complete_entity
from azru_graph.cli.options import open_engine, output_option, text_or, voice_option
from azru_graph.cli.output import emit

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["path"]


@click.command()
@click.argument("start", metavar="A", shell_complete=complete_entity)
@click.argument("end", metavar="B", shell_complete=complete_entity)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="At most so many chains, and so many records and claims for each step.",
)
@click.option("--max-steps", type=click.IntRange(1), help="At most so many steps.")
@voice_option
@click.option(
    "--avoid",
    multiple=True,
    metavar="ENTITY",
    shell_complete=complete_entity,
    help="Lead round this entity, record or claim, such as Russia; repeatable.",
)
@text_or("json", "tsv")
@output_option
@click.pass_obj
def path(
    data: tuple[Path, ...],
    *,
    start: str,
    end: str,
    limit: int,
    max_steps: int | None,
    voice: str,
    avoid: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Show how two entities are connected, with the evidence of each step.

    A step leads from one entity to the next by a record that names both, or a claim in the words
    of its voice. The shortest chains are given, first those through entities that few records and
    claims name; none leads through the author of the article.
    """
    from azru_graph.names import named
    from azru_graph.paths import connect, written
    from azru_graph.results import write

    engine = open_engine(data)
    connection = connect(
        engine,
        named(engine, start),
        named(engine, end),
        limit=limit,
        max_steps=max_steps,
        voice=voice,
        avoid=[named(engine, entity) for entity in avoid],
    )
    if form == "tsv":
        emit(write(written.to_table(connection), "tsv"), output)
        note = written.cut_note(connection)
        if note:
            click.echo(f"azru: {note}", err=True)
    else:
        width = 100 if output else get_terminal_size((100, 24)).columns
        text = partial(written.to_text, width=width)
        emit((written.to_json if form == "json" else text)(connection).encode(), output)

"""The command that finds entities by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from azru_graph.cli.completing import complete_among
from azru_graph.cli.options import format_option, open_engine, output_option
from azru_graph.cli.output import write_answer
from azru_graph.errors import UnknownNameError, UsageError
from azru_graph.search import KINDS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["find"]


@click.command()
@click.argument("text", default="")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    shell_complete=complete_among(lambda: KINDS),
    help=f"Only this kind: {', '.join(KINDS)}.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The most rows."
)
@format_option
@output_option
@click.pass_obj
def find(
    data: tuple[Path, ...],
    text: str,
    *,
    kinds: tuple[str, ...],
    limit: int,
    form: str | None,
    output: Path | None,
) -> None:
    """Find entities by name, in any spelling, and claims by what they say.

    Without TEXT all entities of the kind are listed. Exit 1 if there is none.
    """
    from azru_graph import search
    from azru_graph.names import main_names, names, nearest

    if not text.strip() and not kinds:
        raise UsageError(
            "nothing is asked for", remedy="give a name, or list all with --kind actor"
        )
    engine = open_engine(data)
    found = search.find(engine, text, kinds=kinds, limit=limit)
    if not found.rows:
        known = names(engine)
        labels = main_names(known)
        near = list(dict.fromkeys(labels[name.entity] for name in nearest(known, text)))
        click.echo(f"azru: {UnknownNameError('entity', text, (), near=near[:3])}", err=True)
        raise click.exceptions.Exit(1)
    write_answer(found, form, output)

"""The group of all commands, with the options that choose what they ask."""

from __future__ import annotations

from importlib import import_module
from math import isnan
from typing import TYPE_CHECKING

import click

from azru_graph import __version__
from azru_graph.cli import COMMANDS
from azru_graph.cli.options import PATH
from azru_graph.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["azru"]

# Commands that ask nothing of any graph, and those that read files and no other graph.
_NOTHING = {"fmt", "queries"}
_FILES = {"build", "export", "load", "push", *_NOTHING}


class _Commands(click.Group):
    """The commands of the table, each loaded when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """Give the names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; where there is none of that name, None to a completion, else refused."""
        if cmd_name not in COMMANDS:
            if ctx.resilient_parsing:
                return None
            raise UnknownNameError("command", cmd_name, COMMANDS)
        command: click.Command = getattr(
            import_module(f"azru_graph.cli.{COMMANDS[cmd_name]}"), cmd_name
        )
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="azru")
@click.option(
    "--data", multiple=True, type=PATH, help="Use this RDF, not the shipped data; repeatable."
)
@click.option("--no-editorial", is_flag=True, help="Leave out what the editor adds from outside.")
@click.option("--store", type=PATH, help="Use this store on disk, made by azru load.")
@click.option("--endpoint", help="Use the SPARQL endpoint at this address.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, max=86_400, min_open=True),
    help="Seconds that the endpoint may take. Default: 60.",
)
# Read by `main`, before anything can go wrong.
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback of an error.")
@click.pass_context
def azru(
    context: click.Context,
    *,
    data: tuple[Path, ...],
    no_editorial: bool,
    store: Path | None,
    endpoint: str | None,
    timeout: float | None,
) -> None:
    """Question the knowledge graph of one article."""
    options = {"--data": data or None, "--store": store, "--endpoint": endpoint}
    given = [name for name, value in options.items() if value is not None]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other", remedy="keep one of them")
    if no_editorial:
        given.append("--no-editorial")
    if len(given) > 1:
        raise UsageError(f"--no-editorial means nothing beside {given[0]}", remedy="leave one out")
    command = context.invoked_subcommand
    if given and command in (_FILES if given[0] in {"--store", "--endpoint"} else _NOTHING):
        raise UsageError(f"{given[0]} means nothing to {command}", remedy="leave it out")
    if timeout is not None and isnan(timeout):
        raise UsageError("--timeout takes a number of seconds", remedy="give one such as 10")
    if timeout is not None and endpoint is None:
        raise UsageError("--timeout means nothing without --endpoint", remedy="leave it out")
    from azru_graph.files import data_files

    context.obj = data or data_files(editorial=not no_editorial)

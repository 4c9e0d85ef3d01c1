"""What commands take: options that several have, and what is asked with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from azru_graph.cli.completing import complete_value
from azru_graph.cli.output import GRAPH_FORMATS, TABLE_FORMATS, by_suffix
from azru_graph.errors import ParameterError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from azru_graph.engines import Engine

__all__ = [
    "KEPT",
    "PATH",
    "elsewhere",
    "files_or_data",
    "format_option",
    "limit_option",
    "open_engine",
    "output_option",
    "param_option",
    "sources_option",
    "text_or",
    "values",
    "voice_option",
]

KEPT = "azru_graph.engine"  # where a context's ``meta`` has the engine of a shell


class _Path(click.Path):
    """A path that is not empty: an empty one would mean the current folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click has it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401
        """Refuse an empty path."""
        if value == "":
            self.fail("a path must not be empty", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path()
output_option = click.option(
    "-o",
    "--output",
    type=PATH,
    is_eager=True,  # the format may follow from it
    help="Write to this file instead; - is standard output.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice([*TABLE_FORMATS, *GRAPH_FORMATS]),
    help="Default: by the suffix of -o, else a table on a terminal and TSV in a pipe.",
)
param_option = click.option(
    "-p",
    "--param",
    "given",
    multiple=True,
    help="A value, as name=value.",
    shell_complete=complete_value,
)
limit_option = click.option(
    "--limit", type=click.IntRange(min=0), help="Show so many rows at most, and say of how many."
)
sources_option = click.option(
    "--with-sources",
    is_flag=True,
    help="Add to each row the claims or records it rests on, their voices, passages and works.",
)
voice_option = click.option(
    "--voice",
    type=click.Choice(["all", "author"]),
    default="all",
    show_default=True,
    help="Claims of all voices, or only the author's.",
)


def elsewhere() -> str | None:
    """Give ``--store`` or ``--endpoint``, whichever the group has; None where it has neither."""
    given = click.get_current_context().find_root().params
    return next((f"--{name}" for name in ("store", "endpoint") if given[name] is not None), None)


def files_or_data(files: Sequence[Path], data: Sequence[Path]) -> Sequence[Path]:
    """Give the files of a command, or where it has none the data that the group names."""
    given = click.get_current_context().find_root().params
    for name in ("data", "no_editorial", "store", "endpoint"):
        if files and given[name]:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"both {option} and files are given", remedy="leave one of them out")
    return files or data


def open_engine(data: Sequence[Path]) -> Engine:
    """Open the store or the endpoint that the group names, or else load data and ontology.

    Ctrl-C ends what it does at once.

    Within a shell, it is the engine that the shell keeps.
    """
    context = click.get_current_context()
    if KEPT in context.meta:
        kept: Engine = context.meta[KEPT]
        return kept
    from azru_graph.cli.stopping import Stoppable, ending_at_once
    from azru_graph.engines import opened
    from azru_graph.files import ontology_files

    given = context.find_root().params
    with ending_at_once():
        engine = opened(
            [*data, *ontology_files()],
            store=given["store"],
            endpoint=given["endpoint"],
            timeout=given["timeout"],
        )
    return Stoppable(engine)


def text_or(*forms: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give the option ``--format`` of a command that writes text or one of these formats."""

    def chosen(context: click.Context, _: click.Parameter, form: str | None) -> str:
        return form or by_suffix(context.params.get("output"), forms)

    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", *forms]),
        callback=chosen,
        help="Default: by the suffix of -o, else text.",
    )


def values(given: Sequence[str]) -> dict[str, list[str]]:
    """Read what stands behind ``-p``: name → the texts given for it."""
    found: dict[str, list[str]] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise ParameterError(
                f"'{item}' is no parameter", remedy="write it as name=value, such as -p year=1993"
            )
        found.setdefault(name, []).append(value)
    return found

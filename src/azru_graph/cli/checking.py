"""Commands that check: the data, its files, and a copy of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from azru_graph.cli.options import (
    PATH,
    elsewhere,
    files_or_data,
    open_engine,
    output_option,
    text_or,
)
from azru_graph.cli.output import emit
from azru_graph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["anchor", "fmt", "validate"]


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@click.option(
    "--shapes",
    multiple=True,
    type=PATH,
    help="Use these SHACL shapes, not the shipped shapes and checks; repeatable.",
)
@click.option(
    "--reference",
    is_flag=True,
    help="Run the shapes in pySHACL: shapes of any kind, but minutes for large data.",
)
@text_or("json", "ttl")
@output_option
@click.pass_obj
def validate(
    data: tuple[Path, ...],
    *,
    files: tuple[Path, ...],
    shapes: tuple[Path, ...],
    reference: bool,
    form: str,
    output: Path | None,
) -> None:
    """Validate the data, or the files given, against the shapes and the checks."""
    from azru_graph import exports, validation

    paths = files_or_data(files, data)
    asked = elsewhere()
    if asked and reference:
        raise UsageError(f"--reference means nothing beside {asked}", remedy="leave one out")
    if asked:
        findings = validation.examine(open_engine(data), shapes=shapes)
    else:
        findings = validation.validate(paths, shapes=shapes, reference=reference)
    if form == "ttl":
        written = exports.serialize(validation.report(findings), "turtle")
    elif form == "json":
        written = validation.to_json(findings).encode()
    else:
        written = validation.to_text(findings).encode()
    emit(written, output)
    if any(finding.severity == "violation" for finding in findings):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file is not canonical.")
def fmt(files: tuple[Path, ...], check: bool) -> None:
    """Write Turtle files in canonical form; without files, all of ontology/ and data/."""
    from azru_graph.files import folder, write_whole
    from azru_graph.turtle import reformat

    chosen = files or tuple(
        sorted([*folder("ontology").glob("*.ttl"), *folder("data").glob("*.ttl")])
    )
    # All are read before any is written, so that a fault in one leaves all as they were.
    texts = [(path, *reformat(path)) for path in chosen]
    changed = [(path, new) for path, old, new in texts if old != new]
    for path, new in changed:
        if not check:
            write_whole(path, new.encode())
        click.echo(f"{path}: {'is not canonical; run azru fmt' if check else 'rewritten'}")
    if check and changed:
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--text", "own", type=PATH, required=True, help="The copy.")
@text_or("json")
@output_option
@click.pass_obj
def anchor(data: tuple[Path, ...], own: Path, form: str, output: Path | None) -> None:
    """Find the passages in a copy of the article; exit 1 if some are missing."""
    from azru_graph import copies

    copy = copies.read_copy(open_engine(data), own)
    written = (copies.to_json if form == "json" else copies.to_text)(copy)
    emit(written.encode(), output)
    if copy.missing:
        raise click.exceptions.Exit(1)

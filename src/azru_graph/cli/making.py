"""Commands that make files: exports, and everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from azru_graph.cli.completing import complete_among
from azru_graph.cli.options import PATH, output_option
from azru_graph.cli.output import emit
from azru_graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["build", "export"]

_PARTS = ("editorial", "facts", "ontology", "shapes")


def _formats() -> dict[str, str]:
    from azru_graph.exports import FORMATS

    summaries = {name: form.summary for name, form in FORMATS.items()}
    return {"all": "Every format, with counts and checksums", **summaries}


@click.command()
@click.argument("form", metavar="[FORMAT]", required=False, shell_complete=complete_among(_formats))
@click.argument("directory", type=PATH, required=False)
@output_option
@click.option("--base", help="Let the IRIs begin with this, not https://w3id.org/azru/.")
@click.option(
    "--only",
    metavar="PART",
    help="One part: a data file by its name, such as facts or editorial; ontology; shapes.",
    shell_complete=complete_among(lambda: _PARTS),
)
@click.pass_obj
def export(
    data: tuple[Path, ...],
    form: str | None,
    directory: Path | None,
    output: Path | None,
    base: str | None,
    only: str | None,
) -> None:
    """Write data and ontology in a FORMAT, or with "all" in every one into DIRECTORY.

    Without FORMAT the formats are listed, each with its file. What ends in a slash is a folder of
    files, and -o names it.
    """
    from azru_graph import exports
    from azru_graph.errors import UnknownNameError
    from azru_graph.files import write_all
    from azru_graph.terms import BASE

    if form is None:
        if output or base or only:
            raise UsageError("no format is named", remedy="azru export lists them")
        click.echo(_listed(), nl=False)
        return
    if form not in _formats():
        raise UnknownNameError("export format", form, _formats())
    folder = _folder(form, directory, output)
    content = exports.content_of(data, only=only, base=BASE if base is None else base)
    if form == "all":
        written: bytes | Mapping[str, bytes] = exports.export_all(content, progress=_told)
    else:
        written = exports.export(content, form)
    if isinstance(written, bytes):
        emit(written, output)
    elif folder is not None:
        write_all({folder / name: whole for name, whole in written.items()})
        if form == "all":
            click.echo(written["counts.tsv"], nl=False)
        click.echo(f"{len(written)} files in {folder}")


def _folder(form: str, directory: Path | None, output: Path | None) -> Path | None:
    """Give the folder to write into, None where the format is one file."""
    from azru_graph.exports import FORMATS

    if directory and form != "all":
        raise UsageError(f"{form} is one format", remedy=f"azru export {form} -o {directory}")
    if directory and output:
        raise UsageError("a folder and -o are given", remedy="leave one of them out")
    if form != "all" and FORMATS[form].suffix:
        return None
    folder = directory or output
    if folder is None or str(folder) == "-":
        raise UsageError(f"{form} is a folder of files", remedy="name a folder with -o")
    return folder


def _told(step: str) -> None:
    click.echo(f"{step} …", err=True)


def _listed() -> str:
    """List the formats: name, file or folder, summary."""
    from azru_graph.exports import FORMATS, file_name

    rows = [
        (name, file_name(name) + ("" if form.suffix else "/"), form.summary)
        for name, form in sorted(FORMATS.items())
    ]
    widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
    return "".join(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}\n" for a, b, c in rows)


@click.command()
@click.argument("directory", type=PATH)
@click.pass_obj
def build(data: tuple[Path, ...], directory: Path) -> None:
    """Validate, answer every question, draw and export everything into DIRECTORY."""
    from azru_graph.build import build as run

    built = run(directory, data, progress=_told)
    click.echo(
        f"{built.triples} triples, valid"
        + (f" with {built.findings} remarks" if built.findings else "")
        + f"\n{built.questions} questions answered in {built.rows} rows"
        f"\n{len(built.files)} files written; open {built.directory / 'index.html'}"
    )

"""What commands give out: bytes to a file or standard output, answers in the format that fits."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from azru_graph.errors import OutputError, UsageError
from azru_graph.results import FORMATS as TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from azru_graph.engines import Engine
    from azru_graph.results import Result

__all__ = ["GRAPH_FORMATS", "TABLE_FORMATS", "by_suffix", "emit", "shaped", "write_answer"]

# A Turtle document is a TriG document, and N-Triples are N-Quads, of the default graph alone.
GRAPH_FORMATS = {
    "ttl": "turtle",
    "nt": "ntriples",
    "jsonld": "jsonld",
    "rdf": "rdfxml",
    "trig": "turtle",
    "nq": "ntriples",
}


def by_suffix(output: Path | None, forms: Sequence[str]) -> str:
    """Give the format that the suffix of a file names, or ``text`` where it names none.

    Raises:
        UsageError: It names a format, but none of these.
    """
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    if suffix not in {*TABLE_FORMATS, *GRAPH_FORMATS}:
        return "text"
    if suffix not in forms:
        remedy = f"choose one of: text, {', '.join(forms)}"
        raise UsageError(f"this cannot be written as {suffix}", remedy=remedy)
    return suffix


def emit(content: bytes, output: Path | None) -> None:
    """Write to a file whole, or to standard output where none is given or it is named ``-``.

    Standard error tells of a folder that is made for the file.

    Raises:
        OutputError: The file cannot be written, or standard output is closed.
    """
    if output and str(output) != "-":
        from azru_graph.files import write_whole

        made = not os.access(output.parent, os.F_OK)
        write_whole(output, content)
        if made:
            click.echo(f"azru: the folder {output.parent} was made", err=True)
    elif sys.stdout is None:
        raise OutputError("standard output is closed")
    else:
        sys.stdout.buffer.write(content)


def shaped(engine: Engine, answer: Result, *, limit: int | None, with_sources: bool) -> Result:
    """Cut rows off after ``limit``, None cutting none, and add to each what it rests on.

    Raises:
        UsageError: The answer has no rows, or a column of the name of one to be added.
    """
    from azru_graph.results import Table

    if limit is None and not with_sources:
        return answer
    if not isinstance(answer, Table):
        option = "--limit" if limit is not None else "--with-sources"
        remedy = "leave it out, or begin the query with SELECT"
        raise UsageError(f"{option} means nothing to an answer without rows", remedy=remedy)
    table = answer if limit is None else answer.head(limit)
    if with_sources:
        from azru_graph.provenance import with_sources as sourced

        table = sourced(engine, table)
    return table


def write_answer(
    answer: Result, form: str | None, output: Path | None, *, labelled_by: Engine | None = None
) -> None:
    """Print a result or write it to a file, in the format asked for or the one that fits.

    ``labelled_by`` is where the labels come from that people see beside IRIs; None shows none. Of
    rows that were cut off, standard error says how many there are.

    Raises:
        UsageError: Rows or triples cannot be written in the format.
        OutputError: As ``emit`` raises it.
    """
    from azru_graph import results

    graph = isinstance(answer, results.Triples)
    if form is None:
        suffix = output.suffix.removeprefix(".").lower() if output else ""
        terminal = not output and sys.stdout is not None and sys.stdout.isatty()
        form = suffix or ("ttl" if graph else "table" if terminal else "tsv")
    if form not in (GRAPH_FORMATS if graph else TABLE_FORMATS):
        fits = ", ".join(GRAPH_FORMATS if graph else TABLE_FORMATS)
        what = "triples" if graph else "rows"
        raise UsageError(f"{what} cannot be written as {form}", remedy=f"choose one of: {fits}")
    if isinstance(answer, results.Triples):
        from azru_graph.exports import triples_as

        emit(triples_as(answer, GRAPH_FORMATS[form]), output)
        return
    width = None
    if form == "table" and not output:
        import shutil

        width = shutil.get_terminal_size((100, 24)).columns
    labels = None
    if labelled_by and form in {"table", "md"} and isinstance(answer, results.Table):
        from azru_graph.entities import labels as labels_of

        labels = labels_of(labelled_by, answer)
    emit(results.write(answer, form, width=width, labels=labels), output)
    # On a terminal, a form for people has just said it below the rows.
    seen = form in {"md", "table"} and not output and sys.stdout is not None and sys.stdout.isatty()
    if isinstance(answer, results.Table) and answer.cut and not seen:
        click.echo(f"azru: {answer.cut}", err=True)

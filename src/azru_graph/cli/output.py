"""What commands give out: bytes to a file or standard output, answers in the format that fits."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from azru_graph.errors import OutputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.engine import Embedded
    from azru_graph.results import Result

__all__ = ["GRAPH_FORMATS", "TABLE_FORMATS", "emit", "write_answer"]

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "md")
GRAPH_FORMATS = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}


def emit(content: bytes, output: Path | None) -> None:
    """Write to a file whole, or to standard output where none is given or it is named ``-``.

    Raises:
        OutputError: The file cannot be written, or standard output is closed.
    """
    if output and str(output) != "-":
        from azru_graph.files import write_whole

        write_whole(output, content)
    elif sys.stdout is None:
        raise OutputError("standard output is closed")
    else:
        sys.stdout.buffer.write(content)


def write_answer(
    answer: Result, form: str | None, output: Path | None, *, labelled_by: Embedded | None = None
) -> None:
    """Print a result or write it to a file, in the format asked for or the one that fits.

    ``labelled_by`` is where the labels come from that people see beside IRIs; None shows none.

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

"""The job of answering a stored question."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from azru_graph import results
from azru_graph.errors import UsageError
from azru_graph.names import filled
from azru_graph.pages import page
from azru_graph.queries import get, select
from azru_graph.web.jobs import Made
from azru_graph.web.jobs.served import kept
from azru_graph.web.kinds import ANSWERS, Twin, links
from azru_graph.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from azru_graph.queries import Query
    from azru_graph.results import Table
    from azru_graph.web.jobs import Opened

__all__ = ["make"]

# What a browser is to show and not to save.
_SHOWN = {"html", "json", "rq", "xml"}


def make(  # noqa: PLR0913 - all by name but one
    opened: Opened,
    *,
    name: str,
    suffix: str,
    kind: str,
    chosen: bool,
    values: Mapping[str, Sequence[str]],
) -> Made:
    """Answer a question.

    Args:
        opened: What is asked.
        name: The question.
        suffix: A key of ``ANSWERS``.
        kind: The media type.
        chosen: Whether the header Accept decided.
        values: Parameter → its values.

    Raises:
        UnknownNameError: There is no such question.
        Problem: A parameter or a value means nothing to it.
        UsageError: The format cannot hold the answer.
    """
    stored = get("questions", name)
    status = HTTPStatus.OK
    if suffix == "html":  # on which stands what is wrong with the values
        shown = page(opened.site, f"q/{name}", values)
        content = shown.content
        status = HTTPStatus.BAD_REQUEST if shown.faulty else status
    else:
        text = _filled(opened, stored, values)
        rows = suffix != "rq"
        content = (
            results.write(_table(opened, text, stored.path), suffix) if rows else text.encode()
        )
    query = urlencode(values, doseq=True)
    headers = links(Twin(name, suffix, kind, chosen), ANSWERS, query=query)
    if suffix not in _SHOWN:
        end = "csv" if suffix == "excel" else suffix
        # The name is that of a file of ours, so that no sign in it means anything here.
        headers["Content-Disposition"] = f'attachment; filename="{stored.name}.{end}"'
    return Made(content, kind, headers, status=status)


@kept(8)
def _table(opened: Opened, text: str, path: Path) -> Table:
    """Answer a query; of the last ones the rows are kept, to be written in other formats."""
    return select(opened.engine, text, path=path)


def _filled(opened: Opened, stored: Query, values: Mapping[str, Sequence[str]]) -> str:
    """Put the values into the query; the question is there, so what is wrong is the request."""
    try:
        return filled(opened.engine, stored, values)
    except UsageError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, error.what, remedy=error.remedy) from error

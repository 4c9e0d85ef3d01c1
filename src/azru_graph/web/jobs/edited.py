"""The job of answering a query on the page of the editor, in a worker."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.errors import AzruError, UsageError
from azru_graph.syntax import with_prefixes
from azru_graph.terms import BASE
from azru_graph.web.jobs import Made
from azru_graph.web.responses import HTML

if TYPE_CHECKING:
    from azru_graph.results import Result
    from azru_graph.web.jobs import Opened

__all__ = ["make"]


def make(opened: Opened, *, query: str, view: str, most: int, failed: str | None) -> Made:
    """Make the page.

    Args:
        opened: What is asked.
        query: As it was written.
        view: How the answer is shown.
        most: Rows at most.
        failed: Why the query was not answered, where that is known already; None asks it.
    """
    from azru_graph.pages.editor import show_result

    result: Result | AzruError
    try:
        if failed is not None:
            raise UsageError(failed, remedy="ask for less, or narrow what is joined")
        result = opened.engine.query(with_prefixes(query, base=BASE), most=most)
    except AzruError as error:
        result = error
    status = HTTPStatus.BAD_REQUEST if isinstance(result, AzruError) else HTTPStatus.OK
    page = show_result(opened.site, query, result, view)
    return Made(page.content, HTML, lasts=False, status=status)

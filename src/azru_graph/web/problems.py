"""What is wrong with a request, as RFC 9457 has it: problem details, or a plain page for browsers.

Nothing of the inside is told: no path of a file, no traceback.
"""

from __future__ import annotations

import json
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from azru_graph.errors import EndpointError, UnknownNameError, UsageError
from azru_graph.web.negotiation import best
from azru_graph.web.responses import HTML, Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azru_graph.errors import AzruError

__all__ = ["Problem", "not_acceptable", "of_error", "to_answer"]

_JSON = "application/problem+json"
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · azru-graph</title>
<link rel="stylesheet" href="{root}/assets/style.css">
<link rel="icon" href="{root}/assets/favicon.svg" type="image/svg+xml"></head>
<body><header class="site"><p class="name"><a href="{root}/">azru-graph</a></p></header>
<main><h1>{title}</h1>
<div class="scroll" role="region" aria-label="What is wrong" tabindex="0"><pre>{detail}</pre></div>
{more}</main></body>
</html>
"""


class Problem(Exception):  # noqa: N818 - the word of the RFC
    """A request that is not answered as it was meant.

    Attributes:
        status: The status of the answer.
        detail: What is wrong, in words.
        more: Further members of the problem details, such as ``limit``.
        headers: Further headers of the answer.
    """

    def __init__(
        self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: object
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.more = {name: value for name, value in more.items() if value is not None}
        self.headers = dict(headers or {})


def not_acceptable(offers: Sequence[str]) -> Problem:
    """Say that the client takes none of the media types on offer."""
    return Problem(
        HTTPStatus.NOT_ACCEPTABLE,
        "none of the formats asked for is on offer here",
        offers=list(dict.fromkeys(offers)),
    )


def of_error(error: AzruError) -> Problem:
    """Put an error of this package as a problem, without the file that it concerns."""
    if isinstance(error, UnknownNameError):
        status = HTTPStatus.NOT_FOUND
    elif isinstance(error, UsageError):
        status = HTTPStatus.BAD_REQUEST
    elif isinstance(error, EndpointError):
        return Problem(HTTPStatus.BAD_GATEWAY, "the endpoint behind this service does not answer")
    else:
        return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the data behind this service is at fault")
    return Problem(status, error.what, line=error.line, column=error.column, remedy=error.remedy)


def to_answer(problem: Problem, accept: str | None, *, root: str = "") -> Answer:
    """Write a problem for whoever asked: a page where the client likes HTML best.

    Args:
        problem: What is wrong.
        accept: What the client takes.
        root: Below which path the service is mounted, without a slash at the end.
    """
    status = HTTPStatus(problem.status)
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **problem.headers}
    if best(accept, [_JSON, "application/json", HTML]) == HTML:
        more = "".join(
            f"<p>{escape(str(name))}: {escape(_told(value))}</p>\n"
            for name, value in problem.more.items()
        )
        page = _PAGE.format(
            title=f"{status.value} {status.phrase}",
            detail=escape(problem.detail),
            more=more,
            root=quote(root),
        )
        return Answer(page.encode(), HTML, status=status, headers=headers)
    content = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": problem.detail,
        **problem.more,
    }
    written = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return Answer(written.encode(), _JSON, status=status, headers=headers)


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

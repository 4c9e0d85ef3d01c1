"""The job of making a page, in a worker."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.web.jobs import Made
from azru_graph.web.responses import HTML

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azru_graph.web.jobs import Opened

__all__ = ["make"]


def make(opened: Opened, *, address: str, values: Mapping[str, Sequence[str]]) -> Made:
    """Make the page at an address; arguments and errors are those of ``pages.page``."""
    from azru_graph.pages import page

    made = page(opened.site, address, values)
    status = HTTPStatus.BAD_REQUEST if made.faulty else HTTPStatus.OK
    return Made(made.content, HTML, status=status)

"""The job of making a page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from azru_graph.pages import Site, page
from azru_graph.web.jobs import Made
from azru_graph.web.responses import HTML
from azru_graph.web.served import has_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azru_graph.web.jobs import Opened

__all__ = ["make", "paged"]


def make(opened: Opened, *, address: str, values: Mapping[str, Sequence[str]]) -> Made:
    """Make a page; raises as ``pages.page``."""
    return Made(paged(opened, address, values), HTML)


def paged(
    opened: Opened, address: str, values: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """Give the HTML of a page; raises as ``pages.page``."""
    return page(_site(opened), address, values).content


@cache
def _site(opened: Opened) -> Site:
    """The pages of what is served, made once in a worker."""
    from azru_graph.copies import read_copy

    source = opened.source
    return Site(
        opened.engine,
        files=source.data if has_files(opened) else (),
        version=opened.version,
        copy=read_copy(opened.engine, source.copy) if source.copy else None,
    )

"""What is served, as a worker has it, in the terms of the exports."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from azru_graph.exports.content import Content

if TYPE_CHECKING:
    from azru_graph.web.jobs import Opened

__all__ = ["content", "has_files"]


def has_files(opened: Opened) -> bool:
    """Whether files are served, not a store or an endpoint."""
    return opened.source.store is None and opened.source.endpoint is None


@cache
def content(opened: Opened) -> Content:
    """Give what is served as a content: without any part where no files are, yet with an engine."""
    found = opened.content if has_files(opened) else Content({})
    found.engine = opened.engine  # which would else be loaded once more
    return found

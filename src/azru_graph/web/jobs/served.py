"""What is served, as a worker has it, in the terms of the exports; and what it keeps of it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from azru_graph.exports.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable

    from azru_graph.web.jobs import Opened

__all__ = ["content", "has_files", "kept"]

_Given = TypeVarTuple("_Given")
_Made = TypeVar("_Made")


def has_files(opened: Opened) -> bool:
    """Whether files are served, not a store or an endpoint."""
    return opened.source.store is None and opened.source.endpoint is None


@cache
def content(opened: Opened) -> Content:
    """Give what is served as a content: without any part where no files are, yet with an engine."""
    found = opened.content if has_files(opened) else Content({})
    found.engine = opened.engine  # which would else be loaded once more
    return found


def kept(
    most: int,
) -> Callable[[Callable[[Opened, *_Given], _Made]], Callable[[Opened, *_Given], _Made]]:
    """Let a worker keep so many results of a function, unless what is served may change."""

    def keeping(make: Callable[[Opened, *_Given], _Made]) -> Callable[[Opened, *_Given], _Made]:
        remembered = lru_cache(maxsize=most)(make)

        def made(opened: Opened, *given: *_Given) -> _Made:
            return remembered(opened, *given) if opened.source.lasts else make(opened, *given)

        return made

    return keeping

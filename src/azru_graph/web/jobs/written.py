"""The job of writing a file that a page has beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.exports.distributions import media_type
from azru_graph.web.jobs import UNKNOWN, Made

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azru_graph.web.jobs import Opened

__all__ = ["make"]


def make(opened: Opened, *, address: str, values: Mapping[str, Sequence[str]]) -> Made:
    """Write the file at an address; errors are those of ``pages.file``."""
    from azru_graph.pages import file

    return Made(file(opened.site, address, values), media_type(address) or UNKNOWN)

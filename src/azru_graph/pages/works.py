"""The works that the article cites: what rests on each, and the footnotes one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages.answers import answer, records

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    notes: dict[str, list[dict[str, str]]] = {}
    for row in records(answer(site.engine, "footnotes")):
        notes.setdefault(row["footnote"], []).append(row)
    return site.page(
        "works",
        address,
        title="Sources",
        works=records(answer(site.engine, "sources")),
        notes=notes,
        languages=records(answer(site.engine, "works-by-language")),
        unsourced=len(answer(site.engine, "claims-without-source").rows),
    )

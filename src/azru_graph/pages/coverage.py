"""Whether every passage of the article is accounted for, and what is noted on how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages.answers import answer, records

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]

_NONE = "none"  # the kind of a passage on which nothing rests


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    counted = records(answer(site.engine, "coverage"))
    sections: dict[str, list[dict[str, str]]] = {}
    for row in counted:
        sections.setdefault(row["section"], []).append(row)
    passages = records(answer(site.engine, "passage-statements"))
    return site.page(
        "coverage",
        address,
        title="Coverage",
        counted=sections,
        total=sum(int(row["passages"]) for row in counted),
        left=sum(int(row["left"]) for row in counted),
        silent=[row for row in passages if row["kind"] == _NONE],
        differs=records(answer(site.engine, "discrepancies")),
        noted=records(answer(site.engine, "method-notes")),
    )

"""Whatever is to be taken along: the whole graph in every format, pictures, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph import exports

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["Download", "show"]

# Files that stand alone → what they are for.
_ALONE = {
    "exports/SHA256SUMS": "Checksums of the files of all formats",
    "exports/checks-as-shapes.ttl": "The checks as shapes, for other SHACL tools",
    "exports/counts.tsv": "Counts and hashes of the triples",
    "exports/questions-as-executables.ttl": "The stored questions as RDF",
    "catalogue.md": "The stored questions on one page of Markdown",
    "gallery.md": "The pictures on one page of Markdown",
    "validation.txt": "The report of the validation",
}


class Download(NamedTuple):
    """What may be taken along.

    Attributes:
        name: A format as ``azru export`` has it, or a picture as ``azru draw`` has it; or ''.
        summary: What it is for.
        files: The addresses of its files; empty where they are a folder that is not there yet.
    """

    name: str
    summary: str
    files: tuple[str, ...]


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    formats = [
        Download(
            name, form.summary, _files(site, f"exports/{exports.file_name(name)}", form.suffix)
        )
        for name, form in exports.FORMATS.items()
    ]
    pictures: dict[str, list[str]] = {}
    for name in site.beside:
        if name.startswith("pictures/"):
            pictures.setdefault(name.removeprefix("pictures/").rpartition("-")[0], []).append(name)
    return site.page(
        "downloads",
        address,
        title="Downloads",
        formats=formats if site.files else [],
        alone=[Download("", told, (name,)) for name, told in _ALONE.items() if name in site.beside],
        pictures=[Download("", name, tuple(own)) for name, own in pictures.items()],
    )


def _files(site: Site, place: str, suffix: str) -> tuple[str, ...]:
    """Give the files of a format; its suffix is '' where it is a folder."""
    if not site.beside:
        return (place,) if suffix else ()
    return tuple(one for one in site.beside if one == place or one.startswith(f"{place}/"))

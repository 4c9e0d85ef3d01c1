"""The whole graph in every format, with what each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph import exports

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["Download", "show"]

# Files beside the formats → what they are for.
_BESIDE = {
    "SHA256SUMS": "Checksums of all these files",
    "checks-as-shapes.ttl": "The checks as shapes, for other SHACL tools",
    "counts.tsv": "Counts and hashes of the triples",
    "questions-as-executables.ttl": "The stored questions as RDF",
}


class Download(NamedTuple):
    """A format: its name in ``azru export``, what it is for, and the files of it.

    No file is named where the format is a folder of files that are not there yet.
    """

    name: str
    summary: str
    files: tuple[str, ...]


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    formats = [
        Download(name, form.summary, _files(site, name)) for name, form in exports.FORMATS.items()
    ]
    beside = [
        Download("", summary, (name,)) for name, summary in _BESIDE.items() if name in site.exported
    ]
    return site.page("downloads", address, title="Downloads", formats=formats, beside=beside)


def _files(site: Site, name: str) -> tuple[str, ...]:
    place = exports.file_name(name)
    if not site.exported:
        return (place,) if exports.FORMATS[name].suffix else ()
    return tuple(one for one in site.exported if one == place or one.startswith(f"{place}/"))

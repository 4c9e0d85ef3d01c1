"""Pictures as files: SVG, PNG and PDF with title, licence and source, the same bytes every time."""

from __future__ import annotations

import re
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import matplotlib as mpl

from azru_graph import __version__
from azru_graph.errors import UnknownNameError
from azru_graph.files import write_whole
from azru_graph.pictures import style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from azru_graph.pictures.picture import Picture

__all__ = ["save", "written"]

_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES = {
    "": _SVG,
    "xlink": "http://www.w3.org/1999/xlink",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_CREATOR = f"azru-graph {__version__}"


def save(picture: Picture, path: Path) -> None:
    """Write a picture as SVG, PNG or PDF, by the extension of the path.

    Raises:
        OutputError: The file cannot be written; nothing is left behind.
        UnknownNameError: The extension is not one of the three.
    """
    write_whole(path, written(picture, path.suffix.removeprefix(".").lower()))


def written(picture: Picture, form: str) -> bytes:
    """Give a picture as ``svg``, ``png`` or ``pdf``; raise UnknownNameError for other forms."""
    if form not in _WRITERS:
        raise UnknownNameError("picture format", form, _WRITERS)
    with mpl.rc_context(style.rc()):
        return _WRITERS[form](picture)


def _origin(picture: Picture) -> str:
    """Say which query of what state of the data gave the network."""
    query = f"Query: {picture.query}. " if picture.query else ""
    return f"{query}Data: azru-graph {picture.setting.version}"


def _print(
    picture: Picture, form: str, metadata: dict[str, Any], more: dict[str, Any] | None = None
) -> bytes:
    stream = BytesIO()
    picture.figure.savefig(stream, format=form, metadata=metadata, **(more or {}))
    return stream.getvalue()


def _png(picture: Picture) -> bytes:
    return _print(
        picture,
        "png",
        {
            "Title": picture.heading,
            "Description": picture.summary,
            "Copyright": picture.setting.licence,
            "Source": picture.setting.source,
            "Comment": _origin(picture),
            "Software": None,  # would name the version of matplotlib
        },
        # A quarter to a third less time than the usual 6, for files of about the same size.
        {"pil_kwargs": {"compress_level": 3}},
    )


@contextmanager
def _without_shaping() -> Iterator[None]:
    """Leave out of the fonts of a PDF the tables by which glyphs are chosen and placed.

    A PDF has its glyphs chosen and placed, and to cut these tables down to the glyphs used takes
    half the time of the whole. matplotlib has no setting for it.
    """
    from fontTools import subset

    options = subset.Options

    def fewer(**given: object) -> subset.Options:
        made = options(**given)
        made.drop_tables += ["GDEF", "GPOS", "GSUB"]
        return made

    subset.Options = fewer
    try:
        yield
    finally:
        subset.Options = options


@_without_shaping()
def _pdf(picture: Picture) -> bytes:
    return _print(
        picture,
        "pdf",
        {
            "Title": picture.heading,
            "Subject": picture.summary,
            "Keywords": (
                f"Source: {picture.setting.source}. Licence: {picture.setting.licence}. "
                f"{_origin(picture)}"
            ),
            "Creator": _CREATOR,
            "Producer": None,
            "CreationDate": None,
        },
    )


def _svg(picture: Picture) -> bytes:
    """Write SVG and make it readable for people who hear it, with labels that keep their width."""
    raw = _print(
        picture,
        "svg",
        {
            "Title": picture.heading,
            "Description": picture.summary,
            "Rights": picture.setting.licence,
            "Source": picture.setting.source,
            "Identifier": picture.query,
            "Relation": f"azru-graph data {picture.setting.version}",
            "Language": "en",
            "Creator": _CREATOR,
            "Date": None,
        },
    )
    for prefix, namespace in _NAMESPACES.items():
        ET.register_namespace(prefix, namespace)
    root = ET.fromstring(raw)  # noqa: S314 -- our own text, written just now
    for old in root.findall(f"{{{_SVG}}}title"):
        root.remove(old)  # the writer's own, without an id
    root.attrib |= {
        # Not "img", which would hide the links; those who do not know the one take the other.
        "role": "graphics-document document",
        "aria-labelledby": "title description",
        "{http://www.w3.org/XML/1998/namespace}lang": "en",
    }
    for number, (name, text) in enumerate((("title", picture.heading), ("desc", picture.summary))):
        element = ET.Element(f"{{{_SVG}}}{name}", id={"desc": "description"}.get(name, name))
        element.text = text
        element.tail = "\n"
        root.insert(number, element)
    for element in root.iter(f"{{{_SVG}}}text"):
        _keep_width(element)
    labels = dict(picture.network.nodes(data="label"))
    for element in root.iter(f"{{{_SVG}}}a"):
        target = element.get(f"{{{_NAMESPACES['xlink']}}}href", "")
        element.set("aria-label", labels.get(target, target))
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _keep_width(element: ET.Element) -> None:
    """Fix the width of a text, so that it stays in its box where DejaVu Sans is not installed."""
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]  # the writer's way of not turning it
    css = element.get("style", "")
    size = re.search(r"([\d.]+)px", css)
    if size and element.text:
        bold = re.search(r"\b(bold|700)\b", css) is not None
        width = style.text_width(element.text, float(size[1]), bold=bold)
        element.set("textLength", f"{width:.2f}")
        element.set("lengthAdjust", "spacingAndGlyphs")


_WRITERS: dict[str, Callable[[Picture], bytes]] = {"pdf": _pdf, "png": _png, "svg": _svg}

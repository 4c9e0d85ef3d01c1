"""Pictures for pages: SVG in which nodes and edges lead to a page, and whose looks a page rules."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from azru_graph.pictures.saving import written
from azru_graph.pictures.sheet import gid
from azru_graph.pictures.twin import parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from azru_graph.pictures.picture import Picture

__all__ = ["inline", "linked"]

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}lang"
# A line is too thin to be hit: one that is not seen lies over it.
_REACH = {"fill": "none", "stroke": "#000000", "stroke-opacity": "0", "stroke-width": "6"}


def linked(
    picture: Picture, node: Callable[[str], str], edge: Callable[[str, str, str], str]
) -> bytes:
    """Give a picture as SVG whose nodes and edges are links.

    The label of a node is part of its link. Edges are not met on the way with the Tab key, which
    there would be too long; who takes it finds them in the picture in words.

    Looks are attributes and not styles: a page whose policy allows no styles within it shows them,
    and its own style sheet goes before them.

    Args:
        picture: The picture.
        node: Gives the link of a node by its IRI; '' for none.
        edge: Gives the link of an edge by its ends and its key; '' for none.
    """
    root = ET.fromstring(written(picture, "svg"))  # noqa: S314 -- our own text, written just now
    _plain(root)
    groups = {group.get("id", ""): group for group in root.iter(f"{_SVG}g")}
    inside = {child: parent for parent in root.iter() for child in parent}
    labels: dict[str, list[ET.Element]] = {}
    for name, group in groups.items():
        labels.setdefault(name.rpartition("--")[0], []).append(group)
    for group in list(groups.values()):
        anchor = group.find(f"{_SVG}a")
        if anchor is None:
            continue
        iri = anchor.attrib.pop(_XLINK)
        anchor.attrib.pop("target", None)
        href = node(iri)
        if not href:
            anchor.tag = f"{_SVG}g"
            del anchor.attrib["aria-label"]
            continue
        anchor.set("href", href)
        own = group is groups.get(gid("node", iri))  # and not the head of a column as well
        for line in labels.get(gid("label", iri), ()) if own else ():
            inside[line].remove(line)
            anchor.append(line)
    for part in parts(picture):
        for entry in part.entries:
            href = edge(*entry.at) if len(entry.at) > 1 else ""
            name = gid("", *entry.at)
            for drawn in (f"edge{name}", f"edge{name}-head", f"mirror{name}") if href else ():
                if drawn in groups:
                    _wrap(groups[drawn], href, entry.text)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def inline(svg: bytes) -> str:
    """Give the element of a linked picture as a page holds it, without metadata."""
    root = ET.fromstring(svg)  # noqa: S314 -- what `linked` gave
    for element in root.findall(f"{_SVG}metadata"):
        root.remove(element)
    return ET.tostring(root, "unicode")


def _plain(root: ET.Element) -> None:
    """Turn all styles into attributes."""
    for element in list(root.iter()):
        for rule in filter(None, element.attrib.pop("style", "").split(";")):
            name, _, value = rule.partition(":")
            element.set(name.strip(), value.strip())
    for element in root.findall(f"{_SVG}defs"):
        root.remove(element)  # holds the one style below, and nothing else
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    root.set("lang", root.attrib.pop(_XML))
    root.set("role", "graphics-document")  # within a page no older role need stand behind it
    del root.attrib["version"]


def _wrap(group: ET.Element, href: str, label: str) -> None:
    """Make what a group holds one link."""
    anchor = ET.Element(f"{_SVG}a", {"href": href, "aria-label": label, "tabindex": "-1"})
    for child in list(group):
        group.remove(child)
        anchor.append(child)
        if child.get("fill") == "none":
            ET.SubElement(anchor, f"{_SVG}path", {"d": _coarse(child.get("d", ""))} | _REACH)
    group.append(anchor)


def _coarse(way: str) -> str:
    """Leave most points of a line out, which are less than a point apart.

    >>> _coarse("M 0 0 L 1 0 L 2 0 L 3 0")
    'M 0 0 L 1 0 L 3 0'
    """
    first, *middle, last = way.split("L")
    return "L".join([first, *middle[::8], last])

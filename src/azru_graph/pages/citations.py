"""How something of the graph is cited: in words, in BibTeX, CSL-JSON and RIS.

The date is that of the data and not of the reading, so that the same data gives the same citation;
whoever wants the day on which a page was read has to add it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from azru_graph.pages.site import Site

__all__ = ["Citation", "cite"]


class Citation(NamedTuple):
    """A citation: one sentence, and the text of a file in each format."""

    text: str
    bibtex: str
    csl: str
    ris: str


def cite(site: Site, *, key: str, title: str, url: str, note: str = "") -> Citation:
    """Cite a page.

    Args:
        site: Gives makers, title, version and day of the data, each as far as they are known.
        key: The name of the entry in a bibliography.
        title: Of the page; '' cites the graph itself.
        url: Where it is to be found.
        note: What else sets it apart, such as the values that were asked for.
    """
    from azru_graph.exports import bibtex, ris

    made = site.about
    makers = list(made.creators.values()) or list(made.publishers.values())
    version = ", ".join(
        filter(None, [made.version, f"data {site.version[:12]}" if site.version else ""])
    )
    day = made.modified.isoformat() if made.modified else ""
    whole, within = (title, made.title) if title else (made.title, "")
    parts = [
        ", ".join(makers),
        f"“{whole}”" if title else whole,
        note,
        within,
        f"Version {version}" if version else "",
        day,
        url,
    ]
    fields = [
        ("author", " and ".join(f"{{{bibtex.escaped(maker)}}}" for maker in makers)),
        ("title", f"{{{bibtex.escaped(whole)}}}"),
        ("howpublished", bibtex.escaped(within)),
        ("version", bibtex.escaped(version)),
        ("year", day[:4]),
        ("date", day),
        ("url", url),
        ("note", bibtex.escaped(note)),
    ]
    item = {
        "id": key,
        "type": "dataset",
        "title": whole,
        "author": [{"literal": maker} for maker in makers],
        "container-title": within,
        "version": version,
        "issued": {"date-parts": [[int(part) for part in day.split("-")]]} if day else {},
        "URL": url,
        "note": note,
    }
    tags = [
        ("TY", "DATA"),
        ("ID", key),
        *(("AU", maker) for maker in makers),
        ("TI", whole),
        ("T2", within),
        ("ET", version),
        ("PY", day[:4]),
        ("DA", day.replace("-", "/")),
        ("UR", url),
        ("N1", note),
    ]
    csl = [{name: value for name, value in item.items() if value}]
    return Citation(
        " ".join(_ended(part) for part in parts if part),
        bibtex.entry("misc", key, fields),
        json.dumps(csl, ensure_ascii=False, indent=2) + "\n",
        ris.record(tags).replace("\r\n", "\n"),
    )


def _ended(part: str) -> str:
    """A part of the sentence with its full stop; an address has none, so that it stays one."""
    if part.startswith(("http:", "https:")) or part.rstrip("”")[-1:] in ".?!":
        return part
    return f"{part}."

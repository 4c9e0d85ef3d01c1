"""All entities by kind, from A to Z."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from anyascii import anyascii

from azru_graph.folding import fold
from azru_graph.names import main_names, names
from azru_graph.queries import texts
from azru_graph.search import KINDS
from azru_graph.terms import expand

if TYPE_CHECKING:
    from azru_graph.names import Name
    from azru_graph.pages.links import Links
    from azru_graph.pages.site import Page, Site, Values
    from azru_graph.terms import Iri

__all__ = ["MOST_LISTED", "PLURALS", "Entry", "Kind", "counted", "show"]

MOST_LISTED = 2000  # of a kind; of more, none is listed, since nobody reads so many

# Kinds that are listed here → what several of them are called.
PLURALS = {
    "actor": "Actors",
    "place": "Places",
    "agreement": "Agreements",
    "event": "Events",
    "share": "Shares",
    "tenure": "Tenures",
    "office": "Offices",
    "work": "Works",
    "topic": "Topics",
}
# Kinds that have a page of their own → what they are called, and its address.
_OTHERS = {
    "claim": ("Claims", "claims"),
    "passage": ("Passages", "read"),
    "footnote": ("Footnotes", "sources"),
    "citation": ("Citations", "sources"),
    "note": ("Notes of the editor", "q/discrepancies"),
    "concept": ("Concepts", "scheme"),
    "class": ("Classes", "ontology"),
}
_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?entity) AS ?number) {{
  VALUES ?class {{ {classes} }}
  ?entity a|skos:inScheme ?class
}}
GROUP BY ?class"""


class Entry(NamedTuple):
    """An entity: its label, its other names, and the folded spellings of all of them."""

    link: str
    label: str
    others: tuple[Name, ...]
    spellings: str


class Kind(NamedTuple):
    """A kind: how many there are, and the entities by their first letter, or none if too many."""

    name: str
    number: int
    letters: dict[str, list[Entry]]


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page."""
    numbers = counted(site)
    to = site.links(address)
    seen: set[Iri] = set()
    kinds = [_kind(site, to, kind, numbers[kind], seen) for kind in PLURALS if kind in numbers]
    return site.page(
        "index",
        address,
        title="Entities",
        kinds=kinds,
        plurals=PLURALS,
        others={kind: _OTHERS[kind] for kind in _OTHERS if kind in numbers},
        numbers=numbers,
        most=MOST_LISTED,
    )


def counted(site: Site) -> dict[str, int]:
    """Count the entities of each of the kinds that there are."""
    classes = {expand(KINDS[kind]): kind for kind in (*PLURALS, *_OTHERS)}
    query = _COUNTS.format(classes=" ".join(f"<{iri}>" for iri in classes))
    return {classes[iri]: int(number) for iri, number in texts(site.engine, query) if iri}


def _kind(site: Site, to: Links, kind: str, number: int, seen: set[Iri]) -> Kind:
    """Give what is of a kind and of none before it; what is given is added to ``seen``."""
    if number > MOST_LISTED:
        return Kind(kind, number, {})
    known = names(site.engine, expand(KINDS[kind]))
    of: dict[Iri, dict[str, Name]] = {}
    for name in known:
        of.setdefault(name.entity, {}).setdefault(name.text, name)
    entries = []
    for entity, label in main_names(known).items():
        if entity not in seen:
            folds = " ".join(dict.fromkeys(map(fold, of[entity])))
            others = tuple(name for text, name in of[entity].items() if text != label)
            entries.append(Entry(to.iri(entity.value), label, others, folds))
    seen |= of.keys()
    entries.sort(key=lambda entry: (_letters(entry.label), entry.label, entry.link))
    letters: dict[str, list[Entry]] = {}
    for entry in entries:
        first = _letters(entry.label)[:1].upper()
        letters.setdefault(first if first.isalpha() else "0–9", []).append(entry)
    return Kind(kind, len(entries), letters)


def _letters(label: str) -> str:
    """A label as it is sorted: letters without marks, and digits; all else is a blank.

    >>> _letters("İlham Əliyev’s visit")
    'ilham eliyevs visit'
    """
    return re.sub("[^a-z0-9]+", " ", re.sub("['’]", "", anyascii(label)).lower()).strip()

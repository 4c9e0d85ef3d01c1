"""Why something is in the graph: its passages, the works cited for it, and who says otherwise.

The graph holds no sentence of the article. Whoever has a copy gets it quoted from there; nothing
of it is kept.
"""

from __future__ import annotations

import json
from hashlib import sha256
from textwrap import TextWrapper
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import anchors
from azru_graph.engine import with_prefixes
from azru_graph.entities import describe
from azru_graph.errors import DataError, EmptyFileError
from azru_graph.files import read_text
from azru_graph.queries import get, select
from azru_graph.terms import compact, to_ntriples

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.engine import Engine
    from azru_graph.terms import Iri

__all__ = [
    "Cited",
    "Copy",
    "Reasons",
    "Related",
    "Standing",
    "copy_to_json",
    "copy_to_text",
    "read_copy",
    "to_json",
    "to_text",
    "why",
]

# An actor, a record or a claim names its passages; a work stands where it is cited.
_PASSAGES = """
SELECT DISTINCT ?passage ?iri ?section ?position ?footnote WHERE {
  { ENTITY azru:attestedIn ?iri } UNION { VALUES ?iri { ENTITY } }
  UNION { ?citation cito:hasCitedEntity ENTITY ; azru:attestedIn ?iri }
  ?iri a azru:Passage ; skos:notation ?passage ; schema:position ?position ;
    dcterms:isPartOf/rdfs:label ?section .
  OPTIONAL { ?iri dcterms:references/schema:position ?footnote }
}
ORDER BY ?position ?footnote
"""
_CITED = """
SELECT DISTINCT ?footnote ?iri ?work ?title ?pages ?marker ?note WHERE {
  { ENTITY azru:hasEvidence|dcterms:references/^dcterms:isPartOf ?iri }
  UNION { ?iri cito:hasCitedEntity|dcterms:isPartOf ENTITY }
  UNION { VALUES ?passage { ENTITY } ?passage a azru:Passage . ?iri azru:attestedIn ?passage }
  UNION { VALUES ?iri { ENTITY } }
  ?iri a cito:Citation ; cito:hasCitedEntity ?cited ; dcterms:isPartOf ?entry .
  ?cited rdfs:label ?work .
  ?entry schema:position ?footnote .
  OPTIONAL { ?cited dcterms:title ?title }
  OPTIONAL { ?place dcterms:references ?entry ; skos:notation ?marker }
  OPTIONAL { ?iri azru:citedPages ?pages }
  OPTIONAL { ?iri skos:note ?note }
}
ORDER BY ?footnote ?iri ?marker ?note
"""
_CLAIM = """
SELECT ?paraphrase ?mode ?voice WHERE {
  ENTITY azru:paraphrase ?paraphrase ; azru:assertionMode/skos:prefLabel ?mode ;
    prov:wasAttributedTo/rdfs:label ?voice .
}
ORDER BY ?paraphrase ?mode ?voice
"""
_RELATED = """
SELECT DISTINCT ?relation ?iri ?paraphrase ?voice ?passage WHERE {
  { ENTITY azru:disputes ?iri BIND (1 AS ?rank) BIND ("disputes" AS ?relation) }
  UNION { ?iri azru:disputes ENTITY BIND (2 AS ?rank) BIND ("disputed by" AS ?relation) }
  UNION { ENTITY azru:qualifies ?iri BIND (3 AS ?rank) BIND ("qualifies" AS ?relation) }
  UNION { ?iri azru:qualifies ENTITY BIND (4 AS ?rank) BIND ("qualified by" AS ?relation) }
  ?iri azru:paraphrase ?paraphrase ; prov:wasAttributedTo/rdfs:label ?voice ;
    azru:attestedIn ?where .
  ?where skos:notation ?passage ; schema:position ?position .
}
ORDER BY ?rank ?iri ?position ?voice
"""
_HOW = "to read the passages in your own copy: azru why {} --text FILE"


class Standing(NamedTuple):
    """A passage in which something stands; the numbers are of footnotes whose markers it has."""

    passage: str
    iri: str
    section: str
    position: int
    footnotes: tuple[int, ...]


class Cited(NamedTuple):
    """A work cited in a footnote.

    Attributes:
        footnote: Number of the footnote.
        markers: Passages that have its marker.
        work: Short name of the work.
        title: Its title; '' where it has none.
        pages: Pages as printed; '' where none are.
        notes: Remarks on the citation, such as what "Ibid" refers to.
        iri: The citation.
    """

    footnote: int
    markers: tuple[str, ...]
    work: str
    title: str
    pages: str
    notes: tuple[str, ...]
    iri: str


class Related(NamedTuple):
    """A claim that disputes or qualifies another one, or is disputed or qualified by it."""

    relation: str
    voices: tuple[str, ...]
    paraphrase: str
    passages: tuple[str, ...]
    iri: str


class Reasons(NamedTuple):
    """Why something is in the graph.

    Attributes:
        iri: What was asked for.
        label: Its label.
        types: Labels of its classes.
        paraphrase: Of a claim, what it says; else ''.
        voices: Of a claim, who holds it; else empty.
        mode: Of a claim, how the article puts it forward; else ''.
        passages: Where it stands, in reading order.
        cited: Works cited for it; of a work or citation, where it is cited.
        related: Of a claim, the claims that it disputes or qualifies, and the other way round.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    paraphrase: str
    voices: tuple[str, ...]
    mode: str
    passages: tuple[Standing, ...]
    cited: tuple[Cited, ...]
    related: tuple[Related, ...]


class Copy(NamedTuple):
    """A copy of the article, with the places of the passages in it.

    Attributes:
        path: Its file.
        text: Its text.
        canonical: Whether it is the canonical text, so that the stored offsets hold.
        passages: Every passage of the graph, in reading order.
        places: Passage → place; those that were not found are left out.
    """

    path: Path
    text: str
    canonical: bool
    passages: tuple[str, ...]
    places: dict[str, anchors.Place]

    @property
    def missing(self) -> tuple[str, ...]:
        """The passages that were not found."""
        return tuple(name for name in self.passages if name not in self.places)

    @property
    def beheaded(self) -> tuple[str, ...]:
        """The passages that lack their first letter."""
        return tuple(name for name, place in self.places.items() if not place.whole)

    def quote(self, passage: str) -> str:
        """Quote a passage on one line; '' where it was not found."""
        place = self.places.get(passage)
        return anchors.quote(self.text, place.ranges) if place else ""


def read_copy(engine: Engine, path: Path) -> Copy:
    """Read a copy of the article and find the passages in it.

    Raises:
        MissingFileError: The file is not there or cannot be read.
        NotUtf8Error: It is not UTF-8.
        EmptyFileError: It has no letter.
        DataError: The graph has no passage.
    """
    text = read_text(path)
    if not any(map(str.isalpha, text)):
        raise EmptyFileError("holds no letter", path=path, remedy="give a copy of the article")
    stored = get("questions", "anchors")
    rows = _rows(engine, stored.text)
    if not rows:
        raise DataError("the data has no passage to look for", remedy="use the shipped data")
    passages = [anchors.Passage(row[0], int(row[3]), row[4]) for row in rows]
    digest = sha256(text.encode()).hexdigest()
    canonical = (digest,) in _rows(engine, "SELECT ?digest { ?text azru:textDigest ?digest }")
    places = (
        {row[0]: anchors.Place(_ranges(row[5])) for row in rows if row[5]}
        if canonical
        else anchors.relocate(text, passages)
    )
    return Copy(path, text, canonical, tuple(passage.name for passage in passages), places)


def why(engine: Engine, iri: Iri) -> Reasons:
    """Collect the passages and citations of an entity, and of a claim who says otherwise.

    Raises:
        UnknownNameError: The graph holds nothing with that IRI.
    """
    entity = describe(engine, iri)

    def ask(query: str) -> list[tuple[str, ...]]:
        return _rows(engine, query.replace("ENTITY", to_ntriples(iri)))

    claim = ask(_CLAIM)
    standings = [
        Standing(passage, place, section, int(position), tuple(map(int, numbers)))
        for (passage, place, section, position), (numbers,) in _grouped(ask(_PASSAGES), 1)
    ]
    cited = [
        Cited(int(footnote), markers, work, title, pages, notes, citation)
        for (footnote, citation, work, title, pages), (markers, notes) in _grouped(ask(_CITED), 2)
    ]
    related = [
        Related(relation, voices, paraphrase, passages, other)
        for (relation, other, paraphrase), (voices, passages) in _grouped(ask(_RELATED), 2)
    ]
    return Reasons(
        iri=entity.iri,
        label=entity.label,
        types=entity.types,
        paraphrase=claim[0][0] if claim else "",
        voices=tuple(sorted({row[2] for row in claim})),
        mode=claim[0][1] if claim else "",
        passages=tuple(standings),
        cited=tuple(cited),
        related=tuple(related),
    )


def to_text(reasons: Reasons, copy: Copy | None = None) -> str:
    """Write the reasons as a page of plain text, quoting from a copy where one is given."""
    lines = [reasons.label, f"{compact(reasons.iri)} · {', '.join(reasons.types)}"]
    if reasons.paraphrase:
        lines += ["", *_wrapped(reasons.paraphrase, 0)]
        lines.append(f"voice: {', '.join(reasons.voices)} ({reasons.mode})")
    lines += ["", "stands in"]
    for standing in reasons.passages:
        numbers = ", ".join(map(str, standing.footnotes))
        tail = f"; marker of footnote {numbers}" if numbers else ""
        place = f"passage {standing.position}, section “{standing.section}”"
        lines += _wrapped(f"{standing.passage}: {place}{tail}", 2)
        if copy:
            quoted = copy.quote(standing.passage)
            lines += _wrapped(f"> {quoted}" if quoted else f"(not found in {copy.path})", 4)
    if not reasons.passages:
        lines.append("  no passage")
    lines += ["", "works cited"]
    for cited in reasons.cited:
        marked = f" (marker in {', '.join(cited.markers)})" if cited.markers else ""
        title = f", “{cited.title}”" if cited.title else ""
        pages = f", p. {cited.pages}" if cited.pages else ""
        lines += _wrapped(f"footnote {cited.footnote}{marked}: {cited.work}{title}{pages}", 2)
        lines += [line for note in cited.notes for line in _wrapped(note, 4)]
    if not reasons.cited:
        lines.append("  none")
    before = ""
    for other in reasons.related:
        if other.relation != before:
            lines += ["", other.relation]
            before = other.relation
        who = f"{', '.join(other.voices)}, {' '.join(other.passages)}"
        lines += _wrapped(f"{who}: {other.paraphrase} ({compact(other.iri)})", 2)
    if copy is None and reasons.passages:
        lines += ["", _HOW.format(compact(reasons.iri))]
    return "\n".join(lines) + "\n"


def to_json(reasons: Reasons, copy: Copy | None = None) -> str:
    """Write the reasons as JSON; with a copy, each passage has its ``quote``, null if not found."""
    content = reasons._asdict()
    content["passages"] = [
        standing._asdict() | ({"quote": copy.quote(standing.passage) or None} if copy else {})
        for standing in reasons.passages
    ]
    content["cited"] = [cited._asdict() for cited in reasons.cited]
    content["related"] = [related._asdict() for related in reasons.related]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def copy_to_text(copy: Copy) -> str:
    """Say how many passages a copy has, and which it lacks."""
    way = "by offset, this is the canonical text" if copy.canonical else "by their letters"
    text = f"{copy.path}: {len(copy.places)} of {len(copy.passages)} passages found, {way}\n"
    for what, names in (("without the first letter", copy.beheaded), ("missing", copy.missing)):
        if names:
            text += "\n".join(_wrapped(f"{what}: {' '.join(names)}", 2)) + "\n"
    return text


def copy_to_json(copy: Copy) -> str:
    """Write the same as JSON, with the ranges of every passage in this copy."""
    content = {
        "file": str(copy.path),
        "canonical": copy.canonical,
        "passages": len(copy.passages),
        "found": len(copy.places),
        "missing": copy.missing,
        "withoutFirstLetter": copy.beheaded,
        "ranges": {name: place.ranges for name, place in copy.places.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _wrapped(text: str, indent: int) -> list[str]:
    """Lines of at most 100 columns, unless a word is longer; all but the first stand further in."""
    return TextWrapper(
        100,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent and indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    ).wrap(text)


def _grouped(
    rows: list[tuple[str, ...]], several: int
) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Put rows together that differ in their last columns only; these are gathered, each once."""
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for row in rows:
        groups.setdefault(row[:-several], []).append(row[-several:])
    return [
        (key, [tuple(dict.fromkeys(filter(None, column))) for column in zip(*ends, strict=True)])
        for key, ends in groups.items()
    ]


def _ranges(text: str) -> tuple[anchors.Range, ...]:
    pairs = (part.split("-") for part in text.split())
    return tuple(sorted((int(start), int(end)) for start, end in pairs))


def _rows(engine: Engine, text: str) -> list[tuple[str, ...]]:
    """Rows as texts; '' where nothing is bound."""
    table = select(engine, with_prefixes(text))
    return [tuple(term.value if term else "" for term in row) for row in table.rows]

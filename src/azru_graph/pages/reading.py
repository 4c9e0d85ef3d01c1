"""The reading view: the passages of the article in order, and beside each what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.pages import records
from azru_graph.pages.site import section_name
from azru_graph.queries import texts
from azru_graph.syntax import to_sparql
from azru_graph.terms import Iri, compact, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azru_graph.engines import Engine
    from azru_graph.pages.records import Claim, Record
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["Passage", "headings", "names", "passage", "quote", "show"]

_SECTIONS = """
SELECT DISTINCT ?section ?label ?number {
  ?passage a azru:Passage ; dcterms:isPartOf ?section
  OPTIONAL { ?section rdfs:label ?label }
  OPTIONAL { ?section schema:position ?number }
}
ORDER BY ?number ?section ?label
"""
_KINDS = """
SELECT ?section ?kind (COUNT(DISTINCT ?passage) AS ?number) {
  ?passage a azru:Passage ; dcterms:isPartOf ?section ; dcterms:type/skos:prefLabel ?kind
}
GROUP BY ?section ?kind
ORDER BY ?section DESC(?number) STR(?kind)
"""
# What a UNION is joined with stands in each of its parts, since it would be looked up for all.
_RESTING = """
SELECT ?section ?what (COUNT(DISTINCT ?iri) AS ?number) {
  {
    ?passage a azru:Passage ; dcterms:isPartOf ?section .
    ?iri azru:attestedIn ?passage ; a azru:Claim BIND ("claims" AS ?what)
  } UNION {
    ?passage a azru:Passage ; dcterms:isPartOf ?section .
    ?iri azru:attestedIn ?passage ; a ?class
    FILTER (?class IN (azru:Event, azru:Agreement, azru:ShareAllocation, azru:Tenure))
    BIND ("records" AS ?what)
  } UNION {
    ?passage a azru:Passage ; dcterms:isPartOf ?section ; azru:carriesNoClaim true
    BIND (?passage AS ?iri) BIND ("silent" AS ?what)
  }
}
GROUP BY ?section ?what
"""
# WHICH is what sets the passages apart: their section, or themselves.
_PASSAGES = """
SELECT ?passage ?notation ?position ?section ?sectionLabel ?kind ?kindLabel ?letters ?silent ?note {
  WHICH
  ?passage skos:notation ?notation ; schema:position ?position .
  OPTIONAL { ?passage dcterms:isPartOf ?section OPTIONAL { ?section rdfs:label ?sectionLabel } }
  OPTIONAL { ?passage dcterms:type ?kind OPTIONAL { ?kind skos:prefLabel ?kindLabel } }
  OPTIONAL { ?passage azru:letterCount ?letters }
  OPTIONAL { ?passage azru:carriesNoClaim ?silent }
  OPTIONAL { ?passage skos:note ?note }
}
ORDER BY ?position ?passage ?note
"""
_HELD = "SELECT ?passage ?iri { WHICH ?iri azru:attestedIn ?passage } ORDER BY ?passage ?iri"
_MARKERS = """
SELECT ?passage ?number ?entry {
  WHICH
  ?passage dcterms:references ?footnote .
  ?footnote schema:position ?number ; azru:attestedIn ?entry .
  ?entry schema:position ?position .
}
ORDER BY ?passage ?number ?position
"""
_MARKED = """
SELECT ?passage ?number ?marker {
  WHICH
  ?footnote azru:attestedIn ?passage ; a doco:Footnote ; schema:position ?number .
  OPTIONAL { ?place dcterms:references ?footnote . ?place skos:notation ?marker }
}
ORDER BY ?passage ?number ?marker
"""
_IN = "?passage dcterms:isPartOf SECTION ; a azru:Passage ."
_ONE = "VALUES ?passage { PASSAGE } ?passage a azru:Passage ."
# Kinds whose passages make up paragraphs, by what stands before the dot in their notations.
_SENTENCES = {"passage-abstract", "passage-body", "passage-bullet"}
_NOTE = "passage-footnote"
_RECORDS = {"agreement", "citation", "event", "share", "tenure"}
_NAMES = {"actor", "office", "place", "work"}


class Marker(NamedTuple):
    """The marker of a footnote: its number, and the passage at the other end of it."""

    number: str
    passage: str


class Passage(NamedTuple):
    """A passage with what rests on it.

    Attributes:
        iri: The passage.
        notation: Its identifier.
        section: The section it belongs to.
        section_label: The heading of that.
        kind: What part of the article it is, as the last part of an IRI.
        kind_label: The same in words.
        letters: How many letters it has.
        silent: Whether it is marked as carrying neither record nor claim.
        note: What is noted on it, such as why it is silent.
        quote: Its text, from the reader's copy; '' without one, or where it is not found in it.
        markers: Footnotes whose markers stand in it, with the IRI of their first entries.
        marked: Of an entry in a footnote, that footnote with the notation of where its marker is;
            '' where it is nowhere.
        claims: Claims that stand in it.
        records: What else is said to have happened or been settled in it, and its citations.
        names: Who and what is named in it.
    """

    iri: str
    notation: str
    section: str
    section_label: str
    kind: str
    kind_label: str
    letters: int
    silent: bool
    note: str
    quote: str
    markers: tuple[Marker, ...]
    marked: tuple[Marker, ...]
    claims: tuple[Claim, ...]
    records: tuple[Record, ...]
    names: tuple[Record, ...]


class Section(NamedTuple):
    """A section: its heading, and how much is in it."""

    iri: str
    label: str
    name: str
    kinds: tuple[tuple[str, int], ...]
    claims: int
    records: int
    silent: int

    @property
    def passages(self) -> int:
        """How many passages it has."""
        return sum(number for _, number in self.kinds)


class Paragraph(NamedTuple):
    """Passages that belong together; its number counts the paragraphs of a section, else 0."""

    number: int
    passages: tuple[Passage, ...]


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the outline of the article, or the page of a section.

    Raises:
        UnknownNameError: There is no such section.
    """
    if address == "read":
        sections = _sections(site.engine)
        return site.page("reading", address, title="Read the article", sections=sections)
    known = {section_name(iri): (iri, label) for iri, label in headings(site.engine).items()}
    name = address.removeprefix("read/")
    if name not in known:
        raise UnknownNameError("section", name, known)
    iri, heading = known[name]
    passages = _passages(site, _IN.replace("SECTION", to_sparql(Iri(iri))))
    order = list(known)
    at = order.index(name)
    before, after = order[at - 1] if at else "", "".join(order[at + 1 : at + 2])
    return site.page(
        "section",
        address,
        title=f"Read: {heading} ({name})",
        heading=heading,
        headings={name: label for name, (_, label) in known.items()},
        passages=passages,
        claims={claim.iri for one in passages for claim in one.claims},
        records={told.iri for one in passages for told in one.records if told.kind != "citation"},
        paragraphs=_paragraphs([one for one in passages if one.kind != _NOTE]),
        notes=[one for one in passages if one.kind == _NOTE],
        longest=max((one.letters for one in passages), default=1),
        before=before,
        after=after,
    )


def names(site: Site) -> list[str]:
    """Name the sections, as their addresses have them, in reading order."""
    return [section_name(iri) for iri in headings(site.engine)]


def headings(engine: Engine) -> dict[str, str]:
    """Give the sections in reading order: IRI → heading, or else a short name."""
    rows = texts(engine, _SECTIONS)
    return {iri: label or compact(iri) for iri, label, _number in rows}


def passage(site: Site, iri: Iri) -> Passage | None:
    """Read one passage, with what rests on it; None where it has no identifier or place."""
    return next(iter(_passages(site, _ONE.replace("PASSAGE", to_sparql(iri)))), None)


def quote(site: Site, notation: str, footnotes: Sequence[object]) -> str:
    """Quote a passage from the reader's copy, without the marker of a footnote at its end.

    Args:
        site: The pages, which have the copy.
        notation: The identifier of the passage.
        footnotes: The numbers of the footnotes whose markers stand in it.

    Returns:
        The text; '' where there is no copy, or the passage is not in it.
    """
    quoted = site.copy.quote(notation) if site.copy else ""
    marker = str(footnotes[-1]) if footnotes else ""
    rest = quoted.removesuffix(marker)
    return quoted if rest[-1:].isdigit() else rest  # it may be the end of a year


def _sections(engine: Engine) -> list[Section]:
    kinds: dict[str, list[tuple[str, int]]] = {}
    for iri, kind, number in texts(engine, _KINDS):
        kinds.setdefault(iri, []).append((kind, int(number)))
    counts = {(iri, what): int(number) for iri, what, number in texts(engine, _RESTING)}
    return [
        Section(
            iri,
            label,
            section_name(iri),
            tuple(kinds.get(iri, ())),
            *(counts.get((iri, what), 0) for what in ("claims", "records", "silent")),
        )
        for iri, label in headings(engine).items()
    ]


def _passages(site: Site, which: str) -> list[Passage]:
    """Read passages in order, all with a few queries."""
    engine = site.engine

    def ask(query: str) -> list[tuple[str, ...]]:
        return texts(engine, query.replace("WHICH", which))

    held: dict[str, set[str]] = {}
    for iri, what in ask(_HELD):
        held.setdefault(iri, set()).add(what)
    everything = sorted({what for several in held.values() for what in several})
    claims = records.claims(engine, everything)
    others = records.records(engine, everything)
    markers, marked = _markers(ask(_MARKERS)), _markers(ask(_MARKED))
    found = {}
    for iri, notation, _position, section, label, kind, kind_label, letters, silent, note in ask(
        _PASSAGES
    ):
        resting = held.get(iri, set())
        found[iri] = Passage(
            iri=iri,
            notation=notation,
            section=section,
            section_label=label,
            kind=local_name(kind) if kind else "",
            kind_label=kind_label,
            letters=int(letters) if letters.isdecimal() else 0,
            silent=silent == "true",
            note=note,
            quote=quote(site, notation, [marker.number for marker in markers.get(iri, ())]),
            markers=markers.get(iri, ()),
            marked=marked.get(iri, ()),
            claims=tuple(one for one in claims if one.iri in resting),
            records=tuple(one for one in others if one.iri in resting and one.kind in _RECORDS),
            names=tuple(one for one in others if one.iri in resting and one.kind in _NAMES),
        )
    return list(found.values())


def _markers(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[Marker, ...]]:
    """Put markers together by their passages; of several ends of one the first counts."""
    found: dict[str, dict[str, str]] = {}
    for iri, number, other in rows:
        found.setdefault(iri, {}).setdefault(number, other)
    return {
        iri: tuple(Marker(number, other) for number, other in ends.items())
        for iri, ends in found.items()
    }


def _paragraphs(passages: Sequence[Passage]) -> list[Paragraph]:
    """Put sentences and list items together; whatever stands between them comes first or last."""
    groups: dict[str, list[Passage]] = {}
    for one in passages:
        before = one.notation.rpartition(".")[0] if one.kind in _SENTENCES else ""
        groups.setdefault(before or one.notation, []).append(one)
    found = []
    number = 0
    for group in groups.values():
        in_body = group[0].kind in _SENTENCES - {"passage-abstract"}
        number += in_body
        found.append(Paragraph(number if in_body else 0, tuple(group)))
    return found

"""Why something is in the graph: its passages, the works cited for it, and who says otherwise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph import markup
from azru_graph.entities import describe, note_lines, note_table, page
from azru_graph.queries import texts
from azru_graph.terms import compact, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azru_graph.copies import Copy
    from azru_graph.engines import Engine
    from azru_graph.entities import Note
    from azru_graph.terms import Iri

__all__ = [
    "Attestation",
    "Citation",
    "Reasons",
    "RelatedClaim",
    "as_dict",
    "citations",
    "passages",
    "to_html",
    "to_json",
    "to_text",
    "why",
]

# An actor, a record or a claim names its passages; a work stands where it is cited. What a UNION is
# joined with stands in each of its parts: pyoxigraph would look it up for everything there is.
_PASSAGES = """
SELECT DISTINCT ?entity ?passage ?iri ?section ?position ?footnote WHERE {
  { VALUES ?entity { ENTITIES } ?entity azru:attestedIn ?iri . PASSAGE }
  UNION { VALUES ?iri { ENTITIES } PASSAGE BIND (?iri AS ?entity) }
  UNION {
    VALUES ?entity { ENTITIES } ?citation cito:hasCitedEntity ?entity ; azru:attestedIn ?iri .
    PASSAGE
  }
  OPTIONAL { ?iri dcterms:references/schema:position ?footnote }
}
ORDER BY ?entity ?position ?footnote
""".replace(
    "PASSAGE",
    "?iri a azru:Passage ; skos:notation ?passage ; schema:position ?position ;"
    " dcterms:isPartOf/rdfs:label ?section .",
)
_CITED = """
SELECT DISTINCT ?entity ?footnote ?iri ?work ?title ?pages ?marker ?note WHERE {
  {
    VALUES ?entity { ENTITIES }
    ?entity azru:hasEvidence|dcterms:references/^dcterms:isPartOf ?iri . CITATION
  }
  UNION { VALUES ?entity { ENTITIES } ?iri cito:hasCitedEntity|dcterms:isPartOf ?entity . CITATION }
  UNION {
    VALUES ?entity { ENTITIES } ?entity a azru:Passage . ?iri azru:attestedIn ?entity . CITATION
  }
  UNION { VALUES ?iri { ENTITIES } CITATION BIND (?iri AS ?entity) }
  OPTIONAL { ?cited dcterms:title ?title }
  OPTIONAL { ?place dcterms:references ?entry ; skos:notation ?marker }
  OPTIONAL { ?iri azru:citedPages ?pages }
  OPTIONAL { ?iri skos:note ?note }
}
ORDER BY ?entity ?footnote ?iri ?marker ?note
""".replace(
    "CITATION",
    "?iri a cito:Citation ; cito:hasCitedEntity ?cited ; dcterms:isPartOf ?entry ."
    " ?cited rdfs:label ?work . ?entry schema:position ?footnote .",
)
_CLAIM = """
SELECT ?paraphrase ?mode ?voice WHERE {
  ENTITY azru:paraphrase ?paraphrase ; azru:assertionMode/skos:prefLabel ?mode ;
    prov:wasAttributedTo/rdfs:label ?voice .
}
ORDER BY ?paraphrase ?mode ?voice
"""
_RELATED = """
SELECT DISTINCT ?relation ?iri ?paraphrase ?voice ?passage WHERE {
  { ENTITY azru:disputes ?iri . CLAIM BIND (1 AS ?rank) BIND ("disputes" AS ?relation) }
  UNION { ?iri azru:disputes ENTITY . CLAIM BIND (2 AS ?rank) BIND ("disputed by" AS ?relation) }
  UNION { ENTITY azru:qualifies ?iri . CLAIM BIND (3 AS ?rank) BIND ("qualifies" AS ?relation) }
  UNION { ?iri azru:qualifies ENTITY . CLAIM BIND (4 AS ?rank) BIND ("qualified by" AS ?relation) }
}
ORDER BY ?rank ?iri ?position ?voice
""".replace(
    "CLAIM",
    "?iri azru:paraphrase ?paraphrase ; prov:wasAttributedTo/rdfs:label ?voice ;"
    " azru:attestedIn ?where . ?where skos:notation ?passage ; schema:position ?position .",
)
_HOW = "to read the passages in your own copy: azru why {} --text FILE"


class Attestation(NamedTuple):
    """A passage in which something stands; the numbers are of footnotes whose markers it has."""

    passage: str
    iri: str
    section: str
    position: int
    footnotes: tuple[int, ...]


class Citation(NamedTuple):
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


class RelatedClaim(NamedTuple):
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
        notes: What an editor says, from outside the article, of it and of what it rests on.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    paraphrase: str
    voices: tuple[str, ...]
    mode: str
    passages: tuple[Attestation, ...]
    cited: tuple[Citation, ...]
    related: tuple[RelatedClaim, ...]
    notes: tuple[Note, ...]

    def __repr__(self) -> str:
        return to_text(self).rstrip("\n")

    def _repr_html_(self) -> str:
        return to_html(self)


def why(engine: Engine, iri: Iri) -> Reasons:
    """Collect the passages and citations of an entity, and of a claim who says otherwise.

    Raises:
        UnknownNameError: The graph holds nothing with that IRI.
    """
    entity = describe(engine, iri)

    def ask(query: str) -> list[tuple[str, ...]]:
        return texts(engine, query.replace("ENTITY", to_ntriples(iri)))

    claim = ask(_CLAIM)
    related = [
        RelatedClaim(relation, voices, paraphrase, places, other)
        for (relation, other, paraphrase), (voices, places) in _grouped(ask(_RELATED), 2)
    ]
    return Reasons(
        iri=entity.iri,
        label=entity.label,
        types=entity.types,
        paraphrase=claim[0][0] if claim else "",
        voices=tuple(sorted({row[2] for row in claim})),
        mode=claim[0][1] if claim else "",
        passages=passages(engine, [iri]).get(iri.value, ()),
        cited=citations(engine, [iri]).get(iri.value, ()),
        related=tuple(related),
        notes=entity.notes,
    )


def passages(engine: Engine, iris: Iterable[Iri]) -> dict[str, tuple[Attestation, ...]]:
    """Find where things stand, all in one query: IRI → passages in reading order.

    A passage stands in itself, a work wherever it is cited. What stands nowhere is left out.
    """
    found: dict[str, tuple[Attestation, ...]] = {}
    for (entity, name, iri, section, position), (numbers,) in _grouped(
        _ask_of(engine, _PASSAGES, iris), 1
    ):
        place = Attestation(name, iri, section, int(position), tuple(map(int, numbers)))
        found[entity] = (*found.get(entity, ()), place)
    return found


def citations(engine: Engine, iris: Iterable[Iri]) -> dict[str, tuple[Citation, ...]]:
    """Find what is cited for things, all in one query: IRI → citations in footnote order.

    Of a passage these are the citations at it, of a footnote those in it, of a work those of it.
    What has none is left out.
    """
    found: dict[str, tuple[Citation, ...]] = {}
    for (entity, footnote, iri, work, title, pages), (markers, notes) in _grouped(
        _ask_of(engine, _CITED, iris), 2
    ):
        citation = Citation(int(footnote), markers, work, title, pages, notes, iri)
        found[entity] = (*found.get(entity, ()), citation)
    return found


def to_text(reasons: Reasons, copy: Copy | None = None, *, width: int = 100) -> str:
    """Write the reasons as a page of plain text, quoting from a copy where one is given."""
    lines = [reasons.label, f"{compact(reasons.iri)} · {', '.join(reasons.types)}"]
    if reasons.paraphrase:
        voices = ", ".join(reasons.voices)
        lines += ["", reasons.paraphrase, f"voice: {voices} ({reasons.mode})"]
    lines += ["", "stands in"]
    for place in reasons.passages:
        numbers = ", ".join(map(str, place.footnotes))
        tail = f"; marker of footnote {numbers}" if numbers else ""
        where = f"passage {place.position}, section “{place.section}”"
        lines.append(f"  {place.passage}: {where}{tail}")
        if copy:
            quoted = copy.quote(place.passage)
            lines.append(f"    > {quoted}" if quoted else f"    (not found in {copy.path})")
    if not reasons.passages:
        lines.append("  no passage")
    lines += ["", "works cited"]
    for cited in reasons.cited:
        marked = f" (marker in {', '.join(cited.markers)})" if cited.markers else ""
        title = f", “{cited.title}”" if cited.title else ""
        pages = f", p. {cited.pages}" if cited.pages else ""
        lines.append(f"  footnote {cited.footnote}{marked}: {cited.work}{title}{pages}")
        lines += [f"    {note}" for note in cited.notes]
    if not reasons.cited:
        lines.append("  none")
    before = ""
    for other in reasons.related:
        if other.relation != before:
            lines += ["", other.relation]
            before = other.relation
        who = f"{', '.join(other.voices)}, {' '.join(other.passages)}"
        lines.append(f"  {who}: {other.paraphrase} ({compact(other.iri)})")
    lines += note_lines(reasons.notes)
    if copy is None and reasons.passages:
        lines += ["", _HOW.format(compact(reasons.iri))]
    return page(lines, width)


def to_html(reasons: Reasons) -> str:
    """Write the reasons as HTML tables, for a notebook."""
    said = [("id", compact(reasons.iri)), *(("kind", kind) for kind in reasons.types)]
    if reasons.paraphrase:
        said += [("claim", reasons.paraphrase), ("mode", reasons.mode)]
    said += [("voice", voice) for voice in reasons.voices]
    if not reasons.passages:
        said.append(("stands in", "no passage"))
    if not reasons.cited:
        said.append(("works cited", "none"))
    places = [(p.passage, p.section, ", ".join(map(str, p.footnotes))) for p in reasons.passages]
    cited = [
        (c.footnote, ", ".join(c.markers), c.work, c.title, c.pages, "; ".join(c.notes))
        for c in reasons.cited
    ]
    related = [
        (r.relation, ", ".join(r.voices), r.paraphrase, ", ".join(r.passages), compact(r.iri))
        for r in reasons.related
    ]
    return markup.in_notebook(
        markup.pairs_table(
            ((name, markup.text_cell(text)) for name, text in said), caption=reasons.label
        ),
        _table("Stands in", ("passage", "section", "footnotes"), places),
        _table("Works cited", ("footnote", "markers", "work", "title", "pages", "notes"), cited),
        _table("Related claims", ("relation", "voice", "claim", "passages", "id"), related),
        note_table(reasons.notes),
    )


def to_json(reasons: Reasons, copy: Copy | None = None) -> str:
    """Write the reasons as JSON; with a copy, each passage has its ``quote``, null if not found."""
    return json.dumps(as_dict(reasons, copy), ensure_ascii=False, indent=2) + "\n"


def as_dict(reasons: Reasons, copy: Copy | None = None) -> dict[str, Any]:
    """Give the reasons as what JSON holds, in the way of ``to_json``."""
    content = reasons._asdict()
    for part in ("passages", "cited", "related", "notes"):
        content[part] = [one._asdict() for one in content[part]]
    if copy:
        for attestation in content["passages"]:
            attestation["quote"] = copy.quote(attestation["passage"]) or None
    return content


def _ask_of(engine: Engine, query: str, iris: Iterable[Iri]) -> list[tuple[str, ...]]:
    return texts(engine, query.replace("ENTITIES", " ".join(map(to_ntriples, iris))))


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """An HTML table; '' without rows."""
    cells = [list(map(markup.text_cell, row)) for row in rows]
    return markup.rows_table(columns, cells, caption=caption) if rows else ""


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

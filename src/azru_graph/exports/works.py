"""The works of a content as bibliographies want them: those cited, and those that cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.exports.plain import keys
from azru_graph.queries import select, texts
from azru_graph.syntax import with_prefixes
from azru_graph.terms import PREFIXES, Iri, Literal, local_name

if TYPE_CHECKING:
    from azru_graph.exports.content import Content
    from azru_graph.terms import Term

__all__ = ["Name", "Work", "works"]

_DCTERMS, _FABIO, _PRISM, _RDF, _RDFS, _SKOS = (
    PREFIXES[name] for name in ("dcterms", "fabio", "prism", "rdf", "rdfs", "skos")
)
# Whatever cites or is cited, and what a dataset says it is about; then all that is told of works.
_LISTED = """
SELECT DISTINCT ?work {
  { ?citation cito:hasCitedEntity|cito:hasCitingEntity ?work }
  UNION { ?data a dcat:Dataset ; dcterms:references ?work }
  ?work a fabio:Work
}"""
_TOLD = "SELECT ?work ?property ?value { ?work a fabio:Work ; ?property ?value }"
_NAMES = """
SELECT DISTINCT ?agent ?name {
  ?work a fabio:Work ; dcterms:creator|dcterms:publisher ?agent . ?agent rdfs:label ?name
}"""

_Told = dict[str, list["Term"]]


class Name(NamedTuple):
    """The name of an author; ``given`` is '' where it is not taken apart.

    The graph does not tell given names from family names. As BibTeX does, the last word is taken
    for the family name; a single word, or a name in which a word begins with a small letter (a
    description such as “the author of the article”, or a name with a particle), stays whole.
    """

    family: str
    given: str = ""

    @property
    def whole(self) -> str:
        """The name in one piece."""
        return f"{self.given} {self.family}".strip()


class Work(NamedTuple):
    """A work; what the graph does not tell is ''.

    Attributes:
        iri: Under the base asked for.
        key: Its name in a bibliography, from the IRI.
        kind: Local name of its class in FaBiO, ``Work`` where no other is given.
        title: As printed, in the original language.
        language: Of the title, as a tag.
        translations: Further titles as printed, with their language.
        authors: In the order in which the label of the work names them; the rest by name.
        publisher: Its own, or that of the journal or magazine.
        place: Of publication.
        container: Title of the journal, newspaper or magazine.
        volume: As printed.
        issue: As printed.
        printed: The date as printed.
        issued: The date in EDTF.
        url: As printed, also without a scheme.
        notes: Remarks of the graph on how the work is cited; not the editor's annotations.
    """

    iri: str
    key: str
    kind: str
    title: str
    language: str
    translations: tuple[tuple[str, str], ...]
    authors: tuple[Name, ...]
    publisher: str
    place: str
    container: str
    volume: str
    issue: str
    printed: str
    issued: str
    url: str
    notes: tuple[str, ...]


def works(content: Content) -> list[Work]:
    """Read the works, by key; none where the content has neither citations nor their works."""

    def rows(query: str) -> list[tuple[str, ...]]:
        return [tuple(map(content.rebased, row)) for row in texts(content.engine, query)]

    told: dict[str, _Told] = {}
    for work, predicate, value in select(content.engine, with_prefixes(_TOLD)).rows:
        if work and predicate and value:
            own = told.setdefault(content.rebased(work.value), {})
            own.setdefault(predicate.value, []).append(_rebased(content, value))
    names: dict[str, str] = {}
    for agent, name in sorted(rows(_NAMES)):
        names.setdefault(agent, name)
    listed = [work for (work,) in rows(_LISTED)]
    return sorted(
        (_work(iri, key, told, names) for iri, key in keys(listed, kind="work").items()),
        key=lambda work: work.key,
    )


def _rebased(content: Content, term: Term) -> Term:
    return term._replace(value=content.rebased(term.value))


def _work(iri: str, key: str, told: dict[str, _Told], names: dict[str, str]) -> Work:
    own = told[iri]
    containers = [told[one] for one in _texts(own, _DCTERMS + "isPartOf") if one in told]
    titles = _literals(own, _DCTERMS + "title") or [Literal(_first(own, _RDFS + "label") or key)]
    kinds = {local_name(one) for one in _texts(own, _RDF + "type") if one.startswith(_FABIO)}
    publishers = [
        names[agent]
        for part in (own, *containers)
        for agent in _texts(part, _DCTERMS + "publisher")
        if agent in names
    ]
    label = _first(own, _RDFS + "label")
    authors = [_name(names[one]) for one in _texts(own, _DCTERMS + "creator") if one in names]
    return Work(
        iri=iri,
        key=key,
        kind=min(kinds - {"Work"}, default="Work"),
        title=titles[0].value,
        language=titles[0].language or _first(own, _DCTERMS + "language"),
        translations=tuple(
            (one.value, one.language)
            for one in (*titles[1:], *_literals(own, _DCTERMS + "alternative"))
        ),
        authors=tuple(sorted(authors, key=lambda name: (_place(label, name), name.whole))),
        publisher=publishers[0] if publishers else "",
        place=_first(own, _FABIO + "hasPlaceOfPublication"),
        container=_first(containers[0], _DCTERMS + "title") if containers else "",
        volume=_first(own, _PRISM + "volume"),
        issue=_first(own, _PRISM + "issueIdentifier"),
        printed=_first(own, _DCTERMS + "date"),
        issued=_first(own, _DCTERMS + "issued"),
        url=_first(own, _FABIO + "hasURL"),
        notes=tuple(_texts(own, _SKOS + "note")),
    )


def _name(text: str) -> Name:
    *given, family = text.split() or [""]
    if not given or any(word[0].islower() for word in (*given, family)):
        return Name(text)
    return Name(family, " ".join(given))


def _place(label: str, name: Name) -> int:
    """Give where a label names an author; behind its end, if it does not."""
    found = label.find(name.family)
    return len(label) if found < 0 else found


def _literals(told: _Told, predicate: str) -> list[Literal]:
    """Give the literals of a property, those in other languages than English first."""
    found = [one for one in told.get(predicate, []) if isinstance(one, Literal)]
    return sorted(found, key=lambda one: (one.language == "en", one.language, one.value))


def _texts(told: _Told, predicate: str) -> list[str]:
    return sorted(one.value for one in told.get(predicate, []) if isinstance(one, (Iri, Literal)))


def _first(told: _Told, predicate: str) -> str:
    return next(iter(_texts(told, predicate)), "")

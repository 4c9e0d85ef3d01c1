"""Entities found by a text in their names: ``azru find``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.folding import fold
from azru_graph.names import Name, main_names, names, nearest, same_name
from azru_graph.queries import select, texts
from azru_graph.results import Table
from azru_graph.syntax import to_sparql, with_prefixes
from azru_graph.terms import Iri, Literal, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azru_graph.engines import Engine

__all__ = ["KINDS", "find"]

# Kind → the class or concept scheme of its members; of several that fit, the first counts. This is
# also the order in which entities found with the same right are listed.
KINDS = {
    "actor": "foaf:Agent",
    "place": "dcterms:Location",
    "agreement": "azru:Agreement",
    "event": "azru:Event",
    "share": "azru:ShareAllocation",
    "tenure": "azru:Tenure",
    "office": "org:Post",
    "work": "fabio:Work",
    "topic": "scheme:topics",
    "concept": "skos:Concept",
    "claim": "azru:Claim",
    "passage": "azru:Passage",
    "footnote": "doco:Footnote",
    "citation": "cito:Citation",
    "note": "oa:Annotation",
    "class": "owl:Class",
    "property": "owl:ObjectProperty",
    "attribute": "owl:DatatypeProperty",
}
_MEMBERS = "SELECT ?entity ?class {{ VALUES ?class {{ {} }} ?entity a|skos:inScheme ?class }}"
# An entity stands where it is attested, a work where it is cited, a concept or office where
# something is that names it; a passage is where it is.
_PLACES = """SELECT DISTINCT ?entity ?passage ?position WHERE {{
  {{ {entity} ?entity azru:attestedIn ?where }}
  UNION {{ {entity} ?entity a azru:Passage BIND (?entity AS ?where) }}
  UNION {{ {entity} ?citation cito:hasCitedEntity ?entity ; azru:attestedIn ?where }}
  UNION {{
    {entity}
    ?entity a ?class .
    FILTER (?class IN (skos:Concept, org:Post))
    ?record azru:claimSubject|azru:claimObject|azru:perceivedAs|azru:eventType|azru:office ?entity ;
      azru:attestedIn ?where .
  }}
  ?where skos:notation ?passage ; schema:position ?position .
}}
ORDER BY ?entity ?position ?passage
"""
_MATCHES = ("exact", "words", "parts", "near")
_LEAST = 3  # letters that a word must begin with to be found
_MOST_PLACES = 5


class _Match(NamedTuple):
    """How well a name fits: the lower, the better."""

    how: int  # index into _MATCHES
    words: int
    kind: int  # index into KINDS
    unlike: bool  # the text is not in the name in its own spelling
    foreign: bool  # the name is in another language than English
    name: Name


def find(
    engine: Engine, text: str, *, kinds: Iterable[str] = (), limit: int | None = None
) -> Table:
    """Find entities whose name, or whose paraphrase if they are claims, holds a text.

    Spellings are made equal as ``fold`` does it. Best first: the name is the text (``exact``); it
    has all its words (``words``); its words begin with all of them, which have three letters or
    more (``parts``). Only where there is none of these, it has all its words but for a slip of the
    pen or two (``near``). In each group short names come first.

    Args:
        engine: Where to look.
        text: What to look for. Blank stands in every name.
        kinds: Only these of ``KINDS``; empty means all.
        limit: The most rows; None cuts nothing. The table says how many were cut.

    Returns:
        One row per entity, with its best name: name, match, kind, label, passages (the first five),
        iri. No rows where nothing is found.

    Raises:
        UnknownNameError: There is no such kind.
    """
    chosen = list(dict.fromkeys(kinds)) or list(KINDS)
    for kind in chosen:
        if kind not in KINDS:
            raise UnknownNameError("kind", kind, KINDS)
    known = names(engine)
    of_kind = _kinds(engine)
    found = _matches([name for name in known if of_kind.get(name.entity) in chosen], text, of_kind)
    shown = found if limit is None else found[:limit]
    labels = main_names(known)
    places = _places(engine, [match.name.entity for match in shown])
    rows = tuple(
        (
            Literal(match.name.text),
            Literal(_MATCHES[match.how]),
            Literal(of_kind[match.name.entity]),
            Literal(labels[match.name.entity]),
            Literal(places.get(match.name.entity, "")),
            match.name.entity,
        )
        for match in shown
    )
    columns = ("name", "match", "kind", "label", "passages", "iri")
    return Table(columns, rows, len(found) - len(shown))


def _kinds(engine: Engine) -> dict[Iri, str]:
    classes = {Iri(expand(curie)): kind for kind, curie in KINDS.items()}
    query = with_prefixes(_MEMBERS.format(" ".join(map(to_sparql, classes))))
    found: dict[Iri, str] = {}
    order = list(KINDS).index
    for entity, member in select(engine, query).rows:
        if isinstance(entity, Iri) and isinstance(member, Iri):
            kind = classes[member]
            found[entity] = min(kind, found.get(entity, kind), key=order)
    return found


def _matches(known: Sequence[Name], text: str, kinds: dict[Iri, str]) -> list[_Match]:
    """The best match of each entity, best first."""
    order = list(KINDS).index
    wanted = fold(text)
    blank = not text.strip()
    how = {name: _how(name, text, wanted) for name in known if wanted or blank}
    if not blank and all(rank is None for rank in how.values()):
        how = dict.fromkeys(nearest(known, text, paraphrases=True), _MATCHES.index("near"))
    best: dict[Iri, _Match] = {}
    for name, rank in how.items():
        if rank is not None:
            match = _Match(
                rank,
                0 if blank else len(name.text.split()),
                order(kinds[name.entity]),
                text.casefold() not in name.text.casefold(),
                name.language != "en",
                name,
            )
            best[name.entity] = min(match, best.get(name.entity, match))
    return sorted(best.values())


def _how(name: Name, text: str, wanted: str) -> int | None:
    """How a name holds a text, as an index into _MATCHES; None where it does not."""
    folded = fold(name.text)
    if folded == wanted or same_name(name.text, text):
        return 0
    words, parts = folded.split(), wanted.split()
    if set(parts) <= set(words):
        return 1
    if all(len(part) >= _LEAST and any(w.startswith(part) for w in words) for part in parts):
        return 2
    return None


def _places(engine: Engine, entities: Sequence[Iri]) -> dict[Iri, str]:
    """Where entities stand: the first passages, and how many there are."""
    listed = f"VALUES ?entity {{ {' '.join(map(to_sparql, entities))} }}"
    found: dict[Iri, list[str]] = {}
    for iri, passage, _position in texts(engine, _PLACES.format(entity=listed)):
        found.setdefault(Iri(iri), []).append(passage)
    return {
        iri: " ".join(passages[:_MOST_PLACES])
        + (f" … {len(passages)} in all" if len(passages) > _MOST_PLACES else "")
        for iri, passages in found.items()
    }

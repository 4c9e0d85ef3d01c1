"""The names of entities: which there are, and which entity a text names.

A name is any label, title or identifier in the graph, in any language. It is compared here and not
in the query, so that a text that somebody wrote never gets into SPARQL.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, normalize

from azru_graph.errors import ParameterError, UnknownNameError, quoted
from azru_graph.folding import fold
from azru_graph.queries import bind, select
from azru_graph.syntax import is_iri, to_sparql, with_prefixes
from azru_graph.terms import ID, PREFIXES, Iri, Literal, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from azru_graph.engines import Engine
    from azru_graph.headers import Parameter
    from azru_graph.queries import Query
    from azru_graph.terms import Term

__all__ = [
    "Name",
    "choices",
    "filled",
    "main_names",
    "named",
    "names",
    "nearest",
    "resolve",
    "same_name",
]

# Kinds of names, the one that people read first before the others. A paraphrase names a claim.
_KINDS = {
    PREFIXES["rdfs"] + "label": "label",
    PREFIXES["skos"] + "prefLabel": "label",
    PREFIXES["skos"] + "altLabel": "alias",
    PREFIXES["skos"] + "notation": "notation",
    PREFIXES["dcterms"] + "title": "title",
    PREFIXES["dcterms"] + "alternative": "title",
    PREFIXES["azru"] + "paraphrase": "paraphrase",
}
_RANKS = list(dict.fromkeys(_KINDS.values()))
# The class may be a superclass of the one stated; a concept belongs to its scheme.
_NAMES = """SELECT DISTINCT ?entity ?property ?name WHERE {{
  {member}
  {properties}
  ?entity ?property ?name .
}}
"""
# Of some entities all triples are looked at, rather than all names of everything.
_PROPERTIES_OF_ALL = "VALUES ?property {{ {} }}"
_PROPERTIES_OF_SOME = "FILTER (?property IN ({}))"
_MEMBER = """VALUES ?within {{ {within} }}
  ?entity (rdf:type/rdfs:subClassOf*)|skos:inScheme ?within ."""
_OF = "SELECT ?name WHERE {{ {within} rdfs:label ?name }} ORDER BY ?name"
_PROPERTY = PREFIXES["rdf"] + "Property"
# The classes below rdf:Property, as OWL's own vocabulary states them; no graph repeats it.
_PROPERTIES = [PREFIXES["owl"] + name for name in ("ObjectProperty", "DatatypeProperty")]
# Signs beside letters, digits and blanks that a name may have; a text with any other, such as one
# that means something to SPARQL, names an entity only if it is the name, letter by letter.
_SIGNS = frozenset("-–.,:()/&?!'’ʼ")
_AGENT, _PERSON = PREFIXES["foaf"] + "Agent", PREFIXES["foaf"] + "Person"
_LEAST = 3  # letters that the longest word of a part of a name must have
_MOST_LISTED = 10
_MOST_WORDS = 8  # words for which others like them are sought
_LONGEST = 200  # letters for which names like them are sought


class Name(NamedTuple):
    """A name of an entity.

    Attributes:
        entity: The entity.
        kind: ``label``, ``alias``, ``notation``, ``title`` or ``paraphrase``.
        text: The name.
        language: Its language tag; '' where it has none.
    """

    entity: Iri
    kind: str
    text: str
    language: str


def names(
    engine: Engine, within: str | None = None, *, entities: Iterable[Iri] | None = None
) -> list[Name]:
    """Give every name of the entities, or of those of one class or concept scheme, or of some.

    Args:
        engine: Where to look.
        within: IRI of a class, whose subclasses count as well, or of a concept scheme; None for
            all entities.
        entities: Only these; None for all of the class.

    Returns:
        By entity; labels before other names, English before other languages.
    """
    member = ""
    if within is not None:
        iris = [within, *(_PROPERTIES if within == _PROPERTY else ())]
        member = _MEMBER.format(within=" ".join(to_sparql(Iri(iri)) for iri in iris))
    if entities is not None:
        member += f"VALUES ?entity {{ {' '.join(map(to_sparql, sorted(set(entities))))} }}"
    listed = [to_sparql(Iri(iri)) for iri in _KINDS]
    properties = _PROPERTIES_OF_ALL.format(" ".join(listed))
    if entities is not None:
        properties = _PROPERTIES_OF_SOME.format(", ".join(listed))
    query = with_prefixes(_NAMES.format(member=member, properties=properties))
    found = {
        Name(entity, _KINDS[prop.value], name.value, name.language)
        for entity, prop, name in select(engine, query).rows
        if isinstance(entity, Iri) and prop and isinstance(name, Literal)
    }
    return sorted(found, key=_order)


def main_names(known: Iterable[Name]) -> dict[Iri, str]:
    """Give one name for each entity: its English label, else its first name."""
    found: dict[Iri, str] = {}
    for name in sorted(known, key=_order):
        found.setdefault(name.entity, name.text)
    return found


def choices(engine: Engine, parameter: Parameter) -> tuple[str, ...]:
    """Give what a parameter may be, as a person writes it; empty where that has no end.

    Entities of its class or concept scheme stand by their main names, sorted.
    """
    if parameter.type == "boolean":
        return ("false", "true")
    if parameter.within is None:
        return parameter.choices
    return tuple(sorted(set(main_names(names(engine, parameter.within)).values())))


def filled(engine: Engine, question: Query, values: Mapping[str, Sequence[str]]) -> str:
    """Give the text of a stored query with values, as a person writes them, in its slots.

    Args:
        engine: Where entities are looked for by name.
        question: The stored query.
        values: Parameter → its values, of which any may match; no value means any.

    Raises:
        UnknownNameError: There is no such parameter, entity or choice.
        ParameterError: A value does not fit its parameter, or names several entities.
    """
    from azru_graph.headers import parse_value

    known = question.header.parameters if values else {}
    resolver = partial(resolve, engine)
    terms: dict[str, list[Term]] = {}
    for name, texts in values.items():
        if name not in known:
            raise UnknownNameError(f"parameter of {question.name}", name, known)
        terms[name] = [parse_value(known[name], text, resolver=resolver) for text in texts]
    return bind(question, terms)


def same_name(one: str, other: str) -> bool:
    """Whether two names have the same letters; marks count, the case of letters does not."""
    return _plain(one) == _plain(other)


def named(engine: Engine, text: str) -> Iri:
    """Find the entity that goes by an IRI, a prefixed name, an id or a name.

    An IRI or a prefixed name may be of something without a name; whether it is there is for the
    one who asks about it to see.

    Raises:
        UnknownNameError: There is none.
        ParameterError: Several have the name.
    """
    from azru_graph.headers import Parameter, parse_value

    prefix = text.partition(":")[0]
    stated = (prefix in PREFIXES and prefix != text) or "://" in text or text[:1] == "<"
    resolver = None if stated else partial(resolve, engine)
    return Iri(parse_value(Parameter("entity", "iri"), text, resolver=resolver).value)


def resolve(engine: Engine, text: str, within: str | None = None) -> Iri:
    """Find the entity that a text names.

    The first of these that fits any entity decides: its IRI or id; a name of it, in any case of
    letters; a name of it in another spelling, as ``fold`` makes them equal, or with its words in
    another order; some whole words of a name of it, one of them of three letters or more. One word
    alone, such as ``Putin``, means a person before all else, never another agent, and anything else
    only within a class. A paraphrase is a name of a claim only as a whole.

    Args:
        engine: Where to look.
        text: An IRI, an id such as ``state-russia``, or a name.
        within: IRI of a class or concept scheme to which the entity must belong; None for any.

    Raises:
        UnknownNameError: There is none; the nearest names are suggested.
        ParameterError: The text fits several in the same way; they are listed.
    """
    stated = list(filter(is_iri, (Iri(text), Iri(ID + text.strip()))))
    there = {name.entity for name in names(engine, within, entities=stated)}
    for own in stated:
        if own in there:
            return own
    known = names(engine, within)
    found = list(dict.fromkeys(name.entity for name in _meant(known, text)))
    if not found:
        found = list(dict.fromkeys(name.entity for name in _parts(known, text)))
        if len(fold(text).split()) == 1:
            found = _by_one_word(engine, found, within)
    if not found:
        like: dict[Iri, str] = {}  # by the name that is alike, which need not be the main one
        for name in _parts(known, text) or nearest(known, text):
            like.setdefault(name.entity, name.text)
        kind = "entity" if within is None else _kind(engine, within)
        every = main_names(known).values()
        raise UnknownNameError(kind, compact(text), every, near=list(like.values())[:3])
    if len(found) > 1:
        listed = ", ".join(compact(entity.value) for entity in found[:_MOST_LISTED])
        more = len(found) - _MOST_LISTED
        raise ParameterError(
            f"{quoted(text)} names several entities",
            remedy=f"choose one of: {listed}" + (f" and {more} more" if more > 0 else ""),
        )
    return found[0]


def nearest(known: Sequence[Name], text: str, *, paraphrases: bool = False) -> list[Name]:
    """Give names with all words of a text but for a slip of the pen or two, best first.

    Args:
        known: The names to choose from.
        text: What was written; nothing is like a very long one.
        paraphrases: Whether they count as names.
    """
    words = fold(text[: _LONGEST + 1]).split()
    if len(text) > _LONGEST or len(words) > _MOST_WORDS:
        return []
    if max(map(len, words), default=0) < _LEAST:
        return []  # everything is like a letter or two
    folds: dict[str, Name] = {}
    for name in known:
        if paraphrases or name.kind != "paraphrase":
            folds.setdefault(fold(name.text), name)
    vocabulary = {word for folded in folds for word in folded.split()}
    slips = dict.fromkeys(folds, 0)
    for word in words:
        alike = {own: count for own in vocabulary if (count := _slips(own, word)) is not None}
        slips = {
            folded: count + min(alike[own] for own in folded.split() if own in alike)
            for folded, count in slips.items()
            if not alike.keys().isdisjoint(folded.split())
        }
    best = sorted(slips, key=lambda folded: (slips[folded], len(folded), folded))
    return [folds[folded] for folded in best]


def _slips(one: str, other: str) -> int | None:
    """How many slips make one word of another; None where they are not alike.

    Words of five letters or more may have one, of nine or more two.
    """
    most = min(2, (max(len(one), len(other)) - 1) // 4)
    return next((count for count in range(most + 1) if _within(one, other, count)), None)


def _within(one: str, other: str, slips: int) -> bool:
    """Whether so many slips do: a letter too many, too few, or wrong, or two in the wrong order."""
    if one == other or abs(len(one) - len(other)) > slips or not slips:
        return one == other
    while one[:1] == other[:1]:
        one, other = one[1:], other[1:]
    rests = [(one[1:], other), (one, other[1:]), (one[1:], other[1:])]
    if one[:2] == other[1::-1]:
        rests.append((one[2:], other[2:]))
    return any(_within(*rest, slips - 1) for rest in rests)


def _order(name: Name) -> tuple[object, ...]:
    return (
        name.entity.value,
        _RANKS.index(name.kind),
        name.language != "en",
        name.language,
        name.text,
    )


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", normalize("NFC", text).casefold()).split())


def _meant(known: Sequence[Name], text: str) -> list[Name]:
    """The names that are a text, in its own spelling or else in any, in any order of the words."""
    found = [name for name in known if same_name(name.text, text)]
    words = _searched(text)
    if found or not words:
        return found
    return [name for name in known if sorted(fold(name.text).split()) == words]


def _by_one_word(engine: Engine, found: list[Iri], within: str | None) -> list[Iri]:
    """Of entities that have a word in their names, those that may be meant by that word alone.

    Persons go by it; a delegation to Baku does not go by Baku, nor does anything else by a word
    that others have as well.
    """
    persons = {name.entity for name in names(engine, _PERSON)}
    if meant := [entity for entity in found if entity in persons]:
        return meant
    if within is None:
        return []
    agents = {name.entity for name in names(engine, _AGENT)}
    return [entity for entity in found if entity not in agents]


def _parts(known: Sequence[Name], text: str) -> list[Name]:
    """The names that have all words of a text, the shortest first; a paraphrase is none."""
    words = set(_searched(text))
    if max(map(len, words), default=0) < _LEAST:
        return []
    found = [
        name
        for name in known
        if name.kind != "paraphrase" and words <= set(fold(name.text).split())
    ]
    return sorted(found, key=lambda name: (len(name.text), name.entity))


def _searched(text: str) -> list[str]:
    """The folded words of a text, sorted; none where it has a sign that no name has."""
    own = all(sign in _SIGNS or category(sign)[0] in "LMNZ" for sign in text.strip())
    return sorted(fold(text).split()) if own else []


def _kind(engine: Engine, within: str) -> str:
    """What the entities of a class or scheme are called, for a message."""
    rows = select(engine, with_prefixes(_OF.format(within=to_sparql(Iri(within))))).rows
    label = next((row[0].value for row in rows if row[0]), compact(within))
    return f"concept among '{label}'" if within.startswith(PREFIXES["scheme"]) else label

"""The vocabularies documented: classes, properties, relations inside claims, concepts, shapes."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.engines.embedded import Embedded
from azru_graph.files import shapes_file
from azru_graph.pages.links import iri_of
from azru_graph.queries import select, texts
from azru_graph.syntax import to_sparql, with_prefixes
from azru_graph.terms import BASE, Iri, compact, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.engines import Engine
    from azru_graph.pages.site import Page, Site, Values
    from azru_graph.terms import Term

__all__ = ["Word", "show", "words"]

_SAID = "SELECT ?term ?property ?value { MEMBER ?term ?property ?value } ORDER BY ?term ?property"
_OWN = "VALUES ?vocabulary { VOCABULARY } ?term rdfs:isDefinedBy ?vocabulary ."
_FOREIGN = """
VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
?term a ?kind ; rdfs:label ?any .
FILTER NOT EXISTS { VALUES ?own { VOCABULARIES } ?term rdfs:isDefinedBy ?own }
"""
_VOCABULARIES = ("ontology", "relation", "scheme")
_CLASS_USES = (
    "SELECT ?term (COUNT(*) AS ?uses) { ?one a ?term FILTER (isIRI(?term)) } GROUP BY ?term"
)
_USES = {
    "ontology": f"{{ {_CLASS_USES} }} UNION"
    " { SELECT ?term (COUNT(*) AS ?uses) { ?one ?term ?two } GROUP BY ?term }",
    "relation": "{ SELECT ?term (COUNT(*) AS ?uses) { ?claim azru:claimPredicate ?term }"
    " GROUP BY ?term }",
}
_HEADINGS = {
    "ontology": "The vocabulary of the graph",
    "relation": "Relations inside claims",
    "scheme": "Concept schemes",
    "shapes": "Shapes",
}
_SUBCLASS = "rdfs:subClassOf"


class Word(NamedTuple):
    """A term of a vocabulary.

    Attributes:
        iri: The term.
        said: Prefixed name of a property → its values, sorted.
        uses: In how many statements or claims the graph uses it.
    """

    iri: str
    said: dict[str, list[Term]]
    uses: int = 0

    @property
    def name(self) -> str:
        """Its prefixed name."""
        return compact(self.iri)

    @property
    def anchor(self) -> str:
        """Its place on the page of its vocabulary."""
        own = self.iri.startswith(BASE)
        return local_name(self.iri) if own else self.name.replace(":", "-")

    @property
    def label(self) -> str:
        """Its label; the prefixed name where it has none."""
        return self.text("rdfs:label") or self.name

    def text(self, name: str) -> str:
        """Give the first value of a property as text; '' where it has none."""
        return next((value.value for value in self.all(name)), "")

    def all(self, name: str) -> list[Term]:
        """Give the values of a property; empty where it has none."""
        return self.said.get(name, [])

    def is_a(self, *kinds: str) -> bool:
        """Whether one of the classes of that prefixed name is stated of it."""
        return any(compact(kind.value) in kinds for kind in self.all("rdf:type"))


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - they ask for none
    """Make the page of a vocabulary."""
    if address == "shapes":
        return _shapes(site, address)
    engine = site.engine
    own = words(engine, iri_of(address), uses=_USES.get(address))
    head = next((one for one in own if one.iri == iri_of(address)), Word(iri_of(address), {}))
    terms = [one for one in own if one is not head]
    labels = {one.iri: one.label for one in terms}
    context = {"head": head, "heading": _HEADINGS[address], "labels": labels}
    if address == "scheme":
        schemes = [one for one in terms if one.is_a("skos:ConceptScheme")]
        children = _below(terms, "skos:broader")
        return site.page(
            "schemes", address, title=_HEADINGS[address], schemes=schemes, children=children,
            concepts={one.iri: one for one in terms}, **context
        )  # fmt: skip
    foreign = _foreign(engine) if address == "ontology" else []
    labels |= {one.iri: one.label for one in foreign}
    classes = [one for one in terms if one.is_a("owl:Class")]
    return site.page(
        "vocabulary",
        address,
        title=_HEADINGS[address],
        classes=classes,
        properties=[one for one in terms if one not in classes],
        foreign=foreign,
        children=_below([*classes, *(one for one in foreign if one.is_a("owl:Class"))], _SUBCLASS),
        of_domain=_of_domain([*terms, *foreign]),
        **context,
    )


def words(engine: Engine, vocabulary: str, *, uses: str | None = None) -> list[Word]:
    """Give the terms that a vocabulary defines, itself among them where it says so, by label.

    Args:
        engine: Where to look.
        vocabulary: Its IRI.
        uses: A graph pattern that binds ``?term`` and ``?uses``; None counts nothing.
    """
    counts: dict[str, int] = defaultdict(int)
    if uses:
        for term, number in texts(engine, f"SELECT ?term ?uses {{ {uses} }}"):
            counts[term] += int(number)
    iri = to_sparql(Iri(vocabulary))
    head = f"{{ BIND ({iri} AS ?term) }} UNION {{ {_OWN.replace('VOCABULARY', iri)} }}"
    return _words(engine, head, counts)


def _foreign(engine: Engine) -> list[Word]:
    """Give the terms of other vocabularies that the ontology tells how to read."""
    own = " ".join(to_sparql(Iri(iri_of(name))) for name in _VOCABULARIES)
    return _words(engine, _FOREIGN.replace("VOCABULARIES", own), {})


def _words(engine: Engine, member: str, counts: dict[str, int]) -> list[Word]:
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    query = with_prefixes(_SAID.replace("MEMBER", f"{{ SELECT DISTINCT ?term {{ {member} }} }}"))
    for term, prop, value in select(engine, query).rows:
        if term and prop and value:
            said[term.value][compact(prop.value)].append(value)
    for properties in said.values():
        for several in properties.values():
            several.sort(key=lambda value: (value.value.casefold(), value.value))
    found = [Word(iri, dict(own), counts.get(iri, 0)) for iri, own in said.items()]
    return sorted(found, key=lambda word: (word.label.casefold(), word.iri))


def _below(terms: Iterable[Word], relation: str) -> dict[str, list[Word]]:
    """Arrange terms as a tree: IRI → those directly below it; '' has the roots."""
    known = {one.iri: one for one in terms}
    found: dict[str, list[Word]] = defaultdict(list)
    for one in known.values():
        above = [up.value for up in one.all(relation) if up.value in known] or [""]
        for up in above:
            found[up].append(one)
    return dict(found)


def _of_domain(terms: Iterable[Word]) -> dict[str, list[Word]]:
    """Give the properties of each class: IRI → those whose domain it is."""
    found: dict[str, list[Word]] = defaultdict(list)
    for one in terms:
        for domain in one.all("rdfs:domain"):
            found[domain.value].append(one)
    return dict(found)


@cache
def _shapes_engine() -> Engine:
    """The shapes, which no dataset holds."""
    return Embedded([shapes_file()])


def _shapes(site: Site, address: str) -> Page:
    own = words(_shapes_engine(), iri_of(address))
    by_iri = {one.iri: one for one in own}
    nodes = [
        (one, [by_iri[part.value] for part in one.all("sh:property") if part.value in by_iri])
        for one in own
        if one.is_a("sh:NodeShape")
    ]
    return site.page(
        "shapes",
        address,
        title=_HEADINGS[address],
        heading=_HEADINGS[address],
        head=by_iri.get(iri_of(address), Word(iri_of(address), {})),
        nodes=nodes,
        labels={one.iri: one.label for one in own},
        told={"sh:property", "sh:message", "sh:path", "rdf:type", "rdfs:label",
              "rdfs:isDefinedBy", "sh:severity"},
    )  # fmt: skip

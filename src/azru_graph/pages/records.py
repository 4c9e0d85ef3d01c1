"""Claims and records as pages show them: each with its voice or its date, and its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph import evidence
from azru_graph.dates import when
from azru_graph.queries import texts
from azru_graph.search import KINDS
from azru_graph.syntax import to_sparql
from azru_graph.terms import Iri, expand, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.dates import When
    from azru_graph.engines import Engine

__all__ = ["Claim", "Named", "Record", "claims", "listed", "records"]

# An OPTIONAL of two patterns would be looked up for everything there is: so it has one at a time.
_CLAIMS = """
SELECT ?iri ?label ?paraphrase ?negated ?mode ?modeLabel ?voice ?voiceLabel WHERE {
  VALUES ?iri { LISTED }
  ?iri a azru:Claim .
  OPTIONAL { ?iri rdfs:label ?label }
  OPTIONAL { ?iri azru:paraphrase ?paraphrase }
  OPTIONAL { ?iri azru:isNegated ?negated }
  OPTIONAL { ?iri azru:assertionMode ?mode OPTIONAL { ?mode skos:prefLabel ?modeLabel } }
  OPTIONAL { ?iri prov:wasAttributedTo ?voice OPTIONAL { ?voice rdfs:label ?voiceLabel } }
}
ORDER BY ?iri ?voiceLabel ?voice
"""
_RECORDS = """
SELECT ?iri ?class ?label ?notation ?typeLabel ?edtf ?from ?until ?exact WHERE {
  VALUES ?iri { LISTED }
  OPTIONAL { ?iri a ?class }
  OPTIONAL { ?iri rdfs:label ?label }
  OPTIONAL { ?iri skos:notation ?notation }
  OPTIONAL { ?iri azru:eventType ?type OPTIONAL { ?type skos:prefLabel ?typeLabel } }
  OPTIONAL { ?iri azru:edtf ?edtf }
  OPTIONAL { ?iri azru:notBefore ?from }
  OPTIONAL { ?iri azru:notAfter ?until }
  OPTIONAL { ?iri azru:datePrecision ?precision OPTIONAL { ?precision skos:prefLabel ?exact } }
}
ORDER BY ?iri ?label ?typeLabel ?edtf ?from ?until ?exact
"""
_LAST = 10**9  # the place of what stands nowhere
# Mode → how the margin of such a claim looks; any other looks like the words of somebody else.
_LOOKS = {"mode-asserted": "", "mode-denial": "denied", "mode-speculation": "guess"}


class Named(NamedTuple):
    """An entity and its label; '' where it has none."""

    iri: str
    label: str


class Claim(NamedTuple):
    """A claim; what the graph does not tell is '' or empty.

    Attributes:
        iri: The claim.
        label: Its name, such as ``Claim s3p5.3a``.
        paraphrase: What it says.
        negated: Whether it holds its content to be untrue.
        mode: How the article puts it forward.
        voices: Who holds it.
        passages: Notations of where it stands, in reading order.
        position: Place of the first of them in reading order.
    """

    iri: str
    label: str
    paraphrase: str
    negated: bool
    mode: Named
    voices: tuple[Named, ...]
    passages: tuple[str, ...]
    position: int

    @property
    def look(self) -> str:
        """The class that sets it apart by looks."""
        return _LOOKS.get(local_name(self.mode.iri), "others")


class Record(NamedTuple):
    """Anything but a claim; what the graph does not tell is '' or empty.

    Attributes:
        iri: What it is about.
        kind: What it is: one of `search.KINDS`.
        label: Its label.
        type: Of an event, what kind of happening it is.
        edtf: Its date as the article knows it.
        when: The same in words, and its bounds.
        exact: How exactly it is dated: day, month, year …
        passages: Notations of where it stands, in reading order.
        position: Place of the first of them in reading order.
    """

    iri: str
    kind: str
    label: str
    type: str
    edtf: str
    when: When | None
    exact: str
    passages: tuple[str, ...]
    position: int


def claims(engine: Engine, iris: Iterable[str]) -> list[Claim]:
    """Read those of the IRIs that are claims, in reading order."""
    rows: dict[str, list[list[str]]] = {}
    wanted = list(dict.fromkeys(iris))
    for iri, *row in _ask(engine, _CLAIMS, wanted):
        rows.setdefault(iri, []).append(row)
    places = evidence.passages(engine, map(Iri, rows)) if rows else {}
    found = []
    for iri, several in rows.items():
        label, paraphrase, negated, mode, mode_label, *_ = several[0]
        where = places.get(iri, ())
        voices = dict.fromkeys(Named(row[5], row[6]) for row in several if row[5])
        found.append(
            Claim(
                iri=iri,
                label=label,
                paraphrase=paraphrase,
                negated=negated == "true",
                mode=Named(mode, mode_label),
                voices=tuple(voices),
                passages=tuple(place.passage for place in where),
                position=where[0].position if where else _LAST,
            )
        )
    return sorted(found, key=lambda claim: (claim.position, claim.iri))


def records(engine: Engine, iris: Iterable[str]) -> list[Record]:
    """Read what the IRIs name, claims aside, in reading order."""
    kinds = {expand(curie): kind for kind, curie in KINDS.items()}
    order = list(KINDS).index
    rows: dict[str, list[str]] = {}
    kind: dict[str, str] = {}
    for iri, cls, *row in _ask(engine, _RECORDS, list(dict.fromkeys(iris))):
        rows.setdefault(iri, row)
        if cls in kinds:
            kind[iri] = min(kinds[cls], kind.get(iri, kinds[cls]), key=order)
    chosen = [iri for iri in rows if kind.get(iri) != "claim"]
    places = evidence.passages(engine, map(Iri, chosen)) if chosen else {}
    found = []
    for iri in chosen:
        label, notation, happening, edtf, first, last, exact = rows[iri]
        where = places.get(iri, ())
        found.append(
            Record(
                iri=iri,
                kind=kind.get(iri, ""),
                label=notation if kind.get(iri) == "passage" and notation else label,
                type=happening,
                edtf=edtf,
                when=when({"edtf": edtf, "notBefore": first, "notAfter": last}),
                exact=exact,
                passages=tuple(place.passage for place in where),
                position=where[0].position if where else _LAST,
            )
        )
    return sorted(found, key=lambda record: (record.position, record.label, record.iri))


def listed(iris: Iterable[str]) -> str:
    """Write IRIs as the values of a VALUES clause."""
    return " ".join(to_sparql(Iri(iri)) for iri in iris)


def _ask(engine: Engine, query: str, iris: list[str]) -> list[tuple[str, ...]]:
    return texts(engine, query.replace("LISTED", listed(iris))) if iris else []

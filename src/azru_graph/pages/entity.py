"""The page of an actor, place, event, agreement, work or whatever else is no claim or passage."""

from __future__ import annotations

import re
from math import ceil, floor
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import entities, evidence
from azru_graph.pages import records
from azru_graph.pages.site import section_name
from azru_graph.queries import texts
from azru_graph.syntax import to_sparql
from azru_graph.terms import ID, PREFIXES, Iri, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azru_graph.engines import Engine
    from azru_graph.entities import Entity, Statement
    from azru_graph.evidence import Attestation
    from azru_graph.pages.records import Claim, Record
    from azru_graph.pages.site import Page, Site

__all__ = ["classes", "facts", "show"]

_AZRU, _DCTERMS, _ORG = (PREFIXES[name] for name in ("azru", "dcterms", "org"))
_ABOUT = {_AZRU + name for name in ("claimSubject", "claimObject", "perceivedAs")}
_SAYS = PREFIXES["prov"] + "wasAttributedTo"
_RESTS = _AZRU + "hasEvidence"
_TAKES_PART = _AZRU + "hasParticipant"
_DATES = {_AZRU + name for name in ("notBefore", "notAfter", "edtf", "datePrecision")}
# What the page has in parts of their own.
_ELSEWHERE = {*_DATES, _AZRU + "attestedIn", _RESTS}
# A class is left out where a narrower one is stated, and so is what says no more than the page.
_KINDS = """
SELECT DISTINCT ?class ?label WHERE {{
  {entity} a ?class .
  FILTER NOT EXISTS {{ ?narrower rdfs:subClassOf ?class . {entity} a ?narrower }}
  OPTIONAL {{ ?class rdfs:label ?label }}
  FILTER (?class != azru:AttestedEntity)
}}
ORDER BY ?label ?class
"""
_ON_CITATIONS = """
SELECT DISTINCT ?iri { VALUES ?citation { LISTED } ?iri azru:hasEvidence ?citation }
ORDER BY ?iri
"""
# What is named together with an entity, in the roles that the stored question ``links`` has.
_NEIGHBOUR = f"""
SELECT ?other {{
  VALUES ?iri {{ LISTED }}
  ?iri azru:claimSubject|azru:claimObject|azru:perceivedAs|azru:disputes|azru:qualifies|
    azru:hasParticipant|azru:tookPlaceAt|azru:partOfEvent|azru:postponedTo|azru:concernsAgreement|
    azru:hasParty|azru:allocatedTo|azru:office|org:member|org:organization|prov:wasAttributedTo
    ?other .
  FILTER (?other NOT IN (ENTITY, <{ID}author>))
}}
LIMIT 1
"""
# Properties, said from the side of what they point to.
_BACKWARDS = {
    _AZRU + "allocatedTo": "receives it",
    _AZRU + "carriedOutBy": "carries it out",
    _AZRU + "concernsAgreement": "about this agreement",
    _AZRU + "directedAt": "is aimed at, or hosts",
    _AZRU + "hasParticipant": "takes part",
    _AZRU + "hasParty": "is a party",
    _AZRU + "inCapacity": "in this capacity",
    _AZRU + "office": "this office",
    _AZRU + "partOfEvent": "part of this",
    _AZRU + "postponedTo": "postponed to this",
    _AZRU + "tookPlaceAt": "took place here",
    _DCTERMS + "creator": "wrote it",
    _DCTERMS + "isPartOf": "part of this",
    _DCTERMS + "publisher": "published it",
    _DCTERMS + "references": "has its marker",
    _ORG + "member": "holds it",
    _ORG + "organization": "office here",
    _ORG + "postIn": "post here",
    _ORG + "unitOf": "unit of this",
}
_ANNOTATION = PREFIXES["oa"] + "Annotation"
_SECTION = PREFIXES["doco"] + "Section"
# A name of an entity, as `entities.Entity` has it: text, perhaps with a language.
_TAGGED = re.compile(r"(?P<text>.*?)(?:@(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?", re.DOTALL)
_SETTLED = {"agreement", "share"}
_MOST = 300  # of a kind; more would be no page to read
_WIDE = 1000  # units that a bar of the timeline has for all its years
_LEAST = 8  # units that a day is wide


class Bar(NamedTuple):
    """A record in the timeline of an entity.

    Attributes:
        record: The record.
        roles: How it names the entity, in words.
        x: Where its bar begins, of 1000.
        width: How wide the bar is.
        look: What the bar shows: ``exact``, ``lasting``, or ``within`` where it was some time
            in it; and ``open`` where the article leaves a side open or in doubt.
    """

    record: Record
    roles: tuple[str, ...]
    x: int
    width: int
    look: str


class Timeline(NamedTuple):
    """Records in order of time, with the years between which their bars are drawn."""

    first: int
    last: int
    bars: tuple[Bar, ...]


def show(site: Site, address: str, iri: Iri) -> Page:
    """Make the page.

    Raises:
        UnknownNameError: The graph holds nothing with that IRI.
    """
    engine = site.engine
    entity = entities.describe(engine, iri)
    naming = _naming(entity)
    places = evidence.passages(engine, [iri]).get(iri.value, ())
    others = {prop for prop in naming if prop not in {*_ABOUT, _SAYS, _RESTS}}
    known = classes(engine, iri)
    about = records.claims(engine, _of(naming, _ABOUT))
    told = records.records(engine, [iri.value, *_of(naming, others)])
    itself = next(record for record in told if record.iri == iri.value)
    told.remove(itself)
    roles = _roles(entity)
    citations = [record.iri for record in told if record.kind == "citation"]
    resting = _resting(engine, citations) or naming.get(_RESTS, [])
    cited = evidence.citations(engine, [iri]).get(iri.value, ())
    shown = {citation.iri for citation in cited}
    dated = [record for record in told if record.when]
    undated = [record for record in told if not record.when and record.iri not in shown]
    return site.page(
        "entity",
        address,
        title=f"{entity.label} · {compact(iri.value)}",
        entity=entity,
        name=address.removeprefix("id/"),
        aliases=[_TAGGED.fullmatch(alias) for alias in entity.aliases],
        reading=f"read/{section_name(iri.value)}" if _SECTION in known else "",
        kinds=list(known.values()),
        by_editor=_ANNOTATION in known,
        itself=itself,
        facts=facts(entity),
        timeline=_timeline(dated, roles),
        about=_by_voice(about),
        says=records.claims(engine, _of(naming, {_SAYS})),
        resting=records.claims(engine, resting[:_MOST]),
        resting_records=records.records(engine, resting[:_MOST]),
        settled=_by_role((one for one in undated if one.kind in _SETTLED), roles),
        others=_by_role((one for one in undated if one.kind not in _SETTLED), roles),
        other_claims=records.claims(engine, _of(naming, others)),
        cited=cited,
        sections=_by_section(places[:_MOST]),
        picture=not site.static and _has_neighbours(engine, iri, naming),
        cut=any(len(found) > _MOST for found in (*naming.values(), places, resting)),
        most=_MOST,
    )


def classes(engine: Engine, iri: Iri) -> dict[str, str]:
    """Give the narrowest classes of a resource: IRI → label, or else short name."""
    rows = texts(engine, _KINDS.format(entity=to_sparql(iri)))
    return {cls: label or compact(cls) for cls, label in rows}


def facts(entity: Entity) -> dict[str, list[Statement]]:
    """Give what is said of an entity itself, by the names of the properties.

    Its date, passages and citations are not among it; nor is it said again that somebody takes
    part who is given a narrower role.
    """
    found: dict[str, list[Statement]] = {}
    narrower = {
        statement.value
        for statement in entity.statements
        if statement.property in {_AZRU + "carriedOutBy", _AZRU + "directedAt"}
    }
    for statement in entity.statements:
        doubled = statement.property == _TAKES_PART and statement.value in narrower
        if statement.property not in _ELSEWHERE and not doubled:
            found.setdefault(statement.name, []).append(statement)
    return found


def _naming(entity: Entity) -> dict[str, list[str]]:
    """Give what names an entity: property → IRIs."""
    found: dict[str, list[str]] = {}
    for mention in entity.mentions:
        if isinstance(mention.value, Iri):
            found.setdefault(mention.property, []).append(mention.value.value)
    return found


def _of(naming: dict[str, list[str]], properties: set[str]) -> list[str]:
    return [iri for prop in sorted(properties) for iri in naming.get(prop, ())[:_MOST]]


def _roles(entity: Entity) -> dict[str, tuple[str, ...]]:
    """Say how each thing names an entity; of two ways the narrower one alone."""
    found: dict[str, dict[str, str]] = {}
    for mention in entity.mentions:
        words = _BACKWARDS.get(mention.property, f"names it as “{mention.name}”")
        found.setdefault(mention.value.value, {})[mention.property] = words
    for names in found.values():
        if len(names) > 1:
            names.pop(_TAKES_PART, None)
    return {iri: tuple(names.values()) for iri, names in found.items()}


def _resting(engine: Engine, citations: Sequence[str]) -> list[str]:
    if not citations:
        return []
    query = _ON_CITATIONS.replace("LISTED", records.listed(citations))
    return [iri for (iri,) in texts(engine, query)]


def _has_neighbours(engine: Engine, iri: Iri, naming: dict[str, list[str]]) -> bool:
    """Whether there is a neighbourhood to be drawn."""
    near = records.listed([iri.value, *_of(naming, {*naming} - {_RESTS})])
    return bool(texts(engine, _NEIGHBOUR.replace("LISTED", near).replace("ENTITY", to_sparql(iri))))


def _by_voice(about: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Put claims together by who holds them: the rarest first, lest the author's bury them."""
    found: dict[str, list[Claim]] = {}
    for claim in about:
        voices = ", ".join(voice.label or compact(voice.iri) for voice in claim.voices)
        found.setdefault(voices, []).append(claim)
    return dict(sorted(found.items(), key=lambda item: (len(item[1]), item[0])))


def _by_role(told: Iterable[Record], roles: dict[str, tuple[str, ...]]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in told:
        for role in roles.get(record.iri, ()):
            found.setdefault(role, []).append(record)
    return dict(sorted(found.items()))


def _by_section(places: Iterable[Attestation]) -> dict[str, str]:
    """Put passages together by their sections: label → notations with blanks between them."""
    found: dict[str, list[str]] = {}
    for place in places:
        found.setdefault(place.section, []).append(place.passage)
    return {section: " ".join(names) for section, names in found.items()}


def _timeline(dated: Sequence[Record], roles: dict[str, tuple[str, ...]]) -> Timeline | None:
    """Put records in order of time; None without any."""
    spans = [record.when for record in dated if record.when]
    if not spans:
        return None
    first = floor(min(span.first for span in spans))
    last = ceil(max(span.last for span in spans))
    bars = []
    for record, span in zip(dated, spans, strict=True):
        unit = _WIDE / max(1, last - first)
        width = max(_LEAST, round((span.last - span.first) * unit))
        x = min(round((span.first - first) * unit), _WIDE - width)
        look = "lasting" if span.lasting else "exact" if span.short else "within"
        if span.uncertain or not (span.since and span.until):
            look += " open"
        begin = span.first if span.since else span.last
        key = (begin, span.last, record.label, record.iri)
        bars.append((key, Bar(record, roles.get(record.iri, ()), x, width, look)))
    return Timeline(first, last, tuple(bar for _, bar in sorted(bars, key=itemgetter(0))))

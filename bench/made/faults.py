"""Faults in made-up articles: each breaks one rule, at one node, and no other rule anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made.writing import node, number, plain, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from made.articles import Article
    from made.writing import Sheet

    Break = Callable[[Sheet, str], None]

__all__ = ["RULES", "spoil"]


def spoil(article: Article, numbers: Iterable[int]) -> list[tuple[str, str]]:
    """Make the faults of those numbers.

    A number stands for one of `RULES`, which are gone through again and again; where the article
    has nothing left that could break it, for the next one.

    Returns:
        Rule and IRI of the focus node, for each fault.

    Raises:
        ValueError: The article has nothing left that could break any rule.
    """
    made: list[tuple[str, str]] = []
    numbers = list(numbers)
    victims = _victims(article) if numbers else {}
    for n in numbers:
        for rule in (RULES[(n + step) % len(RULES)] for step in range(len(RULES))):
            kind, break_it = _FAULTS[rule]
            victim = next(victims[kind], "")
            if victim:
                break_it(article.draft.sheet, victim)
                made.append((rule, victim[1:-1]))
                break
        else:
            raise ValueError(f"article {article.draft.place} has no room for {len(numbers)} faults")
    return made


def _victims(article: Article) -> dict[str, Iterator[str]]:
    """What a fault may befall, by kind, each of them once."""
    draft, records, sheet = article.draft, article.records, article.draft.sheet
    wholes = sheet.objects("azru:partOfEvent")
    of_claims = sheet.objects("azru:claimSubject") | sheet.objects("azru:claimObject")
    answered = sheet.objects("azru:disputes") | sheet.objects("azru:qualifies") | of_claims
    plain_kinds = {term("azru:Claim"), term("prov:Entity"), term("azru:AttestedEntity")}
    own_tenures = [hold.tenure for hold in article.agents.held[len(draft.common.held) + 1 :]]
    kinds: dict[str, list[str]] = {
        "agreement": [one for one in list(records.agreements)[::-1] if one not in of_claims],
        "annotation": sorted(sheet.subjects("oa:bodyValue")),
        "citation": sorted(sheet.subjects("cito:hasCitedEntity")),
        "claim": [
            claim
            for claim in article.claims.all
            if claim not in answered
            and set(sheet.values(claim, "rdf:type")) == plain_kinds
            and sheet.values(claim, "azru:assertionMode") == [term("scheme:mode-asserted")]
        ],
        "event": [
            event.iri
            for event in records.events[: draft.count(84)]
            if event.iri not in wholes
            and sheet.values(event.iri, "azru:carriedOutBy")
            and not sheet.values(event.iri, "azru:partOfEvent")
            and not sheet.values(event.iri, "azru:inCapacity")
        ],
        "footnote": [draft.own("footnote", len(article.text.entries))],  # the last one
        "group": article.agents.groups,
        "passage": article.text.body,
        "person": [one for one in article.agents.persons if sheet.values(one, "dcterms:source")],
        "range": sorted(sheet.subjects("oa:start")),
        "share": records.shares,
        "silent": article.text.silent,
        "tenure": own_tenures,
        "work": article.notes.works,
    }
    return {kind: iter(found) for kind, found in kinds.items()}


def _without(*predicates: str) -> Break:
    def break_it(sheet: Sheet, victim: str) -> None:
        for predicate in predicates:
            sheet.drop(victim, predicate)

    return break_it


def _with(predicate: str, value: str) -> Break:
    return lambda sheet, victim: sheet.say(victim, (predicate, value))


def _instead(predicate: str, value: str) -> Break:
    def break_it(sheet: Sheet, victim: str) -> None:
        sheet.drop(victim, predicate)
        sheet.say(victim, (predicate, value))

    return break_it


def _moved(sheet: Sheet, footnote: str, step: int) -> None:
    """Give a footnote another number."""
    (before,) = sheet.values(footnote, "schema:position")
    _instead("schema:position", number(int(before.split('"')[1]) + step))(sheet, footnote)


_PERSON, _PLACE, _STATE = node("person-0"), node("place-0"), node("state-9")

# Rule → what it befalls, and how.
_FAULTS: dict[str, tuple[str, Break]] = {
    "agreement-without-party": ("agreement", _without("azru:hasParty", "skos:note")),
    "annotation-body": ("annotation", _instead("oa:bodyValue", plain("Short."))),
    "annotation-motivation": ("annotation", _without("oa:motivatedBy")),
    "annotation-severity": ("annotation", _without("azru:severity")),
    "annotation-source": ("annotation", _without("dcterms:source")),
    "attested-entity-passage": ("group", _without("azru:attestedIn")),
    "citation-citing-work": ("citation", _without("cito:hasCitingEntity")),
    "cited-work-date": ("work", _without("dcterms:issued")),
    "cited-work-printed-date": ("work", _without("dcterms:date")),
    "claim-mode": ("claim", _without("azru:assertionMode")),
    "claim-negation": ("claim", _without("azru:isNegated")),
    "claim-paraphrase": ("claim", _without("azru:paraphrase")),
    "claim-predicate": ("claim", _without("azru:claimPredicate")),
    "claim-predicate-undeclared": ("claim", _instead("azru:claimPredicate", term("foaf:knows"))),
    "claim-subject": ("claim", _without("azru:claimSubject")),
    "claim-voice": ("claim", _without("prov:wasAttributedTo")),
    "claim-without-content": ("claim", _without("azru:claimObject", "azru:claimValue")),
    "coordinates-astray": ("group", _with("geo:lat", number(10.5))),
    "dangling-reference": ("group", _with("dcterms:isPartOf", node("nowhere"))),
    "edtf-against-bounds": ("event", _instead("azru:edtf", plain("1991"))),
    "event-date-precision": ("event", _without("azru:datePrecision")),
    "event-edtf": ("event", _without("azru:edtf")),
    "event-event-type": ("event", _without("azru:eventType")),
    "event-participant": ("event", _with("azru:hasParticipant", _PLACE)),
    "event-place": ("event", _with("azru:tookPlaceAt", _STATE)),
    "footnote-number-gap": ("footnote", lambda sheet, victim: _moved(sheet, victim, 1)),
    "footnote-number-taken": ("footnote", lambda sheet, victim: _moved(sheet, victim, -1)),
    "label-not-english": ("claim", _instead("rdfs:label", '"Savunma"@tr')),
    "link-malformed": ("person", _with("skos:closeMatch", "<https://www.wikidata.org/wiki/Q1>")),
    "link-without-source": ("group", _with("skos:closeMatch", "<http://viaf.org/viaf/1>")),
    "mode-against-voice": ("claim", _instead("prov:wasAttributedTo", _STATE)),
    "open-date-without-note": ("tenure", _without("skos:note")),
    "part-of-itself": (
        "event",
        lambda sheet, victim: sheet.say(victim, ("azru:partOfEvent", victim)),
    ),
    "participant-not-stated": ("event", _without("azru:hasParticipant")),
    "passage-kind": ("passage", _without("dcterms:type")),
    "passage-letter-count": ("passage", _without("azru:letterCount")),
    "passage-letter-digest": ("passage", _without("azru:letterDigest")),
    "passage-notation": ("passage", _instead("skos:notation", plain("s1"))),
    "passage-section": ("passage", _without("dcterms:isPartOf")),
    "passage-unaccounted": ("silent", _without("azru:carriesNoClaim")),
    "range-beyond-text": ("range", _instead("oa:end", number(99_999_999))),
    "range-reversed": ("range", _instead("oa:end", number(0))),
    "range-start": ("range", _without("oa:start")),
    "resource-label": ("group", _without("rdfs:label")),
    "share-size": ("share", _without("azru:sharePercent")),
    "share-to-stranger": ("share", _instead("azru:allocatedTo", _PERSON)),
    "silence-without-reason": ("silent", _without("skos:note")),
    "tenure-member": ("tenure", _without("org:member")),
    "tenure-office": ("tenure", _without("azru:office")),
    "undeclared-property": ("group", _with("azru:colour", plain("blue"))),
    "undeclared-term": ("group", _with("dcterms:type", term("scheme:nothing"))),
    "work-title": ("work", _without("dcterms:title")),
}
RULES = tuple(_FAULTS)

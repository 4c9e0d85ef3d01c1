"""What all articles share: states, places, posts and their holders, bodies, venues, two works."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from made.measured import measured
from made.writing import Sheet, chance, date, english, node, number, plain, sentence, term, words

__all__ = ["HORIZON", "Held", "Hubs", "hubs", "linked", "organisation", "person", "place", "tenure"]

# The years that a date without a bound spans, as the check of dates has it.
HORIZON = ("1991-01-01", "2010-12-31")
# Authority files give no number as high as these: a link leads to nothing that there is.
_BEYOND = 90_000_000_000
_STATES = 9
_LANGUAGES = ("az", "en", "ru", "tr", "az", "ru")


class Held(NamedTuple):
    """An office somebody holds: the tenure, the holder, where the post is, and both bounds."""

    tenure: str
    holder: str
    place: str
    not_before: str
    not_after: str


class Hubs(NamedTuple):
    """The resources that all articles share, by kind, as N-Triples spells them."""

    states: list[str]
    places: list[str]
    organisations: list[str]
    persons: list[str]
    held: list[Held]
    venues: dict[str, list[str]]
    works: list[str]


def hubs(sheet: Sheet, seed: int) -> Hubs:
    """Write down what all articles share; each article adds where it attests them."""
    rng = Random(f"{seed} hubs")  # noqa: S311 - the same each time is what is wanted
    sheet.kinds(node("dataset"), "dcat:Dataset")
    sheet.say(
        node("dataset"),
        ("rdfs:label", english("Made-up articles")),
        ("dcterms:title", english("Made-up articles")),
        ("dcterms:description", english("Made by a program to measure with, about nothing.")),
    )
    states = [node(f"state-{n}") for n in range(1, _STATES + 1)]
    for n, state in enumerate(states):
        sheet.kinds(state, "azru:State", "org:FormalOrganization", "org:Organization")
        sheet.kinds(state, "azru:AttestedEntity", "foaf:Agent")
        sheet.say(state, ("rdfs:label", english(words(rng, 1).capitalize())))
        linked(sheet, rng, state, n, links=4, names=5)
    places = [place(sheet, rng, f"place-{n}", 100 + n) for n in range(12)]
    bodies = [organisation(sheet, rng, f"organisation-{n}", 200 + n) for n in range(12)]
    people = [person(sheet, rng, f"person-{n}", 300 + n) for n in range(6)]
    held = [
        tenure(sheet, f"{n}", holder, states[n], bounds=(f"{1992 + n}", f"{2003 + n}"))
        for n, holder in enumerate(people)
    ]
    venues: dict[str, list[str]] = {}
    for kind, count in (("Newspaper", 4), ("Journal", 2), ("Magazine", 1)):
        venues[kind] = [node(f"work-{kind.lower()}-{n}") for n in range(count)]
        for venue in venues[kind]:
            title = words(rng, 2).title()
            sheet.kinds(venue, f"fabio:{kind}", "fabio:Work")
            sheet.say(venue, ("rdfs:label", english(title)), ("dcterms:title", english(title)))
    works = [node(f"work-often-cited-{n}") for n in range(2)]
    for n, work in enumerate(works):
        sheet.kinds(work, "fabio:Book", "fabio:Work")
        sheet.say(
            work,
            ("rdfs:label", english(f"Often cited {n}")),
            ("dcterms:title", english(words(rng, 5).capitalize())),
            ("dcterms:creator", people[n]),
            ("dcterms:issued", plain("1990")),
            ("dcterms:date", plain("1990")),
        )
    return Hubs(states, places, bodies, people, held, venues, works)


def person(sheet: Sheet, rng: Random, name: str, entry: int) -> str:
    """Write down a person; half of them are in authority files."""
    return _entity(sheet, rng, name, entry, "foaf:Person", "foaf:Agent", links=2.5, share=0.52)


def place(sheet: Sheet, rng: Random, name: str, entry: int) -> str:
    """Write down a place, now and then with coordinates."""
    iri = _entity(sheet, rng, name, entry, "dcterms:Location", links=3.2, share=0.55)
    if chance(rng, 0.25):
        where = rng.uniform(-60, 60), rng.uniform(-180, 180)
        for predicate, degrees in zip(("geo:lat", "geo:long"), where, strict=True):
            sheet.say(iri, (predicate, number(round(degrees, 4))))
        if not sheet.values(iri, "dcterms:source"):
            sheet.say(iri, ("dcterms:source", english("A made-up gazetteer")))
    return iri


def organisation(sheet: Sheet, rng: Random, name: str, entry: int) -> str:
    """Write down an organisation of some kind."""
    kinds = ("org:FormalOrganization", "org:Organization", "foaf:Agent")
    iri = _entity(sheet, rng, name, entry, *kinds, links=2.5, share=0.38)
    sheet.say(iri, ("org:classification", measured("?x org:classification ?value").draw(rng)))
    if chance(rng, 0.2):
        sheet.say(iri, ("org:unitOf", node(f"state-{rng.randint(1, _STATES)}")))
    return iri


def _entity(  # noqa: PLR0913 - each is a choice of the caller
    sheet: Sheet, rng: Random, name: str, entry: int, *kinds: str, links: float, share: float
) -> str:
    iri = node(name)
    sheet.kinds(iri, *kinds, "azru:AttestedEntity")
    sheet.say(iri, ("rdfs:label", english(words(rng, 2).title())))
    if chance(rng, share):
        linked(sheet, rng, iri, entry, links=int(links + rng.random()), names=2)
    if chance(rng, 0.1):
        sheet.say(iri, ("skos:note", sentence(rng)))
    return iri


def linked(  # noqa: PLR0913 - each is a choice of the caller
    sheet: Sheet, rng: Random, iri: str, entry: int, *, links: int, names: int
) -> None:
    """Give names in other languages, and links to entries that no authority file has."""
    known = _BEYOND + entry
    addresses = (
        f"<http://www.wikidata.org/entity/Q{known}>",
        f"<https://sws.geonames.org/{known}/>",
        f"<http://viaf.org/viaf/{known}>",
        f"<https://d-nb.info/gnd/{known}>",
    )
    sheet.say(
        iri,
        ("dcterms:source", english("A made-up authority file")),
        *(("skos:exactMatch", address) for address in addresses[:links]),
        *(
            ("skos:altLabel", f'"{words(rng, 2, language).title()} {n}"@{language}')
            for n, language in enumerate(_LANGUAGES[:names])
        ),
    )
    if chance(rng, 0.35):
        match = f"<http://id.loc.gov/authorities/names/n{known}>"
        sheet.say(iri, ("skos:closeMatch", match))


def tenure(
    sheet: Sheet, name: str, holder: str, place: str, *, bounds: tuple[str, str] | None = None
) -> Held:
    """Write down an office of a state or organisation, and who holds it.

    The bounds are the years of its beginning and end; None where they are not known.
    """
    iri, office = node(f"tenure-{name}"), node(f"office-{name}")
    years = bounds or (HORIZON[0][:4], HORIZON[1][:4])
    first, last = f"{years[0]}-01-01", f"{years[1]}-12-31"
    sheet.kinds(office, "org:Post")
    sheet.say(office, ("rdfs:label", english(f"Office {name}")), ("org:postIn", place))
    sheet.kinds(iri, "azru:Tenure", "org:Membership", "azru:AttestedEntity")
    sheet.say(
        iri,
        ("rdfs:label", english(f"Tenure {name}")),
        ("azru:office", office),
        ("org:member", holder),
        ("org:organization", place),
        ("azru:edtf", plain("/".join(years) if bounds else "?/".join(years) + "?")),
        ("azru:datePrecision", term("scheme:precision-duration")),
        ("azru:notBefore", date(first)),
        ("azru:notAfter", date(last)),
        ("skos:note", english("The bounds are made up or those of the horizon.")),
    )
    return Held(iri, holder, place, first, last)

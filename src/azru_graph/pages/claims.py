"""All claims: who holds what, in which mode, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import ParameterError, UnknownNameError, quoted
from azru_graph.names import named
from azru_graph.pages import records
from azru_graph.pages.reading import headings
from azru_graph.pages.records import Named
from azru_graph.pages.site import first, section_name
from azru_graph.queries import texts
from azru_graph.terms import compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.engines import Engine
    from azru_graph.pages.records import Claim
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["show"]

_ALL = """
SELECT DISTINCT ?iri ?voice ?voiceLabel ?mode ?modeLabel {
  ?iri a azru:Claim ; prov:wasAttributedTo ?voice ; azru:assertionMode ?mode .
  OPTIONAL { ?voice rdfs:label ?voiceLabel }
  OPTIONAL { ?mode skos:prefLabel ?modeLabel }
}
"""
_PLACES = """
SELECT ?iri ?section {
  ?iri a azru:Claim ; azru:attestedIn ?passage .
  ?passage dcterms:isPartOf ?section ; schema:position ?position
}
ORDER BY ?position ?iri
"""
_MOST = 400  # claims that one page shows; the shipped graph has fewer
_NAMES = ("voice", "mode", "section")


class Counts(NamedTuple):
    """How many claims each voice has in each mode: of both, the most frequent first."""

    modes: tuple[Named, ...]
    voices: tuple[Named, ...]
    numbers: dict[tuple[str, str], int]


def show(site: Site, address: str, values: Values) -> Page:
    """Make the page.

    Args:
        site: The pages it belongs to.
        address: Where it lies.
        values: ``voice`` and ``mode``, by IRI, id or name, and ``section``, as the reading view
            names it; each may be missing or empty, which means any.

    Raises:
        ParameterError: There is no such voice, mode or section, or the name of a value is unknown.
    """
    engine = site.engine
    for name in values:
        if name not in _NAMES:
            raise ParameterError(f"{quoted(name)} is no filter", remedy=f"use {', '.join(_NAMES)}")
    rows = texts(engine, _ALL)
    voices = _named((row[1], row[2]) for row in rows)
    modes = _named((row[3], row[4]) for row in rows)
    sections = {section_name(iri): label for iri, label in headings(engine).items()}
    voice = _chosen(engine, "voice", first(values, "voice"), voices)
    mode = _chosen(engine, "mode", first(values, "mode"), modes)
    section = first(values, "section")
    if section and section not in sections:
        raise ParameterError(
            f"there is no section {quoted(section)}", remedy=f"use one of {', '.join(sections)}"
        )
    places: dict[str, list[str]] = {}  # claim → where it stands, both in reading order
    for iri, where in texts(engine, _PLACES):
        places.setdefault(iri, []).append(section_name(where))
    held: dict[str, set[tuple[str, str]]] = {}
    for iri, whose, _, how, _ in rows:
        held.setdefault(iri, set()).add((whose, how))
    found = [
        iri
        for iri in dict.fromkeys([*places, *sorted(held)])
        if section in {"", *places.get(iri, ())}
        and any(voice in {"", whose} and mode in {"", how} for whose, how in held.get(iri, ()))
    ]
    shown = records.claims(engine, found[:_MOST])
    return site.page(
        "claims",
        address,
        title="Claims",
        counts=_counts(rows),
        sections=sections,
        chosen={"voice": voice, "mode": mode, "section": section},
        groups=_groups(shown, places, section),
        number=len(found),
        more=max(0, len(found) - _MOST),
    )


def _named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give IRIs with their labels, or else short names; the most frequent first."""
    found: dict[str, list[str]] = {}
    for iri, label in pairs:
        found.setdefault(iri, []).append(label or compact(iri))
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0], item[0]))
    return {iri: labels[0] for iri, labels in ordered}


def _chosen(engine: Engine, what: str, text: str, known: dict[str, str]) -> str:
    """Find what the reader has chosen; '' is any."""
    if not text:
        return ""
    by_label = [iri for iri, label in known.items() if text in {label, iri, compact(iri)}]
    if len(by_label) == 1:
        return by_label[0]
    try:
        iri = named(engine, text).value
    except UnknownNameError as error:
        raise ParameterError(error.what, remedy=error.remedy) from error
    if iri not in known:
        raise ParameterError(f"no claim has the {what} {quoted(compact(iri))}")
    return iri


def _counts(rows: Iterable[tuple[str, ...]]) -> Counts:
    rows = list(rows)
    numbers: dict[tuple[str, str], int] = {}
    for _iri, voice, _, mode, _ in rows:
        numbers[voice, mode] = numbers.get((voice, mode), 0) + 1
    modes, voices = (_named((row[at], row[at + 1]) for row in rows) for at in (3, 1))
    return Counts(
        tuple(Named(*item) for item in modes.items()),
        tuple(Named(*item) for item in voices.items()),
        numbers,
    )


def _groups(
    found: Iterable[Claim], places: dict[str, list[str]], section: str
) -> dict[str, list[Claim]]:
    """Put claims under the section chosen, or else the first in which they stand, or else ''."""
    groups: dict[str, list[Claim]] = {}
    for claim in found:
        groups.setdefault(section or places.get(claim.iri, [""])[0], []).append(claim)
    return groups

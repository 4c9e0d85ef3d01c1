"""The dataset described with schema.org, as JSON-LD for the page that offers it.

Search engines take ``Dataset`` with name, description, licence, makers, coverage and downloads;
``variableMeasured`` counts what there is of each class of the project's own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from azru_graph.exports.about import about
from azru_graph.exports.coverage import coverage
from azru_graph.exports.described import DATASET
from azru_graph.exports.distributions import address, distributions
from azru_graph.queries import texts

if TYPE_CHECKING:
    from azru_graph.exports.about import Asked
    from azru_graph.exports.content import Content
    from azru_graph.exports.coverage import Place
    from azru_graph.exports.distributions import Distribution

__all__ = ["described", "schemaorg"]

_PERSONS = "SELECT ?maker { ?part dcterms:creator|dcterms:publisher ?maker . ?maker a foaf:Person }"
_CLASSES = """
SELECT ?class (MIN(?name) AS ?label) (MIN(?text) AS ?definition) (COUNT(DISTINCT ?one) AS ?number)
{
  ?class a owl:Class ; rdfs:label ?name ; skos:definition ?text . ?one a ?class
  FILTER (STRSTARTS(STR(?class), STR(azru:)))
}
GROUP BY ?class ORDER BY ?class"""


def schemaorg(content: Content) -> bytes:
    """Write the description as one JSON-LD object, with schema.org's own context."""
    covered = coverage(content)
    told = described(content) | {
        "temporalCoverage": f"{covered.first}/{covered.last}" if covered.first else "",
        "spatialCoverage": list(map(_place, covered.places)),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": label, "description": text, "value": int(number)}
            for _, label, text, number in texts(content.engine, _CLASSES)
        ],
        "distribution": list(map(_download, distributions(content))),
    }
    filled = {name: value for name, value in told.items() if value}
    return content.rebased(json.dumps(filled, ensure_ascii=False, indent=2) + "\n").encode()


def described(content: Asked) -> dict[str, Any]:
    """Describe the dataset without what it covers and its files; what is not told is left out."""
    made = about(content)
    persons = {person for (person,) in texts(content.engine, _PERSONS)}
    told = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET,
        "identifier": DATASET,
        "name": made.title,
        "description": made.description,
        "license": list(made.licenses),
        "version": made.version,
        "creator": _makers(made.creators, persons),
        "publisher": _makers(made.publishers, persons),
        "dateCreated": made.created.isoformat() if made.created else "",
        "dateModified": made.modified.isoformat() if made.modified else "",
        "citation": [
            {"@type": "ScholarlyArticle", "@id": iri, "name": title}
            for iri, title in made.articles.items()
        ],
    }
    return {name: value for name, value in told.items() if value}


def _makers(makers: dict[str, str], persons: set[str]) -> list[dict[str, str]]:
    """Name the makers; search engines know persons and organisations, and no other agents."""
    return [
        {"@type": "Person" if iri in persons else "Organization", "@id": iri, "name": name}
        for iri, name in makers.items()
    ]


def _place(place: Place) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "Place", "@id": place.iri, "name": place.name}
    if place.latitude and place.longitude:
        told["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return told


def _download(one: Distribution) -> dict[str, str]:
    told = {
        "@type": "DataDownload",
        "name": one.file,
        "description": one.summary,
        "contentUrl": address(one.file),
        "encodingFormat": one.media,
        "contentSize": f"{one.size} B",
        "sha256": one.digest,
    }
    return {name: value for name, value in told.items() if value}

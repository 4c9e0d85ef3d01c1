"""The dataset described in DCAT 3 (W3C Recommendation 2024), with every file of the exports.

The properties are those that the European application profile (DCAT-AP 3) demands or recommends, as
far as the graph tells them; it tells no contact point and no theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.exports.about import about
from azru_graph.exports.coverage import coverage
from azru_graph.exports.described import DATASET, Described
from azru_graph.exports.distributions import address, distributions
from azru_graph.exports.rdf import serialize
from azru_graph.terms import PREFIXES, XSD

if TYPE_CHECKING:
    from azru_graph.exports.about import About
    from azru_graph.exports.content import Content
    from azru_graph.exports.coverage import Coverage
    from azru_graph.exports.distributions import Distribution

__all__ = ["dcat"]

_DCAT, _DCTERMS, _GEO, _RDFS = (PREFIXES[name] for name in ("dcat", "dcterms", "geo", "rdfs"))
_SPDX = "http://spdx.org/rdf/terms#"
_MEDIA = "https://www.iana.org/assignments/media-types/"


def dcat(content: Content) -> bytes:
    """Write the description as canonical Turtle."""
    told, made = Described(), about(content)
    told.type(DATASET, _DCAT + "Dataset")
    told.about(made)
    told.text(DATASET, _DCTERMS + "identifier", DATASET)
    _cover(told, coverage(content))
    for one in distributions(content):
        _distribution(told, one, made)
    return content.rebased(serialize(told.graph, "turtle").decode()).encode()


def _cover(told: Described, covered: Coverage) -> None:
    if covered.first and covered.last:
        period = f"{DATASET}/period"
        told.link(DATASET, _DCTERMS + "temporal", period)
        told.type(period, _DCTERMS + "PeriodOfTime")
        told.typed(period, _DCAT + "startDate", covered.first, XSD + "date")
        told.typed(period, _DCAT + "endDate", covered.last, XSD + "date")
    for place in covered.places:
        told.link(DATASET, _DCTERMS + "spatial", place.iri)
        told.type(place.iri, _DCTERMS + "Location")
        told.text(place.iri, _RDFS + "label", place.name, language="en")


def _distribution(told: Described, one: Distribution, made: About) -> None:
    iri = f"{DATASET}/file/{one.file}"
    told.link(DATASET, _DCAT + "distribution", iri)
    told.type(iri, _DCAT + "Distribution")
    told.text(iri, _DCTERMS + "title", one.file)
    told.text(iri, _DCTERMS + "description", one.summary, language="en")
    told.link(iri, _DCAT + "accessURL", address(one.file))
    told.link(iri, _DCAT + "downloadURL", address(one.file))
    told.typed(iri, _DCAT + "byteSize", str(one.size), XSD + "nonNegativeInteger")
    if one.media:
        told.link(iri, _DCAT + "mediaType", _MEDIA + one.media)
    for license_ in made.licenses:
        told.link(iri, _DCTERMS + "license", license_)
    told.day(iri, _DCTERMS + "modified", made.modified)
    told.link(iri, _SPDX + "checksum", f"{iri}/sha256")
    told.type(f"{iri}/sha256", _SPDX + "Checksum")
    told.link(f"{iri}/sha256", _SPDX + "algorithm", _SPDX + "checksumAlgorithm_sha256")
    told.typed(f"{iri}/sha256", _SPDX + "checksumValue", one.digest, XSD + "hexBinary")

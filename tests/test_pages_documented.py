"""Pages of vocabularies, concepts, sources and coverage say what the files and answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

import sites
from azru_graph.errors import UnknownNameError
from azru_graph.files import ontology_files, shapes_file
from azru_graph.pages import page
from azru_graph.pages.concepts import names
from azru_graph.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = ("ontology", "relation", "scheme", "shapes", "sources", "coverage")


@pytest.mark.parametrize("static", [False, True])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_whole(address: str, *, static: bool) -> None:
    document = sites.read(sites.shipped(static=static), address)
    assert len(document.text) > 1000
    if static:
        assert [link for link in document.links if "?" in link] == []


@pytest.mark.parametrize(("address", "least"), [("ontology", 54), ("relation", 55), ("shapes", 90)])
def test_every_term_has_its_place_and_what_is_said_of_it(address: str, least: int) -> None:
    defined = rdflib.Graph()
    for path in (*ontology_files(), shapes_file()):
        defined.parse(path)
    namespace = f"{BASE}{address}#"
    terms = {str(term) for term in defined.subjects() if str(term).startswith(namespace)}
    document = sites.read(sites.shipped(), address)
    assert len(terms) >= least
    assert {term.removeprefix(namespace) for term in terms} <= set(document.ids)
    told = (rdflib.SKOS.definition, rdflib.SKOS.scopeNote, rdflib.SH.message)
    said = [str(text) for prop in told for term, text in defined.subject_objects(prop)
            if str(term) in terms]  # fmt: skip
    assert said
    assert [text for text in said if " ".join(text.split()) not in document.text] == []


def test_the_ontology_names_the_terms_of_others() -> None:
    document = sites.read(sites.shipped(), "ontology")
    assert {"foaf-Agent", "cito-Citation", "prov-wasAttributedTo"} <= set(document.ids)


def test_every_concept_has_a_page_that_names_what_it_classes() -> None:
    known = set(names(sites.shipped()))
    graph = rdflib.Graph().parse(ontology_files()[2])
    scheme = PREFIXES["scheme"]
    stated = {str(one).removeprefix(scheme) for one in graph.subjects() if scheme in str(one)}
    assert known == stated
    document = sites.read(sites.shipped(), "scheme/mode-denial")
    assert "Azerbaijan would not accept the charge of helping the rebels" in document.text
    assert "../id/claim-s3p5-3b" in document.links


def test_a_concept_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no-such-concept"):
        page(sites.shipped(), "scheme/no-such-concept")


def test_every_work_and_footnote_is_among_the_sources() -> None:
    document = sites.read(sites.shipped(), "sources")
    assert {f"footnote-{number}" for number in range(1, 24)} <= set(document.ids)
    for work in ("Guluzade 2009", "Kinzer 2008", "Vedomosti 2010"):
        assert work in document.text


def test_coverage_counts_all_passages_and_gives_the_reasons_of_the_silent() -> None:
    text = sites.read(sites.shipped(), "coverage").text
    assert "All 146 passages of the article are accounted for." in text
    assert "Passages that carry none" in text


def test_labels_with_markup_are_text(tmp_path: Path) -> None:
    site = sites.of(
        tmp_path / "made.ttl",
        f"""@prefix skos: <{PREFIXES["skos"]}> . @prefix rdfs: <{PREFIXES["rdfs"]}> .
        <{BASE}scheme/x> a skos:Concept ; rdfs:label "<script>alert(1)</script>"@en ;
          skos:definition "a \\"b\\" <img src=x onerror=alert(1)>"@en .""",
    )
    document = sites.read(site, "scheme/x")
    assert document.strange == document.elements["img"] == 0
    assert "<script>alert(1)</script>" in document.text
